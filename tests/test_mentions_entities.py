"""Mentions of one bearer: one norm, and the fullest name that the article has."""

from __future__ import annotations

import pytest
from brackets import actors, extraction

from extract.pipeline import Pipeline


@pytest.mark.parametrize(
    ("text", "norm"),
    [
        ("The UK, the U.K., Britain, Great Britain and the United Kingdom met.", "GB"),
        ("The US, the U.S., the USA, the United States and America met.", "US"),
        ("South Korea is the Republic of Korea.", "KR"),
        ("North Korea is the DPRK.", "KP"),
        ("Turkey is Türkiye.", "TR"),
        ("The UAE is the United Arab Emirates.", "AE"),
        ("The DRC is the Democratic Republic of the Congo.", "CD"),
        ("China is the People's Republic of China.", "CN"),
        ("Ivory Coast is Côte d'Ivoire, also Côte d’Ivoire.", "CI"),
        ("Myanmar was Burma.", "MM"),
        ("Czechia is the Czech Republic.", "CZ"),
        ("Holland is the Netherlands.", "NL"),
        ("Eswatini was Swaziland.", "SZ"),
    ],
)
def test_mentions_all_forms_of_a_country_share_its_iso_code(pipeline: Pipeline, text: str, norm: str) -> None:
    mentions = extraction(pipeline, text).mentions
    assert len(mentions) > 1
    assert {m.norm for m in mentions} == {norm}


@pytest.mark.parametrize(
    ("text", "norm"),
    [
        ("Congo exports copper.", "CD"),
        ("The Republic of the Congo exports oil. Congo also exports wood.", "CG"),
        ("Korea exports ships.", "KR"),
        ("North Korea fired a missile. Korea was condemned.", "KP"),
        ("North Korea and South Korea met. Korea had long been divided.", "KR"),
    ],
)
def test_mentions_a_name_of_several_states_goes_by_the_article(pipeline: Pipeline, text: str, norm: str) -> None:
    last = next(m for m in extraction(pipeline, text).mentions if m.text in {"Congo", "Korea"})
    assert last.norm == norm


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Microsoft Corporation grew. Microsoft hired.", "ORG"),
        ("The UN is the United Nations.", "ORG"),
        ("The EU is the European Union.", "ORG"),
        ("President Ilvane Dorstad spoke. Dorstad left.", "PERSON"),
        ("Zelphane Ltd grew. Zelphane hired.", "ORG"),
        ("The Paris Agreement is the Paris Climate Agreement.", "AGREEMENT"),
    ],
)
def test_mentions_all_forms_of_a_name_share_a_norm(pipeline: Pipeline, text: str, label: str) -> None:
    mentions = extraction(pipeline, text).mentions
    assert [m.label for m in mentions] == [label, label]
    assert len({m.norm for m in mentions}) == 1


def test_mentions_two_persons_of_one_surname_stay_two(pipeline: Pipeline) -> None:
    text = "President Ilvane Dorstad spoke. Minister Peter Dorstad slept."
    assert len({m.norm for m in extraction(pipeline, text).mentions}) == 2


def test_mentions_neighbouring_states_stay_apart(pipeline: Pipeline) -> None:
    text = "Guinea, Guinea-Bissau, Niger, Nigeria, South Sudan and Sudan met."
    assert len({m.norm for m in extraction(pipeline, text).mentions}) == 6


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The U.S. met others. The United States pledged to plant trees.", "United States"),
        ("The United States met others. The U.S. pledged to plant trees.", "United States"),
        ("Dorstad pledged to plant trees. President Ilvane Dorstad smiled.", "Ilvane Dorstad"),
        ("Zelphane pledged to plant trees. Zelphane Ltd makes pumps.", "Zelphane Ltd"),
        ("The Northern Reef Foundation (NQF) is old. The NQF pledged to plant trees.", "Northern Reef Foundation"),
        ("The UK pledged to plant trees.", "UK"),
    ],
)
def test_mentions_a_party_goes_by_the_fullest_name_of_the_article(pipeline: Pipeline, text: str, name: str) -> None:
    assert actors(pipeline, text) == [(name,)]

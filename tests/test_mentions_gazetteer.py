"""Known names: in which case they count, which of two readings holds, and that the longest wins."""

from __future__ import annotations

import pytest
from brackets import labelled, names

from extract.pipeline import Pipeline
from extract.schema import Label


@pytest.mark.parametrize(
    "text",
    [
        "Ferries link [Sweden] and [Estonia].",
        "Visitors from the [United States] arrived.",
        "[Kenya]'s tea harvest was good.",
        "[Kenya]’s tea harvest was good.",
        "Trade between the [U.S.] and the [UK] grew.",
        "Ships left the [UAE] for the [DRC].",
        "A [UK]-based charity feeds owls.",
        "Monks of the [Kingdom of Thailand] sang.",
        "The [Soviet Union] fell in 1991, and [Yugoslavia] broke up.",
        "[Kosovo], [Scotland], [Wales] and [England] play on Sunday.",
        "[America] voted on Tuesday.",
        "Rain fell on [Chad], [Mali] and [Turkey].",
        "Several [U.S.] government agencies closed.",
        "[Côte d’Ivoire] grows cocoa.",
        "LISBON, [Portugal] — Trams ran late.",
        "The [Singapore] Government built a park.",
        "[Türkiye] exports figs.",
        "the [U.S.]-[China] trade row",
    ],
)
def test_mentions_country_names_are_found_without_article_and_possessive(pipeline: Pipeline, text: str) -> None:
    assert names(pipeline, text, "COUNTRY") == text


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("French farmers met Chinese traders.", id="demonyms"),
        pytest.param("Snow fell across New Mexico.", id="a state within a country"),
        pytest.param("Trawlers crossed the South China Sea.", id="a sea"),
        pytest.param("Washington and Beijing traded barbs.", id="capitals for governments"),
        pytest.param("They told us that he may.", id="the pronoun us"),
        pytest.param("We ate turkey from old china with a polish knife.", id="common nouns"),
        pytest.param("The ticket cost US$40.", id="a currency"),
        pytest.param("She was appointed to the Order of Canada.", id="an order"),
        pytest.param("Ministers flew to the NATO Summit.", id="an event named after a body"),
        pytest.param("The U.S.-Africa Leaders Summit begins.", id="an event named after countries"),
        pytest.param("The Amazon rainforest is shrinking.", id="a forest"),
        pytest.param("Democrats and Republicans argued.", id="members in the plural"),
        pytest.param("It was a who's who of shipping.", id="an acronym in lower case"),
        pytest.param("She won the Nobel Prize.", id="a prize"),
    ],
)
def test_mentions_what_only_looks_like_a_name_is_left_out(pipeline: Pipeline, text: str) -> None:
    assert labelled(pipeline, text) == []


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("the [Democratic Republic of the Congo] today", "COUNTRY"),
        ("in [Papua New Guinea] today", "COUNTRY"),
        ("in [Guinea-Bissau] today", "COUNTRY"),
        ("in [Equatorial Guinea] and [Guinea]", "COUNTRY"),
        ("in [South Sudan] and [Sudan]", "COUNTRY"),
        ("in [Trinidad and Tobago] today", "COUNTRY"),
        ("from [Bosnia and Herzegovina] today", "COUNTRY"),
        ("The [Bank of England] raised rates.", "ORG"),
        ("The [U.S. Department of Justice] sued.", "ORG"),
        ("The [World Health Organization] sent doctors.", "ORG"),
        ("the [United Nations] in Geneva", "ORG"),
    ],
)
def test_mentions_the_longest_known_name_wins(pipeline: Pipeline, text: str, label: Label) -> None:
    assert names(pipeline, text, label) == text


def test_mentions_a_country_inside_a_body_is_not_tagged(pipeline: Pipeline) -> None:
    assert names(pipeline, "The Bank of England and the U.S. Department of Justice met.", "COUNTRY").count("[") == 0


@pytest.mark.parametrize(
    "text",
    [
        "The [WHO] sent doctors.",
        "[EU] countries met.",
        "The [White House] and the [Kremlin] spoke.",
        "[Labour] and [Sinn Fein] differ.",
        "The [G7], the [Quad] and [ASEAN] met.",
        "[Microsoft], [Intel] and [Siemens] sell chips.",
        "[Microsoft]'s and [Oracle]’s lawyers met.",
        "Russian [State Duma] deputies left.",
        "A spokesman for the [Pentagon] declined to comment.",
        "The [European Commission] fined [Google].",
        "[Greenpeace] sailed north.",
    ],
)
def test_mentions_known_bodies_are_found_without_article_and_demonym(pipeline: Pipeline, text: str) -> None:
    assert names(pipeline, text, "ORG") == text


@pytest.mark.parametrize(
    "text",
    [
        "under the [Paris Agreement], heat",
        "The [Kyoto Protocol] expired.",
        "He cited the [Geneva Conventions] at length.",
        "The [Treaty on the Non-Proliferation of Nuclear Weapons] turned fifty.",
        "The [Budapest Convention] covers fraud.",
    ],
)
def test_mentions_known_agreements_are_found(pipeline: Pipeline, text: str) -> None:
    assert names(pipeline, text, "AGREEMENT") == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Michael Jordan retired.", [("Michael Jordan", "PERSON")]),
        ("Amman is the capital of Jordan.", [("Jordan", "COUNTRY")]),
        ("Chad Johnson coaches the team.", [("Chad Johnson", "PERSON")]),
        ("N'Djamena is the capital of Chad.", [("Chad", "COUNTRY")]),
        ("Apple sells phones.", [("Apple", "ORG")]),
        ("He picked an apple in the orange grove.", []),
    ],
)
def test_mentions_an_ambiguous_name_is_read_by_its_context(
    pipeline: Pipeline, text: str, expected: list[tuple[str, Label]]
) -> None:
    assert labelled(pipeline, text) == expected

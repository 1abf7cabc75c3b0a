"""Short forms of names that the article has in full."""

from __future__ import annotations

import pytest
from brackets import labelled, names

from extract.pipeline import Pipeline
from extract.schema import Article


@pytest.mark.parametrize(
    "text",
    [
        "President [Ilvane Dorstad] spoke. Then [Dorstad] left.",
        "[Dorstad] left early. President [Ilvane Dorstad] had spoken.",
        "Minister [Anneke van der Zeel] spoke. Then Mr [van der Zeel] left.",
        "President [Ilvane Dorstad] spoke of [Dorstad]'s youth.",
        "Minister [Martin Dorstad Jr.] spoke. [Dorstad] then left.",
        "Mr [Luc Tarby-Mons] spoke. [Tarby-Mons] then left.",
    ],
)
def test_mentions_a_surname_stands_for_the_person(pipeline: Pipeline, text: str) -> None:
    assert names(pipeline, text, "PERSON") == text


@pytest.mark.parametrize(
    "text",
    [
        "[Brightwater Technologies, Inc.] grew. [Brightwater] sells pumps.",
        "[Ostrey Shipping GmbH] grew. [Ostrey Shipping] owns nine ferries.",
        "[Zelphane Ltd] grew, and [Zelphane]'s shares rose.",
    ],
)
def test_mentions_a_short_form_stands_for_the_company(pipeline: Pipeline, text: str) -> None:
    assert names(pipeline, text, "ORG") == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "President Ilvane Dorstad spoke. They marched down Dorstad Street.",
            [("Ilvane Dorstad", "PERSON")],
            id="a surname in an address",
        ),
        pytest.param(
            "Zelphane Ltd grew. The ferry crossed Zelphane Bay.", [("Zelphane Ltd", "ORG")], id="a company in a place"
        ),
        pytest.param(
            "The Global Reef Network met. Global trade fell.",
            [("Global Reef Network", "ORG")],
            id="a common first word",
        ),
        pytest.param(
            "President Ilvane Dorstad spoke. Peter Dorstad slept.",
            [("Ilvane Dorstad", "PERSON"), ("Peter Dorstad", "PERSON")],
            id="a namesake",
        ),
        pytest.param(
            "Mr Karim Banks spoke. The banks closed early.",
            [("Karim Banks", "PERSON")],
            id="a surname as a common noun",
        ),
    ],
)
def test_mentions_a_short_form_inside_another_name_or_word_is_none(
    pipeline: Pipeline, text: str, expected: list[tuple[str, str]]
) -> None:
    assert labelled(pipeline, text) == expected


def test_mentions_a_storm_called_after_a_person_is_none(pipeline: Pipeline) -> None:
    text = "Hurricane Dennis crossed the coast. Dennis weakened on Friday, and Dennis is gone."
    assert pipeline.extract(Article(id="a", text=text)).mentions == ()

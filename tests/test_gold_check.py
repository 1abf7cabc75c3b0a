"""Contradictions in gold: what counts as one, and how it is told."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from strategies import extractions

from extract.gold import check
from extract.schema import Extraction, text_sha256

TEXT = "Japan and Acme signed the Lisbon Ocean Pledge with more than 40 states. Ana Ruiz did not."


def span(phrase: str, **fields: Any) -> dict[str, Any]:
    start = TEXT.index(phrase)
    return {"start": start, "end": start + len(phrase), "text": phrase, **fields}


def record(**fields: Any) -> dict[str, Any]:
    return {
        "id": "a",
        "text": TEXT,
        "mentions": [
            span("Japan", label="COUNTRY"),
            span("Acme", label="ORG"),
            span("Lisbon Ocean Pledge", label="AGREEMENT"),
            span("Ana Ruiz", label="PERSON"),
        ],
        **fields,
    }


def commitment(phrase: str = "signed the Lisbon Ocean Pledge", **fields: Any) -> dict[str, Any]:
    return span(phrase, **{"kind": "endorsement", "polarity": "affirmed", **fields})


def stance(**fields: Any) -> dict[str, Any]:
    return {"party": "Japan", "type": "COUNTRY", "agreement": None, "stance": "signed", **fields}


def count(**fields: Any) -> dict[str, Any]:
    return span("more than 40 states", **{"value": 40, "bound": "at_least", "what": "states", **fields})


SOUND = record(
    text_sha256=text_sha256(TEXT),
    commitments=[
        commitment(trigger=span("signed"), actors=["JAPAN", "acme"], agreement="Lisbon  Ocean\nPledge"),
    ],
    stances=[stance(agreement="Lisbon Ocean Pledge"), stance(), stance(party="Ana Ruiz", type="PERSON")],
    counts=[count(), count()],
)


def test_gold_check_accepts_sound_record() -> None:
    assert check(Extraction.model_validate(SOUND)) == []


@given(extractions())
def test_gold_check_accepts_what_the_strategy_makes(extraction: Extraction) -> None:
    assert check(extraction) == []


CONTRADICTIONS: dict[str, tuple[dict[str, Any], str]] = {
    "no text": ({"id": "a"}, "text is missing or empty, allowed is the article's whole text"),
    "empty text": ({"id": "a", "text": ""}, "text is missing or empty, allowed is the article's whole text"),
    "wrong hash": (
        record(text_sha256="0" * 64),
        f"text_sha256 is {'0' * 64}, the text gives {text_sha256(TEXT)}",
    ),
    "id with white space": (record(id="a "), "id 'a ' has white space at its edge, allowed is none"),
    "lone surrogate": (
        {"id": "a", "text": "ab\ud800"},
        "lone surrogate '\\ud800' at 2, allowed is text that UTF-8 can hold",
    ),
    "wrong span text": (
        record(commitments=[commitment() | {"text": "signed that"}]),
        "commitment 'signed that' at 15-45: the text there is 'signed the Lisbon Ocean Pledge'",
    ),
    "span out of range": (
        record(counts=[count() | {"end": 500}]),
        "count 'more than 40 states' at 51-500 is out of range, the text has 89 characters",
    ),
    "white space at an edge": (
        record(counts=[count() | {"end": 51, "start": 50, "text": " "}]),
        "count ' ' at 50-51 has white space at its edge, allowed is none",
    ),
    "wrong trigger text": (
        record(commitments=[commitment(trigger=span("signed") | {"text": "joined"})]),
        "trigger 'joined' at 15-21 of commitment 'signed the Lisbon Ocean Pledge' at 15-45: the text there is 'signed'",
    ),
    "trigger elsewhere": (
        record(commitments=[commitment(trigger=span("the"))]),
        "trigger 'the' at 22-25 of commitment 'signed the Lisbon Ocean Pledge' at 15-45, "
        "allowed is at the commitment's start and within it",
    ),
    "trigger too long": (
        record(commitments=[commitment("signed the", trigger=span("signed the Lisbon"))]),
        "trigger 'signed the Lisbon' at 15-32 of commitment 'signed the' at 15-25, "
        "allowed is at the commitment's start and within it",
    ),
    "evidence out of range": (
        record(stances=[stance(evidence=[{"start": 3, "end": 90}])]),
        "evidence 3-90 of the stance of 'Japan' is out of range, the text has 89 characters",
    ),
    "mention twice": (
        record(mentions=[span("Japan", label="COUNTRY"), span("Japan", label="COUNTRY")]),
        "COUNTRY 'Japan' at 0-5 is there twice, allowed is once",
    ),
    "mentions overlap": (
        record(mentions=[span("Japan and Acme", label="ORG"), span("Acme", label="ORG")]),
        "ORG 'Acme' at 10-14 overlaps ORG 'Japan and Acme' at 0-14, allowed are mentions side by side",
    ),
    "one range with two labels": (
        record(mentions=[span("Japan", label="COUNTRY"), span("Japan", label="ORG")]),
        "ORG 'Japan' at 0-5 overlaps COUNTRY 'Japan' at 0-5, allowed are mentions side by side",
    ),
    "commitment twice": (
        record(commitments=[commitment(), commitment(kind="pledge")]),
        "commitment 'signed the Lisbon Ocean Pledge' at 15-45 is there twice, allowed is once",
    ),
    "commitments overlap": (
        record(commitments=[commitment(), commitment("Pledge with", kind="pledge")]),
        "commitment 'Pledge with' at 39-50 overlaps commitment 'signed the Lisbon Ocean Pledge' at 15-45, "
        "allowed are commitments side by side",
    ),
    "mention sticks out": (
        record(mentions=[span("Acme signed", label="ORG")], commitments=[commitment()]),
        "ORG 'Acme signed' at 10-21 sticks out of commitment 'signed the Lisbon Ocean Pledge' at 15-45, "
        "allowed is that for an AGREEMENT only",
    ),
    "actor not tagged": (
        record(commitments=[commitment(actors=["Japan", "Spain"])]),
        "actor 'Spain' is tagged nowhere in the article, allowed is a name tagged COUNTRY or ORG or PERSON "
        "(commitment 'signed the Lisbon Ocean Pledge' at 15-45)",
    ),
    "actor is an agreement": (
        record(commitments=[commitment(actors=["Lisbon Ocean Pledge"])]),
        "actor 'Lisbon Ocean Pledge' is tagged AGREEMENT, allowed is COUNTRY or ORG or PERSON "
        "(commitment 'signed the Lisbon Ocean Pledge' at 15-45)",
    ),
    "actor twice": (
        record(commitments=[commitment(actors=["Japan", "JAPAN"])]),
        "actor 'JAPAN' is there twice in commitment 'signed the Lisbon Ocean Pledge' at 15-45, allowed is once",
    ),
    "agreement of a commitment not tagged": (
        record(commitments=[commitment(agreement="Rome Pact")]),
        "agreement 'Rome Pact' is tagged nowhere in the article, allowed is a name tagged AGREEMENT "
        "(commitment 'signed the Lisbon Ocean Pledge' at 15-45)",
    ),
    "counts overlap": (
        record(counts=[count(), span("40", value=40, bound="exact", what="states")]),
        "count '40' at 61-63 overlaps count 'more than 40 states' at 51-70, allowed is one reading of a number",
    ),
    "counts contradict": (
        record(counts=[count(), count(value=41)]),
        "count 'more than 40 states' at 51-70 overlaps count 'more than 40 states' at 51-70, "
        "allowed is one reading of a number",
    ),
    "empty what": (
        record(counts=[count(what=" ")]),
        "'what' of count 'more than 40 states' at 51-70 is empty, allowed is the counted noun phrase",
    ),
    "party not tagged": (
        record(stances=[stance(party="Spain")]),
        "party 'Spain' is tagged nowhere in the article, allowed is a name tagged COUNTRY",
    ),
    "party of another type": (
        record(stances=[stance(type="ORG")]),
        "party 'Japan' is tagged COUNTRY, allowed is ORG",
    ),
    "party with white space": (
        record(stances=[stance(party="Japan ")]),
        "party 'Japan ' has white space at its edge or is empty, allowed is a bare name",
    ),
    "agreement of a stance is no agreement": (
        record(stances=[stance(agreement="Acme")]),
        "agreement 'Acme' is tagged ORG, allowed is AGREEMENT",
    ),
    "contradictory stances": (
        record(stances=[stance(), stance(party="JAPAN", stance="withdrew")]),
        "'JAPAN' is signed and withdrew on None, allowed is one row for a party and an agreement",
    ),
    "stance twice": (
        record(stances=[stance(), stance()]),
        "'Japan' is signed and signed on None, allowed is one row for a party and an agreement",
    ),
}


@pytest.mark.parametrize(("fields", "message"), CONTRADICTIONS.values(), ids=CONTRADICTIONS.keys())
def test_gold_check_tells_contradiction(fields: dict[str, Any], message: str) -> None:
    assert check(Extraction.model_validate(fields)) == [message]


def test_gold_check_agreement_may_cross_commitment() -> None:
    crossing = record(commitments=[commitment("Pledge with more than 40 states", kind="pledge")])
    assert check(Extraction.model_validate(crossing)) == []

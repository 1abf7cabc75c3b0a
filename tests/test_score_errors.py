"""The list of differences: complete, in order, with causes and context."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from strategies import corpora, paired_corpora

from extract.errors import InputError
from extract.schema import Extraction
from extract.score import SpanError, errors, score

SPAN_CAUSES = {"missed", "spurious", "wrong boundary", "wrong label"}
LABELS = {"ORG", "COUNTRY", "PERSON", "AGREEMENT"}


@given(corpora())
def test_score_errors_of_gold_against_itself_are_none(gold: list[Extraction]) -> None:
    assert errors(gold, gold) == []


@given(paired_corpora())
def test_score_errors_add_up_to_the_counts(pair: tuple[list[Extraction], list[Extraction]]) -> None:
    scores, found = score(*pair), errors(*pair)
    spans = [error for error in found if error.cause in SPAN_CAUSES]
    for what, counts in [
        (LABELS, scores.all_mentions.strict),
        ({"COMMITMENT"}, scores.commitments.strict),
        ({"STANCE"}, scores.stances),
        ({"COUNT"}, scores.counts),
    ]:
        ours = [error for error in spans if error.what in what]
        assert sum(error.gold is not None for error in ours) == counts.fn
        assert sum(error.pred is not None for error in ours) == counts.fp
    assert sum(error.cause == "wrong polarity" for error in found) == (scores.polarity.total - scores.polarity.correct)
    assert sum(error.cause == "wrong agreement" for error in found) == (
        scores.agreement.total - scores.agreement.correct
    )


@given(paired_corpora())
def test_score_errors_come_ordered_by_article_and_offset(
    pair: tuple[list[Extraction], list[Extraction]],
) -> None:
    order = {record.id: index for index, record in enumerate(pair[0])}
    places = [(order[error.article], error.start is None, error.start or 0) for error in errors(*pair)]
    assert places == sorted(places)


TEXT = (
    "Ann of Acme vowed to act.\r\nBob Acme Ltd. did not.\nAll 40 states signed the Paris Call that was open since May."
)


def article(**fields: Any) -> Extraction:
    return Extraction.model_validate({"id": "a", "text": TEXT, **fields})


def span(phrase: str, **fields: Any) -> dict[str, Any]:
    start = TEXT.index(phrase)
    return {"start": start, "end": start + len(phrase), "text": phrase, **fields}


def vow(phrase: str = "vowed to act", **fields: Any) -> dict[str, Any]:
    return span(phrase, **{"kind": "pledge", "polarity": "affirmed", **fields})


def shown(error: SpanError) -> tuple[str, str, str | None, str | None, tuple[str, ...]]:
    return error.what, error.cause, error.gold, error.pred, error.rules


CASES: dict[str, tuple[dict[str, Any], dict[str, Any], list[tuple[Any, ...]]]] = {
    "missed": (
        {"mentions": [span("Ann", label="PERSON")]},
        {},
        [("PERSON", "missed", "Ann", None, ())],
    ),
    "spurious": (
        {},
        {"mentions": [span("Ann", label="PERSON", rule="person.1")]},
        [("PERSON", "spurious", None, "Ann", ("person.1",))],
    ),
    "wrong boundary": (
        {"mentions": [span("Acme Ltd.", label="ORG")]},
        {"mentions": [span("Bob Acme", label="ORG", rule="org.1")]},
        [("ORG", "wrong boundary", "Acme Ltd.", "Bob Acme", ("org.1",))],
    ),
    "wrong label": (
        {"mentions": [span("Ann", label="PERSON")]},
        {"mentions": [span("Ann of Acme", label="ORG", rule="org.1")]},
        [("PERSON", "wrong label", "PERSON Ann", "ORG Ann of Acme", ("org.1",))],
    ),
    "commitment missed": ({"commitments": [vow()]}, {}, [("COMMITMENT", "missed", "vowed to act", None, ())]),
    "commitment too short, all attributes wrong": (
        {"commitments": [vow(actors=["Ann", "Bob"], agreement="Paris Call")]},
        {"commitments": [vow("vowed", kind="intent", polarity="negated", actors=["Acme"], rules=["t", "c"])]},
        [
            ("COMMITMENT", "wrong boundary", "vowed to act", "vowed", ("t", "c")),
            ("COMMITMENT", "wrong polarity", "affirmed", "negated", ("t", "c")),
            ("COMMITMENT", "wrong kind", "pledge", "intent", ("t", "c")),
            ("COMMITMENT", "wrong agreement", "Paris Call", None, ("t", "c")),
            ("COMMITMENT", "wrong actors", "Ann; Bob", "Acme", ("t", "c")),
        ],
    ),
    "count": (
        {"counts": [span("40 states", value=40, bound="exact", what="states")]},
        {"counts": [span("40 states", value=40, bound="about", what="states")]},
        [
            ("COUNT", "missed", "exact 40 states", None, ()),
            ("COUNT", "spurious", None, "about 40 states", ()),
        ],
    ),
    "stances": (
        {"stances": [{"party": "Ann", "type": "PERSON", "agreement": "Paris Call", "stance": "signed"}]},
        {
            "stances": [
                {
                    "party": "Bob",
                    "type": "PERSON",
                    "stance": "not_signed",
                    "evidence": [{"start": 7, "end": 11}],
                }
            ]
        },
        [
            ("STANCE", "spurious", None, "Bob: not_signed", ()),
            ("STANCE", "missed", "Ann: signed Paris Call", None, ()),
        ],
    ),
}


@pytest.mark.parametrize(("gold", "pred", "expected"), CASES.values(), ids=CASES.keys())
def test_score_errors_tell_cause(gold: dict[str, Any], pred: dict[str, Any], expected: list[tuple[Any, ...]]) -> None:
    assert [shown(error) for error in errors([article(**gold)], [article(**pred)])] == expected


def test_score_errors_show_context_on_one_line() -> None:
    gold = article(mentions=[span("Acme Ltd.", label="ORG")])
    pred = article(mentions=[span("act.\r\nBob Acme Ltd", label="ORG")])
    (error,) = errors([gold], [pred])
    assert (error.start, error.end) == (21, 40)
    assert error.before == "Ann of Acme vowed to "
    assert error.text == "act.¶Bob Acme Ltd."
    assert error.after == " did not.¶All 40 states signed the Paris"


def test_score_errors_refuse_extra_predictions() -> None:
    with pytest.raises(InputError, match="1 predicted articles are not in the gold: 'a'"):
        errors([], [article()])

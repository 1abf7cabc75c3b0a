"""Scoring: worked examples, and what cannot be scored."""

from __future__ import annotations

from typing import Any

import pytest

from extract.errors import InputError
from extract.schema import Extraction, text_sha256
from extract.score import Accuracy, Counts, Scores, SpanCounts, score


def test_score_of_nothing_is_undefined() -> None:
    scores = score([], [])
    assert scores == Scores()
    assert set(scores.figures().values()) == {None}


@pytest.mark.parametrize(
    ("counts", "precision", "recall", "f1"),
    [
        (Counts(), None, None, None),
        (Counts(tp=1), 1.0, 1.0, 1.0),
        (Counts(fp=2), 0.0, None, 0.0),
        (Counts(fn=2), None, 0.0, 0.0),
        (Counts(tp=3, fp=1, fn=2), 0.75, 0.6, 2 / 3),
    ],
)
def test_score_counts_give_figures(
    counts: Counts, precision: float | None, recall: float | None, f1: float | None
) -> None:
    assert (counts.precision, counts.recall, counts.f1) == (precision, recall, f1)


TEXT = "0123456789" * 5


def article(**fields: Any) -> Extraction:
    return Extraction.model_validate({"id": "a", "text": TEXT, **fields})


def mention(start: int, end: int, label: str = "ORG", **fields: Any) -> dict[str, Any]:
    return {"start": start, "end": end, "text": TEXT[start:end], "label": label, **fields}


def commitment(start: int, end: int, **fields: Any) -> dict[str, Any]:
    given = {"kind": "pledge", "polarity": "affirmed", **fields}
    return {"start": start, "end": end, "text": TEXT[start:end], **given}


def count(start: int, end: int, value: int = 40, bound: str = "exact") -> dict[str, Any]:
    return {"start": start, "end": end, "text": TEXT[start:end], "value": value, "bound": bound, "what": "x"}


def stance(party: str, agreement: str | None = None, value: str = "signed") -> dict[str, Any]:
    return {"party": party, "type": "COUNTRY", "agreement": agreement, "stance": value}


SPANS: dict[str, tuple[list[tuple[int, int]], list[tuple[int, int]], Counts, Counts]] = {
    "same": ([(0, 5)], [(0, 5)], Counts(1, 0, 0), Counts(1, 0, 0)),
    "longer": ([(0, 5)], [(0, 6)], Counts(0, 1, 1), Counts(1, 0, 0)),
    "touching": ([(0, 5)], [(5, 9)], Counts(0, 1, 1), Counts(0, 1, 1)),
    "one for two": ([(0, 5), (6, 9)], [(0, 9)], Counts(0, 1, 2), Counts(1, 0, 1)),
    "two for one": ([(0, 9)], [(0, 5), (6, 9)], Counts(0, 2, 1), Counts(1, 1, 0)),
    "greedy by size would lose one": ([(0, 4), (5, 9)], [(2, 9), (8, 12)], Counts(0, 2, 2), Counts(2, 0, 0)),
    "chain": ([(0, 4), (6, 12)], [(3, 8), (10, 20)], Counts(0, 2, 2), Counts(2, 0, 0)),
    "far behind a long one": ([(0, 30), (20, 25)], [(24, 26)], Counts(0, 1, 2), Counts(1, 0, 1)),
}


@pytest.mark.parametrize(("gold", "pred", "strict", "overlap"), SPANS.values(), ids=SPANS.keys())
def test_score_counts_spans(
    gold: list[tuple[int, int]], pred: list[tuple[int, int]], strict: Counts, overlap: Counts
) -> None:
    for name, make in (("mentions", mention), ("commitments", commitment)):
        ours = article(**{name: [make(*extent) for extent in gold]})
        theirs = article(**{name: [make(*extent) for extent in pred]})
        scores = score([ours], [theirs])
        spans = scores.mentions["ORG"] if name == "mentions" else scores.commitments
        assert spans == SpanCounts(strict, overlap)


def test_score_micro_figures_take_the_right_labels() -> None:
    labels = ("ORG", "COUNTRY", "PERSON", "AGREEMENT")
    gold = article(mentions=[mention(5 * i, 5 * i + 4, label) for i, label in enumerate(labels)])
    pred = article(mentions=[mention(0, 4), mention(5, 9), mention(15, 19, "AGREEMENT")])
    scores = score([gold], [pred])
    assert scores.names.strict == Counts(tp=1, fp=1, fn=2)
    assert scores.all_mentions.strict == Counts(tp=2, fp=1, fn=2)
    assert scores.figures()["names.micro"] == pytest.approx(0.4)
    assert scores.figures()["mentions.micro"] == pytest.approx(4 / 7)


def test_score_attributes_of_commitments_matched_by_overlap() -> None:
    gold = article(
        commitments=[
            commitment(0, 9, actors=["Emmanuel Macron", "Japan"]),
            commitment(10, 19, kind="endorsement", agreement="Paris Call", actors=["Japan"]),
            commitment(40, 49, actors=["Japan"]),
        ]
    )
    pred = article(
        commitments=[
            commitment(0, 8, polarity="negated", actors=["Macron"]),
            commitment(10, 19, kind="endorsement", agreement="Rome Pact", actors=["Japan", "Spain"]),
            commitment(30, 39, actors=["Spain"]),
        ]
    )
    scores = score([gold], [pred])
    assert scores.polarity == Accuracy(1, 2)
    assert scores.kind == Accuracy(2, 2)
    assert scores.agreement == Accuracy(0, 1)
    assert scores.actors == Counts(tp=2, fp=1, fn=1)
    assert scores.commitments_by_kind["pledge"] == SpanCounts(Counts(0, 2, 2), Counts(1, 1, 1))
    assert scores.commitments_by_kind["endorsement"].strict == Counts(1, 0, 0)


def test_score_stances_with_and_without_agreement() -> None:
    gold = article(
        stances=[
            stance("Japan", "Paris Call"),
            stance("Spain", "Paris Call"),
            stance("Chad", None, "withdrew"),
        ]
    )
    pred = article(
        stances=[stance("Japan", "Call"), stance("Spain"), stance("Chad", None, "not_signed"), stance("Peru")]
    )
    scores = score([gold], [pred])
    assert scores.stances == Counts(tp=1, fp=3, fn=2)
    assert scores.party_stances == Counts(tp=2, fp=2, fn=1)


def test_score_counts_need_value_and_bound() -> None:
    gold = article(counts=[count(0, 5), count(10, 15), count(20, 25), count(30, 35)])
    pred = article(counts=[count(0, 3), count(10, 15, 41), count(20, 25, bound="about"), count(35, 40)])
    assert score([gold], [pred]).counts == Counts(tp=1, fp=3, fn=3)


def test_score_refuses_what_cannot_be_paired() -> None:
    with pytest.raises(InputError) as caught:
        score([article(), article()], [article(id=name) for name in "bcc"])
    assert str(caught.value).split("\n") == [
        "article 'a' is there 2 times in the gold",
        "article 'c' is there 2 times in the predictions",
        "2 predicted articles are not in the gold: 'b', 'c'",
    ]


def test_score_tells_extra_predictions_once() -> None:
    with pytest.raises(InputError) as caught:
        score([], [article(id=str(number)) for number in range(9)])
    assert str(caught.value) == "9 predicted articles are not in the gold: '0', '1', '2', '3', '4', ..."


@pytest.mark.parametrize("other", [{"text": "other"}, {"text": None, "text_sha256": text_sha256("other")}])
def test_score_refuses_other_text(other: dict[str, str | None]) -> None:
    with pytest.raises(InputError, match="article 'a': predicted on another text than gold's"):
        score([article()], [Extraction.model_validate({"id": "a", **other})])


def test_score_accepts_predictions_without_text() -> None:
    pred = Extraction(id="a", text_sha256=text_sha256(TEXT))
    assert score([article()], [pred]).articles == 1
    assert score([article()], [Extraction(id="a")]).articles == 1

"""The scorer against nervaluate, where both mean the same.

The strict score of spans is nervaluate's ``strict`` of one label. Its ``ent_type`` counts overlaps of one label as
ours, but pairs greedily, and asks for a hundredth of the gold span: it can find fewer pairs, never more, and as many
where no span meets two others.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from strategies import paired_corpora

from extract.schema import KINDS, LABELS, Commitment, Extraction, Mention
from extract.score import Counts, score

nervaluate = pytest.importorskip("nervaluate", reason="nervaluate needs Python 3.11")

Pair = tuple[list[Extraction], list[Extraction]]
Span = Mention | Commitment
_SHORT = 100  # characters of which one is a hundredth


def label_of(span: Span) -> str:
    return span.label if isinstance(span, Mention) else span.kind


def spans_of(records: Sequence[Extraction]) -> list[Sequence[Span]]:
    return [*(list(record.mentions) for record in records), *(list(record.commitments) for record in records)]


def evaluated(gold: Sequence[Sequence[Span]], pred: Sequence[Sequence[Span]]) -> dict[str, Any]:
    """What nervaluate says, by label and strategy; its ends are inclusive."""

    def entities(side: Sequence[Sequence[Span]]) -> list[list[dict[str, Any]]]:
        return [[{"label": label_of(s), "start": s.start, "end": s.end - 1} for s in spans] for spans in side]

    evaluator = nervaluate.Evaluator(entities(gold), entities(pred), tags=[*LABELS, *KINDS], loader="dict")
    found: dict[str, Any] = evaluator.evaluate()["entities"]
    return found


def meets_one_at_most(label: str, side: Sequence[Sequence[Span]], other: Sequence[Sequence[Span]]) -> bool:
    """Whether no span of the label overlaps two of the other side, and all are short."""
    return all(
        span.end - span.start <= _SHORT
        and sum(label_of(o) == label and o.start < span.end and span.start < o.end for o in others) <= 1
        for spans, others in zip(side, other, strict=True)
        for span in spans
        if label_of(span) == label
    )


@given(paired_corpora())
def test_score_agrees_with_nervaluate(pair: Pair) -> None:
    scores = score(*pair)
    gold, pred = spans_of(pair[0]), spans_of(pair[1])
    theirs = evaluated(gold, pred)
    for label, spans in [*scores.mentions.items(), *scores.commitments_by_kind.items()]:
        if label not in theirs:
            assert spans.strict == spans.overlap == Counts()
            continue
        strict, overlap = theirs[label]["strict"], theirs[label]["ent_type"]
        assert (spans.strict.tp, spans.strict.tp + spans.strict.fp) == (strict.correct, strict.actual)
        assert spans.strict.tp + spans.strict.fn == strict.possible
        assert (spans.strict.precision or 0, spans.strict.recall or 0) == (strict.precision, strict.recall)
        assert spans.strict.f1 == pytest.approx(strict.f1)
        assert overlap.correct <= spans.overlap.tp
        if meets_one_at_most(label, gold, pred) and meets_one_at_most(label, pred, gold):
            assert overlap.correct == spans.overlap.tp
            assert spans.overlap.f1 == pytest.approx(overlap.f1)

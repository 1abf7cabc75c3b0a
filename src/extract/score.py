"""Predictions against gold: paired by article, counted span by span, every difference told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import reduce
from operator import add

from extract.schema import KINDS, LABELS, Commitment, Extraction, Label, Range, Stance
from extract.score_counts import Accuracy, Counts, Scores, SpanCounts
from extract.score_errors import SpanError, errors
from extract.score_match import match_exact, match_items, match_overlapping
from extract.score_names import NameRule
from extract.score_pairs import pair_articles, pair_counts, pair_mentions, pair_stances

__all__ = ["Accuracy", "Counts", "Scores", "SpanCounts", "SpanError", "confusion", "errors", "pair_articles", "score"]


def score(gold: Sequence[Extraction], pred: Sequence[Extraction]) -> Scores:
    """Score predictions, paired with gold by id; an article without prediction counts as all missed.

    The two sides have equal rights: to swap them swaps precision and recall, so that the F1 of two annotators
    is their agreement. Raises InputError, which tells them all, for predicted articles that gold does not
    have, for ids used twice on a side, and for pairs whose texts differ.
    """
    return reduce(add, (_score_article(*pair) for pair in pair_articles(gold, pred)), Scores())


def confusion(
    gold: Sequence[Extraction], pred: Sequence[Extraction]
) -> Mapping[tuple[Label | None, Label | None], int]:
    """How many mentions have which label in gold and which in the predictions, None where one side has no mention.

    Raises InputError as `score` does.
    """
    pairs = (pair for articles in pair_articles(gold, pred) for pair in pair_mentions(*articles))
    return Counter((a.label if a else None, b.label if b else None) for a, b in pairs)


def _score_article(gold: Extraction, pred: Extraction) -> Scores:
    names = NameRule((*gold.mentions, *pred.mentions))
    matched = match_overlapping(gold.commitments, pred.commitments)
    return Scores(
        articles=1,
        mentions={
            label: _count_spans(
                [span for span in gold.mentions if span.label == label],
                [span for span in pred.mentions if span.label == label],
            )
            for label in LABELS
        },
        commitments=_count_spans(gold.commitments, pred.commitments),
        commitments_by_kind={
            kind: _count_spans(
                [span for span in gold.commitments if span.kind == kind],
                [span for span in pred.commitments if span.kind == kind],
            )
            for kind in KINDS
        },
        polarity=Accuracy.of(a.polarity == b.polarity for a, b in matched),
        kind=Accuracy.of(a.kind == b.kind for a, b in matched),
        agreement=Accuracy.of(
            names.same(a.agreement, b.agreement) for a, b in matched if (a.agreement, b.agreement) != (None, None)
        ),
        actors=reduce(add, (_count_actors(a, b, names) for a, b in matched), Counts()),
        stances=Counts.of(len(gold.stances), len(pred.stances), len(pair_stances(gold, pred, names))),
        party_stances=_count_party_stances(gold.stances, pred.stances, names),
        counts=Counts.of(len(gold.counts), len(pred.counts), len(pair_counts(gold, pred))),
    )


def _count_spans(gold: Sequence[Range], pred: Sequence[Range]) -> SpanCounts:
    return SpanCounts(
        strict=Counts.of(len(gold), len(pred), len(match_exact(gold, pred))),
        overlap=Counts.of(len(gold), len(pred), len(match_overlapping(gold, pred))),
    )


def _count_actors(gold: Commitment, pred: Commitment, names: NameRule) -> Counts:
    pairs = match_items(gold.actors, pred.actors, names.same)
    return Counts.of(len(gold.actors), len(pred.actors), len(pairs))


def _count_party_stances(gold: Sequence[Stance], pred: Sequence[Stance], names: NameRule) -> Counts:
    pairs = match_items(gold, pred, lambda a, b: a.stance == b.stance and names.same(a.party, b.party))
    return Counts.of(len(gold), len(pred), len(pairs))

"""What holds for the scores of any two annotations of the same articles."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from random import Random
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from strategies import corpora, paired_corpora

from extract.schema import Extraction
from extract.score import Accuracy, Counts, Scores, confusion, score

Pair = tuple[list[Extraction], list[Extraction]]


def all_counts(scores: Scores) -> list[Counts]:
    """Every count of the scores, always in the same order."""
    spans = [*scores.mentions.values(), scores.commitments, *scores.commitments_by_kind.values()]
    spans += [scores.names, scores.all_mentions]
    both = [counts for span in spans for counts in (span.strict, span.overlap)]
    return [*both, scores.actors, scores.stances, scores.party_stances, scores.counts]


def accuracies(scores: Scores) -> list[Accuracy]:
    return [scores.polarity, scores.kind, scores.agreement]


@given(corpora())
def test_score_gold_against_itself_is_perfect(gold: list[Extraction]) -> None:
    scores = score(gold, gold)
    assert all(counts.fp == counts.fn == 0 for counts in all_counts(scores))
    assert set(scores.figures().values()) <= {1.0, None}


@given(paired_corpora())
def test_score_swapped_sides_swap_precision_and_recall(pair: Pair) -> None:
    scores, swapped = score(*pair), score(pair[1], pair[0])
    for counts, other in zip(all_counts(scores), all_counts(swapped), strict=True):
        assert (counts.tp, counts.fp, counts.fn) == (other.tp, other.fn, other.fp)
        assert (counts.precision, counts.recall, counts.f1) == (other.recall, other.precision, other.f1)
    assert accuracies(scores) == accuracies(swapped)


@given(paired_corpora(), st.randoms(use_true_random=False))
def test_score_does_not_depend_on_order(pair: Pair, random: Random) -> None:
    def shuffled(items: Sequence[Any]) -> list[Any]:
        return sorted(items, key=lambda _: random.random())

    def reordered(record: Extraction) -> Extraction:
        fields = ("mentions", "commitments", "stances", "counts")
        return record.model_copy(update={name: tuple(shuffled(getattr(record, name))) for name in fields})

    gold, pred = ([reordered(record) for record in shuffled(side)] for side in pair)
    assert score(gold, pred) == score(*pair)


@given(paired_corpora())
def test_score_of_doubled_corpus_has_the_same_figures(pair: Pair) -> None:
    def doubled(side: list[Extraction]) -> list[Extraction]:
        return side + [record.model_copy(update={"id": f"{record.id} again"}) for record in side]

    scores, twice = score(*pair), score(doubled(pair[0]), doubled(pair[1]))
    assert twice == scores + scores
    assert twice.figures() == scores.figures()


@given(paired_corpora())
def test_score_of_a_corpus_is_the_sum_over_its_articles(pair: Pair) -> None:
    parts = [score([gold], [pred]) for gold, pred in zip(*pair, strict=True)]
    assert sum(parts, Scores()) == score(*pair)


@given(paired_corpora())
def test_score_of_fewer_predictions_finds_no_more(pair: Pair) -> None:
    gold, pred = pair
    fewer = [record.model_copy(update={"mentions": record.mentions[1:]}) for record in pred]
    for label, spans in score(gold, pred).mentions.items():
        less = score(gold, fewer).mentions[label]
        assert less.strict.tp <= spans.strict.tp
        assert less.overlap.tp <= spans.overlap.tp


@given(paired_corpora())
def test_score_strict_never_beats_overlap(pair: Pair) -> None:
    scores = score(*pair)
    for spans in [*scores.mentions.values(), scores.commitments, *scores.commitments_by_kind.values()]:
        assert spans.strict.tp <= spans.overlap.tp
        assert spans.strict.tp + spans.strict.fn == spans.overlap.tp + spans.overlap.fn
    assert scores.stances.tp <= scores.party_stances.tp
    assert scores.polarity.total == scores.kind.total == scores.commitments.overlap.tp


@given(paired_corpora())
def test_score_counts_every_span_once(pair: Pair) -> None:
    gold, pred = pair
    scores = score(gold, pred)
    assert scores.all_mentions.strict.tp + scores.all_mentions.strict.fn == sum(len(r.mentions) for r in gold)
    assert scores.commitments.overlap.tp + scores.commitments.overlap.fp == sum(
        len(record.commitments) for record in pred
    )
    assert scores.stances.tp + scores.stances.fn == sum(len(record.stances) for record in gold)


@given(paired_corpora())
def test_score_confusion_counts_every_mention_once(pair: Pair) -> None:
    scores, cells = score(*pair), confusion(*pair)
    for label, counts in scores.mentions.items():
        assert sum(n for (gold, _), n in cells.items() if gold == label) == counts.overlap.tp + counts.overlap.fn
        assert sum(n for (_, pred), n in cells.items() if pred == label) == counts.overlap.tp + counts.overlap.fp
        assert cells.get((label, label), 0) == counts.overlap.tp


@given(corpora())
def test_score_missing_predictions_are_all_missed(gold: list[Extraction]) -> None:
    scores = score(gold, [])
    assert all(counts.tp == counts.fp == 0 for counts in all_counts(scores))
    assert scores.articles == len(gold)
    assert scores.all_mentions.strict.fn == sum(len(record.mentions) for record in gold)
    assert set(scores.figures().values()) <= {0.0, None}


@given(paired_corpora())
def test_score_stores_counts_as_plain_json(pair: Pair) -> None:
    scores = score(*pair)
    stored = json.loads(json.dumps(asdict(scores)))
    assert Counts(**stored["actors"]) == scores.actors
    assert Counts(**stored["mentions"]["ORG"]["strict"]) == scores.mentions["ORG"].strict

"""The counts that scoring yields; every figure is derived from them, so that they can be added up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import reduce
from operator import add
from typing import TypeVar

from extract.schema import KINDS, LABELS, Kind, Label

NAMES: tuple[Label, ...] = ("ORG", "COUNTRY", "PERSON")


@dataclass(frozen=True, slots=True)
class Counts:
    """True positives, false positives (spurious) and false negatives (missed).

    A figure is None where its denominator is 0: precision where nothing was predicted, recall where gold has
    nothing, F1 where neither has anything. Reports show None as "-".
    """

    tp: int = 0
    fp: int = 0
    fn: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(self.tp + other.tp, self.fp + other.fp, self.fn + other.fn)

    @classmethod
    def of(cls, gold: int, pred: int, matched: int) -> Counts:
        """From the sizes of gold and pred, and the number of pairs."""
        return cls(tp=matched, fp=pred - matched, fn=gold - matched)

    @property
    def precision(self) -> float | None:
        return _ratio(self.tp, self.tp + self.fp)

    @property
    def recall(self) -> float | None:
        return _ratio(self.tp, self.tp + self.fn)

    @property
    def f1(self) -> float | None:
        return _ratio(2 * self.tp, 2 * self.tp + self.fp + self.fn)


@dataclass(frozen=True, slots=True)
class SpanCounts:
    """Spans counted twice: `strict` asks for the same start and end, `overlap` for a shared character."""

    strict: Counts = Counts()
    overlap: Counts = Counts()

    def __add__(self, other: SpanCounts) -> SpanCounts:
        return SpanCounts(self.strict + other.strict, self.overlap + other.overlap)


@dataclass(frozen=True, slots=True)
class Accuracy:
    """How many of a total are right; `value` is None where the total is 0."""

    correct: int = 0
    total: int = 0

    def __add__(self, other: Accuracy) -> Accuracy:
        return Accuracy(self.correct + other.correct, self.total + other.total)

    @classmethod
    def of(cls, outcomes: Iterable[bool]) -> Accuracy:
        """From one outcome for each case."""
        seen = list(outcomes)
        return cls(correct=sum(seen), total=len(seen))

    @property
    def value(self) -> float | None:
        return _ratio(self.correct, self.total)


@dataclass(frozen=True, slots=True)
class Scores:
    """All counts of a set of articles.

    `polarity`, `kind`, `agreement` and `actors` look at commitments matched by overlap; `agreement` at those
    where gold or pred names one. `party_stances` are the stances regardless of the agreement.
    """

    articles: int = 0
    mentions: Mapping[Label, SpanCounts] = field(default_factory=lambda: dict.fromkeys(LABELS, SpanCounts()))
    commitments: SpanCounts = SpanCounts()
    commitments_by_kind: Mapping[Kind, SpanCounts] = field(default_factory=lambda: dict.fromkeys(KINDS, SpanCounts()))
    polarity: Accuracy = Accuracy()
    kind: Accuracy = Accuracy()
    agreement: Accuracy = Accuracy()
    actors: Counts = Counts()
    stances: Counts = Counts()
    party_stances: Counts = Counts()
    counts: Counts = Counts()

    def __add__(self, other: Scores) -> Scores:
        return Scores(
            articles=self.articles + other.articles,
            mentions=_add_by_key(self.mentions, other.mentions),
            commitments=self.commitments + other.commitments,
            commitments_by_kind=_add_by_key(self.commitments_by_kind, other.commitments_by_kind),
            polarity=self.polarity + other.polarity,
            kind=self.kind + other.kind,
            agreement=self.agreement + other.agreement,
            actors=self.actors + other.actors,
            stances=self.stances + other.stances,
            party_stances=self.party_stances + other.party_stances,
            counts=self.counts + other.counts,
        )

    @property
    def names(self) -> SpanCounts:
        """Micro counts over ORG, COUNTRY and PERSON."""
        return reduce(add, (self.mentions[label] for label in NAMES))

    @property
    def all_mentions(self) -> SpanCounts:
        """Micro counts over all four labels."""
        return reduce(add, (self.mentions[label] for label in LABELS))

    def figures(self) -> dict[str, float | None]:
        """F1 and accuracy by name, such as ``ORG``, ``ORG.overlap``, ``COMMITMENT.pledge``, ``polarity``.

        F1 of spans is strict where the name says no ``.overlap``; None where there is nothing to measure.
        """
        spans: dict[str, SpanCounts] = {
            **{label: self.mentions[label] for label in LABELS},
            "names.micro": self.names,
            "mentions.micro": self.all_mentions,
            "COMMITMENT": self.commitments,
            **{f"COMMITMENT.{kind}": counts for kind, counts in self.commitments_by_kind.items()},
        }
        figures: dict[str, float | None] = {}
        for name, counts in spans.items():
            figures[name] = counts.strict.f1
            figures[f"{name}.overlap"] = counts.overlap.f1
        return figures | {
            "polarity": self.polarity.value,
            "kind": self.kind.value,
            "agreement": self.agreement.value,
            "actors": self.actors.f1,
            "stances": self.stances.f1,
            "stances.party": self.party_stances.f1,
            "counts": self.counts.f1,
        }


Key = TypeVar("Key", Label, Kind)


def _add_by_key(first: Mapping[Key, SpanCounts], second: Mapping[Key, SpanCounts]) -> dict[Key, SpanCounts]:
    return {key: first[key] + second[key] for key in first}


def _ratio(part: int, whole: int) -> float | None:
    return part / whole if whole else None

"""How far annotators agree: the scorer between each two of them, and Cohen's kappa where there are units to count.

Spans go by F1, which treats both sides alike. Kappa needs a number of units on which both agree that there is nothing,
and a text has no such number for spans; as it grows, kappa nears F1 (Hripcsak and Rothschild, "Agreement, the
F-measure, and reliability in information retrieval", JAMIA 12(3), 2005). Kappa (Cohen, "A coefficient of agreement for
nominal scales", Educational and Psychological Measurement 20(1), 1960) is given where units are there: the words of
the text, and the attributes of what both have labelled.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import combinations
from operator import add
from statistics import fmean
from typing import NamedTuple

from extract.errors import InputError
from extract.schema import Commitment, Extraction, Mention
from extract.score import Scores, SpanError, errors, score
from extract.score_match import match_items, match_overlapping
from extract.score_names import NameRule

_WORD = re.compile(r"\w+|[^\w\s]")
_OUTSIDE = "O"


@dataclass(frozen=True, slots=True)
class Nominal:
    """Units that two annotators have put into categories: how many into which by either."""

    cells: Mapping[tuple[str, str], int]

    @classmethod
    def of(cls, pairs: Iterable[tuple[str, str]]) -> Nominal:
        """From the two categories of each unit."""
        return cls(Counter(pairs))

    def __add__(self, other: Nominal) -> Nominal:
        return Nominal(Counter(self.cells) + Counter(other.cells))

    @property
    def units(self) -> int:
        return sum(self.cells.values())

    @property
    def kappa(self) -> float | None:
        """Cohen's kappa; None without units, and where both use one and the same category alone."""
        total = self.units
        if not total:
            return None
        first: Counter[str] = Counter()
        second: Counter[str] = Counter()
        for (a, b), number in self.cells.items():
            first[a] += number
            second[b] += number
        expected = sum(first[category] * second[category] for category in first)
        observed = total * sum(number for (a, b), number in self.cells.items() if a == b)
        return None if expected == total * total else (observed - expected) / (total * total - expected)


class Annotator(NamedTuple):
    """One annotator's articles, and what to call them."""

    name: str
    records: Sequence[Extraction]


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far two annotators agree on the articles that both have.

    `scores` has the second as the prediction; `nominal` has the units for kappa: ``words in names``, ``words in
    commitments``, ``polarity`` and ``kind`` of commitments that overlap, and ``stance`` of the same party on the same
    agreement. `alone` is the number of articles that one of them has alone.
    """

    names: tuple[str, str]
    scores: Scores
    nominal: Mapping[str, Nominal]
    differences: Sequence[SpanError]
    alone: int


def agreements(annotators: Sequence[Annotator]) -> list[Agreement]:
    """Each two of the annotators, in order.

    Raises InputError where two have no article in common, or an article with two texts.
    """
    return [_agreement(first, second) for first, second in combinations(annotators, 2)]


def mean_figures(found: Sequence[Agreement]) -> dict[str, float | None]:
    """The mean of each figure, such as ``ORG`` or ``ORG.overlap``, over the pairs that have it."""
    pairs = [agreement.scores.figures() for agreement in found]
    return {name: _mean(pair[name] for pair in pairs) for name in pairs[0]}


def mean_kappas(found: Sequence[Agreement]) -> dict[str, float | None]:
    """The mean of each kappa over the pairs that have it."""
    return {name: _mean(agreement.nominal[name].kappa for agreement in found) for name in found[0].nominal}


def _mean(values: Iterable[float | None]) -> float | None:
    there = [value for value in values if value is not None]
    return fmean(there) if there else None


def _agreement(first: Annotator, second: Annotator) -> Agreement:
    theirs = {record.id: record for record in second.records}
    pairs = [(record, theirs[record.id]) for record in first.records if record.id in theirs]
    if not pairs:
        raise InputError(f"{first.name} and {second.name} have no article in common")
    sides = [a for a, _ in pairs], [b for _, b in pairs]
    counted = [_nominal(a, b) for a, b in pairs]
    return Agreement(
        names=(first.name, second.name),
        scores=score(*sides),
        nominal={name: reduce(add, (article[name] for article in counted)) for name in counted[0]},
        differences=errors(*sides),
        alone=len(first.records) + len(second.records) - 2 * len(pairs),
    )


def _nominal(first: Extraction, second: Extraction) -> dict[str, Nominal]:
    names = NameRule((*first.mentions, *second.mentions))
    commitments = match_overlapping(first.commitments, second.commitments)
    stances = match_items(
        first.stances,
        second.stances,
        lambda a, b: names.same(a.party, b.party) and names.same(a.agreement, b.agreement),
    )
    text = first.text or ""
    return {
        "words in names": Nominal.of(zip(_words(text, first.mentions), _words(text, second.mentions), strict=True)),
        "words in commitments": Nominal.of(
            zip(_words(text, first.commitments), _words(text, second.commitments), strict=True)
        ),
        "polarity": Nominal.of((a.polarity, b.polarity) for a, b in commitments),
        "kind": Nominal.of((a.kind, b.kind) for a, b in commitments),
        "stance": Nominal.of((a.stance, b.stance) for a, b in stances),
    }


def _words(text: str, spans: Sequence[Mention | Commitment]) -> Iterator[str]:
    """The category of each word, or other sign, of the text: the label of the innermost span that it begins in."""
    categories = [_OUTSIDE] * len(text)
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        label = span.label if isinstance(span, Mention) else "COMMITMENT"
        categories[span.start : span.end] = [label] * (span.end - span.start)
    return (categories[word.start()] for word in _WORD.finditer(text))

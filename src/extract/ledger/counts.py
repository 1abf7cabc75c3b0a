"""The numbers of parties that articles claim, side by side, and whether they can all be true."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from math import inf
from typing import Final

from extract.ledger.entries import Claim, Counted, CountGroup, CountVerdict
from extract.schema import Bound, Count, Extraction

_ROUND: Final = 0.1  # how far off "about" may be
_OTHER: Final = "other parties"

Kinds = Mapping[str, frozenset[str]]
_Figure = tuple[int, Bound]


def kind_of(what: str, kinds: Kinds) -> str:
    """What the counted phrase speaks of: the kind of the first of its words that has one."""
    words = what.casefold().replace("-", " ").split()
    return next((kind for word in words for kind, nouns in kinds.items() if word in nouns), _OTHER)


def claim(record: Extraction, count: Count) -> Claim:
    """A count with the article that claims it."""
    return Claim(
        article=record.id,
        source=record.source,
        date=record.date,
        start=count.start,
        end=count.end,
        text=count.text,
        value=count.value,
        bound=count.bound,
    )


def count_group(counted: Sequence[Counted]) -> CountGroup:
    """All claims of one agreement and kind; an article's equal claims are told once, at their first place."""
    claims: dict[tuple[str, _Figure], Claim] = {}
    for one in sorted((one.claim for one in counted), key=lambda one: (one.date or "", one.article, one.start)):
        claims.setdefault((one.article, (one.value, one.bound)), one)
    return CountGroup(
        agreement=counted[0].agreement, of=counted[0].of, verdict=_verdict(claims), claims=tuple(claims.values())
    )


def count_order(group: CountGroup) -> tuple[bool, str, str]:
    """The key that sorts groups by agreement, the unnamed ones last, by article; then by kind."""
    return group.agreement is None, group.agreement or group.claims[0].article, group.of


def _verdict(claims: Iterable[tuple[str, _Figure]]) -> CountVerdict:
    """Only claims of different articles are held against each other: one article may count several groups."""
    articles: dict[_Figure, set[str]] = defaultdict(set)
    for article, figure in claims:
        articles[figure].add(article)
    # Articles are many, the figures that they give are few.
    pairs = [(a, b) for a, b in combinations(articles, 2) if len(articles[a] | articles[b]) > 1]
    if any(not _may_both_hold(a, b) for a, b in pairs):
        return "contradict"
    return "differ" if pairs else "agree"


def _may_both_hold(a: _Figure, b: _Figure) -> bool:
    (low, high), (other_low, other_high) = _range(*a), _range(*b)
    return low <= other_high and other_low <= high


def _range(value: int, bound: Bound) -> tuple[float, float]:
    return {
        "exact": (value, value),
        "at_least": (value, inf),
        "at_most": (0, value),
        "about": (value * (1 - _ROUND), value * (1 + _ROUND)),
    }[bound]

"""The numbers of parties that articles claim, side by side, and whether they can all be true."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import combinations
from math import inf
from operator import itemgetter
from typing import Final

from extract.ledger.entries import Claim, CountGroup, CountVerdict
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


def count_groups(claims: Iterable[tuple[str | None, str, Claim]]) -> list[CountGroup]:
    """Claims by agreement and kind; an article's equal claims are told once, at their first place.

    Agreements that are not named are as many as the articles that speak of them.
    """
    groups: dict[tuple[bool, str, str], dict[tuple[str, _Figure], Claim]] = defaultdict(dict)
    for agreement, kind, one in claims:
        key = (True, one.article, kind) if agreement is None else (False, agreement, kind)
        groups[key].setdefault((one.article, (one.value, one.bound)), one)
    return [
        CountGroup(
            agreement=None if unnamed else agreement, of=kind, verdict=_verdict(some), claims=tuple(some.values())
        )
        for (unnamed, agreement, kind), some in sorted(groups.items(), key=itemgetter(0))
    ]


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

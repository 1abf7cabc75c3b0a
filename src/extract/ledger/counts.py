"""The numbers of parties that articles claim, side by side, and whether they can all be true."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import combinations
from math import inf
from typing import Final

from extract.ledger.entries import Claim, CountGroup, CountVerdict
from extract.schema import Count, Extraction

_ROUND: Final = 0.1  # how far off "about" may be
_OTHER: Final = "other parties"

Kinds = Mapping[str, frozenset[str]]


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
    """Claims by agreement and kind; an article's equal claims are told once, at their first place."""
    groups: dict[tuple[str | None, str], dict[tuple[str, int, str], Claim]] = defaultdict(dict)
    for agreement, kind, one in claims:
        groups[agreement, kind].setdefault((one.article, one.value, one.bound), one)
    ordered = sorted(groups.items(), key=lambda item: (item[0][0] is None, item[0][0] or "", item[0][1]))
    return [
        CountGroup(agreement=agreement, of=kind, verdict=_verdict([*some.values()]), claims=tuple(some.values()))
        for (agreement, kind), some in ordered
    ]


def _verdict(claims: list[Claim]) -> CountVerdict:
    """Only claims of different articles are held against each other: one article may count several groups."""
    pairs = [(a, b) for a, b in combinations(claims, 2) if a.article != b.article]
    if any(not _may_both_hold(a, b) for a, b in pairs):
        return "contradict"
    return "differ" if any((a.value, a.bound) != (b.value, b.bound) for a, b in pairs) else "agree"


def _may_both_hold(a: Claim, b: Claim) -> bool:
    (low, high), (other_low, other_high) = _range(a), _range(b)
    return low <= other_high and other_low <= high


def _range(one: Claim) -> tuple[float, float]:
    value = float(one.value)
    return {
        "exact": (value, value),
        "at_least": (value, inf),
        "at_most": (0.0, value),
        "about": (value * (1 - _ROUND), value * (1 + _ROUND)),
    }[one.bound]

"""Which agreement an article means that names none: the one on which its parties stand as other articles have it."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Final, NamedTuple

from extract.ledger.names import Names, Node
from extract.schema import Day, Extraction, StanceValue

_ENOUGH: Final = 4  # parties of one stance
_DAYS: Final = 90  # between articles that are dated


class Stand(NamedTuple):
    """A party's stance on an agreement that an article of that day names."""

    agreement: Node
    party: Node
    stance: StanceValue
    day: Day | None


def stands(names: Names, record: Extraction) -> Iterator[Stand]:
    """The stances of an article on agreements that it names."""
    agreements = names.agreements(record)
    for row in record.stances:
        if row.agreement is not None:
            party = names.node(row.type, row.norm, row.party)
            yield Stand(agreements[row.agreement], party, row.stance, record.date)


class Known:
    """How parties stand on agreements by the articles that name them, and of which days those are."""

    def __init__(self, told: Iterable[Stand]) -> None:
        self._stands: dict[tuple[Node, Node], set[StanceValue]] = defaultdict(set)
        self._on: dict[Node, set[Node]] = defaultdict(set)
        days: dict[Node, set[int]] = defaultdict(set)
        for one in told:
            self._stands[one.agreement, one.party].add(one.stance)
            self._on[one.party].add(one.agreement)
            days[one.agreement].update([_ordinal(one.day)] if one.day else [])
        self._days = {agreement: sorted(some) for agreement, some in days.items()}

    def unnamed(self, names: Names, record: Extraction) -> Node | None:
        """The agreement that an article's unnamed one is: enough parties agree, and none contradicts."""
        rows = {names.node(s.type, s.norm, s.party): s.stance for s in record.stances if s.agreement is None}
        fitting = self._fitting(rows, record.date) if len(rows) >= _ENOUGH else []
        return fitting[0] if len(fitting) == 1 else None

    def _fitting(self, rows: Mapping[Node, StanceValue], day: Day | None) -> list[Node]:
        """The agreements on which enough of the parties stand just so, and none otherwise, about that day."""
        shared = Counter(agreement for party in rows for agreement in self._on.get(party, ()))
        return [
            agreement
            for agreement, parties in shared.items()
            if parties >= _ENOUGH
            and all(self._stands.get((agreement, party), {stance}) == {stance} for party, stance in rows.items())
            and (day is None or _near(_ordinal(day), self._days[agreement]))
        ]


def _ordinal(day: Day) -> int:
    return date.fromisoformat(day).toordinal()


def _near(day: int, days: Sequence[int]) -> bool:
    """Whether one of the sorted days is near, or none is known."""
    i = bisect_left(days, day - _DAYS)
    return not days or (i < len(days) and days[i] <= day + _DAYS)

"""Which agreement an article means that names none: the one on which its parties stand as other articles have it."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from extract.ledger.names import Names, Node
from extract.schema import Day, Extraction, StanceValue

_ENOUGH: Final = 4  # parties of one stance
_DAYS: Final = 90  # between articles that are dated

Stands = Mapping[Node, set[StanceValue]]


class _Known:
    """How parties stand on agreements by the articles that name them, and of which days those are."""

    def __init__(self, names: Names, records: Sequence[Extraction]) -> None:
        self._stands: dict[Node, dict[Node, set[StanceValue]]] = defaultdict(lambda: defaultdict(set))
        self._on: dict[Node, set[Node]] = defaultdict(set)
        days: dict[Node, set[int]] = defaultdict(set)
        for record in records:
            agreements = names.agreements(record)
            for stance in record.stances:
                if stance.agreement is not None:
                    agreement = agreements[stance.agreement]
                    party = names.node(stance.type, stance.norm, stance.party)
                    self._stands[agreement][party].add(stance.stance)
                    self._on[party].add(agreement)
                    days[agreement].update([_ordinal(record.date)] if record.date else [])
        self._days = {agreement: sorted(some) for agreement, some in days.items()}

    def fitting(self, rows: Mapping[Node, StanceValue], day: Day | None) -> list[Node]:
        """The agreements on which enough of the parties stand just so, and none otherwise, about that day."""
        shared = Counter(agreement for party in rows for agreement in self._on.get(party, ()))
        return [
            agreement
            for agreement, parties in shared.items()
            if parties >= _ENOUGH
            and _agree(rows, self._stands[agreement])
            and (day is None or _near(_ordinal(day), self._days[agreement]))
        ]


def join_unnamed(names: Names, records: Sequence[Extraction]) -> Mapping[str, Node]:
    """For ids of articles the agreement that their unnamed one is: enough parties agree, and none contradicts."""
    known = _Known(names, records)
    joined: dict[str, Node] = {}
    for record in records:
        rows = {names.node(s.type, s.norm, s.party): s.stance for s in record.stances if s.agreement is None}
        if len(rows) >= _ENOUGH:
            fitting = known.fitting(rows, record.date)
            if len(fitting) == 1:
                joined[record.id] = fitting[0]
    return joined


def _agree(rows: Mapping[Node, StanceValue], stands: Stands) -> bool:
    return all(stands[party] == {stance} for party, stance in rows.items() if party in stands)


def _ordinal(day: Day) -> int:
    return date.fromisoformat(day).toordinal()


def _near(day: int, days: Sequence[int]) -> bool:
    """Whether one of the sorted days is near, or none is known."""
    i = bisect_left(days, day - _DAYS)
    return not days or (i < len(days) and days[i] <= day + _DAYS)

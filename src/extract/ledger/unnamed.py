"""Which agreement an article means that names none: the one on which its parties stand as other articles have it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from extract.ledger.names import Names, Node
from extract.schema import Extraction, StanceValue

_ENOUGH: Final = 4  # parties of one stance
_DAYS: Final = 90  # between articles that are dated

Stands = dict[Node, set[StanceValue]]


def join_unnamed(names: Names, records: Sequence[Extraction]) -> Mapping[str, Node]:
    """For ids of articles the agreement that their unnamed one is: enough parties agree, and none contradicts."""
    known: dict[Node, Stands] = defaultdict(lambda: defaultdict(set))
    dates: dict[Node, list[str]] = defaultdict(list)
    norms = [{m.text: m.norm for m in record.mentions if m.label == "AGREEMENT"} for record in records]
    for record, norm in zip(records, norms, strict=True):
        for stance in record.stances:
            if stance.agreement is not None:
                agreement = names.node("AGREEMENT", norm.get(stance.agreement), stance.agreement)
                known[agreement][names.node(stance.type, stance.norm, stance.party)].add(stance.stance)
                dates[agreement] += [record.date] if record.date else []
    joined: dict[str, Node] = {}
    for record in records:
        rows = {names.node(s.type, s.norm, s.party): s.stance for s in record.stances if s.agreement is None}
        if len(rows) < _ENOUGH:
            continue
        fits = [a for a, stands in known.items() if _fits(rows, stands) and _in_time(record.date, dates[a])]
        if len(fits) == 1:
            joined[record.id] = fits[0]
    return joined


def _fits(rows: Mapping[Node, StanceValue], stands: Stands) -> bool:
    shared = [(stance, stands[party]) for party, stance in rows.items() if party in stands]
    return len(shared) >= _ENOUGH and all(others == {stance} for stance, others in shared)


def _in_time(day: str | None, others: Sequence[str]) -> bool:
    if day is None or not others:
        return True
    return any(abs((date.fromisoformat(day) - date.fromisoformat(other)).days) <= _DAYS for other in others)

"""Two runs side by side: their records paired by id while both are read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import zip_longest

from extract.schema import ErrorRecord, Extraction

Side = tuple[Extraction | None, Extraction | None]
"""An article as the old and as the new run has it; None on the side that lacks it."""


def pair_runs(
    old: Iterable[Extraction | ErrorRecord], new: Iterable[Extraction | ErrorRecord]
) -> Iterator[Side | ErrorRecord]:
    """Each article once, as soon as both runs have come to it, then those that one run alone has; faults as they come.

    Memory holds what one run has and the other has not reached, nothing more: runs in one order are streamed.
    """
    waiting: tuple[dict[str, Extraction], dict[str, Extraction]] = ({}, {})
    for records in zip_longest(old, new):
        for mine, record in enumerate(records):
            if isinstance(record, ErrorRecord):
                yield record
            elif record is not None:
                other = waiting[1 - mine].pop(record.id, None)
                if other is None:
                    waiting[mine][record.id] = record
                else:
                    yield (other, record) if mine else (record, other)
    yield from ((record, None) for record in waiting[0].values())
    yield from ((None, record) for record in waiting[1].values())

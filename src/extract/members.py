"""A group of states speaks for its members: what it signed, they are inferred to have signed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from extract.ruleset import Member
from extract.schema import Day, Extraction, Stance


def with_members(record: Extraction, groups: Mapping[str, Sequence[Member]]) -> Extraction:
    """The record with a stance of each member behind that of a group, marked with the group's name.

    `groups` are the members by the norm of the group. Members are those of the article's day, or today's where it has
    no date. A country of which the article itself speaks, on the same agreement, keeps what that says, and the first
    of two groups counts.
    """
    told = {(row.agreement, row.norm) for row in record.stances if row.type == "COUNTRY"}
    rows: list[Stance] = []
    for row in record.stances:
        rows.append(row)
        if row.type != "ORG" or row.inferred is not None:
            continue
        for member in _inferred(row, groups.get(row.norm or "", ()), record.date):
            if (member.agreement, member.norm) not in told:
                told.add((member.agreement, member.norm))
                rows.append(member)
    return record.model_copy(update={"stances": tuple(rows)})


def _inferred(row: Stance, members: Sequence[Member], day: Day | None) -> Iterator[Stance]:
    for member in members:
        if member.belongs(day):
            as_member = {"party": member.name, "type": "COUNTRY", "norm": member.code, "inferred": row.party}
            yield row.model_copy(update=as_member)

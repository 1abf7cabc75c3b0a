"""What all articles together say of one party and one agreement: a row of the ledger."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

from extract.ledger.entries import Row, Told
from extract.ledger.names import Names
from extract.schema import PartyType, StanceValue

_VALUES: Final[tuple[StanceValue, ...]] = ("signed", "not_signed", "withdrew")


def row(parts: Sequence[Told], names: Names) -> Row:
    """The row of what several articles told, in the order of their days and ids."""
    parts = sorted(parts, key=_when)
    first = parts[0]
    claims = [(part.showings[0].date, part.showings[0].stance) for part in parts]
    dates = sorted(date for date, _ in claims if date is not None)
    groups = [part.inferred for part in parts]
    party = first.type, first.party
    return Row(
        party=names.name(party),
        type=first.type,
        norm=names.norm(party),
        agreement=None if first.agreement is None else names.name(("AGREEMENT", first.agreement)),
        link="name" if any(part.link == "name" for part in parts) else "parties",
        stance=_stance(claims),
        articles_for=sum(stance == "signed" for _, stance in claims),
        articles_against=sum(stance != "signed" for _, stance in claims),
        first_date=dates[0] if dates else None,
        last_date=dates[-1] if dates else None,
        inferred=None if None in groups else min(name for name in groups if name is not None),
        evidence=tuple(showing for part in parts for showing in part.showings),
    )


def row_order(row: Row) -> tuple[bool, str, str, int, PartyType, str, str]:
    """The key that sorts rows by agreement, the unnamed ones last, by article; then by stance and name."""
    article = row.evidence[0].article if row.agreement is None else ""
    return (
        row.agreement is None,
        row.agreement or "",
        article,
        _VALUES.index(row.stance),
        row.type,
        row.party,
        row.norm,
    )


def _when(part: Told) -> tuple[str, str, int]:
    return part.showings[0].date or "", part.showings[0].article, part.place


def _stance(claims: Sequence[tuple[str | None, StanceValue]]) -> StanceValue:
    """The latest if every article is dated, else what most say, the later of equals."""
    if all(date is not None for date, _ in claims):
        return max(enumerate(claims), key=lambda item: (item[1][0] or "", item[0]))[1][1]
    total = Counter(stance for _, stance in claims)
    last = {stance: i for i, (_, stance) in enumerate(claims)}
    return max(total, key=lambda stance: (total[stance], last[stance]))

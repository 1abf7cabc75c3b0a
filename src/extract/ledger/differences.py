"""Where articles differ on a party: one says signed, another says not."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from extract.ledger.entries import Contradiction, Row, Showing
from extract.schema import StanceValue

_WAY: Final[tuple[StanceValue, ...]] = ("not_signed", "signed", "withdrew")


def contradiction(row: Row) -> Contradiction | None:
    """The articles on each side, or None where all agree."""
    by_stance = {stance: tuple(dict.fromkeys(s.article for s in row.evidence if s.stance == stance)) for stance in _WAY}
    if sum(map(bool, by_stance.values())) < 2:
        return None
    return Contradiction(
        party=row.party, type=row.type, agreement=row.agreement, changed=_changed(row.evidence), **by_stance
    )


def _changed(evidence: Sequence[Showing]) -> bool:
    """Whether by the dates a party went from one stance to the next: who has signed cannot become who never did."""
    dates = {stance: sorted(s.date or "" for s in evidence if s.stance == stance) for stance in _WAY}
    told = [dates[stance] for stance in _WAY if dates[stance]]
    dated = all(date for some in told for date in some)
    return dated and all(earlier[-1] < later[0] for earlier, later in pairwise(told))

"""One table over many articles: which party stands where on which agreement, and where the articles differ.

Every step takes one article, or one group of what articles told, so that an engine can do them over many machines:
names (`name_forms`, joined by `Names`), how parties stand (`stands`, in `Known`), what each article tells (`told`,
`counted`), and groups of that (`row`, `count_group`). `build_ledger` does all of them in one process.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any, Protocol, TypeVar

from extract.ledger.counts import Kinds, count_group, count_order
from extract.ledger.differences import contradiction
from extract.ledger.entries import Claim, Contradiction, Counted, CountGroup, Ledger, Row, Showing, Told
from extract.ledger.names import NameForm, Names, name_forms
from extract.ledger.rows import row, row_order
from extract.ledger.told import counted, told
from extract.ledger.unnamed import Known, Stand, stands
from extract.schema import Extraction

__all__ = [
    "Claim",
    "Contradiction",
    "CountGroup",
    "Counted",
    "Kinds",
    "Known",
    "Ledger",
    "NameForm",
    "Names",
    "Row",
    "Showing",
    "Stand",
    "Told",
    "assemble",
    "build_ledger",
    "contradiction",
    "count_group",
    "counted",
    "name_forms",
    "row",
    "row_order",
    "stands",
    "told",
]


class _Grouped(Protocol):
    @property
    def group(self) -> tuple[Any, ...]: ...


_G = TypeVar("_G", bound=_Grouped)


def build_ledger(records: Iterable[Extraction], kinds: Kinds) -> Ledger:
    """The ledger of some articles, no two of one id; `kinds` are the nouns of each kind of parties that are counted.

    What an article says of an agreement that it does not name is held to be about the one agreement on which enough
    of its parties stand as other articles have it; else it stays apart, its agreement None. The order of the articles
    plays no part: evidence stands in the order of its days, then of the articles' ids.
    """
    kept = list(records)
    names = Names(Counter(form for record in kept for form in name_forms(record)))
    known = Known({stand for record in kept for stand in stands(names, record)})
    parts = _groups(part for record in kept for part in told(record, names, known))
    claims = _groups(claim for record in kept for claim in counted(record, names, known, kinds))
    return assemble(
        len(kept), (row(some, names) for some in parts.values()), (count_group(some) for some in claims.values())
    )


def assemble(articles: int, rows: Iterable[Row], counts: Iterable[CountGroup]) -> Ledger:
    """The ledger of so many articles from its rows and groups of counts, in their order."""
    ordered = sorted(rows, key=row_order)
    return Ledger(
        articles=articles,
        rows=tuple(ordered),
        contradictions=tuple(found for one in ordered if (found := contradiction(one)) is not None),
        counts=tuple(sorted(counts, key=count_order)),
    )


def _groups(items: Iterable[_G]) -> dict[tuple[Any, ...], list[_G]]:
    groups: dict[tuple[Any, ...], list[_G]] = defaultdict(list)
    for item in items:
        groups[item.group].append(item)
    return groups

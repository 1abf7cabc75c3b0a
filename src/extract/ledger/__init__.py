"""One table over many articles: which party stands where on which agreement, and where the articles differ."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from extract.excerpts import sentence_around
from extract.ledger.counts import Kinds, claim, count_groups, kind_of
from extract.ledger.differences import contradiction
from extract.ledger.entries import Claim, Contradiction, CountGroup, Ledger, Link, Row, Showing
from extract.ledger.names import Names, Node
from extract.ledger.unnamed import join_unnamed
from extract.schema import Count, Evidence, Extraction, PartyType, Stance, StanceValue

__all__ = ["Claim", "Contradiction", "CountGroup", "Ledger", "Row", "Showing", "build_ledger"]

_VALUES: Final[tuple[StanceValue, ...]] = ("signed", "not_signed", "withdrew")


@dataclass(slots=True)
class _Entry:
    """All that the articles say of one party and one agreement."""

    links: set[Link] = field(default_factory=set)
    inferred: set[str | None] = field(default_factory=set)
    showings: list[list[Showing]] = field(default_factory=list)


def build_ledger(records: Iterable[Extraction], kinds: Kinds) -> Ledger:
    """The ledger of some articles, no two of one id; `kinds` are the nouns of each kind of parties that are counted.

    What an article says of an agreement that it does not name is held to be about the one agreement on which enough
    of its parties stand as other articles have it; else it stays apart, its agreement None.
    """
    names, kept = Names(), []
    for record in records:
        names.add(record)
        kept.append(record)
    names.join()
    return _Builder(names, kinds, kept).ledger()


class _Builder:
    def __init__(self, names: Names, kinds: Kinds, records: Sequence[Extraction]) -> None:
        self._names = names
        self._kinds = kinds
        self._records = records
        self._unnamed = join_unnamed(names, records)

    def ledger(self) -> Ledger:
        entries: dict[tuple[Node | None, Node], _Entry] = defaultdict(_Entry)
        apart: dict[tuple[str, Node], _Entry] = defaultdict(_Entry)
        for record in self._records:
            agreements = self._agreements(record)
            for stance in record.stances:
                party = self._names.node(stance.type, stance.norm, stance.party)
                agreement = agreements.get(stance.agreement)
                entry = apart[record.id, party] if agreement is None else entries[agreement, party]
                entry.links.add("parties" if stance.agreement is None and agreement is not None else "name")
                entry.inferred.add(stance.inferred)
                entry.showings.append(_showings(record, stance))
        rows = [self._row(agreement, party, entry) for (agreement, party), entry in entries.items()]
        rows += [self._row(None, party, entry) for (_, party), entry in apart.items()]
        rows.sort(key=_order)
        return Ledger(
            articles=len(self._records),
            rows=tuple(rows),
            contradictions=tuple(found for row in rows if (found := contradiction(row)) is not None),
            counts=tuple(count_groups(self._claims())),
        )

    def _agreements(self, record: Extraction) -> dict[str | None, Node]:
        """An article's agreements by their names in it; one that it does not name is under None where it is known."""
        agreements = self._names.agreements(record)
        if record.id in self._unnamed:
            agreements[None] = self._unnamed[record.id]
        return agreements

    def _row(self, agreement: Node | None, party: Node, entry: _Entry) -> Row:
        claims = [(some[0].date, some[0].stance) for some in entry.showings]
        dates = sorted(date for date, _ in claims if date is not None)
        label = party[0]
        assert label != "AGREEMENT"
        return Row(
            party=self._names.name(party),
            type=label,
            norm=self._names.norm(party),
            agreement=None if agreement is None else self._names.name(agreement),
            link="name" if "name" in entry.links else "parties",
            stance=_stance(claims),
            articles_for=sum(stance == "signed" for _, stance in claims),
            articles_against=sum(stance != "signed" for _, stance in claims),
            first_date=dates[0] if dates else None,
            last_date=dates[-1] if dates else None,
            inferred=None if None in entry.inferred else min(name for name in entry.inferred if name is not None),
            evidence=tuple(showing for some in entry.showings for showing in some),
        )

    def _claims(self) -> Iterator[tuple[str | None, str, Claim]]:
        for record in self._records:
            agreements = self._agreements(record) if record.counts else {}
            for count in record.counts:
                agreement = agreements.get(_agreement_near(record, count))
                name = None if agreement is None else self._names.name(agreement)
                yield name, kind_of(count.what, self._kinds), claim(record, count)


def _agreement_near(record: Extraction, count: Count) -> str | None:
    """The agreement of the commitment or stance nearest to a number in the text."""
    places = [(c.start, c.end, c.agreement) for c in record.commitments if c.kind == "endorsement"]
    places += [(e.start, e.end, s.agreement) for s in record.stances for e in s.evidence]
    near = min(places, key=lambda place: max(place[0] - count.end, count.start - place[1]), default=None)
    return None if near is None else near[2]


def _showings(record: Extraction, stance: Stance) -> list[Showing]:
    """The evidence of a stance, at least one entry: an article may tell none."""
    if not stance.evidence:
        return [_showing(record, stance, None)]
    return [_showing(record, stance, evidence) for evidence in stance.evidence]


def _showing(record: Extraction, stance: Stance, evidence: Evidence | None) -> Showing:
    sentence = None
    if record.text is not None and evidence is not None:
        sentence = " ".join("".join(sentence_around(record.text, evidence.start, evidence.end)).split())
    return Showing(
        article=record.id,
        source=record.source,
        date=record.date,
        stance=stance.stance,
        start=evidence.start if evidence else None,
        end=evidence.end if evidence else None,
        text=evidence.text if evidence else None,
        sentence=sentence,
    )


def _stance(claims: Sequence[tuple[str | None, StanceValue]]) -> StanceValue:
    """The latest if every article is dated, else what most say, the later of equals."""
    if all(date is not None for date, _ in claims):
        return max(enumerate(claims), key=lambda item: (item[1][0] or "", item[0]))[1][1]
    total = Counter(stance for _, stance in claims)
    last = {stance: i for i, (_, stance) in enumerate(claims)}
    return max(total, key=lambda stance: (total[stance], last[stance]))


def _order(row: Row) -> tuple[bool, str, str, int, PartyType, str, str]:
    """By agreement, the unnamed ones last, by article; then by stance and name."""
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

"""What one article adds to the ledger: its parts of rows, and the numbers that it claims."""

from __future__ import annotations

from collections.abc import Iterator

from extract.excerpts import sentence_around
from extract.ledger.counts import Kinds, claim, kind_of
from extract.ledger.entries import Counted, Showing, Told
from extract.ledger.names import Names, Node
from extract.ledger.unnamed import Known
from extract.schema import Count, Evidence, Extraction, Stance


def told(record: Extraction, names: Names, known: Known) -> Iterator[Told]:
    """The article's part of each row that it has a stance for."""
    agreements = _agreements(record, names, known)
    for place, stance in enumerate(record.stances):
        _, party = names.node(stance.type, stance.norm, stance.party)
        agreement = agreements.get(stance.agreement)
        yield Told(
            agreement=None if agreement is None else agreement[1],
            type=stance.type,
            party=party,
            link="parties" if stance.agreement is None and agreement is not None else "name",
            inferred=stance.inferred,
            place=place,
            showings=_showings(record, stance),
        )


def counted(record: Extraction, names: Names, known: Known, kinds: Kinds) -> Iterator[Counted]:
    """The article's claims; `kinds` are the nouns of each kind of parties that are counted."""
    agreements = _agreements(record, names, known) if record.counts else {}
    for count in record.counts:
        agreement = agreements.get(_agreement_near(record, count))
        name = None if agreement is None else names.name(agreement)
        yield Counted(agreement=name, of=kind_of(count.what, kinds), claim=claim(record, count))


def _agreements(record: Extraction, names: Names, known: Known) -> dict[str | None, Node]:
    """An article's agreements by their names in it; one that it does not name is under None where it is known."""
    agreements = names.agreements(record)
    unnamed = known.unnamed(names, record)
    return agreements if unnamed is None else {**agreements, None: unnamed}


def _agreement_near(record: Extraction, count: Count) -> str | None:
    """The agreement of the commitment or stance nearest to a number in the text."""
    places = [(c.start, c.end, c.agreement) for c in record.commitments if c.kind == "endorsement"]
    places += [(e.start, e.end, s.agreement) for s in record.stances for e in s.evidence]
    near = min(places, key=lambda place: max(place[0] - count.end, count.start - place[1]), default=None)
    return None if near is None else near[2]


def _showings(record: Extraction, stance: Stance) -> tuple[Showing, ...]:
    """The evidence of a stance, at least one entry: an article may tell none."""
    if not stance.evidence:
        return (_showing(record, stance, None),)
    return tuple(_showing(record, stance, evidence) for evidence in stance.evidence)


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

"""The trace of one text: every span with its rule, and what lost, with the reason."""

from __future__ import annotations

from dataclasses import dataclass

from extract.annotations import Annotations
from extract.tokens import View


@dataclass(frozen=True, slots=True)
class Row:
    """One finding; `start` and `end` are code points, `outcome` is kept or lost."""

    start: int
    end: int
    text: str
    what: str
    rule: str
    outcome: str
    detail: str


@dataclass(frozen=True, slots=True)
class Trace:
    """All findings in text order, the kept ones first where they share a place."""

    rows: tuple[Row, ...]


def trace(text: str, arrays: View, found: Annotations) -> Trace:
    """The trace of a text whose annotations are complete."""

    def row(start: int, end: int, what: str, rule: str, outcome: str, detail: str) -> Row:
        first, last = arrays.char_span(start, max(end, start + 1))
        return Row(first, last, text[first:last], what, rule, outcome, detail)

    rows = [
        row(
            m.start,
            m.end,
            m.label,
            m.rule,
            "kept",
            f"{found.entities[m.entity].name} = {found.entities[m.entity].norm}",
        )
        for m in found.mentions
    ]
    for lost in found.lost:
        c = lost.candidate
        rows.append(row(c.start, c.end, c.label, c.rule, "lost", lost.reason))
    for commitment in found.commitments:
        trigger = commitment.trigger
        actors = "; ".join(found.entities[i].name for i in commitment.actors) or "nobody named"
        told = f"{commitment.polarity}, by {actors}"
        rows.append(row(trigger.start, commitment.end, trigger.kind, trigger.rule, "kept", told))
        rows += [row(cue.start, cue.end, "cue", cue.rule, "kept", cue.effect) for cue in commitment.cues]
    rows += [row(t.start, t.end, t.kind, t.rule, "lost", reason) for t, reason in found.dropped]
    for stance in found.stances:
        first = stance.evidence[0]
        agreement = "no agreement named" if stance.agreement is None else found.entities[stance.agreement].name
        party = found.entities[stance.party].name
        rows.append(row(*first, "stance", "", "kept", f"{party}: {stance.stance} ({agreement})"))
    rows += [row(c.start, c.end, "count", "", "kept", f"{c.bound} {c.value}") for c in found.counts]
    rows.sort(key=lambda r: (r.start, -r.end, r.outcome, r.what, r.rule, r.detail))
    return Trace(tuple(rows))

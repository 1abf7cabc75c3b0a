"""The trace of one text: every span with its rule and the evidence for it, and what lost, with the reason.

It is made from what the stages leave, and by asking them again; a run that is not traced pays nothing for it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from extract.annotations import Annotations, Candidate, Commitment, Cue, Trigger
from extract.cues import held_back
from extract.extent import decisions
from extract.lexicon import POSITIONS
from extract.search import encode
from extract.stages import Stages
from extract.tokens import View

Outcome = Literal["kept", "agrees", "lost"]


@dataclass(frozen=True, slots=True)
class Row:
    """One finding; `start` and `end` are code points. What agrees finds the same as a kept one of more weight."""

    start: int
    end: int
    text: str
    what: str
    rule: str
    outcome: Outcome
    detail: str


@dataclass(frozen=True, slots=True)
class TokenRow:
    """A token as patterns see it: its position in the sentence, its shape and its word classes."""

    start: int
    end: int
    text: str
    position: str
    classes: str


@dataclass(frozen=True, slots=True)
class Trace:
    """All findings in text order, the kept ones first where they share a place; and the tokens."""

    rows: tuple[Row, ...]
    tokens: tuple[TokenRow, ...]


def trace(text: str, stages: Stages, view: View, found: Annotations) -> Trace:
    """The trace of a text whose annotations are complete."""
    tracer = _Tracer(text, stages, view, found)
    return Trace(tuple(sorted(tracer.rows(), key=_order)), tuple(_tokens(text, view)))


def _order(row: Row) -> tuple[object, ...]:
    return row.start, -row.end, ("kept", "agrees", "lost").index(row.outcome), row.what, row.rule, row.detail


def _tokens(text: str, view: View) -> Iterator[TokenRow]:
    """Classes that are mere words of patterns are left out."""
    classes = {name: codes for name, codes in sorted(view.lexicon.classes.items()) if not name.startswith("=")}
    for i in range(len(view.words)):
        start, end = view.char_span(i, i + 1)
        names = " ".join(name for name, codes in classes.items() if view.codes[i] in codes)
        yield TokenRow(start, end, text[start:end], POSITIONS[view.positions[i]], names)


class _Tracer:
    def __init__(self, text: str, stages: Stages, view: View, found: Annotations) -> None:
        self._text = text
        self._stages = stages
        self._view = view
        self._found = found

    def rows(self) -> Iterator[Row]:
        yield from self._names()
        for commitment in self._found.commitments:
            yield from self._commitment(commitment)
        for trigger, reason in self._found.dropped:
            yield self._row(trigger.start, trigger.end, trigger.kind, trigger.rule, "lost", reason)
        for trigger in self._found.triggers:
            yield from self._held_back(trigger)
        for stance in self._found.stances:
            agreement = self._name(stance.agreement) or "no agreement named"
            told = f"{self._name(stance.party)}: {stance.stance} ({agreement})"
            yield self._row(*stance.evidence[0], "stance", ", ".join(stance.rules), "kept", told)
        for count in self._found.counts:
            yield self._row(count.start, count.end, "count", "", "kept", f"{count.bound} {count.value}")

    def _row(self, start: int, end: int, what: str, rule: str, outcome: Outcome, detail: str) -> Row:
        first, last = self._view.char_span(start, max(end, start + 1))
        return Row(first, last, self._text[first:last], what, rule, outcome, detail)

    def _name(self, entity: int | None) -> str | None:
        return None if entity is None else self._found.entities[entity].name

    def _names(self) -> Iterator[Row]:
        """Every mention with its weight, the rules that agree with it, and the readings that lost."""
        by_place: dict[tuple[int, int, str], list[Candidate]] = {}
        for c in self._stages.name_candidates(self._view):
            by_place.setdefault((c.start, c.end, c.label), []).append(c)
        for m in self._found.mentions:
            entity, same = self._found.entities[m.entity], by_place.get((m.start, m.end, m.label), [])
            weight = next((f", weight {c.weight}" for c in same if c.rule == m.rule), "")
            yield self._row(m.start, m.end, m.label, m.rule, "kept", f"{entity.name} = {entity.norm}{weight}")
            for c in same:
                if c.rule != m.rule:
                    told = f"with {m.rule}, weight {c.weight}"
                    yield self._row(c.start, c.end, c.label, c.rule, "agrees", told)
        for lost in self._found.lost:
            c = lost.candidate
            yield self._row(c.start, c.end, c.label, c.rule, "lost", lost.reason)

    def _commitment(self, commitment: Commitment) -> Iterator[Row]:
        trigger, agreement = commitment.trigger, self._name(commitment.agreement)
        actors = "; ".join(f"{self._name(i)} ({self._why(i, commitment)})" for i in commitment.actors)
        told = f"{commitment.polarity}, by {actors or 'nobody named'}" + (f", on {agreement}" if agreement else "")
        yield self._row(trigger.start, commitment.end, trigger.kind, trigger.rule, "kept", told)
        for cue in commitment.cues:
            yield self._row(cue.start, cue.end, "cue", cue.rule, "kept", f"{cue.effect}, {self._scope(cue)}")
        for decision in decisions(self._view, self._found, self._stages.extent_rules, commitment):
            if decision.rule is not None:
                stops = decision.resume == decision.token
                told = f"{trigger.rule} {'stops before it' if stops else 'goes on behind it'}"
                yield self._row(decision.token, decision.resume, "boundary", decision.rule, "kept", told)

    def _held_back(self, trigger: Trigger) -> Iterator[Row]:
        encoded = encode(self._view, self._found)
        for cue, words in held_back(self._view, encoded, trigger, self._stages.cue_rules):
            told = f"{cue.effect}, kept from {trigger.rule} by “{words}”"
            yield self._row(cue.start, cue.end, "cue", cue.rule, "lost", told)

    def _scope(self, cue: Cue) -> str:
        rule = next(known.rule for known in self._stages.cue_rules.cues if known.rule.id == cue.rule)
        return rule.direction if rule.direction == "sentence" else f"{rule.direction} within {rule.scope}"

    def _why(self, entity: int, commitment: Commitment) -> str:
        """Where the text speaks of an actor: by name or in other words, in the trigger's sentence or elsewhere."""
        first, last = self._view.sentence_of(commitment.start)
        before = [m for m in self._found.mentions if m.entity == entity and first <= m.start < commitment.start]
        if before:
            return "named before"
        spoken = [a for a in self._found.anaphors if entity in a.entities and first <= a.start < last]
        if spoken:
            nearest = min(spoken, key=lambda a: abs(a.start - commitment.start))
            return f"as “{' '.join(self._view.words[nearest.start : nearest.end])}”"
        behind = any(m.entity == entity and commitment.start <= m.start < last for m in self._found.mentions)
        return "named behind" if behind else "from another sentence"

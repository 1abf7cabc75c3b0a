"""Where each party stands on each agreement, from commitments, passives, lists of signatories and ellipses."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extract.annotations import Annotations, Commitment, Stance
from extract.relate.actors import ActorFinder
from extract.relate.agreements import agreement_within
from extract.relate.statements import Reader, Statement
from extract.schema import StanceValue
from extract.tokens import View

if TYPE_CHECKING:
    from extract.relate import RelateRules


@dataclass(frozen=True, slots=True, order=True)
class _Event:
    """What one statement shows of one party; what had been before comes first."""

    late: bool
    start: int
    end: int
    stance: StanceValue
    form: str
    rule: str


class StanceFinder:
    """Collects statements in text order, and keeps the latest state of each party."""

    def __init__(self, view: View, found: Annotations, encoded: str, rules: RelateRules, actors: ActorFinder) -> None:
        self._view = view
        self._found = found
        self._encoded = encoded
        self._rules = rules
        self._reader = Reader(view, found, encoded, rules, actors)
        self._events: dict[tuple[int, int | None], list[_Event]] = defaultdict(list)

    def find(self) -> list[Stance]:
        """One stance a party and agreement, in order of first evidence."""
        for statement in self._reader.statements([self._stated(c) for c in self._found.commitments]):
            self._add(statement)
        out = []
        for (party, agreement), events in self._events.items():
            ordered = sorted(set(events))
            spans = tuple(sorted({(event.start, event.end) for event in ordered}))
            rules = tuple(dict.fromkeys(event.rule for event in ordered))
            out.append((spans[0][0], Stance(party, agreement, self._latest(ordered), spans, rules)))
        out.sort(key=lambda pair: (pair[0], pair[1].party, pair[1].agreement or -1))
        return self._without_governments([stance for _, stance in out])

    def _without_governments(self, stances: list[Stance]) -> list[Stance]:
        """Japan signed, and the Government of Japan did: one party, the state."""
        entities, is_a = self._found.entities, self._view.lexicon.has
        called: dict[int, set[str]] = defaultdict(set)  # the last words by which an article calls a state
        for m in self._found.mentions:
            if m.label == "COUNTRY":
                called[m.entity].add(self._view.words[m.end - 1])
        states = {(word, s.agreement, s.stance) for s in stances for word in called.get(s.party, ())}

        def is_government(stance: Stance) -> bool:
            words = entities[stance.party].name.split()
            state = (words[-1], stance.agreement, stance.stance)
            return is_a(words[0].casefold(), "org.government") and words[1:2] == ["of"] and state in states

        return [stance for stance in stances if not is_government(stance)]

    def _stated(self, commitment: Commitment) -> Statement:
        """What a commitment says of an agreement; one that is about none has no stance."""
        agreement, form = commitment.agreement, commitment.trigger.form
        stance: StanceValue | None = "signed" if commitment.polarity == "affirmed" else "not_signed"
        if commitment.withdrawn:
            stance = "withdrew"
        if commitment.trigger.kind != "endorsement":
            at = self._instrument_at(commitment)
            if at is None:
                stance = None
            else:
                agreement = agreement_within(self._found, at, commitment.end)
        if self._rules.patterns["order"].search(self._encoded, 2 * commitment.start, 2 * commitment.end):
            stance = None
        parties = commitment.actors
        if commitment.trigger.noun and commitment.trigger.kind == "endorsement":
            parties = self._reader.of_noun(commitment) or (commitment.actors if commitment.cues else ())
        elif not parties and stance is not None:
            parties = self._reader.exemplars(commitment.start, commitment.trigger.end)
        return Statement(commitment.start, commitment.end, stance, agreement, parties, form, commitment.trigger.rule)

    def _instrument_at(self, commitment: Commitment) -> int | None:
        """Where a pledge names what was signed: by signing the pact, commitment to the pact, no plans to sign it."""
        names = ["by.signing", "to.instrument"]
        if commitment.polarity == "negated":
            names.append("to.sign")
        for name in names:
            pattern = self._rules.patterns[name]
            begin, end = 2 * commitment.trigger.end, 2 * commitment.end
            match = pattern.search(self._encoded, begin, end) if name == "by.signing" else None
            match = match or pattern.match(self._encoded, begin, end)
            if match is not None:
                return match.start() // 2
        return None

    def _add(self, statement: Statement) -> None:
        if statement.stance is None:
            return
        late = not any(self._view.lowers[i] == "had" for i in range(max(0, statement.start - 3), statement.start))
        for party in statement.parties:
            if self._found.entities[party].label != "AGREEMENT":
                event = _Event(late, statement.start, statement.end, statement.stance, statement.form, statement.rule)
                self._events[party, statement.agreement].append(event)

    def _latest(self, events: list[_Event]) -> StanceValue:
        """The last event tells, but a signature stands without ratification, and only a return undoes a withdrawal."""
        state: StanceValue | None = None
        for event in events:
            if state == "withdrew" and event.form not in self._rules.rejoins:
                continue
            if state == "signed" and event.stance == "not_signed" and event.form in self._rules.keeps_signature:
                continue
            state = event.stance
        assert state is not None
        return state

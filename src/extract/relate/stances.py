"""Where each party stands on each agreement, from commitments, passives, lists of signatories and ellipses."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from extract.annotations import Annotations, Stance
from extract.relate.agreements import agreement_within, last_before
from extract.relate.groups import Groups
from extract.schema import StanceValue
from extract.token_patterns import span_of
from extract.tokens import View

if TYPE_CHECKING:
    from extract.relate import RelateRules

Event = tuple[int, int, StanceValue, str]


class StanceFinder:
    """Collects events, each a span that shows a party's stance, and keeps the latest state of each party."""

    def __init__(self, view: View, found: Annotations, encoded: str, rules: RelateRules) -> None:
        self._view = view
        self._found = found
        self._encoded = encoded
        self._rules = rules
        self._groups = Groups(view, found)
        self._events: dict[tuple[int, int | None], list[Event]] = defaultdict(list)

    def find(self) -> list[Stance]:
        """One stance a party and agreement, in order of first evidence."""
        self._from_commitments()
        for i, match in self._rules.search.matches(self._view, self._encoded):
            rule = self._rules.stances[i]
            self._from_match(rule.stance, rule.negatable, match, rule.id)
        out = []
        for (party, agreement), events in self._events.items():
            ordered = sorted(set(events))
            spans = tuple(dict.fromkeys((start, end) for start, end, _, _ in ordered))
            out.append((ordered[0][0], Stance(party, agreement, self._latest(ordered), spans)))
        out.sort(key=lambda pair: (pair[0], pair[1].party, pair[1].agreement or -1))
        return [stance for _, stance in out]

    def _from_commitments(self) -> None:
        for commitment in self._found.commitments:
            agreement = commitment.agreement
            if commitment.trigger.kind != "endorsement":
                match = self._rules.patterns["by.signing"].search(
                    self._encoded, 2 * commitment.start, 2 * commitment.end
                )
                if match is None:
                    continue
                agreement = agreement_within(self._found, match.end() // 2, commitment.end)
            stance: StanceValue = "signed" if commitment.polarity == "affirmed" else "not_signed"
            if commitment.withdrawn:
                stance = "withdrew"
            for party in commitment.actors:
                self._add(party, agreement, (commitment.start, commitment.end, stance, commitment.trigger.form))

    def _from_match(self, stance: StanceValue, negatable: bool, match: re.Match[str], rule: str) -> None:
        start, end = match.start() // 2, match.end() // 2
        low, high = span_of(match)
        first, last = self._view.sentence_of(start)
        if negatable and any(self._view.is_a(i, "negator") for i in range(max(first, start - 4), end)):
            stance = "not_signed"
        inside = self._groups.between(low, high)
        names = [m for m in inside if not (self._groups.possessive(m) or self._groups.attributive(m))]
        if not names:
            return
        agreement = self._agreement(first, start, end, last)
        if agreement is None and not self._speaks_of_instrument(first, last):
            return
        for mention in names:
            self._add(mention.entity, agreement, (start, end, stance, rule))

    def _agreement(self, first: int, start: int, end: int, last: int) -> int | None:
        """The agreement in the same sentence, before the match or else in it, or the last one spoken of."""
        for low, high in ((start, end), (first, start), (end, last)):
            found = agreement_within(self._found, low, high)
            if found is not None:
                return found
        return last_before(self._found, start)

    def _speaks_of_instrument(self, first: int, last: int) -> bool:
        """Whether a sentence, or the one before it, has a word for an instrument or a coalition."""
        low = self._view.sentence_of(first - 1)[0] if first else 0
        names = ("agreement.strong", "coalition.noun", "trigger.noun", "signatory")
        return any(self._view.is_a(i, name) for i in range(low, last) for name in names)

    def _add(self, party: int, agreement: int | None, event: Event) -> None:
        if self._found.entities[party].label != "AGREEMENT":
            self._events[party, agreement].append(event)

    def _latest(self, events: list[Event]) -> StanceValue:
        """The last event tells, but a signature stands without ratification, and only a return undoes a withdrawal."""
        state: StanceValue | None = None
        for _, _, stance, form in events:
            if state == "withdrew" and form not in self._rules.rejoins:
                continue
            if state == "signed" and stance == "not_signed" and form in self._rules.keeps_signature:
                continue
            state = stance
        assert state is not None
        return state

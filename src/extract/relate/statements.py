"""What sentences say of agreements beyond commitments: passives, lists of signatories, refusals, ellipses."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from extract.annotations import Annotations, Commitment, Mention, Trigger
from extract.cues import judge
from extract.relate.actors import ActorFinder
from extract.relate.agreements import agreement_within, last_before, speaks_of_unnamed
from extract.relate.groups import Groups
from extract.relate.lists import Lists
from extract.rulespec import StanceRule
from extract.schema import StanceValue
from extract.token_patterns import span_of
from extract.tokens import View

if TYPE_CHECKING:
    from extract.relate import RelateRules

_MEMORY: Final = 90  # tokens within which an ellipsis may refer to a statement
_BACK: Final = 3  # sentences before, in which an instrument must be spoken of
_SUBJECT: Final = 8  # tokens before a verb, in which a subject without a name stands
_OPENING: Final = 4  # tokens of titles and attributes before the first exemplar


@dataclass(frozen=True, slots=True)
class Statement:
    """A span that says how parties stand on an agreement; no stance for a commitment to something else."""

    start: int
    end: int
    stance: StanceValue | None
    agreement: int | None
    parties: tuple[int, ...]
    form: str
    rule: str


class Reader:
    """Reads the matches of stance rules, each in the light of the statement before it."""

    def __init__(self, view: View, found: Annotations, encoded: str, rules: RelateRules, actors: ActorFinder) -> None:
        self._view = view
        self._found = found
        self._encoded = encoded
        self._rules = rules
        self._actors = actors
        self._groups = Groups(view, found)
        self._lists = Lists(view, self._groups)

    def statements(self, known: list[Statement]) -> list[Statement]:
        """Those that commitments make, and those of the rules, in text order."""
        taken = {statement.start for statement in known}
        matches = [
            (span_of(match)[0], self._rules.stances[i], match)
            for i, match in self._rules.families.matches("stance", self._view, self._found)
        ]
        matches.sort(key=lambda found: (found[0], found[2].start()))
        queue = deque(sorted(known, key=lambda statement: statement.start))
        out: list[Statement] = []
        for start, rule, match in matches:
            while queue and queue[0].start <= start:
                out.append(queue.popleft())
            if rule.parties != "subject" or start not in taken:
                read = list(self._read(rule, match, out, queue))
                out += read
                if queue and read and rule.stance == "not_signed" and rule.parties == "behind":
                    queue[0] = self._without(read[0], queue[0])
        return [*out, *queue]

    def _without(self, excepted: Statement, later: Statement) -> Statement:
        """All but A signed: what is said further on in the sentence is not said of A."""
        if later.start >= self._view.sentence_of(excepted.start)[1]:
            return later
        return replace(later, parties=tuple(p for p in later.parties if p not in excepted.parties))

    def _read(
        self, rule: StanceRule, match: re.Match[str], before: Sequence[Statement], after: Sequence[Statement]
    ) -> Iterator[Statement]:
        start, end = span_of(match)
        head = Trigger(start, end, end, "endorsement", rule.parties == "owner", self._view.lowers[start], rule.id)
        judged, blocked = judge(self._view, self._encoded, head, self._rules.cues)
        flipped = rule.negatable and judged.polarity == "negated"
        if blocked or (flipped and rule.stance != "signed"):
            return
        other = self._spoken_of(rule, match, before, after)
        if other is None:
            return
        agreement, said = other
        stance = said if rule.echo else rule.stance
        if rule.echo == "done" and said == "not_signed":
            stance = "signed"
        parties = self._parties(rule, judged, match)
        if stance is not None:
            yield Statement(start, end, "not_signed" if flipped else stance, agreement, parties, head.form, rule.id)

    def _parties(self, rule: StanceRule, judged: Commitment, match: re.Match[str]) -> tuple[int, ...]:
        if rule.parties == "behind":
            listed = self._lists.behind(match.end() // 2)
            return tuple(dict.fromkeys(m.entity for m in listed)) or self._described(match.end() // 2)
        if rule.parties in {"before", "marked"}:
            first = self._view.sentence_of(judged.start)[0]
            before = rule.parties == "before"
            names = self._groups.ending_at(match.start() // 2, first) if before else self._marked(match)
            return tuple(dict.fromkeys(m.entity for m in names))
        parties = self._actors.find(judged) or self.exemplars(judged.start, match.end() // 2)
        return tuple(dict.fromkeys([*parties, *self._members(judged.start)]))

    def _members(self, start: int) -> list[int]:
        """The alliance, which includes A and B, also signed: the members that an aside names."""
        first = self._view.sentence_of(start)[0]
        found: list[int] = []
        for match in self._rules.patterns["members"].finditer(self._encoded, 2 * first, 2 * start):
            listed = [m for m in self._lists.behind(match.end() // 2) if m.end < start]
            if listed and self._view.lowers[listed[-1].end] == ",":
                found += [m.entity for m in listed]
        return found

    def _described(self, begin: int) -> tuple[int, ...]:
        """Signed by both parties: whom a description right behind stands for."""
        anaphors = self._found.anaphors
        first = bisect_left(anaphors, begin, key=lambda anaphor: anaphor.start)
        near = (a for a in anaphors[first : first + 2] if a.start <= begin + 1)
        return next((a.entities for a in near if a.entities), ())

    def _marked(self, match: re.Match[str]) -> list[Mention]:
        inside = self._groups.between(*span_of(match))
        return [m for m in inside if not (self._groups.possessive(m) or self._groups.attributive(m))]

    def of_noun(self, commitment: Commitment) -> tuple[int, ...]:
        """Whose signing it is: that of those who are told behind it, or of its owner, but not of the subject."""
        start = commitment.start
        match = self._rules.patterns["signing.of"].match(self._encoded, 2 * start, 2 * self._view.sentence_of(start)[1])
        if match is not None:
            return tuple(dict.fromkeys(m.entity for m in self._lists.behind(match.end() // 2)))
        owned = self._view.has_any(max(0, start - _OPENING), start, ("owner.sign",))
        return (
            commitment.actors
            if owned or any(m.end == start for m in self._groups.between(start - _OPENING, start))
            else ()
        )

    def exemplars(self, start: int, end: int) -> tuple[int, ...]:
        """Many states refused, including A and B: the names that exemplify a subject without a name."""
        first, last = self._view.sentence_of(start)
        if not self._view.has_any(max(first, start - _SUBJECT), start, ("party.noun",)):
            return ()
        match = self._rules.patterns["exemplars"].match(self._encoded, 2 * end, 2 * last)
        if match is None:
            return ()
        listed = self._lists.behind(match.end() // 2)
        near = bool(listed) and listed[0].start - match.end() // 2 < _OPENING
        return tuple(dict.fromkeys(m.entity for m in listed)) if near else ()

    def _spoken_of(
        self, rule: StanceRule, match: re.Match[str], before: Sequence[Statement], after: Sequence[Statement]
    ) -> tuple[int | None, StanceValue | None] | None:
        """The agreement that a match is about and what was said of it before; None where no agreement is meant."""
        start, end = match.start() // 2, match.end() // 2
        first, last = self._view.sentence_of(start)
        if not rule.elided:
            return self._named(first, start, end, last)
        if before and start - before[-1].end < _MEMORY:
            nearest = before[-1]
            return (nearest.agreement, nearest.stance) if nearest.stance else None
        if after and after[0].start < last and after[0].stance:
            return after[0].agreement, after[0].stance
        low = self._view.sentences[max(0, self._view.sentence_index(start) - 1)][0]
        spoken = last_before(self._found, start, start - low)
        return None if spoken is None else (spoken, None)

    def _named(self, first: int, start: int, end: int, last: int) -> tuple[int | None, None] | None:
        """The agreement in the match or in its sentence, before it or else behind it, or the last one spoken of."""
        passive = self._view.lowers[end - 1] == "by"
        for low, high in ((start, end), (first, start), (end, end if passive else last)):
            found = agreement_within(self._found, low, high)
            if found is not None or speaks_of_unnamed(self._found, low, high):
                return found, None
        if self._view.has_any(first, start, ("paper.other",)):
            return None
        if passive and any(self._view.words[i][0].isupper() for i in range(first + 1, start)):
            return (None, None) if self._speaks_of_instrument(start, last) else None
        return (last_before(self._found, start), None) if self._speaks_of_instrument(start, last) else None

    def _speaks_of_instrument(self, start: int, last: int) -> bool:
        """Whether a sentence, or one shortly before it, has a word for an instrument or a coalition."""
        low = self._view.sentences[max(0, self._view.sentence_index(start) - _BACK)][0]
        names = ("agreement.strong", "agreement.several", "coalition.noun", "trigger.noun", "signatory")
        return self._view.has_any(low, last, names) or agreement_within(self._found, low, last) is not None

"""Who commits: the subject of a verb, the owner of a noun, the list behind, or whom a pronoun stands for."""

from __future__ import annotations

from bisect import bisect_left
from typing import Final

from extract.annotations import Anaphor, Annotations, Commitment, Mention
from extract.relate.groups import Groups
from extract.relate.subjects import Subjects
from extract.token_patterns import TokenPattern
from extract.tokens import View

_JOINTS: Final = ("comma", "conjunction.list")
_MEMORY: Final = 300  # commitments back to those who signed


class ActorFinder:
    """Finds the actors of commitments as entity indices."""

    def __init__(self, view: View, found: Annotations, encoded: str, patterns: dict[str, TokenPattern]) -> None:
        self._view = view
        self._found = found
        self._encoded = encoded
        self._patterns = patterns
        self._groups = Groups(view, found, described=True)
        self._anaphors = {a.start: a for a in found.anaphors}
        self._subjects = Subjects(view, self._groups, encoded, patterns)

    def find(self, commitment: Commitment) -> tuple[int, ...]:
        """Entities that commit, in text order; empty where the actor is generic."""
        trigger = commitment.trigger
        if trigger.noun:
            return self._of_noun(commitment)
        first, _ = self._view.sentence_of(trigger.start)
        edge = self._subjects.left_edge(trigger.start, first)
        if trigger.form.endswith("ing") and edge == trigger.start and (right := self._right_before(trigger.start)):
            return right
        if trigger.form.endswith("ing") and self._opens_clause(edge, trigger.start, first):
            return self._of_participle(commitment, first)
        return self._subjects.before(edge, first, commitment)

    def _right_before(self, start: int) -> tuple[int, ...]:
        """Despite Malta signing the pact; by Malta joining it."""
        right = [m for m in self._groups.between(start - 12, start) if m.end == start and self._groups.in_phrase(m)]
        return self._groups.entities(right)

    def _opens_clause(self, edge: int, start: int, first: int) -> bool:
        if edge != start and self._view.is_a(start - 1, "auxiliary"):
            return False
        return start == first or self._view.is_a(start - 1, "clause.opener")

    def _of_participle(self, commitment: Commitment, first: int) -> tuple[int, ...]:
        """Signing the call, A and B pledged ...: the main clause's subject, behind the participle or before it."""
        start = commitment.start
        if start - first <= 2:
            behind = self._groups.between(commitment.end, self._view.sentence_of(start)[1])
            exemplars = [m for m in behind if self._view.is_a(m.start - 1, "exemplar")]
            subject = [m for m in behind if not self._groups.modifies(m)]
            chosen = [m for m in subject if self._precedes_verb(m)] or subject or exemplars
            return self._subjects.entities(self._groups.from_first(chosen))
        return self._subjects.before(start, first, commitment, main=True)

    def _precedes_verb(self, mention: Mention) -> bool:
        names = ("auxiliary", "trigger.pledge", "trigger.endorsement", "trigger.intent", "verb.finite", "person.said")
        return mention.end < len(self._view.words) and self._view.is_any(mention.end, names)

    def _of_noun(self, commitment: Commitment) -> tuple[int, ...]:
        """Japan's pledge, their pledge, the U.S. pledge, a pledge by Japan; else the subject of the clause."""
        start = commitment.start
        first, last = self._view.sentence_of(start)
        low = start
        while (
            low > first and low > start - 6 and self._patterns["attribute"].match(self._encoded, 2 * (low - 1), 2 * low)
        ):
            low -= 1
        for i in range(low, start):
            if i in self._anaphors and not self._view.is_a(i, "pronoun.personal"):
                return self._of_possessive(self._anaphors[i], low, first, commitment)
        owners = [m for m in self._groups.between(first, start) if m.end >= low - 1]
        owners = [m for m in owners if m.end >= low and (m.end == start or self._owns(m))]
        if owners:
            return self._with_coordinated(owners[-1], first)
        match = self._patterns["by"].match(self._encoded, 2 * commitment.trigger.end, 2 * last)
        if match:
            return self._subjects.entities(self._groups.from_first(self._groups.between(match.end() // 2, last)))
        if commitment.trigger.kind == "endorsement":
            opens = any(self._view.words[i] in {"“", '"'} for i in range(max(first, low - 2), low))
            return self._of_signers(commitment) or (() if opens else self._subjects.before(low, first, commitment))
        return self._subjects.before(low, first, commitment)

    def _of_possessive(self, anaphor: Anaphor, low: int, first: int, commitment: Commitment) -> tuple[int, ...]:
        """Their pledge; but of "our" the body or the several that reaffirm it: the leaders reaffirmed our pledge."""
        entities = self._found.entities
        if anaphor.kind == "speaker" and self._view.is_a(anaphor.start, "pronoun.speakers"):
            subject = self._subjects.before(low, first, commitment)
            if len(subject) > 1 or any(entities[e].label != "PERSON" for e in subject):
                return subject
        return tuple(e for e in anaphor.entities if entities[e].label != "AGREEMENT")

    def _owns(self, mention: Mention) -> bool:
        return self._view.is_a(mention.end, "possessive.sign") or not self._view.is_a(mention.end, "preposition")

    def _with_coordinated(self, owner: Mention, first: int) -> tuple[int, ...]:
        """Singapore's and Peru's commitment, Japan and Canada's plan."""
        group = [owner]
        for mention in self._groups.backwards(first, owner.start):
            gap = mention.end, group[0].start
            if self._view.has_all(*gap, (*_JOINTS, "poss", "article")) and self._view.has_any(*gap, _JOINTS):
                group.insert(0, mention)
            else:
                break
        return self._subjects.entities(group)

    def _of_signers(self, commitment: Commitment) -> tuple[int, ...]:
        """The signing of the pact: by those who are said earlier in the article to sign it."""
        commitments = self._found.commitments
        here = bisect_left(commitments, commitment.start, key=lambda other: other.start)
        for earlier in reversed(commitments[max(0, here - _MEMORY) : here]):
            same = earlier.trigger.kind == "endorsement" and earlier.agreement == commitment.agreement
            if same and earlier.actors:
                return earlier.actors
        return ()

"""Coordinated names: which mentions stand together as one subject or one list."""

from __future__ import annotations

from functools import cached_property
from typing import Final

from extract.annotations import Mention
from extract.relate.parties import Parties

_MAX_GAP: Final = 16
_MAX_ASIDE: Final = 20
_BLOCKED: Final = (
    "auxiliary",
    "person.said",
    "verb.finite",
    "relative",
    "trigger.past",
    "conjunction.subordinating",
)


class Groups(Parties):
    """The parties of an article, and how they join."""

    @cached_property
    def _joined(self) -> dict[tuple[int, int], bool]:
        return {}

    def from_first(self, mentions: list[Mention]) -> list[Mention]:
        """The first mention with all that are coordinated with it, modifiers of theirs left out."""
        group: list[Mention] = []
        for mention in mentions:
            if self.bracketed(mention):
                continue
            if not group:
                group.append(mention)
            elif not self.joined(group[-1].end, mention.start):
                break
            elif not self.modifies(mention):
                group.append(mention)
        return group

    def ending_at(self, end: int, first: int) -> list[Mention]:
        """The coordination whose last name ends a noun phrase at a token; a role or bracket may follow the name."""
        group: list[Mention] = []
        for mention in self.backwards(first, end):
            if not group:
                if end - mention.end > 1 or self.possessive(mention):
                    return []
                if not self.complement_of_name(mention) and not self.bracketed(mention):
                    group = [mention]
                else:
                    end = mention.start - 1
            elif self.bracketed(mention):
                continue
            elif self.joined(mention.end, group[0].start) and not self.possessive(mention):
                group.insert(0, mention)
            else:
                break
        return group

    def joined(self, end: int, start: int) -> bool:
        """Whether only a comma or conjunction, with titles, roles and attributes, stands between two names."""
        if (end, start) not in self._joined:
            self._joined[end, start] = self._joins(end, start)
        return self._joined[end, start]

    def _joins(self, end: int, start: int) -> bool:
        gap = range(end, start)
        words = self.view.lowers
        if self._over_aside(end, start):
            return True
        if len(gap) > _MAX_GAP or self.view.has_any(end, start, ("excepting",)):
            return False
        accompanied = "with" in words[end:start]
        together = accompanied and any(words[i] == "with" and self.view.is_a(i - 1, "together") for i in gap)
        if not together and (accompanied or not self.view.has_any(end, start, ("joint",))):
            return False
        if any(self.view.is_a(i, "pronoun.possessive") and not self.view.is_a(i - 1, "joint") for i in gap):
            return False
        return not any(self.view.is_any(i, _BLOCKED) and not self.view.is_any(i, ("joint", "poss")) for i in gap)

    def _over_aside(self, end: int, start: int) -> bool:
        """Whether a relative clause and then "and" stand between two names: Malta, which paid, and Peru."""
        k = start - 1
        while k > end and any(self.view.is_a(k, name) for name in ("determiner", "person.title", "person.role")):
            k -= 1
        if k - end < 3 or k - end > _MAX_ASIDE or self._word(end) != "," or not self.view.is_a(k, "conjunction.list"):
            return False
        return self._word(k - 1) == "," and self.view.is_a(end + 1, "relative") and not self.covered & {*range(end, k)}

    def heads(self, mentions: list[Mention], edge: int) -> list[Mention]:
        """Those that modify nothing, nor are the second of two that a preposition governs: between Japan and Chile."""
        out: list[Mention] = []
        governed: Mention | None = None
        for mention in mentions:
            second = governed is not None and mention.end < edge and self._both(governed, mention)
            if governed is not None and self._owner_of_several(governed, mention):
                out.append(governed)
            if second or self.in_phrase(mention) or self.complement_of_name(mention):
                governed = mention
            elif not (self.possessive(mention) if mention.end == edge else self.modifies(mention)):
                out.append(mention)
                governed = None
        return out

    def _both(self, one: Mention, other: Mention) -> bool:
        """Whether nothing but "and" and an article stands between two names, the first behind "between" or the like."""
        if not self.view.has_any(max(0, one.start - 3), one.start, ("pair.governor",)):
            return False
        joined = self.view.has_any(one.end, other.start, ("conjunction.list",))
        return joined and self.view.has_all(one.end, other.start, ("conjunction.list", "article", "comma"))

    def _owner_of_several(self, one: Mention, other: Mention) -> bool:
        """The law faculties of A and B: the first of two owners of a plural acts as well."""
        before = one.start - (2 if self.view.is_a(one.start - 1, "determiner") else 1)
        if self._word(before) != "of" or not self._word(before - 1).endswith("s") or one.label == "PERSON":
            return False
        joined = self.view.has_any(one.end, other.start, ("conjunction.list",))
        return joined and self.view.has_all(one.end, other.start, ("conjunction.list", "article", "comma"))

"""The parties that an article speaks of, and which of their names only modify another noun."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Final

from extract.annotations import Anaphor, Annotations, Mention
from extract.tokens import View

_MAX_TITLE: Final = 5
_MAX_BRACKET: Final = 5
_MAX_ROLE: Final = 12  # tokens between a role and what it is the role in
_ALIAS: Final = ("quote", "article")  # between a bracket and the second name in it


class Parties:
    """The parties that an article speaks of, in text order.

    These are its names, and with `described` its pronouns and descriptions, too: each as a mention of the first of
    the entities that it stands for.
    """

    def __init__(self, view: View, found: Annotations, described: bool = False) -> None:
        self.view = view
        self.found = found
        self.parties = [m for m in found.mentions if m.label != "AGREEMENT"]
        self._described = {a.start: a for a in found.anaphors if self._is_party(a)} if described else {}
        for anaphor in self._described.values():
            first = anaphor.entities[0] if anaphor.entities else -1
            self.parties.append(Mention(anaphor.start, anaphor.end, "ORG", anaphor.kind, first))
        self.parties.sort(key=lambda m: m.start)
        self._starts = [m.start for m in self.parties]
        self._ends = {m.end for m in self.parties}
        self._modifies: dict[int, bool] = {}  # by first token
        self._in_phrase: dict[int, bool] = {}
        self.covered = {i for m in self.parties for i in range(m.start, m.end)}
        self._named = {i for m in found.mentions for i in range(m.start, m.end)}

    def _is_party(self, anaphor: Anaphor) -> bool:
        """Whether a pronoun or description is a noun phrase, outside all names."""
        return not self.view.is_a(anaphor.start, "pronoun.possessive") or anaphor.end > anaphor.start + 1

    def describes(self, token: int) -> bool:
        """Whether a pronoun or description begins at a token."""
        return token in self._described

    def entities(self, mentions: Iterable[Mention]) -> tuple[int, ...]:
        """The parties that mentions stand for."""
        return tuple(dict.fromkeys(e for m in mentions for e in self._entities_of(m)))

    def _entities_of(self, mention: Mention) -> tuple[int, ...]:
        anaphor = self._described.get(mention.start)
        if anaphor is None:
            return (mention.entity,)
        return tuple(e for e in anaphor.entities if self.found.entities[e].label != "AGREEMENT")

    def between(self, start: int, end: int) -> list[Mention]:
        """Party mentions that lie within a token range."""
        first = bisect_left(self._starts, start)
        last = bisect_left(self._starts, max(start, end))
        return [m for m in self.parties[first:last] if m.end <= end]

    def backwards(self, start: int, end: int) -> Iterator[Mention]:
        """Party mentions that lie within a token range, the last first."""
        first = bisect_left(self._starts, start)
        last = bisect_left(self._starts, max(start, end))
        return (m for m in map(self.parties.__getitem__, range(last - 1, first - 1, -1)) if m.end <= end)

    def is_pronoun(self, mention: Mention) -> bool:
        return mention.start in self._described and mention.end == mention.start + 1

    def modifies(self, mention: Mention) -> bool:
        """Whether a mention only modifies a noun: a possessive, an attribute, the object of a preposition."""
        if mention.start not in self._modifies:
            self._modifies[mention.start] = self.in_phrase(mention) or (
                not self.is_pronoun(mention)
                and (
                    self.possessive(mention)
                    or self.attributive(mention)
                    or self.complement_of_name(mention)
                    or self.in_role(mention)
                )
            )
        return self._modifies[mention.start]

    def bracketed(self, mention: Mention) -> bool:
        """A second name in brackets: Bank of Montreal (BMO), the Ministry of Law (“MinLaw”)."""
        before = mention.start - 1
        while before >= 0 and self.view.is_any(before, _ALIAS):
            before -= 1
        return before >= 0 and self.view.is_a(before, "lpar")

    def complement_of_name(self, mention: Mention) -> bool:
        """Denmark in "Mathias Lund of Denmark", Switzerland in "its seat in Basel, Switzerland"."""
        before = mention.start - 1
        if self._word(before) == ",":
            return mention.label == "COUNTRY" and self.view.is_a(before - 1, "gazetteer.place")
        governed = before >= 0 and self.view.is_a(before, "locative")
        return governed and before in self._ends

    def possessive(self, mention: Mention) -> bool:
        """Japan's minister; but Japan's government is Japan."""
        behind = mention.end + 1
        if behind >= len(self.view.words) or not self.view.is_a(mention.end, "possessive.sign"):
            return False
        return not self.view.is_any(behind, ("trigger.noun", "state.body"))

    def attributive(self, mention: Mention) -> bool:
        """U.S. President Joe Biden, Microsoft president Brad Smith; but the U.S. government is the U.S."""
        after = mention.end
        if after < len(self.view.words) and self.view.is_a(after, "state.body"):
            return False
        if after < len(self.view.words) and self.view.words[after].islower() and self.view.is_a(after, "party.noun"):
            return True
        if self._before_plural_name(after) or self._before_title(after):
            return True
        return after < len(self.view.words) and (
            self.view.is_any(after, ("person.role", "officer")) or self._word(after) == "-"
        )

    def _before_title(self, after: int) -> bool:
        """EPA Administrator Michael Regan: capitalised words, and then a person's name; a bracket is passed over."""
        words = self.view.words
        if self._word(after) == "(":
            after = next((i + 1 for i in range(after, min(after + _MAX_BRACKET, len(words))) if words[i] == ")"), after)
        end = after
        while end < min(after + _MAX_TITLE, len(words)) and words[end].istitle() and end not in self._named:
            end += 1
        return end > after and any(m.label == "PERSON" for m in self.between(end, end + _MAX_TITLE) if m.start == end)

    def _before_plural_name(self, after: int) -> bool:
        """Senate Democrats, EU Commissioners: a capitalised plural that no mention covers."""
        if after >= len(self.view.words) or not self.view.words[after][0].isupper():
            return False
        word = self.view.words[after]
        verbs = ("trigger.endorsement", "trigger.pledge", "trigger.intent", "verb.finite", "headline.verb", "function")
        if not word.endswith("s") or word.isupper() or self.view.is_any(after, verbs):
            return False
        return after not in self._named

    def in_phrase(self, mention: Mention) -> bool:
        """Whether a preposition governs the name, words that belong to the name's own phrase passed over."""
        if mention.start not in self._in_phrase:
            self._in_phrase[mention.start] = self._is_governed(mention)
        return self._in_phrase[mention.start]

    def _is_governed(self, mention: Mention) -> bool:
        i = mention.start - 1
        while i >= 0 and (
            self.view.is_any(i, ("determiner", "person.role", "person.title"))
            or self.view.lowers[i] == "them"
            or i in self.found.demonyms
            or self.view.words[i] == "-"
        ):
            i -= 1
        if i < 0 or not self.view.is_a(i, "preposition"):
            return False
        if self.view.lowers[i] == "with" and i > 0 and self.view.is_a(i - 1, "together"):
            return False
        if self.view.is_a(i, "inclusive") or self._word(i + 1) == "them":
            return False
        if i > 0 and self.view.is_a(i - 1, "inclusive.as"):
            return False
        return not (self.view.lowers[i] == "of" and i > 0 and self.view.is_a(i - 1, "whole.of"))

    def in_role(self, mention: Mention) -> bool:
        """Whether a body is part of a person's role: Minister of State, Ministry of Law and Ministry of Trade, Mr X."""
        if mention.label != "ORG":
            return False
        low, high = self._chain_start(mention.start), self._chain_end(mention.end)
        if self._word(low) != "," or self._word(high) != ",":
            return False
        named = high + 2 if self.view.is_a(high + 1, "person.title") else high + 1
        if not any(m.label == "PERSON" and m.start == named for m in self.between(named, named + _MAX_BRACKET)):
            return False
        return self.view.has_any(max(0, low - _MAX_ROLE), low, ("person.role",))

    def _chain_start(self, start: int) -> int:
        """The token before the first of several bodies that "and" joins."""
        before = bisect_left(self._breaks, start) - 1
        return self._breaks[before] if before >= 0 else min(start - 1, 0)

    def _chain_end(self, end: int) -> int:
        behind = bisect_left(self._breaks, end)
        return self._breaks[behind] if behind < len(self._breaks) else len(self.view.words)

    @cached_property
    def _breaks(self) -> list[int]:
        """The tokens that belong to no chain of names."""
        joints = self.view.lexicon.select(("conjunction.list", "article"))
        return [i for i, code in enumerate(self.view.codes) if code not in joints and i not in self._named]

    def _word(self, i: int) -> str:
        return self.view.lowers[i] if 0 <= i < len(self.view.lowers) else ""

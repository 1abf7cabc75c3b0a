"""Subjects that are common nouns: fifty states, the rebels, companies in the region."""

from __future__ import annotations

from typing import Final

from extract.relate.groups import Groups
from extract.tokens import View

_OTHER: Final = (
    "auxiliary",
    "preposition",
    "conjunction.coordinating",
    "conjunction.subordinating",
    "relative",
    "verb.finite",
    "person.verb",
    "trigger.endorsement",
    "trigger.pledge",
    "trigger.intent",
    "control",
    "pronoun.personal",
    "negator",
)
_OPENERS: Final = ("clause.boundary", "conjunction.subordinating", "person.said", "person.verb", "relative")


class CommonNouns:
    """Tells whether the subject of a verb is a common noun, so that no name before it is."""

    def __init__(self, view: View, groups: Groups) -> None:
        self._view = view
        self._groups = groups

    def opens_clause(self, edge: int, first: int) -> bool:
        """Whether a clause begins with a phrase of common nouns, prepositions between them, that ends at a token."""
        start = self._phrase(edge, first)
        while start is not None and start > first + 1 and self._view.is_a(start - 1, "preposition"):
            start = self._phrase(start - 1, first)
        return start is not None and (start == first or self._is_opener(start - 1)) and not self._continues(start)

    def _continues(self, start: int) -> bool:
        """Whether the phrase only continues a list of names: Malta and our friends and allies."""
        first = self._view.sentence_of(start)[0]
        phrase: int | None = start
        while phrase is not None:
            i = phrase
            while i > 0 and self._view.is_a(i - 1, "joint"):
                i -= 1
            if i == phrase or i - 1 in self._groups.covered:
                return i < phrase
            phrase = self._phrase(i, first)
        return False

    def _is_opener(self, i: int) -> bool:
        return "\n" in self._view.words[i] or self._view.is_any(i, _OPENERS)

    def _phrase(self, end: int, first: int) -> int | None:
        """Where the phrase begins whose head, a common noun, is the token before `end`."""
        if end <= first or not self._is_noun(end - 1) or self._view.is_a(end - 1, "adverb"):
            return None
        start = end - 1
        while start > first and (self._is_noun(start - 1) or self._view.words[start - 1] == "-"):
            start -= 1
        while start > first and (self._is_measure(start - 1)):
            start -= 1
        return start

    def _is_noun(self, i: int) -> bool:
        word = self._view.words[i]
        if i in self._groups.covered or self._view.is_any(i, _OTHER):
            return False
        return (word.isalpha() and word.islower()) or i in self._groups.found.demonyms

    def _is_measure(self, i: int) -> bool:
        if i in self._groups.covered:
            return False
        return self._view.words[i][0].isdigit() or self._view.is_any(i, ("determiner", "number.word", "quantity"))

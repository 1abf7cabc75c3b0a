"""Who bears a role: whom "the Vice President" or "the minister" is, by the titles beside the names of persons."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable
from functools import cached_property
from operator import itemgetter
from typing import Final

from extract.annotations import Annotations, Mention
from extract.tokens import View

_REACH: Final = 10
_MEMORY: Final = 300  # titled names that a reader may remember
_NO_TITLE: Final = (
    "auxiliary",
    "preposition",
    "conjunction.coordinating",
    "verb.finite",
    "person.said",
    "pronoun.personal",
)


class Roles:
    """The roles of the persons of an article, each as the words of a title."""

    def __init__(self, view: View, found: Annotations) -> None:
        self._view = view
        self._found = found
        self._title: dict[Mention, frozenset[str]] = {}

    def bearer(self, start: int, end: int) -> int | None:
        """The person whom a description calls by a role: the one mostly so called if it has capitals, else the last."""
        words = self._view.lowers[start + 1 : end]
        ranks = self._ranks(words)
        here = bisect_left(self._titles, start, key=itemgetter(0))
        called = [
            entity
            for _, entity, title in self._titles[max(0, here - _MEMORY) : here]
            if title.issuperset(words) and self._ranks(title) == ranks
        ]
        if not called:
            return None
        return Counter(called).most_common(1)[0][0] if self._view.words[end - 1][0].isupper() else called[-1]

    def _ranks(self, words: Iterable[str]) -> set[str]:
        return {word for word in words if self._view.lexicon.has(word, "role.rank")}

    def title_of(self, mention: Mention) -> frozenset[str]:
        """The words of the title before a name, or in the apposition behind it."""
        if mention not in self._title:
            self._title[mention] = frozenset(self._before(mention) or self._behind(mention))
        return self._title[mention]

    @cached_property
    def _titles(self) -> list[tuple[int, int, frozenset[str]]]:
        people = (m for m in self._found.mentions if m.label == "PERSON")
        titles = ((m.start, m.entity, self.title_of(m)) for m in people)
        return [(start, entity, title) for start, entity, title in titles if title]

    @cached_property
    def _people(self) -> frozenset[int]:
        return frozenset(i for m in self._found.mentions if m.label == "PERSON" for i in range(m.start, m.end))

    def _before(self, mention: Mention) -> set[str]:
        words: list[str] = []
        first = max(self._view.sentence_of(mention.start)[0], mention.start - _REACH)
        for i in range(mention.start - 1, first - 1, -1):
            if self._ends_title(i) and not self._opens_name(i, mention.start):
                break
            words.append(self._view.lowers[i])
        return self._role_words(words)

    def _opens_name(self, i: int, start: int) -> bool:
        """The comma of "the Minister, Mr Tan"."""
        return self._view.lowers[i] == "," and all(self._view.is_a(k, "person.title") for k in range(i + 1, start))

    def _behind(self, mention: Mention) -> set[str]:
        words: list[str] = []
        last = min(len(self._view.words), mention.end + _REACH)
        if mention.end >= last or self._view.lowers[mention.end] not in {",", "("}:
            return set()
        for i in range(mention.end + 1, last):
            if self._ends_title(i):
                break
            words.append(self._view.lowers[i])
        return self._role_words(words)

    def _ends_title(self, i: int) -> bool:
        word = self._view.lowers[i]
        if self._view.is_a(i, "role.link"):
            return False
        return not (word.isalpha() or word.endswith(".")) or i in self._people or self._view.is_any(i, _NO_TITLE)

    def _role_words(self, words: list[str]) -> set[str]:
        """All words of a title if one of them is a role."""
        title = {word for word in words if not self._view.lexicon.has(word, "role.link")}
        roles = frozenset({"person.role", "role.head"})
        return title if any(self._view.lexicon.has_any(word, roles) for word in title) else set()

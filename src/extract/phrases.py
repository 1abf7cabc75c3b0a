"""Known names as a trie over words: one step a word, at the cost of one look-up for a word that begins no name.

spaCy's PhraseMatcher finds them as fast, but must be filled anew at every start: 25,000 names take seconds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import compress, count
from typing import Any, Final, NamedTuple

_SHORT: Final = 4
_LEAF: Final = ""

Trie = dict[str, Any]


class Entry(NamedTuple):
    """A name of a gazetteer, with the rule that it comes from."""

    rule: str
    label: str
    name: str
    norm: str | None
    ambiguous: bool


class Phrases:
    """Names by their words in lower case; the leaves are indices into the entries."""

    def __init__(self, trie: Trie, entries: Sequence[Sequence[Any]]) -> None:
        self._trie = trie
        self._entries = entries
        self._made: dict[int, Entry] = {}

    @classmethod
    def build(cls, entries: Iterable[Entry], split: Callable[[str], Sequence[str]]) -> Phrases:
        """From names, cut up into tokens as texts are."""
        rows = list(entries)
        trie: Trie = {}
        for i, entry in enumerate(rows):
            node = trie
            for word in split(entry.name):
                node = node.setdefault(word.lower(), {})
            node.setdefault(_LEAF, []).append(i)
        return cls(trie, rows)

    def tables(self) -> dict[str, Any]:
        """The names as plain data."""
        return {"trie": self._trie, "entries": self._entries}

    def entries(self) -> Iterator[Entry]:
        """Every name."""
        return (Entry(*entry) for entry in self._entries)

    def find(self, words: Sequence[str], lowers: Sequence[str]) -> Iterator[tuple[int, int, Entry]]:
        """Every name in a text with the tokens that it spans; acronyms and short names only in their own case."""
        trie, n = self._trie, len(lowers)
        for start in compress(count(), map(trie.__contains__, lowers)):
            node = trie[lowers[start]]
            end = start + 1
            while node is not None:
                for i in node.get(_LEAF, ()):
                    entry = self._made.get(i) or self._entry(i)
                    if not _as_written(entry.name) or "".join(words[start:end]) == entry.name.replace(" ", ""):
                        yield start, end, entry
                node = node.get(lowers[end]) if end < n else None
                end += 1

    def _entry(self, i: int) -> Entry:
        entry = self._made[i] = Entry(*self._entries[i])
        return entry


def _as_written(name: str) -> bool:
    return len(name) <= _SHORT or not any(c.islower() for c in name)

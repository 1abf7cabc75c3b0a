"""When two names mean the same party or agreement of one article."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable

from extract.schema import Mention

_INSIDE_WORDS = re.compile(r"[.'’‘]")  # U.S., O'Neil
_PUNCTUATION = re.compile(r"[^\w\s]")


class NameRule:
    """Compares names; the mentions of gold and pred tell which of them are countries with a known code.

    Two names are the same if they differ in case, white space, punctuation or a leading "the" alone. Of two
    names of countries with known ISO codes, the codes decide. Otherwise one name must be a part of the other,
    by whole words in a row: "Macron" and "Emmanuel Macron".
    """

    def __init__(self, mentions: Iterable[Mention]) -> None:
        self._codes: dict[tuple[str, ...], set[str]] = defaultdict(set)
        for mention in mentions:
            if mention.label == "COUNTRY" and mention.norm is not None:
                self._codes[_words(mention.text)].add(mention.norm)

    def same(self, first: str | None, second: str | None) -> bool:
        """Whether the names mean the same; None means None alone."""
        if first is None or second is None:
            return first is second
        words, others = _words(first), _words(second)
        if words == others or _bare(first) == _bare(second):
            return True
        codes, other_codes = self._codes.get(words), self._codes.get(others)
        if codes and other_codes:
            return not codes.isdisjoint(other_codes)
        return _contains(words, others) or _contains(others, words)


def _words(name: str) -> tuple[str, ...]:
    words = _PUNCTUATION.sub(" ", _INSIDE_WORDS.sub("", _fold(name))).split()
    return tuple(words[1:] if words[:1] == ["the"] and len(words) > 1 else words) or (name,)


def _bare(name: str) -> str:
    """The name without its punctuation, so that G-7 is G7; a name of nothing else stays as it is."""
    return " ".join(_PUNCTUATION.sub("", _fold(name)).split()) or name


def _fold(name: str) -> str:
    return unicodedata.normalize("NFKC", name).casefold()


def _contains(words: tuple[str, ...], part: tuple[str, ...]) -> bool:
    starts = range(len(words) - len(part) + 1)
    return any(words[start : start + len(part)] == part for start in starts)

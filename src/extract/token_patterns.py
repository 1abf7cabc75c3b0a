"""Compiled patterns over token classes, and the regular expressions that they are.

Every token of a text is encoded as two characters, its code (its shape together with the word classes it belongs to)
and its state (inside a name that a gazetteer knows, at the start of a sentence, in a headline).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Final, NamedTuple

from extract.lexicon import CODE_BASE, GAZETTEER_LABELS, POSITIONS, state_char
from extract.regex_code import Kept, kept, restored

AHEAD: Final = 3  # tokens of a match that are looked at before it is tried
_BEGINS: Final = {
    f"@{label}": [state_char(label, False, position) for position in range(len(POSITIONS))]
    for label in GAZETTEER_LABELS
}


class Head(NamedTuple):
    """What a token can be: one of the codes in one of the states of `words`, or any code in a state of `names`."""

    words: str
    names: str


class TokenPattern:
    """A compiled pattern: a regular expression over an encoded text, made at first use, of `code` where that was kept.

    `needs` are sets of characters of an encoded text: every match, or what it sees ahead, has one of each. `heads` are
    what its first tokens can be. A pattern `crosses` lines if it names the line end; the others are for one sentence.
    """

    def __init__(
        self,
        source: str,
        needs: Iterable[str] = (),
        heads: Iterable[Head] = (),
        crosses: bool = True,
        code: Kept | None = None,
    ) -> None:
        self.source = source
        self.needs = tuple(needs)
        self.heads = tuple(heads)
        self.crosses = crosses
        self.code = code

    @property
    def first(self) -> frozenset[str]:
        """The codes that it can begin with, empty where it may begin with any."""
        if not self.heads or self.heads[0].names:
            return frozenset()
        return frozenset(char for char in self.heads[0].words if char >= CODE_BASE)

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """The regular expression; raises re.error where the source is none."""
        if self.code is None:
            self.code = kept(self.source)
        return restored(self.source, self.code)

    def match(self, encoded: str, start: int = 0, end: int | None = None) -> re.Match[str] | None:
        """A match that begins at an offset of the encoded text."""
        limit = len(encoded) if end is None else end
        return self.regex.match(encoded, start, limit) if self._may_begin(encoded, start, limit) else None

    def _may_begin(self, encoded: str, start: int, end: int) -> bool:
        """Whether the first tokens fit, so that a regular expression that never matches is never compiled."""
        if start + 2 * len(self.heads) > end:
            return False
        for i, (words, names) in enumerate(self.heads):
            code, state = encoded[start + 2 * i], encoded[start + 2 * i + 1]
            if state not in names and not (code in words and state in words):
                return False
        return True

    def search(self, encoded: str, start: int = 0, end: int | None = None) -> re.Match[str] | None:
        """The first match in a stretch of the encoded text."""
        return self.regex.search(encoded, start, len(encoded) if end is None else end)

    def finditer(self, encoded: str, start: int = 0, end: int | None = None) -> Iterator[re.Match[str]]:
        """The matches in a stretch of the encoded text."""
        return self.regex.finditer(encoded, start, len(encoded) if end is None else end)


def chars_of(need: Iterable[str]) -> str:
    """The characters of an encoded text that meet a need: codes, and states in which a known name begins."""
    return "".join("".join(_BEGINS[part]) if part in _BEGINS else part for part in sorted(need))


def span_of(match: re.Match[str]) -> tuple[int, int]:
    """Token offsets of the bracketed span of a match, or of the whole match where there are no brackets."""
    start, end = match.span("span") if "span" in match.re.groupindex else match.span()
    return start // 2, end // 2

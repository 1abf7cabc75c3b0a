"""Where sentences begin: after a full stop before a capital, and after a line end that no hard wrap explains."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from extract.lexicon import STOPS, Lexicon

_CLOSERS: Final = frozenset({'"', "”", "’", "'", ")", "]", "''", "»"})
_OPENERS: Final = frozenset("\"“‘'([«")
_BULLETS: Final = frozenset({"•", "-", "–", "—", "*"})
# A line end in running text: a long line that ends without a stop, and a next line that goes on in lower case.
# The line feed comes first so that `re` can leap from one to the next.
_WRAP: Final = re.compile(r"\n(?<=[^\n]{50}[^\n.!?:;]\n)(?=[^\W\d_A-Z])")
_WRAP_ANY: Final = re.compile(r"\n(?<=[^\n]{50}[^\n.!?:;]\n)(?=[^\s•*–—-])")
_WRAPPED: Final = 3


def unwrap(text: str) -> str:
    """The text with the line ends of hard-wrapped paragraphs as spaces, one code point for one.

    An article with several wraps in the middle of sentences is taken to be wrapped throughout.
    """
    wrapped = len(_WRAP.findall(text)) >= _WRAPPED
    return (_WRAP_ANY if wrapped else _WRAP).sub(" ", text)


def sentences(
    words: Sequence[str], starts: Sequence[int], stops: Iterable[int], lexicon: Lexicon
) -> list[tuple[int, int]]:
    """Token spans of the sentences; `starts` are the offsets of the words, `stops` the words that may end one."""
    n = len(words)
    begins = {0}
    for i in stops:
        if "\n" in words[i]:
            begins.add(i + 1)
            continue
        j = i + 1
        while j < n and words[j] in _CLOSERS and starts[j] == starts[j - 1] + len(words[j - 1]):
            j += 1
        if j < n and _opens(words, lexicon, i, j):
            begins.add(j)
    if not n:
        return []
    ordered = sorted(begin for begin in begins if begin < n)
    return list(zip(ordered, [*ordered[1:], n], strict=True))


def _opens(words: Sequence[str], lexicon: Lexicon, stop: int, nxt: int) -> bool:
    """Whether the token after a full stop begins a sentence; an abbreviation's own stop needs a function word."""
    word, following = words[stop], words[nxt]
    if "\n" in following:
        return False
    first = following[0]
    if first in _OPENERS and nxt + 1 < len(words):
        first = words[nxt + 1][0]
    if not (first.isupper() or first.isdigit()) and following not in _BULLETS:
        return False
    if len(word) == 1 or word[-1] != "." or word in STOPS:
        return True
    if lexicon.has(word, "abbreviation.title"):
        return False
    return lexicon.has(following, "function") and first.isupper()

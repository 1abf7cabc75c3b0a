"""Where sentences begin: after a full stop before a capital, and after a line end that no hard wrap explains."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
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
# Names and what joins them: a list of ten thousand signatories is one sentence.
_LISTED: Final = ("cap", "upper", "mixed", "initial", "comma", "conjunction.list")
_WORKING: Final = ("trigger.pledge", "trigger.endorsement", "trigger.intent", "function")
_SHORT: Final = 1_000  # tokens of a sentence that is never cut
_WORK: Final = 1_000_000  # the tokens of a sentence times those of them that are in no list
_FREE: Final = 10  # of those


def unwrap(text: str) -> str:
    """The text with the line ends of hard-wrapped paragraphs as spaces, one code point for one.

    An article with several wraps in the middle of sentences is taken to be wrapped throughout.
    """
    wrapped = len(_WRAP.findall(text)) >= _WRAPPED
    return (_WRAP_ANY if wrapped else _WRAP).sub(" ", text)


def sentences(
    words: Sequence[str], codes: Sequence[str], starts: Sequence[int], stops: Iterable[int], lexicon: Lexicon
) -> list[tuple[int, int]]:
    """Token spans of the sentences; `starts` are the offsets of the words, `stops` the words that may end one.

    What finds actors and cues reads the sentence around each verb. A sentence of more than some thousand words is cut,
    so that time stays linear in the length of the article.
    """
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
    spans = list(zip(ordered, [*ordered[1:], n], strict=True))
    if all(last - first <= _SHORT for first, last in spans):
        return spans
    listed = lexicon.select(_LISTED, _WORKING)
    return [part for span in spans for part in _parts(codes, *span, listed)]


def _parts(codes: Sequence[str], first: int, last: int, listed: frozenset[str]) -> Iterator[tuple[int, int]]:
    """A sentence, or parts of one in which there is too much to do."""
    work = _FREE
    for i in range(first, last if last - first > _SHORT else first):
        work += codes[i] not in listed
        if (i - first) * work > _WORK:
            yield first, i
            first, work = i, _FREE
    yield first, last


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

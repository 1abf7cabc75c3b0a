"""Tokens and sentences: spaCy's English tokenizer with our infixes, and the arrays that every stage reads."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from spacy.language import Language
from spacy.tokenizer import Tokenizer
from spacy.tokens import Doc
from spacy.util import compile_infix_regex

from extract.classes import POSITIONS, Lexicon, state_char

_INFIXES: Final = (
    r"(?<=[A-Z]\.)-(?=[^\W\d_])",  # U.S.-based, U.S.-China
    r"(?<=[^\W_])[–—/](?=[^\W_])",
    r"(?<=[^\W_])-(?=[A-Z])",
    r"(?<=[a-z])\.(?=[A-Z][a-z]{2})",  # a lost space between sentences
)
_HEADLINE_SHARE: Final = 0.6
_HARD_WRAP: Final = 60


def adapt_tokenizer(nlp: Language, whole: Iterable[str] = ()) -> None:
    """Teach the tokenizer of a blank English pipeline the splits that names need, and forms to keep whole."""
    tokenizer = nlp.tokenizer
    assert isinstance(tokenizer, Tokenizer)
    infixes = [*(nlp.Defaults.infixes or ()), *_INFIXES]
    tokenizer.infix_finditer = compile_infix_regex(infixes).finditer
    for form in whole:
        tokenizer.add_special_case(form, [{"ORTH": form}])


@dataclass(frozen=True)
class View:
    """One article as arrays over its tokens; offsets in `sentences` are token offsets, end exclusive."""

    doc: Doc
    source: str
    words: tuple[str, ...]
    lowers: tuple[str, ...]
    codes: tuple[str, ...]
    sentences: tuple[tuple[int, int], ...]
    lexicon: Lexicon

    def sentence_of(self, token: int) -> tuple[int, int]:
        """The sentence that holds a token."""
        return self.sentences[bisect_right(self._starts, token) - 1]

    @cached_property
    def _starts(self) -> tuple[int, ...]:
        return tuple(start for start, _ in self.sentences)

    @cached_property
    def positions(self) -> tuple[int, ...]:
        """For each token an index into `POSITIONS`."""
        return tuple(_positions(self))

    def encode(self, states: Mapping[int, tuple[str, bool]] | None = None) -> str:
        """Two characters a token; `states` gives the gazetteer label of tokens, and whether they continue a name."""
        states = states or {}
        out: list[str] = []
        for i, (code, position) in enumerate(zip(self.codes, self.positions, strict=True)):
            label, inside = states.get(i, (None, False))
            out.append(state_char(label, inside, position))
            out.append(code)
        return "".join(out)

    def is_a(self, token: int, name: str) -> bool:
        """Whether a token belongs to a word class."""
        return self.lexicon.has(self.words[token], name)

    def char_span(self, start: int, end: int) -> tuple[int, int]:
        """Character offsets of a token span that is not empty."""
        last = self.doc[end - 1]
        return self.doc[start].idx, last.idx + len(last.text)

    def text(self, start: int, end: int) -> str:
        """The article's text of a token span."""
        first, last = self.char_span(start, end)
        return self.source[first:last]


def view(doc: Doc, lexicon: Lexicon) -> View:
    """The arrays of an article."""
    words = tuple(token.text for token in doc)
    codes = tuple(map(lexicon.encode, words))
    lowers = tuple(word.lower() for word in words)
    return View(doc, doc.text, words, lowers, codes, tuple(_sentences(doc, words, lexicon)), lexicon)


def _sentences(doc: Doc, words: tuple[str, ...], lexicon: Lexicon) -> list[tuple[int, int]]:
    """Sentences end at a full stop before a capital, and at a line end that no hard wrap explains."""
    starts = [0]
    closers = {'"', "”", "’", "'", ")", "]", "''", "»"}
    i, n = 0, len(words)
    line_start = 0
    while i < n:
        word = words[i]
        if "\n" in word:
            if not _hard_wrapped(doc, words, line_start, i):
                starts.append(i + 1)
            line_start = i + 1
        elif word in {".", "!", "?", "...", "…"} or (word[-1] == "." and len(word) > 1):
            j = i + 1
            while j < n and words[j] in closers and not doc[j - 1].whitespace_:
                j += 1
            if j < n and _opens_sentence(words, lexicon, i, j):
                starts.append(j)
        i += 1
    starts = sorted({s for s in starts if s < n})
    return list(zip(starts, [*starts[1:], n], strict=True)) if n else []


def _opens_sentence(words: tuple[str, ...], lexicon: Lexicon, stop: int, nxt: int) -> bool:
    """Whether the token after a full stop begins a sentence; an abbreviation's own stop needs a function word."""
    word, following = words[stop], words[nxt]
    if "\n" in following:
        return False
    first = following[0]
    if first in "\"“‘'([«" and nxt + 1 < len(words):
        first = words[nxt + 1][0]
    if not (first.isupper() or first.isdigit()) and following not in {"•", "-", "–", "—", "*"}:
        return False
    if len(word) == 1 or word[-1] != ".":
        return True
    if word.startswith("."):
        return first.isupper()
    if lexicon.has(word, "abbreviation.title"):
        return False
    return lexicon.has(following, "function") and first.isupper()


def _hard_wrapped(doc: Doc, words: tuple[str, ...], line_start: int, newline: int) -> bool:
    """Whether a single line end stands in the middle of a sentence."""
    if words[newline].count("\n") > 1 or newline == line_start or newline + 1 >= len(words):
        return False
    length = doc[newline].idx - doc[line_start].idx
    following = words[newline + 1][0]
    return length > _HARD_WRAP and following.islower() and words[newline - 1] not in {".", "!", "?", ":", ";"}


_WORD = re.compile(r"[^\W\d_]")


def _positions(v: View) -> list[int]:
    """Position index of each token: in a headline, first of its sentence, or in the middle."""
    mid, start, headline = (POSITIONS.index(p) for p in ("mid", "start", "headline"))
    out = [mid] * len(v.words)
    for first, last in v.sentences:
        if _is_headline(v, first, last):
            out[first:last] = [headline] * (last - first)
            continue
        for i in range(first, last):
            out[i] = start
            if _WORD.match(v.words[i]) or v.words[i][0].isdigit():
                break
    return out


def _is_headline(v: View, first: int, last: int) -> bool:
    """A line without a final stop, most of whose longer words are capitalised."""
    words = [v.words[i] for i in range(first, last) if len(v.words[i]) > 3 and v.words[i].isalpha()]
    tail = next((v.words[i] for i in range(last - 1, first - 1, -1) if not v.words[i].isspace()), ".")
    if len(words) < 4 or tail in {".", "!", "”"}:
        return False
    return sum(word[0].isupper() for word in words) > _HEADLINE_SHARE * len(words)

"""Tokens and sentences: spaCy's English tokenizer with our infixes, and the arrays that every stage reads."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from spacy.language import Language
from spacy.tokenizer import Tokenizer
from spacy.tokens import Doc
from spacy.util import compile_infix_regex

from extract.classes import POSITIONS, Lexicon, state_char
from extract.sentences import sentences

_INFIXES: Final = (
    r"(?<=[A-Z]\.)-(?=[^\W\d_])",  # U.S.-based, U.S.-China
    r"(?<=[^\W_])[–—/](?=[^\W_])",
    r"(?<=[^\W_])-(?=[A-Z])",
    r"(?<=[a-z])\.(?=[A-Z][a-z]{2})",  # a lost space between sentences
)
_HEADLINE_SHARE: Final = 0.6
_WORD: Final = re.compile(r"[^\W\d_]")


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
    """One article as arrays over its tokens, those that are only white space within a line left out.

    Token offsets everywhere are indices into these arrays, end exclusive; `place` has the index of each in the Doc.
    """

    doc: Doc
    source: str
    place: tuple[int, ...]
    words: tuple[str, ...]
    lowers: tuple[str, ...]
    codes: tuple[str, ...]
    starts: tuple[int, ...]
    sentences: tuple[tuple[int, int], ...]
    lexicon: Lexicon

    def sentence_of(self, token: int) -> tuple[int, int]:
        """The sentence that holds a token."""
        return self.sentences[self.sentence_index(token)]

    @cached_property
    def _sentence_starts(self) -> tuple[int, ...]:
        return tuple(start for start, _ in self.sentences)

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """The different words of the article."""
        return frozenset(self.words)

    def sentence_index(self, token: int) -> int:
        """The index of the sentence that holds a token."""
        return bisect_right(self._sentence_starts, token) - 1

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

    def spaced(self, token: int) -> bool:
        """Whether white space, or the end of the text, follows a token."""
        end = self.starts[token] + len(self.words[token])
        return end >= len(self.source) or self.source[end].isspace()

    def char_span(self, start: int, end: int) -> tuple[int, int]:
        """Character offsets of a token span that is not empty."""
        return self.starts[start], self.starts[end - 1] + len(self.words[end - 1])

    def text(self, start: int, end: int) -> str:
        """The article's text of a token span."""
        first, last = self.char_span(start, end)
        return self.source[first:last]

    def doc_span(self, start: int, end: int) -> tuple[int, int]:
        """A token span as indices into the Doc."""
        return self.place[start], self.place[end - 1] + 1

    def from_doc(self, start: int, end: int) -> tuple[int, int]:
        """A span of the Doc as indices into these arrays; white space at its edges is left out."""
        return bisect_left(self.place, start), bisect_left(self.place, end)


def view(doc: Doc, lexicon: Lexicon) -> View:
    """The arrays of an article."""
    kept = [token for token in doc if not token.is_space or "\n" in token.text]
    words = tuple(token.text for token in kept)
    starts = tuple(token.idx for token in kept)
    source = doc.text
    return View(
        doc=doc,
        source=source,
        place=tuple(token.i for token in kept),
        words=words,
        lowers=tuple(word.lower() for word in words),
        codes=tuple(map(lexicon.encode, words)),
        starts=starts,
        sentences=tuple(sentences(words, starts, lexicon)),
        lexicon=lexicon,
    )


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

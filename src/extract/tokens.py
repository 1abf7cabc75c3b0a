"""Tokens and sentences of an article as the arrays that every stage reads."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, compress, count
from typing import Final

from spacy.tokens import Doc

from extract.lexicon import POSITIONS, Lexicon, state_char
from extract.sentences import sentences

_HEADLINE_SHARE: Final = 0.6
_WORD: Final = re.compile(r"[^\W\d_]")


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

    def tokens_of(self, names: tuple[str, ...], without: tuple[str, ...] = ()) -> list[int]:
        """The tokens that have one of some shapes or classes and none of others."""
        if (names, without) not in self._selected:
            there = self.lexicon.select(names, without).intersection(self._by_code)
            self._selected[names, without] = sorted(chain.from_iterable(self._by_code[code] for code in there))
        return self._selected[names, without]

    @cached_property
    def _by_code(self) -> dict[str, list[int]]:
        """The tokens that have each code."""
        found: dict[str, list[int]] = defaultdict(list)
        for i, code in enumerate(self.codes):
            found[code].append(i)
        return found

    @cached_property
    def _selected(self) -> dict[tuple[tuple[str, ...], tuple[str, ...]], list[int]]:
        return {}

    def encode(self, states: Mapping[int, tuple[str, bool]] | None = None) -> str:
        """Two characters a token; `states` gives the gazetteer label of tokens, and whether they continue a name."""
        chars = self._plain.copy()
        for i, (label, inside) in (states or {}).items():
            chars[2 * i + 1] = state_char(label, inside, self.positions[i])
        return "".join(chars)

    @cached_property
    def _plain(self) -> list[str]:
        """The article as patterns see it, no name marked."""
        plain = [state_char(None, False, position) for position in range(len(POSITIONS))]
        chars = [""] * (2 * len(self.codes))
        chars[::2] = self.codes
        chars[1::2] = map(plain.__getitem__, self.positions)
        return chars

    @cached_property
    def encoded_sentences(self) -> tuple[tuple[int, int], ...]:
        """The sentences as stretches of the encoded text."""
        return tuple((2 * first, 2 * last) for first, last in self.sentences)

    def is_a(self, token: int, name: str) -> bool:
        """Whether there is such a token, and it belongs to a word class."""
        return 0 <= token < len(self.codes) and self.codes[token] in self.lexicon.classes[name]

    def is_any(self, token: int, names: tuple[str, ...]) -> bool:
        """Whether there is such a token, and it belongs to one of some word classes."""
        return 0 <= token < len(self.codes) and self.codes[token] in self.lexicon.select(names)

    def has_any(self, start: int, end: int, names: tuple[str, ...]) -> bool:
        """Whether one of the tokens of a range belongs to one of some word classes."""
        return not self.lexicon.select(names).isdisjoint(self.codes[start:end])

    def has_all(self, start: int, end: int, names: tuple[str, ...]) -> bool:
        """Whether all tokens of a range belong to one of some word classes."""
        return self.lexicon.select(names).issuperset(self.codes[start:end])

    def among(self, start: int, end: int, names: tuple[str, ...]) -> list[int]:
        """The tokens of a range that belong to one of some word classes."""
        codes = self.lexicon.select(names)
        return [i for i, code in enumerate(self.codes[start:end], start) if code in codes]

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
    orths, offsets, spaced = doc.to_array(["ORTH", "IDX", "SPACY"]).T.tolist() if len(doc) else ([], [], [])
    forms = lexicon.forms(orths, doc.vocab.strings)
    words, lowers, codes, blanks, stops = zip(*forms, strict=True) if forms else ((),) * 5
    starts, place = tuple(offsets), tuple(range(len(forms)))
    source = "".join(chain.from_iterable(zip(words, map(("", " ").__getitem__, spaced), strict=True)))
    if True in blanks:
        kept = [not blank for blank in blanks]
        columns = (words, lowers, codes, stops, starts, place)
        words, lowers, codes, stops, starts, place = (tuple(compress(column, kept)) for column in columns)
    return View(
        doc=doc,
        source=source,
        place=place,
        words=words,
        lowers=lowers,
        codes=codes,
        starts=starts,
        sentences=tuple(sentences(words, codes, starts, compress(count(), stops), lexicon)),
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
    tail = next((v.words[i] for i in range(last - 1, first - 1, -1) if not v.words[i].isspace()), ".")
    if tail in {".", "!", "”"}:
        return False
    words = [v.words[i] for i in range(first, last) if len(v.words[i]) > 3 and v.words[i].isalpha()]
    if len(words) < 4:
        return False
    return sum(word[0].isupper() for word in words) > _HEADLINE_SHARE * len(words)

"""Where in a text a pattern may match: the sentences that have a word or a name which it cannot do without."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from time import perf_counter
from typing import Final

import numpy as np
import numpy.typing as npt

from extract.annotations import Annotations
from extract.token_patterns import TokenPattern, chars_of
from extract.tokens import View

Stretch = tuple[int, int]
_BITS: Final = 64  # of a number, in which the needs are packed
_BLOCK: Final = 256  # sentences at once, so that memory does not grow with the article


def encode(view: View, found: Annotations) -> str:
    """The article as patterns see it, its names marked; the stage of mentions comes before."""
    if found.encoding is None:
        found.encoding = view.encode(found.mention_states())
    return found.encoding


class Search:
    """Some patterns, each by what it needs: one of some codes or of some known names.

    `_meets` has a row for each character of an encoded text, and in it a bit for each need that the character meets;
    the last row is that of all characters beyond. The first need is met everywhere: it fills up the rows of `_needs`,
    which has the needs of each pattern.
    """

    def __init__(self, patterns: Sequence[TokenPattern]) -> None:
        self._patterns = patterns
        needs = {need: i for i, need in enumerate(dict.fromkeys(n for pattern in patterns for n in pattern.needs), 1)}
        chars = {i: np.array([ord(char) for char in chars_of(need)], dtype=np.intp) for need, i in needs.items()}
        size = max((int(some.max()) for some in chars.values() if some.size), default=0) + 2
        meets = np.zeros((size, _BITS * (len(needs) // _BITS + 1)), dtype=np.bool_)
        meets[:, 0] = True
        for i, some in chars.items():
            meets[some, i] = True
        self._meets = np.packbits(meets, axis=1).view(np.uint64)
        width = max((len(pattern.needs) for pattern in patterns), default=0)
        self._crossing = np.array([pattern.crosses for pattern in patterns], dtype=np.bool_)
        self._needs = np.zeros((len(patterns), width), dtype=np.intp)
        for row, pattern in zip(self._needs, patterns, strict=True):
            row[: len(pattern.needs)] = [needs[need] for need in pattern.needs]

    def stretches(self, view: View, encoded: str) -> Iterator[tuple[int, Iterable[Stretch]]]:
        """For each pattern, by its index, the stretches of the encoded text in which it may match."""
        spans, whole = view.encoded_sentences, ((0, len(encoded)),)
        where = self._where(view, encoded)
        sentences = iter(np.nonzero(where.T)[1].tolist())
        for i, count in enumerate(where.sum(axis=0).tolist()):
            if count:
                some = [spans[sentence] for sentence in islice(sentences, count)]
                yield i, whole if self._crossing[i] else some

    def _where(self, view: View, encoded: str) -> npt.NDArray[np.bool_]:
        """Sentences by patterns, whether one has all that the other needs; one that crosses lines has the first."""
        units = np.frombuffer(encoded.encode("utf-32-le"), dtype="<u4")
        starts = np.array([first for first, _ in view.encoded_sentences], dtype=np.intp)
        where = np.zeros((len(starts), len(self._patterns)), dtype=np.bool_)
        anywhere = np.zeros(self._meets.shape[1], dtype=np.uint64)
        for low in range(0, len(starts), _BLOCK):
            block = starts[low : low + _BLOCK]
            end = view.encoded_sentences[min(low + _BLOCK, len(starts)) - 1][1]
            rows = self._meets.take(units[block[0] : end], axis=0, mode="clip")
            met = np.bitwise_or.reduceat(rows, block - block[0], axis=0)
            where[low : low + _BLOCK] = self._all_met(met)
            anywhere |= np.bitwise_or.reduce(met, axis=0)
        where[:, self._crossing] = False
        where[:1, self._crossing] = self._all_met(anywhere[np.newaxis])[:, self._crossing]
        return where

    def _all_met(self, met: npt.NDArray[np.uint64]) -> npt.NDArray[np.bool_]:
        """Which patterns have all that they need, in each row of bits."""
        bits = np.unpackbits(met.view(np.uint8), axis=1).view(np.bool_)
        return np.asarray(bits[:, self._needs].all(axis=2))

    def seconds(self, view: View, encoded: str) -> Iterator[tuple[int, float]]:
        """How long each pattern takes that may match, with its index."""
        for i, stretches in self.stretches(view, encoded):
            finditer = self._patterns[i].regex.finditer
            begin = perf_counter()
            for stretch in stretches:
                deque(finditer(encoded, *stretch), maxlen=0)
            yield i, perf_counter() - begin

    def matches(self, view: View, encoded: str) -> Iterator[tuple[int, re.Match[str]]]:
        """The matches of each pattern, with its index."""
        for i, stretches in self.stretches(view, encoded):
            finditer = self._patterns[i].regex.finditer
            for first, last in stretches:
                for match in finditer(encoded, first, last):
                    yield i, match

"""Where in a text a pattern may match: where its first tokens fit, in a sentence that has all that it needs.

A regular expression is slow to find that it matches nowhere, and most patterns match in few places. So the places to
try are found for all patterns at once, each with a bit in an array over the tokens.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from time import perf_counter
from typing import Final

import numpy as np
import numpy.typing as npt

from extract.annotations import Annotations, Attempt
from extract.lexicon import CODE_BASE, N_STATES, STATE_BASE
from extract.token_patterns import AHEAD, TokenPattern
from extract.tokens import View

_Bits = npt.NDArray[np.uint64]
_Indices = npt.NDArray[np.intp]
_BLOCK: Final = 4096  # tokens at once, about, so that memory does not grow with the article


def encode(view: View, found: Annotations) -> str:
    """The article as patterns see it, its names marked; the stage of mentions comes before."""
    if found.encoding is None:
        found.encoding = view.encode(found.mention_states())
    return found.encoding


class Search:
    """Some patterns, by what their first tokens can be and by what they cannot do without.

    The tables have a row of bits for each character of an encoded text, states first and then codes; the last row is
    that of all codes beyond. In `_words` and `_names` the bits are the patterns whose first, second, third token the
    character allows; in `_met` they are the needs that it meets, of which `_needs` has those of each pattern.
    """

    def __init__(self, patterns: Sequence[TokenPattern]) -> None:
        self._patterns = patterns
        self._crossing = np.zeros(_whole(len(patterns)), dtype=np.bool_)
        self._crossing[: len(patterns)] = [pattern.crosses for pattern in patterns]
        rows = {chars: _rows(chars) for p in patterns for chars in (*p.needs, *chain(*p.heads))}
        size = max((int(some.max()) for some in rows.values() if some.size), default=N_STATES) + 2
        every, none = np.arange(size), np.arange(0)
        heads = [[p.heads[k] if k < len(p.heads) else None for p in patterns] for k in range(AHEAD)]
        self._words = [_table([rows[head.words] if head else every for head in some], size) for some in heads]
        self._names = [_table([rows[head.names] if head else none for head in some], N_STATES) for some in heads]
        needs = list(dict.fromkeys(chars for p in patterns for chars in p.needs))
        self._met = _table([every, *(rows[chars] for chars in needs)], size)  # the first fills up `_needs`
        self._needs = np.zeros((max(len(p.needs) for p in patterns) or 1, _whole(len(patterns))), dtype=np.intp)
        for i, pattern in enumerate(patterns):
            self._needs[: len(pattern.needs), i] = [1 + needs.index(chars) for chars in pattern.needs]

    def attempts(self, view: View, encoded: str) -> Iterator[Attempt]:
        """Where to try which pattern: its index and a stretch of the encoded text; by pattern, in text order."""
        if not view.sentences:
            return
        units = np.frombuffer(encoded.encode("utf-32-le"), dtype="<u4").astype(np.intp).reshape(-1, 2)
        codes, states = units[:, 0] - (ord(CODE_BASE) - N_STATES), units[:, 1] - STATE_BASE
        starts, ends = np.array(view.sentences, dtype=np.intp).T
        blocks = np.split(np.arange(len(starts)), np.flatnonzero(np.diff(starts // _BLOCK)) + 1)
        found = [self._block(codes, states, starts[block], ends[block]) for block in blocks]
        which, tokens, limits = (np.concatenate(parts) for parts in zip(*found, strict=True))
        limits[self._crossing[which]] = len(codes)
        order = np.argsort(which, kind="stable")
        yield from zip(which[order].tolist(), (2 * tokens[order]).tolist(), (2 * limits[order]).tolist(), strict=True)

    def _block(self, codes: _Indices, states: _Indices, starts: _Indices, ends: _Indices) -> tuple[_Indices, ...]:
        """The patterns that may match in some sentences, and for each its token and the end of the token's sentence."""
        first, last = int(starts[0]), int(ends[-1])
        able = self._able(codes[first:last], states[first:last], starts - first)
        sentences = np.repeat(np.arange(len(starts)), ends - starts)
        here = able[sentences]
        for k, (words, names) in enumerate(zip(self._words, self._names, strict=True)):
            ahead = slice(first + k, last + k)
            fit = words.take(codes[ahead], axis=0, mode="clip") & words.take(states[ahead], axis=0)
            here[: len(fit)] &= fit | names.take(states[ahead], axis=0)
        tokens, which = _set_bits(here)
        return which, tokens + first, ends[sentences[tokens]]

    def _able(self, codes: _Indices, states: _Indices, starts: _Indices) -> _Bits:
        """For each sentence the patterns that have there all that they need; those that cross lines always have."""
        rows = self._met.take(codes, axis=0, mode="clip") | self._met.take(states, axis=0)
        met = np.unpackbits(np.bitwise_or.reduceat(rows, starts, axis=0).view(np.uint8), axis=1, bitorder="little")
        able = met.take(self._needs[0], axis=1)
        for needs in self._needs[1:]:
            able &= met.take(needs, axis=1)
        return np.packbits(able | self._crossing, axis=1, bitorder="little").view(np.uint64)

    def seconds(self, view: View, encoded: str) -> Iterator[tuple[int, float]]:
        """How long each pattern takes that may match, with its index."""
        for i, at, limit in self.attempts(view, encoded):
            match = self._patterns[i].regex.match
            begin = perf_counter()
            match(encoded, at, limit)
            yield i, perf_counter() - begin


class Families:
    """The patterns of the stages that come after mentions: one search of an article serves them all."""

    def __init__(self, patterns: Mapping[str, Sequence[TokenPattern]]) -> None:
        self._patterns = patterns
        self._members = [(family, i) for family, some in patterns.items() for i in range(len(some))]
        self._search = Search([pattern for some in patterns.values() for pattern in some])

    def matches(self, family: str, view: View, found: Annotations) -> Iterator[tuple[int, re.Match[str]]]:
        """The matches of each pattern of a family, with its index; a pattern goes on behind its last match."""
        encoded = encode(view, found)
        if found.attempts is None:
            found.attempts = self._attempts(view, encoded)
        current, after = -1, 0
        for i, at, limit in found.attempts.get(family, ()):
            if i != current:
                current, after = i, 0
                match = self._patterns[family][i].regex.match
            if at >= after and (matched := match(encoded, at, limit)):
                after = max(matched.end(), at + 2)
                yield i, matched

    def _attempts(self, view: View, encoded: str) -> dict[str, list[Attempt]]:
        attempts: dict[str, list[Attempt]] = {family: [] for family in self._patterns}
        for i, at, limit in self._search.attempts(view, encoded):
            family, member = self._members[i]
            attempts[family].append((member, at, limit))
        return attempts

    def seconds(self, family: str, view: View, found: Annotations) -> Iterator[tuple[int, float]]:
        """How long each pattern of a family takes that may match, with its index."""
        for i, seconds in self._search.seconds(view, encode(view, found)):
            if self._members[i][0] == family:
                yield self._members[i][1], seconds


def _rows(chars: str) -> _Indices:
    """The rows that a table has for some characters."""
    units = np.frombuffer(chars.encode("utf-32-le"), dtype="<u4").astype(np.intp)
    return np.where(units >= ord(CODE_BASE), units - (ord(CODE_BASE) - N_STATES), units - STATE_BASE)


def _whole(bits: int) -> int:
    """So many bits in whole numbers."""
    return -(-bits // 64) * 64


def _table(columns: Sequence[_Indices], size: int) -> _Bits:
    """For each row the columns that name it, as bits."""
    flags = np.zeros((_whole(len(columns)), size), dtype=np.bool_)
    for flag, rows in zip(flags, columns, strict=False):
        flag[rows] = True
    return np.ascontiguousarray(np.packbits(flags, axis=0, bitorder="little").T).view(np.uint64)


def _set_bits(rows: _Bits) -> tuple[_Indices, _Indices]:
    """The rows and the columns of the bits that are set; few are, so that whole bytes are passed over."""
    flat = rows.view(np.uint8).ravel()
    some = np.flatnonzero(flat)
    found = np.flatnonzero(np.unpackbits(flat[some], bitorder="little"))
    row, byte = np.divmod(some[found >> 3], 8 * rows.shape[1])
    return row, (byte << 3) + (found & 7)

"""Where in a text a pattern may match: the sentences that have a word or a name which it cannot do without."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from extract.annotations import Annotations
from extract.token_patterns import TokenPattern, names_in
from extract.tokens import View

Stretch = tuple[int, int]


def encode(view: View, found: Annotations) -> str:
    """The article as patterns see it, its names marked; the stage of mentions comes before."""
    if found.encoding is None:
        found.encoding = view.encode(found.mention_states())
    return found.encoding


class Search:
    """Some patterns, each by what it needs: one of some codes or of some known names."""

    def __init__(self, patterns: Sequence[TokenPattern]) -> None:
        self._patterns = patterns
        needs = {need: i for i, need in enumerate(dict.fromkeys(n for pattern in patterns for n in pattern.needs))}
        meets: dict[str, list[int]] = defaultdict(list)
        for need, i in needs.items():
            for code in need:
                meets[code].append(i)
        self._meets = {code: tuple(some) for code, some in meets.items()}
        self._needs = [tuple(needs[need] for need in pattern.needs) for pattern in patterns]

    def stretches(self, view: View, encoded: str) -> Iterator[tuple[int, Iterable[Stretch]]]:
        """For each pattern, by its index, the stretches of the encoded text in which it may match."""
        met: dict[int, int] = defaultdict(int)
        for code, sentences in (*view.sentences_with.items(), *_sentences_with_names(view, encoded)):
            for need in self._meets.get(code, ()):
                met[need] |= sentences
        every = (1 << len(view.sentences)) - 1
        spans = view.encoded_sentences
        whole = ((0, len(encoded)),)
        for i, needs in enumerate(self._needs):
            if self._patterns[i].crosses:
                if all(met.get(need) for need in needs):
                    yield i, whole
                continue
            where = every
            for need in needs:
                where &= met.get(need, 0)
            if where == every:
                yield i, spans
            elif where:
                yield i, [span for span, bit in zip(spans, f"{where:b}"[::-1], strict=False) if bit == "1"]

    def matches(self, view: View, encoded: str) -> Iterator[tuple[int, re.Match[str]]]:
        """The matches of each pattern, with its index."""
        for i, stretches in self.stretches(view, encoded):
            finditer = self._patterns[i].regex.finditer
            for first, last in stretches:
                for match in finditer(encoded, first, last):
                    yield i, match


def _sentences_with_names(view: View, encoded: str) -> Iterator[tuple[str, int]]:
    """The labels of known names with the sentences in which one begins, as bits of a number."""
    found: dict[str, int] = {}
    for label, token in names_in(encoded):
        found[label] = found.get(label, 0) | 1 << view.sentence_index(token)
    yield from found.items()

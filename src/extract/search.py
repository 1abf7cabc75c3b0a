"""Where in a text a pattern may match: the sentences that have a word which it cannot do without."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from extract.annotations import Annotations
from extract.lexicon import Lexicon
from extract.token_patterns import TokenPattern
from extract.tokens import View


def encode(view: View, found: Annotations) -> str:
    """The article as patterns see it, its names marked; the stage of mentions comes before."""
    if found.encoding is None:
        found.encoding = view.encode(found.mention_states())
    return found.encoding


class Search:
    """Some patterns, each by the codes that it needs."""

    def __init__(self, patterns: Sequence[TokenPattern], lexicon: Lexicon) -> None:
        self._patterns = patterns
        by_code: dict[str, list[int]] = defaultdict(list)
        for i, pattern in enumerate(patterns):
            for code in pattern.need or lexicon.everything:
                by_code[code].append(i)
        self._needing = dict(by_code)

    def stretches(self, view: View) -> Iterator[tuple[int, int, int]]:
        """For each pattern, by its index, the stretches of the encoded text in which it may match."""
        where: dict[int, set[int]] = defaultdict(set)
        for code, sentences in view.sentences_with.items():
            for i in self._needing.get(code, ()):
                where[i].update(sentences)
        for i in sorted(where):
            if self._patterns[i].crosses:
                yield i, 0, 2 * len(view.words)
                continue
            for sentence in sorted(where[i]):
                first, last = view.sentences[sentence]
                yield i, 2 * first, 2 * last

    def matches(self, view: View, encoded: str) -> Iterator[tuple[int, re.Match[str]]]:
        """The matches of each pattern, with its index."""
        for i, first, last in self.stretches(view):
            for match in self._patterns[i].finditer(encoded, first, last):
                yield i, match

"""The values of numbers in digits and in words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from extract.lexicon import Lexicon

_DIGITS: Final = re.compile(r"(\d{1,3}(?:,\d{3})+|\d+)(?:st|nd|rd|th)?")
_THOUSAND: Final = 1000


@dataclass(frozen=True)
class Numbers:
    """Number words with their values, words that multiply what stands before them, and words that may stand between."""

    values: Mapping[str, int]
    scales: Mapping[str, int]
    fillers: frozenset[str]

    @classmethod
    def of(cls, lexicon: Lexicon) -> Numbers:
        """From the classes ``number.word``, ``number.ordinal``, ``number.scale`` and ``number.filler``."""
        values = {**lexicon.values("number.word"), **lexicon.values("number.ordinal")}
        return cls(values, lexicon.values("number.scale"), lexicon.words("number.filler"))

    def value(self, words: Sequence[str]) -> int | None:
        """The value of a number in lower case, None for what is none."""
        total, current, seen = 0, 0, False
        for part in (part for word in words for part in word.split("-")):
            if not part or part in self.fillers:
                continue
            seen = True
            if (digits := _DIGITS.fullmatch(part)) is not None:
                current += int(digits[1].replace(",", ""))
            elif part in self.values:
                current += self.values[part]
            elif part in self.scales:
                current = max(current, 1) * self.scales[part]
                if self.scales[part] >= _THOUSAND:
                    total, current = total + current, 0
            else:
                return None
        return total + current if seen else None

"""Offsets in code points, which Python counts, and in UTF-16 code units, which JavaScript counts."""

from __future__ import annotations

from bisect import bisect_left
from itertools import accumulate


class Utf16:
    """Converts the offsets of one text both ways."""

    def __init__(self, text: str) -> None:
        self._units = [0, *accumulate(2 if char > "\uffff" else 1 for char in text)]

    def from_code_points(self, offset: int) -> int:
        """The number of code units before that many code points of the text."""
        return self._units[offset]

    def to_code_points(self, offset: int) -> int | None:
        """The number of code points before that many code units; None outside the text or inside a character."""
        found = bisect_left(self._units, offset)
        return found if found < len(self._units) and self._units[found] == offset else None

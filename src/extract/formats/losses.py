"""What did not make it from one format to another, gathered to be told at the end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(slots=True)
class Losses:
    """`broken` has a line ``place: what was found, what is allowed`` for all input that was passed over as faulty;
    `left` counts what is sound but has no place in the format that was written or read.
    """

    broken: list[str] = field(default_factory=list)
    left: Counter[str] = field(default_factory=Counter)

    def add_broken(self, place: str, messages: Iterable[str]) -> None:
        """Note faults of the input at one place."""
        self.broken += [f"{place}: {message}" for message in messages]

    def add_left(self, what: str, number: int = 1) -> None:
        """Note things, all of one sort, that stay behind."""
        if number:
            self.left[what] += number

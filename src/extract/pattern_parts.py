"""The parts of a pattern while it is compiled: what every match needs, and what its first tokens can be."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

from extract.token_patterns import AHEAD

_NONE: Final[frozenset[str]] = frozenset()


class Token(NamedTuple):
    """What a token can be: one of some codes in one of some states, or any code in a state of `names`."""

    codes: frozenset[str]
    states: frozenset[str]
    names: frozenset[str]

    @classmethod
    def any_of(cls, tokens: Iterable[Token]) -> Token:
        """What can be one of some tokens, and maybe more."""
        first, *others = dict.fromkeys(tokens)
        if not others:
            return first
        codes, states, names = (dict.fromkeys(sets) for sets in zip(first, *others, strict=True))
        return cls(_NONE.union(*codes), _NONE.union(*states), _NONE.union(*names))


@dataclass(frozen=True)
class Part:
    """A part of a pattern: its regular expression, and sets of codes of each of which every match has one.

    It matches `shortest` to `longest` tokens, of which those up to `AHEAD` are counted; `heads` are what the first of
    them can be.
    """

    source: str
    needs: tuple[frozenset[str], ...] = ()
    heads: tuple[Token, ...] = ()
    shortest: int = 0

    @property
    def longest(self) -> int:
        return len(self.heads)


def times(repeat: str) -> tuple[int, int]:
    """How often a repetition repeats, at least and at most, as far as that is counted."""
    if repeat in {"?", "*", "+"}:
        return int(repeat == "+"), 1 if repeat == "?" else AHEAD
    least, comma, most = repeat.strip("{}").partition(",")
    low = int(least or 0)
    return min(low, AHEAD), min(int(most), AHEAD) if most else (AHEAD if comma else min(low, AHEAD))


def repeated(part: Part, least: int, most: int) -> Part:
    """A part so many times, but for its source."""
    whole = Part("")
    for time in range(most):
        whole = then(whole, part if time < least else replace(part, shortest=0))
    return whole


def then(first: Part, second: Part) -> Part:
    """One part and then the other; what both need is for the caller to say."""
    heads: list[Token] = []
    for k in range(min(AHEAD, first.longest + second.longest)):
        behind = range(max(0, k - first.longest), k - first.shortest + 1)  # where in the second part it may stand
        some = [second.heads[j] for j in behind if j < second.longest]
        heads.append(Token.any_of([*first.heads[k : k + 1], *some]))
    return Part(first.source + second.source, (), tuple(heads), min(AHEAD, first.shortest + second.shortest))

"""Patterns that take exponential time: a repetition inside a repetition, where one text can be cut up in many ways.

The shape is looked for in the pattern, and only where it is found a timed probe decides, as in Weideman et al. (2016),
"Analyzing matching time behavior of backtracking regular expression matchers": ``( <cap>+ )*`` doubles its time with
each token, ``( <cap>+ , )*`` does not.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from time import perf_counter
from typing import Final

from extract.pattern_compiler import pattern_tokens
from extract.token_patterns import TokenPattern

_OPENERS: Final = {"open", "group", "look"}
_CLOSERS: Final = {"close", "end"}
_LENGTHS: Final = (6, 10, 14, 18, 22, 26)  # tokens; what is polynomial takes no time for so few
_SECONDS: Final = 0.05
_SEEDS: Final = 6  # tokens that a probe is made of, tried one after the other
_END: Final = "\uffff\uffff"  # a token that nothing matches
_NESTED: Final = re.compile(r"[*+}?].*\)[*+{]", re.DOTALL)


def exponential_part(pattern: str, compile_pattern: Callable[[str], TokenPattern]) -> str | None:
    """The part of a pattern, its macros expanded, that takes exponential time; None where none does."""
    for part, inner in _nested(pattern):
        codes = sorted(compile_pattern(inner).first & compile_pattern(part).first or compile_pattern(inner).first)
        regex = re.compile(f"(?:{compile_pattern(part).source})\\Z", re.DOTALL)
        step = max(1, len(codes) // _SEEDS)
        if any(_blows_up(regex, code * 2) for code in codes[::step]):
            return part
    return None


def is_exponential(regex: str) -> bool:
    """Whether a regular expression over the letters of a token takes exponential time; it must compile."""
    if not _NESTED.search(regex):
        return False
    compiled = re.compile(f"(?:{regex})\\Z")
    return any(_blows_up(compiled, letter) for letter in sorted({*re.findall(r"\w", regex), "a", "A", "0", " ", "-"}))


def _nested(pattern: str) -> Iterator[tuple[str, str]]:
    """Groups that repeat without end, each with a part of it that does, too."""
    tokens = pattern_tokens(pattern)
    opened: list[int] = []
    endless: list[tuple[int, int]] = []  # the first and the last sign of what repeats
    for i, token in enumerate(tokens):
        first = i
        if token.lastgroup in _OPENERS:
            opened.append(i)
            continue
        if token.lastgroup in _CLOSERS:
            first = opened.pop()
        repeat = tokens[i + 1] if i + 1 < len(tokens) else None
        if repeat is None or repeat.lastgroup != "repeat" or not _is_endless(repeat.group()):
            continue
        text = pattern[tokens[first].start() : repeat.end()]
        yield from ((text, pattern[tokens[a].start() : tokens[b].end()]) for a, b in endless if first < a <= b < i)
        endless.append((first, i))


def _is_endless(repeat: str) -> bool:
    return repeat in {"*", "+"} or repeat.endswith(",}")


def _blows_up(regex: re.Pattern[str], unit: str) -> bool:
    """Whether the time on so many units and an end that does not fit grows past all bounds."""
    for length in _LENGTHS:
        begin = perf_counter()
        regex.match(unit * length + _END)
        if perf_counter() - begin > _SECONDS:
            return True
    return False

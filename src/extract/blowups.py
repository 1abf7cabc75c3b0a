"""Patterns that take far too long: where one text can be cut up in many ways, and all of them are tried.

Two shapes take exponential time, as in Weideman et al. (2016), "Analyzing matching time behavior of backtracking
regular expression matchers": a repetition inside a repetition, and a repetition of branches that begin alike. They are
looked for in the pattern, and only where one is found a timed probe decides: ``( <cap>+ )*`` doubles its time with each
token, ``( <cap>+ , )*`` does not. Beside that the whole pattern is tried on sentences of one word.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import combinations, pairwise
from time import process_time
from typing import Final

from extract.pattern_compiler import pattern_tokens
from extract.token_patterns import TokenPattern

_OPENERS: Final = {"open", "group", "look"}
_CLOSERS: Final = {"close", "end"}
_LENGTHS: Final = (6, 10, 14, 18, 22, 26, 30, 34)  # tokens; what is polynomial takes no time for so few
_LONGER: Final = (2, 4, *_LENGTHS, 60, 100, 200)  # quadratic time is fine, a higher power of the length is not
_SECONDS: Final = 0.05
_MANY: Final = 10  # repetitions that are as bad as endless ones
_SEEDS: Final = 6  # tokens that a probe is made of, tried one after the other
_END: Final = "\uffff\uffff"  # a token that nothing matches


def exponential_part(pattern: str, compile_pattern: Callable[[str], TokenPattern]) -> str | None:
    """The part of a pattern, its macros expanded, that takes exponential time; None where none does."""
    for part, inner in _nested(pattern):
        first = compile_pattern(inner).first
        if _any_blows_up(compile_pattern(part), first & compile_pattern(part).first or first):
            return part
    for part, branches in _alternating(pattern):
        firsts = [compile_pattern(branch).first for branch in branches]
        if _any_blows_up(compile_pattern(part), frozenset().union(*(a & b for a, b in combinations(firsts, 2)))):
            return part
    return None


def is_slow(pattern: TokenPattern) -> bool:
    """Whether a pattern takes far too long on a sentence that is one word over and over."""
    codes = sorted(pattern.first)
    return any(_blows_up(pattern.regex, code * 2, _LONGER) for code in codes[:: max(1, len(codes) // 2)])


def _any_blows_up(part: TokenPattern, codes: Collection[str]) -> bool:
    if not codes:
        return False
    regex = re.compile(f"(?:{part.source})\\Z", re.DOTALL)
    return any(_blows_up(regex, code * 2) for code in sorted(codes)[:: max(1, len(codes) // _SEEDS)])


def is_exponential(regex: str) -> bool:
    """Whether a regular expression over the letters of a token takes exponential time; it must compile."""
    compiled = re.compile(f"(?:{regex})\\Z")
    letters = sorted({*re.findall(r"\w", regex), "a", "A", "0", " ", "-"})
    return any(_blows_up(compiled, letter, _LONGER) for letter in letters)


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


def _alternating(pattern: str) -> Iterator[tuple[str, list[str]]]:
    """Groups that repeat without end, each with its branches where it has several."""
    tokens = pattern_tokens(pattern)
    marks: list[list[int]] = []  # of each open group the bracket and the bars
    for i, token in enumerate(tokens):
        if token.lastgroup in _OPENERS:
            marks.append([i])
        elif token.lastgroup == "bar" and marks:
            marks[-1].append(i)
        elif token.lastgroup in _CLOSERS:
            edges = [*marks.pop(), i]
            repeat = tokens[i + 1] if i + 1 < len(tokens) else None
            if len(edges) > 2 and repeat is not None and repeat.lastgroup == "repeat" and _is_endless(repeat.group()):
                branches = [pattern[tokens[a].end() : tokens[b].start()] for a, b in pairwise(edges)]
                yield pattern[tokens[edges[0]].start() : repeat.end()], branches


def _is_endless(repeat: str) -> bool:
    most = re.findall(r"\d+", repeat)[-1:]
    return repeat in {"*", "+"} or repeat.endswith(",}") or any(int(n) >= _MANY for n in most)


def _blows_up(regex: re.Pattern[str], unit: str, lengths: Sequence[int] = _LENGTHS) -> bool:
    """Whether the time on so many units and an end that does not fit grows past all bounds."""
    for length in lengths:
        begin = process_time()
        regex.match(unit * length + _END)
        if process_time() - begin > _SECONDS:
            return True
    return False

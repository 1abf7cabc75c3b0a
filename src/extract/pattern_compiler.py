"""The pattern language of the rule files: regular expressions over token classes.

A pattern over classes compiles to an ordinary regular expression over the encoded text, in the manner of TokensRegex
or JAPE, and runs at the speed of `re`.

    <title>? [ <cap&given> <initial>* <cap&!stop>+ ] ( , | said )

``<a&b|c>`` combines classes (``!`` negates, ``|`` binds loosest), ``@ORG`` is a whole gazetteer name, a bare word is
itself without regard to case, and the brackets mark the span that the rule tags.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from extract.lexicon import GAZETTEER_LABELS, N_STATES, POSITIONS, STATE_BASE, Lexicon, state_char
from extract.pattern_limits import beyond_limits, shortened
from extract.pattern_parts import Part, Token, repeated, then, times
from extract.token_patterns import AHEAD, Head, TokenPattern, chars_of

_TOKEN: Final = re.compile(
    r"<(?P<expr>[^<>]+)>|@(?P<name>[A-Z]+)|(?P<open>\[)|(?P<close>\])|(?P<look>\(\?<?[!=])|(?P<group>\()"
    r"|(?P<bar>\|)|(?P<end>\))|(?P<repeat>[?*+]|\{\d*,?\d*\})|(?P<word>[^\s()|?*+{}\[\]<>@]+)|(?P<space>\s+)|(?P<bad>.)"
)
_ALL_STATES: Final = frozenset(map(chr, range(STATE_BASE, STATE_BASE + N_STATES)))
_NONE: Final[frozenset[str]] = frozenset()
_MAX_NEEDS: Final = 3


class PatternError(ValueError):
    """A pattern that does not compile; the message says what was found and what is allowed."""


class Compiler:
    """Translates patterns over the classes of a lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._sets: dict[str, Part] = {}
        self._ranges: dict[frozenset[str], str] = {}
        self._ranks: dict[frozenset[str], tuple[int, list[str]]] = {}

    def compile(self, pattern: str) -> TokenPattern:
        """The compiled pattern.

        Raises PatternError for an unknown class, an unknown sign or a pattern that is not well formed.
        """
        tokens = pattern_tokens(pattern)
        if told := beyond_limits(tokens):
            raise PatternError(told)
        position, part = self._alternatives(tokens, 0, pattern)
        if position < len(tokens):
            raise PatternError(f"{shortened(pattern)!r} closes a bracket that it does not open")
        crosses = any("newline" in _names(m["expr"]) for m in tokens if m.lastgroup == "expr")
        heads = [Head(_text(head.codes | head.states), _text(head.names)) for head in part.heads[: part.shortest]]
        compiled = TokenPattern(part.source, map(chars_of, part.needs), heads, crosses)
        try:
            _ = compiled.regex
        except re.error as error:
            raise PatternError(f"{shortened(pattern)!r} does not compile: {error}") from None
        return compiled

    def _alternatives(self, tokens: list[re.Match[str]], i: int, pattern: str) -> tuple[int, Part]:
        branches: list[Part] = []
        while True:
            i, branch = self._sequence(tokens, i, pattern)
            branches.append(branch)
            if i == len(tokens) or tokens[i].lastgroup != "bar":
                break
            i += 1
        if len(branches) == 1:
            return i, branches[0]
        # What each branch needs most of all: a match of any of them has one of these together.
        rarest = [branch.needs[0] for branch in branches if branch.needs]
        needs = (_NONE.union(*rarest),) if len(rarest) == len(branches) else ()
        heads = [
            Token.any_of(b.heads[k] for b in branches if k < b.longest) for k in range(max(b.longest for b in branches))
        ]
        source = "|".join(b.source for b in branches)
        return i, Part(source, needs, tuple(heads), min(b.shortest for b in branches))

    def _sequence(self, tokens: list[re.Match[str]], i: int, pattern: str) -> tuple[int, Part]:
        needs: list[frozenset[str]] = []
        whole = Part("")
        while i < len(tokens) and tokens[i].lastgroup not in {"bar", "end", "close"}:
            i, part = self._atom(tokens, i, pattern)
            repeats: list[str] = []
            while i < len(tokens) and tokens[i].lastgroup == "repeat":
                repeats.append(tokens[i].group())
                i += 1
            if len(repeats) > 2 or (len(repeats) == 2 and repeats[1] != "?"):
                raise PatternError(f"{shortened(pattern)!r} repeats a repetition: {' '.join(repeats)}")
            least, most = times(repeats[0]) if repeats else (1, 1)
            if least:
                needs += part.needs
            whole = then(whole, replace(repeated(part, least, most), source=part.source + "".join(repeats)))
        ranked = sorted(set(needs), key=self._rank)
        return i, replace(whole, needs=tuple(ranked[:_MAX_NEEDS]))

    def _atom(self, tokens: list[re.Match[str]], i: int, pattern: str) -> tuple[int, Part]:
        kind, text = tokens[i].lastgroup, tokens[i].group()
        if kind == "expr":
            return i + 1, self._class_set(tokens[i]["expr"])
        if kind == "name":
            label = tokens[i]["name"]
            return i + 1, self._name(label)
        if kind == "word":
            return i + 1, self._class_set(f"={text.lower()}")
        if kind not in {"open", "group", "look"}:
            raise PatternError(f"unknown sign {text!r} in {shortened(pattern)!r}")
        end, part = self._alternatives(tokens, i + 1, pattern)
        if end == len(tokens) or (tokens[end].lastgroup == "close") != (kind == "open"):
            raise PatternError(f"{shortened(pattern)!r} opens {text!r} and does not close it")
        opened = {"open": "(?P<span>", "group": "(?:"}.get(kind, text)
        if kind == "look":
            needs = part.needs if text == "(?=" else ()  # what is looked for ahead stands in the same stretch
            return end + 1, Part(f"{opened}{part.source})", needs)
        return end + 1, replace(part, source=f"{opened}{part.source})")

    def _class_set(self, expr: str) -> Part:
        if expr not in self._sets:
            self._sets[expr] = self._read_set(expr)
        return self._sets[expr]

    def _read_set(self, expr: str) -> Part:
        sources: list[str] = []
        need: set[str] = set()
        possible: set[str] = set()
        for branch in [expr] if expr.startswith("=") else expr.split("|"):
            codes, states = self._lexicon.everything, _ALL_STATES
            for term in [expr] if expr.startswith("=") else branch.split("&"):
                negated, name = term.strip().startswith("!"), term.strip().lstrip("!")
                if name in POSITIONS or name == "free":
                    states = states - _states(name) if negated else states & _states(name)
                else:
                    members = self._members(name)
                    codes = codes - members if negated else codes & members
            need |= codes
            possible |= states
            sources.append(self._char_set(codes) + ("." if states == _ALL_STATES else _char_set(states)))
        codes = frozenset(need)
        return Part(f"(?:{'|'.join(sources)})", (codes,), (Token(codes, frozenset(possible), _NONE),), 1)

    def _name(self, label: str) -> Part:
        if label not in GAZETTEER_LABELS:
            raise PatternError(f"unknown name @{label}; allowed are {', '.join('@' + x for x in GAZETTEER_LABELS)}")
        begin, inside = (frozenset(state_char(label, i, p) for p in range(len(POSITIONS))) for i in (False, True))
        source = f"(?:.{_char_set(begin)}(?:.{_char_set(inside)})*)"
        heads = [Token(_NONE, _NONE, begin), *([Token(_NONE, _NONE, inside)] * (AHEAD - 1))]
        return Part(source, (frozenset((f"@{label}",)),), tuple(heads), 1)

    def _members(self, name: str) -> frozenset[str]:
        if name == "any":
            return self._lexicon.everything
        members = self._lexicon.members(name)
        if members is None:
            raise PatternError(f"unknown class {name!r}; a class is a shape or an id in lexicon.yaml")
        return members

    def _char_set(self, codes: frozenset[str]) -> str:
        if codes not in self._ranges:
            self._ranges[codes] = _char_set(codes)
        return self._ranges[codes]

    def _rank(self, codes: frozenset[str]) -> tuple[int, list[str]]:
        """The rarer first; the order of the codes settles what is equal."""
        if codes not in self._ranks:
            self._ranks[codes] = self._lexicon.weight(codes), sorted(codes)
        return self._ranks[codes]


def _names(expr: str) -> set[str]:
    """The terms of a class expression that are not negated."""
    return {term.strip() for branch in expr.split("|") for term in branch.split("&")}


def _text(chars: Iterable[str]) -> str:
    return "".join(sorted(chars))


def _char_set(chars: Iterable[str]) -> str:
    """A regex character class from characters, written as ranges."""
    points = sorted(map(ord, chars))
    if not points:
        return "(?!)"
    parts: list[str] = []
    first = last = points[0]
    for point in [*points[1:], -1]:
        if point == last + 1:
            last = point
            continue
        parts.append(_range(first, last))
        first = last = point
    return "[" + "".join(parts) + "]"


def _range(first: int, last: int) -> str:
    """Literal characters: none of the codes means anything to `re`, and escapes are slow to compile."""
    return chr(first) if first == last else f"{chr(first)}-{chr(last)}"


def _states(name: str) -> frozenset[str]:
    """The state characters at a position, or of tokens outside every gazetteer name (``free``)."""
    n = len(POSITIONS)
    chosen = (i for i in range(N_STATES) if (i < n if name == "free" else POSITIONS[i % n] == name))
    return frozenset(chr(STATE_BASE + i) for i in chosen)


def pattern_tokens(pattern: str) -> list[re.Match[str]]:
    """The signs of a pattern, white space left out; the name of the group that matched says what one is."""
    return [match for match in _TOKEN.finditer(pattern) if match.lastgroup != "space"]


def literals(pattern: str) -> set[str]:
    """The bare words of a pattern, in lower case."""
    return {m["word"].lower() for m in _TOKEN.finditer(pattern) if m.lastgroup == "word"}

"""Token classes, and regular expressions over them: the pattern language of the rule files.

Every token is encoded as two characters, one for its state in the text (inside a name that a gazetteer knows, at
the start of a sentence, in a headline) and one for its shape together with the word classes it belongs to. A
pattern over classes then compiles to an ordinary regular expression over that string, in the manner of TokensRegex
or JAPE, and runs at the speed of `re`.

    <title>? [ <cap&given> <initial>* <cap&!stop>+ ] ( , | said )

``<a&b|c>`` combines classes (``!`` negates, ``|`` binds loosest), ``@ORG`` is a whole gazetteer name, a bare word is
itself without regard to case, and the brackets mark the span that the rule tags.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Final

from extract.shapes import SHAPES, shape

GAZETTEER_LABELS: Final = ("COUNTRY", "ORG", "PERSON", "AGREEMENT", "PLACE", "DEMONYM")
POSITIONS: Final = ("mid", "start", "headline")

_STATE_BASE = 0x0500
_CODE_BASE = 0x1000
_N_STATES = (1 + 2 * len(GAZETTEER_LABELS)) * len(POSITIONS)
_TOKEN = re.compile(
    r"<(?P<expr>[^<>]+)>|@(?P<name>[A-Z]+)|(?P<open>\[)|(?P<close>\])|(?P<look>\(\?<?[!=])|(?P<group>\()"
    r"|(?P<op>[)|?*+]|\{\d*,?\d*\})|(?P<word>[^\s()|?*+{}\[\]<>@]+)|(?P<space>\s+)|(?P<bad>.)"
)


class PatternError(ValueError):
    """A pattern that does not compile; the message says what was found and what is allowed."""


def state_char(label: str | None, inside: bool, position: int) -> str:
    """The state character of a token: its gazetteer label (begin or inside) and its position index."""
    state = 0 if label is None else 1 + 2 * GAZETTEER_LABELS.index(label) + inside
    return chr(_STATE_BASE + state * len(POSITIONS) + position)


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


_ALL_STATES: Final = frozenset(range(_STATE_BASE, _STATE_BASE + _N_STATES))
_ANY_STATE: Final = _char_set(map(chr, _ALL_STATES))


class Lexicon:
    """Which classes a word belongs to, as one character a token.

    `classes` maps a class name to its words in lower case; `literals` are the bare words of the patterns.
    """

    def __init__(self, classes: Mapping[str, Iterable[str]], literals: Iterable[str] = ()) -> None:
        self._bits: dict[str, int] = {}
        self._masks: dict[str, int] = {}
        for name, words in classes.items():
            self._add(name, words)
        for word in sorted(set(literals)):
            self._add(f"={word}", (word,))
        pairs = {(s, 0) for s in SHAPES}
        for word, mask in self._masks.items():
            pairs.update((shape(form), mask) for form in (word, word.capitalize(), word.upper()))
        self._code = {pair: chr(_CODE_BASE + i) for i, pair in enumerate(sorted(pairs))}
        self._cache: dict[str, str] = {}

    def _add(self, name: str, words: Iterable[str]) -> None:
        bit = self._bits.setdefault(name, 1 << len(self._bits))
        for word in words:
            self._masks[word] = self._masks.get(word, 0) | bit

    def encode(self, word: str) -> str:
        """The shape-and-class character of a token."""
        code = self._cache.get(word)
        if code is None:
            if len(self._cache) > 200_000:
                self._cache.clear()
            code = self._cache[word] = self._lookup(word)
        return code

    def _lookup(self, word: str) -> str:
        """The code of a word; one in an odd mixture of cases counts as capitalised."""
        form, mask = shape(word), self._masks.get(word.lower(), 0)
        return self._code.get((form, mask)) or self._code.get(("cap", mask)) or self._code[form, 0]

    def has(self, word: str, name: str) -> bool:
        """Whether a word, without regard to case, belongs to a class."""
        return bool(self._masks.get(word.lower(), 0) & self._bits[name])

    def words(self, name: str) -> frozenset[str]:
        """The words of a class, in lower case."""
        bit = self._bits[name]
        return frozenset(word for word, mask in self._masks.items() if mask & bit)

    def compile(self, pattern: str) -> re.Pattern[str]:
        """The regular expression over the encoded text that a pattern stands for.

        Raises PatternError for an unknown class, an unknown sign or unbalanced brackets.
        """
        out = [self._translate(match, pattern) for match in _TOKEN.finditer(pattern)]
        try:
            return re.compile("".join(out))
        except re.error as error:
            raise PatternError(f"{pattern!r} does not compile: {error}") from None

    def _translate(self, match: re.Match[str], pattern: str) -> str:
        kind, text = match.lastgroup, match.group()
        if kind == "expr":
            return self._class_set(match["expr"])
        if kind == "name":
            return _name(match["name"])
        if kind == "word":
            return f"(?:{_ANY_STATE}{self._lexical(f'={text.lower()}')})"
        if kind == "bad":
            raise PatternError(f"unknown sign {text!r} in {pattern!r}")
        plain = {"open": "(?P<span>", "close": ")", "group": "(?:", "space": ""}
        return plain.get(kind or "", text)

    @lru_cache(maxsize=4096)  # noqa: B019  a lexicon lives as long as the process
    def _lexical(self, name: str) -> str:
        return _char_set(self._members(name))

    @lru_cache(maxsize=4096)  # noqa: B019
    def _members(self, name: str) -> frozenset[str]:
        if name in SHAPES:
            return frozenset(c for (s, _), c in self._code.items() if s == name or s.startswith(f"{name}."))
        if name == "any":
            return frozenset(self._code.values())
        if name not in self._bits:
            raise PatternError(f"unknown class {name!r}; a class is a shape or an id in lexicon.yaml")
        bit = self._bits[name]
        return frozenset(c for (_, m), c in self._code.items() if m & bit)

    @lru_cache(maxsize=4096)  # noqa: B019
    def _class_set(self, expr: str) -> str:
        everything = frozenset(self._code.values())
        branches: list[str] = []
        for branch in expr.split("|"):
            chars, states = everything, _ALL_STATES
            for term in branch.split("&"):
                negated, name = term.strip().startswith("!"), term.strip().lstrip("!")
                if name in POSITIONS or name == "free":
                    states = states - _states(name) if negated else states & _states(name)
                else:
                    members = self._members(name)
                    chars = chars - members if negated else chars & members
            branches.append(_char_set(map(chr, states)) + _char_set(chars))
        return "(?:" + "|".join(branches) + ")"


def _states(name: str) -> frozenset[int]:
    """The state characters at a position, or of tokens outside every gazetteer name (``free``)."""
    n = len(POSITIONS)
    return frozenset(
        _STATE_BASE + i for i in range(_N_STATES) if (i < n if name == "free" else POSITIONS[i % n] == name)
    )


def _name(label: str) -> str:
    if label not in GAZETTEER_LABELS:
        raise PatternError(f"unknown name @{label}; allowed are {', '.join('@' + x for x in GAZETTEER_LABELS)}")
    begin = _char_set(state_char(label, False, p) for p in range(len(POSITIONS)))
    inside = _char_set(state_char(label, True, p) for p in range(len(POSITIONS)))
    return f"(?:{begin}.(?:{inside}.)*)"


def literals(pattern: str) -> set[str]:
    """The bare words of a pattern, in lower case."""
    return {m["word"].lower() for m in _TOKEN.finditer(pattern) if m.lastgroup == "word"}


def span_of(match: re.Match[str]) -> tuple[int, int]:
    """Token offsets of the bracketed span of a match, or of the whole match where there are no brackets."""
    start, end = match.span("span") if "span" in match.re.groupindex else match.span()
    return start // 2, end // 2

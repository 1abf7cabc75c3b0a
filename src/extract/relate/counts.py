"""Numbers of parties that an article claims: fifty states, more than 150 tech companies, the 39th country."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, Literal

from extract.annotations import Annotations, Count
from extract.token_patterns import TokenPattern, span_of
from extract.tokens import View

if TYPE_CHECKING:
    from extract.relate import RelateRules

Bound = Literal["exact", "at_least", "about", "at_most"]

_UNITS: Final = {
    w: n
    for n, w in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ]
    )
}
_TENS: Final = {
    w: 10 * n for n, w in enumerate(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], 2)
}
_SCALES: Final = {"dozen": 12, "hundred": 100, "thousand": 1000, "million": 1_000_000}
_PAIR: Final = 2  # "the two countries" points back and counts nothing
_BEFORE: Final = 3
_PEOPLE: Final = 50_000  # so many members are people, not parties
_YEARS: Final = (1900, 2100)
_DIGITS: Final = re.compile(r"(\d{1,3}(?:,\d{3})+|\d+)(?:st|nd|rd|th)?")


def find_counts(view: View, found: Annotations, encoded: str, rules: RelateRules) -> list[Count]:
    """Counts in sentences that speak of committing, in text order."""
    inside = {i for m in found.mentions for i in range(m.start, m.end)}
    speaking = {view.sentence_of(t.start) for t in found.triggers}
    patterns = rules.patterns
    out: list[Count] = []
    for _, match in rules.counts.matches(view, encoded):
        start, end = match.start() // 2, match.end() // 2
        first, last = sentence = view.sentence_of(start)
        spoken = sentence in speaking or view.is_a(end - 1, "count.self")
        if not spoken and not patterns["speaking"].search(encoded, 2 * first, 2 * last):
            continue
        if not inside.isdisjoint(range(start, end)):
            continue
        if patterns["refusing"].match(encoded, match.end()) or not _of_parties(view, patterns, encoded, start, end):
            continue
        what = span_of(match)
        bound, number = _bound(view, patterns, encoded, start, what[0])
        share = next((i for i in range(number, what[0]) if view.lowers[i] == "of"), what[0])
        value = number_value(view.lowers[number:share])
        if bound == "at_least" and view.has_any(max(first, start - _BEFORE), start, ("negator",)):
            bound = "at_most"
        if value == _PAIR and start > 0 and view.lowers[start - 1] in {"the", "our", "these"}:
            continue
        year = bound == "exact" and value is not None and _YEARS[0] <= value <= _YEARS[1]
        if value is not None and 1 < value < _PEOPLE and not year and view.words[what[0]] != "-":
            out.append(Count(start, end, value, bound, what))
    return out


def _of_parties(view: View, patterns: dict[str, TokenPattern], encoded: str, start: int, end: int) -> bool:
    """Whether a number is that of an instrument's parties: they do something about it, or it has so many of them."""
    first, last = view.sentence_of(start)

    def before(name: str) -> bool:
        found = (patterns[name].match(encoded, 2 * i, 2 * start) for i in range(max(first, start - _BEFORE), start))
        return any(match is not None and match.end() == 2 * start for match in found)

    if before("count.elsewhere"):
        return False
    if not view.is_a(end - 1, "count.weak") or patterns["count.does"].match(encoded, 2 * end, 2 * last):
        return True
    return start == first or before("count.by")


def _bound(view: View, patterns: dict[str, TokenPattern], encoded: str, start: int, end: int) -> tuple[Bound, int]:
    """What the words before the number say of it, and where the number itself begins."""
    bounds: tuple[Bound, ...] = ("at_least", "at_most", "about")
    for bound in bounds:
        match = patterns[f"bound.{bound}"].match(encoded, 2 * start, 2 * end)
        if match:
            return bound, match.end() // 2
    return "exact", next((i for i in range(start, end) if number_value(view.lowers[i : i + 1]) is not None), start)


def number_value(words: tuple[str, ...]) -> int | None:
    """The value of a number in digits or words, None for what is none."""
    total, current, seen = 0, 0, False
    for word in words:
        for part in word.split("-"):
            if (digits := _DIGITS.fullmatch(part)) is not None:
                current += int(digits[1].replace(",", ""))
            elif part in _UNITS or part in _TENS:
                current += _UNITS.get(part, _TENS.get(part, 0))
            elif part in _SCALES:
                current = max(current, 1) * _SCALES[part]
                if _SCALES[part] >= 1000:
                    total, current = total + current, 0
            elif part in {"", "and", "a", "other"}:
                continue
            else:
                return None
            seen = True
    return total + current if seen else None

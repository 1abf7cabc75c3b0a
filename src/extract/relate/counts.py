"""Numbers of parties that an article claims: fifty states, more than 150 tech companies, the 39th country."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from extract.annotations import Annotations, Count
from extract.token_patterns import TokenPattern, span_of
from extract.tokens import View

if TYPE_CHECKING:
    from extract.relate import RelateRules

Bound = Literal["exact", "at_least", "about", "at_most"]

_BOUNDS: Final[tuple[Bound, ...]] = ("at_least", "at_most", "about")
_PAIR: Final = 2  # "the two countries" points back and counts nothing, and two parties have a dispute
_BEFORE: Final = 3  # tokens back to a negation
_GOVERNING: Final = 8  # tokens of what governs a number
_PEOPLE: Final = 50_000  # so many members are people, not parties
_YEARS: Final = (1900, 2100)


def find_counts(view: View, found: Annotations, encoded: str, rules: RelateRules) -> list[Count]:
    """Counts in sentences that speak of committing, in text order."""
    inside = {i for m in found.mentions for i in range(m.start, m.end)}
    speaking = {view.sentence_of(t.start) for t in found.triggers}
    patterns = rules.patterns
    named = any(m.label == "AGREEMENT" for m in found.mentions)
    out: list[Count] = []
    for _, match in rules.families.matches("count", view, found):
        start, end = match.start() // 2, match.end() // 2
        first, last = sentence = view.sentence_of(start)
        spoken = sentence in speaking or view.is_a(end - 1, "count.self")
        spoken = spoken or (
            named and view.is_a(end - 1, "count.kind.states") and _bounded(patterns, encoded, start, end)
        )
        if not spoken and not patterns["speaking"].search(encoded, 2 * first, 2 * last):
            continue
        if not inside.isdisjoint(range(start, end)):
            continue
        if patterns["refusing"].match(encoded, match.end()) or not _of_parties(view, patterns, encoded, start, end):
            continue
        what = span_of(match)
        bound, number = _bound(view, rules, encoded, start, what[0])
        share = next((i for i in range(number, what[0]) if view.lowers[i] == "of"), what[0])
        value = rules.numbers.value(view.lowers[number:share])
        if bound == "at_least" and view.has_any(max(first, start - _BEFORE), start, ("negator",)):
            bound = "at_most"
        back = start > 0 and view.is_a(start - 1, "count.back")
        if value == _PAIR and (back or view.is_a(end - 1, "count.dispute")):
            continue
        year = bound == "exact" and value is not None and _YEARS[0] <= value <= _YEARS[1]
        if value is not None and 1 < value < _PEOPLE and not year and view.words[what[0]] != "-":
            out.append(Count(start, end, value, bound, what))
    return out


def _bounded(patterns: dict[str, TokenPattern], encoded: str, start: int, end: int) -> bool:
    return any(patterns[f"bound.{bound}"].match(encoded, 2 * start, 2 * end) for bound in _BOUNDS)


def _of_parties(view: View, patterns: dict[str, TokenPattern], encoded: str, start: int, end: int) -> bool:
    """Whether a number is that of an instrument's parties: they do something about it, or it has so many of them."""
    first, last = view.sentence_of(start)

    def before(name: str) -> bool:
        found = (patterns[name].match(encoded, 2 * i, 2 * start) for i in range(max(first, start - _GOVERNING), start))
        return any(match is not None and match.end() == 2 * start for match in found)

    if before("count.elsewhere") or patterns["count.guests"].match(encoded, 2 * end, 2 * last):
        return False
    if any(view.is_a(i, "count.not.before") for i in range(start, end)):
        return False
    if not view.is_a(end - 1, "count.weak") or patterns["count.does"].match(encoded, 2 * end, 2 * last):
        return True
    return start == first or before("count.by")


def _bound(view: View, rules: RelateRules, encoded: str, start: int, end: int) -> tuple[Bound, int]:
    """What the words before the number say of it, and where the number itself begins."""
    for bound in _BOUNDS:
        match = rules.patterns[f"bound.{bound}"].match(encoded, 2 * start, 2 * end)
        if match:
            return bound, match.end() // 2
    numbers = (i for i in range(start, end) if rules.numbers.value(view.lowers[i : i + 1]) is not None)
    return "exact", next(numbers, start)

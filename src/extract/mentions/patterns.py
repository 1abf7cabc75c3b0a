"""Names from shape and context: the patterns of names.yaml over token classes."""

from __future__ import annotations

from collections.abc import Iterator

from extract.annotations import Candidate
from extract.mentions.gazetteer import Known
from extract.ruleset import Ruleset
from extract.rulespec import NameRule
from extract.search import Search
from extract.token_patterns import TokenPattern, span_of
from extract.tokens import View


class NamePatterns:
    """The compiled name rules."""

    def __init__(self, rules: Ruleset) -> None:
        self._rules = [(rule, rules.pattern(rule.pattern)) for rule in rules.names]
        self._search = Search([pattern for _, pattern in self._rules], rules.lexicon)

    def candidates(self, view: View, known: Known) -> list[Candidate]:
        """Every non-empty span that a rule brackets; a rule scans on from the end of its span."""
        states: dict[int, tuple[str, bool]] = {
            i: (name.label, i > start) for start, end, name in known if not name.ambiguous for i in range(start, end)
        }
        encoded = view.encode(states)
        out: list[Candidate] = []
        for i, first, last in self._search.stretches(view):
            out += _found(*self._rules[i], encoded, first, last)
        return out


def _found(rule: NameRule, pattern: TokenPattern, encoded: str, position: int, limit: int) -> Iterator[Candidate]:
    while match := pattern.search(encoded, position, limit):
        start, end = span_of(match)
        if end > start:
            yield Candidate(start, end, rule.label, rule.id, rule.weight)
        position = max(2 * end, match.start() + 2)

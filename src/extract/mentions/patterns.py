"""Names from shape and context: the patterns of names.yaml over token classes."""

from __future__ import annotations

import re
from collections.abc import Iterable

from extract.annotations import Candidate
from extract.classes import span_of
from extract.mentions.gazetteer import Known
from extract.rulebook import Rulebook
from extract.rulespec import NameRule
from extract.tokens import View


class NamePatterns:
    """The compiled name rules."""

    def __init__(self, rules: Iterable[NameRule], book: Rulebook) -> None:
        self._rules: list[tuple[NameRule, re.Pattern[str]]] = [(rule, book.compile(rule.pattern)) for rule in rules]

    def candidates(self, view: View, known: Known) -> list[Candidate]:
        """Every non-empty span that a rule brackets; a rule scans on from the end of its span."""
        states: dict[int, tuple[str, bool]] = {
            i: (rule.label, i > start) for start, end, rule in known if not rule.ambiguous for i in range(start, end)
        }
        encoded = view.encode(states)
        out: list[Candidate] = []
        for rule, pattern in self._rules:
            position = 0
            while match := pattern.search(encoded, position):
                start, end = span_of(match)
                if end > start:
                    out.append(Candidate(start, end, rule.label, rule.id, rule.weight))
                position = max(2 * end, match.start() + 2)
        return out

"""Names from shape and context: the patterns of names.yaml over token classes."""

from __future__ import annotations

from collections.abc import Iterator

from extract.annotations import Candidate
from extract.mentions.gazetteer import Known
from extract.ruleset import Ruleset
from extract.search import Search
from extract.tokens import View


class NamePatterns:
    """The compiled name rules."""

    def __init__(self, rules: Ruleset) -> None:
        self._rules = [(rule, rules.pattern(rule.pattern)) for rule in rules.names]
        self._search = Search([pattern for _, pattern in self._rules])

    def candidates(self, view: View, known: Known) -> list[Candidate]:
        """Every non-empty span that a rule brackets; a rule scans on from the end of its span."""
        encoded = _encode(view, known)
        out: list[Candidate] = []
        current, after = -1, 0
        for i, at, limit in self._search.attempts(view, encoded):
            if i != current:
                current, after = i, 0
                rule, pattern = self._rules[i]
                bracketed = "span" if "span" in pattern.regex.groupindex else 0
            if at >= after and (match := pattern.regex.match(encoded, at, limit)):
                start, end = match.span(bracketed)
                if end > start:
                    out.append(Candidate(start // 2, end // 2, rule.label, rule.id, rule.weight))
                after = max(end, at + 2)
        return out

    def seconds(self, view: View, known: Known) -> Iterator[tuple[str, float]]:
        """How long each rule takes that may match."""
        return ((self._rules[i][0].id, taken) for i, taken in self._search.seconds(view, _encode(view, known)))


def _encode(view: View, known: Known) -> str:
    """The text with the names marked that are surely names."""
    states: dict[int, tuple[str, bool]] = {
        i: (name.label, i > start) for start, end, name in known if not name.ambiguous for i in range(start, end)
    }
    return view.encode(states)

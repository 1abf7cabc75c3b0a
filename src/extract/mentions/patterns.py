"""Names from shape and context: the patterns of names.yaml over token classes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from extract.annotations import Candidate
from extract.mentions.gazetteer import Known
from extract.ruleset import Ruleset
from extract.rulespec import NameRule
from extract.token_patterns import TokenPattern, span_of
from extract.tokens import View


class NamePatterns:
    """The compiled name rules, each by the codes that it needs: a sentence without one of them is passed over."""

    def __init__(self, rules: Ruleset) -> None:
        self._rules = [(rule, rules.pattern(rule.pattern)) for rule in rules.names]
        by_code: dict[str, list[int]] = defaultdict(list)
        for i, (_, pattern) in enumerate(self._rules):
            for code in pattern.need or rules.lexicon.everything:
                by_code[code].append(i)
        self._needing = {code: tuple(indices) for code, indices in by_code.items()}

    def candidates(self, view: View, known: Known) -> list[Candidate]:
        """Every non-empty span that a rule brackets; a rule scans on from the end of its span."""
        states: dict[int, tuple[str, bool]] = {
            i: (name.label, i > start) for start, end, name in known if not name.ambiguous for i in range(start, end)
        }
        encoded = view.encode(states)
        where: dict[int, set[int]] = defaultdict(set)
        for code, sentences in view.sentences_with.items():
            for i in self._needing.get(code, ()):
                where[i].update(sentences)
        out: list[Candidate] = []
        for i in sorted(where):
            rule, pattern = self._rules[i]
            stretches = [(0, len(view.words))] if pattern.crosses else [view.sentences[s] for s in sorted(where[i])]
            for first, last in stretches:
                out += _found(rule, pattern, encoded, 2 * first, 2 * last)
        return out


def _found(rule: NameRule, pattern: TokenPattern, encoded: str, position: int, limit: int) -> Iterator[Candidate]:
    while match := pattern.search(encoded, position, limit):
        start, end = span_of(match)
        if end > start:
            yield Candidate(start, end, rule.label, rule.id, rule.weight)
        position = max(2 * end, match.start() + 2)

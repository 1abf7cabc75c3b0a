"""Names from the gazetteers: which spans of a text are known names, and how surely."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from spacy.language import Language
from spacy.matcher import Matcher, PhraseMatcher

from extract.annotations import Candidate, CandidateLabel
from extract.rulespec import GazetteerRule
from extract.tokens import View

WEIGHT: Final[Mapping[str, int]] = {
    "COUNTRY": 62,
    "ORG": 60,
    "AGREEMENT": 66,
    "PERSON": 58,
    "PLACE": 42,
    "DEMONYM": 40,
}
AMBIGUOUS: Final = 28
LONG_PLACE: Final = 62  # West Bank is no bank
_SHORT: Final = 4
_ORDER: Final = ("COUNTRY", "AGREEMENT", "ORG", "PERSON", "DEMONYM", "PLACE")
# Labels of known words that are not mentions: they take part in the contest so that no weak reading claims them.
_MENTION: Final[Mapping[str, CandidateLabel]] = {
    "COUNTRY": "COUNTRY", "ORG": "ORG", "AGREEMENT": "AGREEMENT", "PERSON": "PERSON",
    "PLACE": "NONE", "DEMONYM": "NONE",
}  # fmt: skip

Known = list[tuple[int, int, GazetteerRule]]


class Gazetteer:
    """All gazetteer rules as spaCy matchers: strings as phrases, token patterns as they are."""

    def __init__(self, rules: Iterable[GazetteerRule], nlp: Language) -> None:
        self._rules = {rule.id: rule for rule in rules}
        self._strings = nlp.vocab.strings
        self._exact = PhraseMatcher(nlp.vocab, attr="ORTH")
        self._cased = PhraseMatcher(nlp.vocab, attr="LOWER")
        self._tokens = Matcher(nlp.vocab)
        for rule in self._rules.values():
            if isinstance(rule.pattern, list):
                self._tokens.add(rule.id, [rule.pattern])
            else:
                matcher = self._exact if _as_written(rule.pattern) else self._cased
                matcher.add(rule.id, [nlp.make_doc(rule.pattern)])

    def match(self, view: View) -> Known:
        """Known names that do not overlap, longest first, then by label; with their rules."""
        doc = view.doc
        found: list[tuple[int, int, GazetteerRule]] = []
        matches = [*self._exact(doc), *self._cased(doc)]
        if len(self._tokens):
            matches += self._tokens(doc)
        for key, first, last in matches:
            rule = self._rules[self._strings[key]]
            start, end = view.from_doc(first, last)
            if _written_as_a_name(view, start, end, rule):
                found.append((start, end, rule))
        found.sort(key=lambda m: (m[0] - m[1], _ORDER.index(m[2].label), m[2].ambiguous, m[0], m[2].id))
        taken: set[int] = set()
        chosen: Known = []
        for start, end, rule in found:
            if taken.isdisjoint(range(start, end)):
                taken.update(range(start, end))
                chosen.append((start, end, rule))
        return sorted(chosen, key=lambda m: m[0])

    def candidates(self, known: Known) -> list[Candidate]:
        """The known names as candidates."""
        return [
            Candidate(start, end, _MENTION[rule.label], rule.id, _weight(rule, end - start), rule.norm)
            for start, end, rule in known
        ]


def _weight(rule: GazetteerRule, tokens: int) -> int:
    if rule.ambiguous:
        return AMBIGUOUS
    return LONG_PLACE if rule.label == "PLACE" and tokens > 1 else WEIGHT[rule.label]


def _as_written(name: str) -> bool:
    """Acronyms and very short names match in their own case only."""
    return len(name) <= _SHORT or not any(c.islower() for c in name)


def _written_as_a_name(view: View, start: int, end: int, rule: GazetteerRule) -> bool:
    """Whether the text has capitals where the name has them; titles of agreements may stand in lower case."""
    if isinstance(rule.pattern, list):
        return True
    text = view.text(start, end)
    if text == rule.pattern or text.isupper():
        return True
    if rule.label == "AGREEMENT":
        return end - start > 1 and (text[0].isupper() or end - start > 2)
    pairs = zip(text.split(), rule.pattern.split(), strict=False)
    return all(t[0].isupper() >= p[0].isupper() for t, p in pairs) and text[0].isupper()

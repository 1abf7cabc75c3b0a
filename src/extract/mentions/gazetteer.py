"""Names from the gazetteers: which spans of a text are known names, and how surely."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from spacy.matcher import Matcher
from spacy.vocab import Vocab

from extract.annotations import Candidate, CandidateLabel
from extract.phrases import Entry
from extract.ruleset import Ruleset
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
_ORDER: Final = ("COUNTRY", "AGREEMENT", "ORG", "PERSON", "DEMONYM", "PLACE")
# Labels of known words that are not mentions: they take part in the contest so that no weak reading claims them.
_MENTION: Final[Mapping[str, CandidateLabel]] = {
    "COUNTRY": "COUNTRY", "ORG": "ORG", "AGREEMENT": "AGREEMENT", "PERSON": "PERSON",
    "PLACE": "NONE", "DEMONYM": "NONE",
}  # fmt: skip

Known = list[tuple[int, int, Entry]]


class Gazetteer:
    """All known names: strings as phrases, token patterns as spaCy's matcher takes them."""

    def __init__(self, rules: Ruleset, vocab: Vocab) -> None:
        self._phrases = rules.phrases
        self._strings = vocab.strings
        self._named = {r.id: Entry(r.id, r.label, "", r.norm, r.ambiguous) for r in rules.token_names}
        self._matcher = Matcher(vocab)
        for rule in rules.token_names:
            assert isinstance(rule.pattern, list)
            self._matcher.add(rule.id, [rule.pattern])

    def match(self, view: View) -> Known:
        """Known names that do not overlap, longest first, then by label; with their entries."""
        found = [m for m in self._phrases.find(view.words, view.lowers) if _written_as_a_name(view, *m)]
        if self._named:
            for key, first, last in self._matcher(view.doc):
                found.append((*view.from_doc(first, last), self._named[self._strings[key]]))
        found.sort(key=lambda m: (m[0] - m[1], _ORDER.index(m[2].label), m[2].ambiguous, m[0], m[2].rule))
        taken: set[int] = set()
        chosen: Known = []
        for start, end, entry in found:
            if taken.isdisjoint(range(start, end)):
                taken.update(range(start, end))
                chosen.append((start, end, entry))
        return sorted(chosen, key=lambda m: m[0])

    def candidates(self, known: Known) -> list[Candidate]:
        """The known names as candidates."""
        return [
            Candidate(start, end, _MENTION[name.label], name.rule, _weight(name, end - start), name.norm)
            for start, end, name in known
        ]


def _weight(name: Entry, tokens: int) -> int:
    if name.ambiguous:
        return AMBIGUOUS
    return LONG_PLACE if name.label == "PLACE" and tokens > 1 else WEIGHT[name.label]


def _written_as_a_name(view: View, start: int, end: int, entry: Entry) -> bool:
    """Whether the text has capitals where the name has them; titles of agreements may stand in lower case."""
    text = view.text(start, end)
    if text == entry.name or text.isupper():
        return True
    if entry.label == "AGREEMENT":
        return end - start > 1 and (text[0].isupper() or end - start > 2)
    pairs = zip(text.split(), entry.name.split(), strict=False)
    return all(t[0].isupper() >= p[0].isupper() for t, p in pairs) and text[0].isupper()

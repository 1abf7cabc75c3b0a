"""Stage: the names of parties and agreements, from gazetteers, shape and context rules, and the article as a whole."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from spacy.vocab import Vocab

from extract.annotations import Annotations, Candidate, Lost
from extract.mentions.acronyms import acronym_candidates
from extract.mentions.aliases import alias_candidates
from extract.mentions.entities import link_entities
from extract.mentions.gazetteer import Gazetteer
from extract.mentions.lists import list_candidates
from extract.mentions.patterns import NamePatterns
from extract.mentions.resolve import resolve, sift_headlines
from extract.ruleset import Ruleset
from extract.tokens import View

# Names support names: a round finds the short forms of the names that the round before has new. Two names that oust
# each other would go on for ever, and later rounds change next to nothing.
_ROUNDS: Final = 3

Name = tuple[str, tuple[str, ...]]


@dataclass(frozen=True)
class MentionRules:
    """The name rules, compiled for a vocabulary."""

    gazetteer: Gazetteer
    patterns: NamePatterns

    @classmethod
    def compile(cls, rules: Ruleset, vocab: Vocab) -> MentionRules:
        """Index the known names, and the patterns by what they need."""
        return cls(Gazetteer(rules, vocab), NamePatterns(rules))

    def candidates(self, view: View) -> list[Candidate]:
        """Every candidate that one place in the text supports by itself."""
        known = self.gazetteer.match(view)
        return [*self.gazetteer.candidates(known), *self.patterns.candidates(view, known)]

    def seconds(self, view: View) -> Iterator[tuple[str, float]]:
        """How long the pattern of each rule takes that may match."""
        return self.patterns.seconds(view, self.gazetteer.match(view))


def find_mentions(view: View, found: Annotations, rules: MentionRules) -> None:
    """Fill in `found.mentions`, `found.entities` and the candidates that lost."""
    known = rules.gazetteer.match(view)
    for start, end, rule in known:
        if rule.label == "DEMONYM":
            found.demonyms |= dict.fromkeys(range(start, end), rule.norm or "")
        elif rule.label == "PLACE":
            found.places[start] = (end, rule.norm)
    first = [*rules.gazetteer.candidates(known), *rules.patterns.candidates(view, known)]
    candidates, first_lost = resolve(first)
    lost: list[Lost] = []
    named: set[Name] = set()
    for _ in range(_ROUNDS):
        before, named = named, _names(view, candidates)
        if named == before:
            break
        candidates, lost = resolve([*candidates, *new_candidates(view, candidates)])
    candidates, dropped = sift_headlines(view, candidates)
    found.lost = [*dict.fromkeys([*first_lost, *lost]), *dropped]
    found.mentions, found.entities = link_entities(view, candidates)


def _names(view: View, candidates: list[Candidate]) -> set[Name]:
    return {(c.label, view.words[c.start : c.end]) for c in candidates}


def new_candidates(view: View, candidates: list[Candidate]) -> list[Candidate]:
    """Candidates that the rest of the article supports: acronyms defined, short forms of names seen."""
    taken = {(c.start, c.end, c.label) for c in candidates}
    more = [
        *acronym_candidates(view, candidates),
        *alias_candidates(view, candidates),
        *list_candidates(view, candidates),
    ]
    return [c for c in more if (c.start, c.end, c.label) not in taken]

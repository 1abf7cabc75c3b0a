"""Stage: who commits to which agreement: actors, agreements, stances and counts of parties."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extract.annotations import Annotations
from extract.cues import CueRules
from extract.relate.actors import ActorFinder
from extract.relate.agreements import agreement_of
from extract.relate.counts import find_counts
from extract.relate.numbers import Numbers
from extract.relate.stances import StanceFinder
from extract.ruleset import Ruleset
from extract.rulespec import StanceRule
from extract.search import Families, encode
from extract.token_patterns import TokenPattern
from extract.tokens import View


@dataclass(frozen=True)
class RelateRules:
    """Stance rules and the patterns of actors and counts."""

    stances: tuple[StanceRule, ...]
    families: Families
    numbers: Numbers
    patterns: dict[str, TokenPattern]
    keeps_signature: frozenset[str]
    rejoins: frozenset[str]
    cues: CueRules

    @staticmethod
    def searched(rules: Ruleset) -> dict[str, Sequence[TokenPattern]]:
        """Those of stance rules, and that of counts."""
        return {"stance": [rules.pattern(r.pattern) for r in rules.stances], "count": [rules.pattern("$relate.count")]}

    @classmethod
    def compile(cls, rules: Ruleset, cues: CueRules, families: Families) -> RelateRules:
        """Take the stance rules and the ``relate.*`` macros."""
        return cls(
            rules.stances,
            families,
            Numbers.of(rules.lexicon),
            rules.macros("relate"),
            rules.lexicon.words("stance.keeps"),
            rules.lexicon.words("stance.rejoins"),
            cues,
        )


def relate(view: View, found: Annotations, rules: RelateRules) -> None:
    """Give every commitment its actors and agreement; fill in `found.stances` and `found.counts`."""
    encoded = encode(view, found)
    actors = ActorFinder(view, found, encoded, rules.patterns)
    for commitment in found.commitments:
        commitment.agreement = agreement_of(view, found, commitment)
        commitment.actors = actors.find(commitment)
    found.stances = StanceFinder(view, found, encoded, rules, actors).find()
    found.counts = find_counts(view, found, encoded, rules)

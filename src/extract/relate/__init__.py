"""Stage: who commits to which agreement: actors, agreements, stances and counts of parties."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extract.annotations import Annotations
from extract.relate.actors import ActorFinder
from extract.relate.agreements import agreement_of
from extract.relate.counts import find_counts
from extract.relate.stances import StanceFinder
from extract.rulebook import Rulebook
from extract.rulespec import StanceRule
from extract.tokens import View


@dataclass(frozen=True)
class RelateRules:
    """Stance rules and the patterns of actors and counts."""

    stances: tuple[tuple[StanceRule, re.Pattern[str]], ...]
    patterns: dict[str, re.Pattern[str]]
    keeps_signature: frozenset[str]
    rejoins: frozenset[str]

    @classmethod
    def compile(cls, book: Rulebook) -> RelateRules:
        """Compile the stance rules and the ``relate.*`` macros."""
        names = sorted(name for name in book.macros if name.startswith("relate."))
        return cls(
            tuple((rule, book.compile(rule.pattern)) for rule in book.stances.values()),
            {name.removeprefix("relate."): book.compile(f"${name}") for name in names},
            frozenset(word for word in book.classes.get("stance.keeps", ())),
            frozenset(word for word in book.classes.get("stance.rejoins", ())),
        )


def relate(view: View, found: Annotations, rules: RelateRules) -> None:
    """Give every commitment its actors and agreement; fill in `found.stances` and `found.counts`."""
    encoded = view.encode(found.mention_states())
    actors = ActorFinder(view, found, encoded, rules.patterns)
    for commitment in found.commitments:
        commitment.agreement = agreement_of(view, found, commitment)
        commitment.actors = actors.find(commitment)
    found.stances = StanceFinder(view, found, encoded, rules).find()
    found.counts = find_counts(view, found, encoded, rules.patterns)

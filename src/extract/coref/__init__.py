"""Stage: the parties and instruments that "they", "the two countries" and "the pledge" stand for."""

from __future__ import annotations

from dataclasses import dataclass

from extract.annotations import Annotations
from extract.coref.instruments import instrument_anaphors
from extract.coref.parties import PartyResolver
from extract.ruleset import Ruleset
from extract.token_patterns import TokenPattern
from extract.tokens import View


@dataclass(frozen=True)
class CorefRules:
    """The patterns of descriptions, by what they describe."""

    parties: dict[str, TokenPattern]
    instrument: TokenPattern

    @classmethod
    def compile(cls, rules: Ruleset) -> CorefRules:
        """Take the ``anaphor.*`` macros."""
        kinds = rules.macros("anaphor")
        return cls({kind: p for kind, p in kinds.items() if kind != "instrument"}, kinds["instrument"])


def find_antecedents(view: View, found: Annotations, rules: CorefRules) -> None:
    """Fill in `found.anaphors` (parties) and `found.instruments` (agreements), both in text order."""
    encoded = view.encode(found.mention_states())
    spans = sorted(
        (m.start() // 2, m.end() // 2, kind)
        for kind, pattern in rules.parties.items()
        for m in pattern.finditer(encoded)
    )
    spans = sorted([*spans, *((i, end, "capital") for i, (end, code) in found.places.items() if code)])
    resolver = PartyResolver(view, found)
    taken = -1
    for start, end, kind in spans:
        if start >= taken:
            resolver.resolve(start, end, kind)
            taken = end
    found.instruments = instrument_anaphors(view, found, encoded, rules.instrument)

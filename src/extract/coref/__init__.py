"""Stage: the parties and instruments that "they", "the two countries" and "the pledge" stand for."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extract.annotations import Annotations
from extract.coref.instruments import instrument_anaphors
from extract.coref.parties import PartyResolver
from extract.rulebook import Rulebook
from extract.tokens import View


@dataclass(frozen=True)
class CorefRules:
    """The patterns of descriptions, by what they describe."""

    parties: dict[str, re.Pattern[str]]
    instrument: re.Pattern[str]

    @classmethod
    def compile(cls, book: Rulebook) -> CorefRules:
        """Compile the ``anaphor.*`` macros of the rulebook."""
        kinds = {name.removeprefix("anaphor."): name for name in sorted(book.macros) if name.startswith("anaphor.")}
        compiled = {kind: book.compile(f"${name}") for kind, name in kinds.items()}
        return cls({kind: p for kind, p in compiled.items() if kind != "instrument"}, compiled["instrument"])


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

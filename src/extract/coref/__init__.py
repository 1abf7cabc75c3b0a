"""Stage: the parties and instruments that "they", "the two countries" and "the pledge" stand for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from extract.annotations import Annotations
from extract.coref.instruments import instrument_anaphors
from extract.coref.parties import PartyResolver
from extract.ruleset import Ruleset
from extract.search import Families
from extract.token_patterns import TokenPattern
from extract.tokens import View


@dataclass(frozen=True)
class CorefRules:
    """The kinds of descriptions, by their patterns, and the words that say of how many they speak."""

    kinds: tuple[str, ...]
    families: Families
    sizes: Mapping[str, int]

    @staticmethod
    def searched(rules: Ruleset) -> dict[str, Sequence[TokenPattern]]:
        """The ``anaphor.*`` macros: of parties, of instruments, and of those without a name."""
        patterns = rules.macros("anaphor")
        apart = {name: (patterns.pop(name),) for name in ("instrument", "unnamed")}
        return {"anaphor": tuple(patterns.values()), **apart}

    @classmethod
    def compile(cls, rules: Ruleset, families: Families) -> CorefRules:
        """Take the kinds, and the values of ``number.word`` and ``number.pair``."""
        kinds = tuple(kind for kind in rules.macros("anaphor") if kind not in {"instrument", "unnamed"})
        sizes = {**rules.lexicon.values("number.word"), **rules.lexicon.values("number.pair")}
        return cls(kinds, families, sizes)


def find_antecedents(view: View, found: Annotations, rules: CorefRules) -> None:
    """Fill in `found.anaphors` (parties) and `found.instruments` (agreements), both in text order."""
    matches = rules.families.matches("anaphor", view, found)
    spans = sorted((match.start() // 2, match.end() // 2, rules.kinds[i]) for i, match in matches)
    spans = sorted(
        [*spans, *((i, end, "capital") for i, (end, code) in found.places.items() if code)], key=_longest_first
    )
    resolver = PartyResolver(view, found, rules.sizes)
    named = {i for m in found.mentions for i in range(m.start, m.end)}
    taken = -1
    for start, end, kind in spans:
        titles_name = end in named and end - start > 1 and kind != "capital"  # the brand X
        if start >= taken and named.isdisjoint(range(start, end)) and not titles_name:
            resolver.resolve(start, end, kind)
            taken = end
    found.instruments = instrument_anaphors(view, found, rules.families)


def _longest_first(span: tuple[int, int, str]) -> tuple[int, int]:
    return span[0], -span[1]

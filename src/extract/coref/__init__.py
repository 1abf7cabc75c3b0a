"""Stage: the parties and instruments that "they", "the two countries" and "the pledge" stand for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from extract.annotations import Annotations
from extract.coref.instruments import instrument_anaphors
from extract.coref.parties import PartyResolver
from extract.ruleset import Ruleset
from extract.search import Search, encode
from extract.tokens import View


@dataclass(frozen=True)
class CorefRules:
    """The patterns of descriptions, by what they describe, and the words that say of how many they speak."""

    kinds: tuple[str, ...]
    parties: Search
    instruments: Search
    unnamed: Search
    sizes: Mapping[str, int]

    @classmethod
    def compile(cls, rules: Ruleset) -> CorefRules:
        """Take the ``anaphor.*`` macros, and the values of ``number.word`` and ``number.pair``."""
        patterns = rules.macros("anaphor")
        instrument, unnamed = patterns.pop("instrument"), patterns.pop("unnamed")
        parties = Search(tuple(patterns.values()))
        sizes = {**rules.lexicon.values("number.word"), **rules.lexicon.values("number.pair")}
        return cls(tuple(patterns), parties, Search((instrument,)), Search((unnamed,)), sizes)


def find_antecedents(view: View, found: Annotations, rules: CorefRules) -> None:
    """Fill in `found.anaphors` (parties) and `found.instruments` (agreements), both in text order."""
    encoded = encode(view, found)
    spans = sorted(
        (match.start() // 2, match.end() // 2, rules.kinds[i]) for i, match in rules.parties.matches(view, encoded)
    )
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
    found.instruments = instrument_anaphors(view, found, encoded, rules.instruments, rules.unnamed)


def _longest_first(span: tuple[int, int, str]) -> tuple[int, int]:
    return span[0], -span[1]

"""Which instrument "the pledge", "the document" or "it" is: the nearest that is called so, else the nearest."""

from __future__ import annotations

from bisect import bisect_left
from typing import Final

from extract.annotations import Anaphor, Annotations, Mention
from extract.search import Search
from extract.tokens import View

_MEMORY: Final = 40


def instrument_anaphors(view: View, found: Annotations, encoded: str, search: Search) -> list[Anaphor]:
    """Definite descriptions and pronouns that may stand for an agreement; those without one have no entity."""
    named = [m for m in found.mentions if m.label == "AGREEMENT"]
    taken = {i for m in found.mentions for i in range(m.start, m.end)}
    out: list[Anaphor] = []
    for _, match in search.matches(view, encoded):
        start, end = match.start() // 2, match.end() // 2
        if taken.isdisjoint(range(start, end)):
            out.append(Anaphor(start, end, _antecedent(view, found, named, out, start, end)))
    return out


def _antecedent(
    view: View, found: Annotations, named: list[Mention], earlier: list[Anaphor], start: int, end: int
) -> tuple[int, ...]:
    noun = view.lowers[end - 1].rstrip("s")
    here = bisect_left(named, start, key=lambda m: m.start)
    past = named[max(0, here - _MEMORY) : here]
    before = [m.entity for m in past if m.end <= start]
    after = [m.entity for m in named[here : here + _MEMORY] if m.start >= end]
    if view.lexicon.has(view.lowers[end - 1], "instrument.specific"):
        called = [e for e in (*reversed(before), *after) if noun in found.entities[e].name.casefold()]
        if called:
            return (called[0],)
        rivals = [e for e in before if _called_otherwise(view, found.entities[e].name)]
        if len(set(before)) > 1 and len(set(rivals)) == len(set(before)):
            return (before[-1],)
    if view.lowers[end - 1] in {"it", "them"}:
        recent = [a for a in earlier[-_MEMORY:] if a.entities and start - a.end < 60]
        nearest = max((m for m in past if m.end <= start), key=lambda m: m.end, default=None)
        if recent and (nearest is None or recent[-1].end > nearest.end):
            return recent[-1].entities
        return (nearest.entity,) if nearest is not None and start - nearest.end < 80 else ()
    return ((before or after[:1])[-1],) if before or after else ()


def _called_otherwise(view: View, name: str) -> bool:
    return any(view.lexicon.has(word, "instrument.specific") for word in name.split())

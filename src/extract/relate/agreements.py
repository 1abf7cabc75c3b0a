"""Which agreement an endorsement refers to: the name in its object, or what "the pledge" stands for."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from typing import Final, TypeVar

from extract.annotations import UNNAMED, Anaphor, Annotations, Commitment, Mention
from extract.naming import is_called
from extract.tokens import View

Spanned = TypeVar("Spanned", Mention, Anaphor)
_LEDE: Final = 4
_MEMORY: Final = 2000
_ARTICLE: Final = 20_000  # tokens back to what the main agreement is
_OBJECT: Final = 8  # tokens of an object with the word that opens its clause


def agreement_of(view: View, found: Annotations, commitment: Commitment) -> int | None:
    """The entity of the first name or description of an agreement in an endorsement; None for other kinds."""
    if commitment.trigger.kind != "endorsement":
        return None
    entity = agreement_within(found, commitment.trigger.end, commitment.end)
    if entity is None:
        entity = _scorned(view, found, commitment)
    return _announced(view, found, commitment) if entity is None else entity


def _announced(view: View, found: Annotations, commitment: Commitment) -> int | None:
    """A headline or lede speaks of "a treaty" that the article names only later: the name that it uses most."""
    if commitment.start >= view.sentences[min(_LEDE, len(view.sentences) - 1)][1]:
        return None
    object_ = range(commitment.trigger.end, commitment.end)
    nouns = {view.lowers[i] for i in object_}
    spoken = [(m.start, m.entity) for m in found.mentions if m.label == "AGREEMENT"]
    known = {entity for start, entity in spoken if start < commitment.end}
    later = Counter(entity for _, entity in spoken if entity not in known)
    named = ((entity, found.entities[entity].name) for entity, _ in later.most_common())
    return next((entity for entity, name in named if any(is_called(view.lexicon, noun, name) for noun in nouns)), None)


def _scorned(view: View, found: Annotations, commitment: Commitment) -> int | None:
    """Would not sign a text that harms us: of one that is refused for what it is, the main agreement named before."""
    words = range(commitment.trigger.end, min(commitment.end, commitment.trigger.end + _OBJECT))
    refused = commitment.polarity == "negated" and any(view.is_a(i, "article.indefinite") for i in words[:1])
    if not refused or not any(view.is_a(i, "instrument.defect") for i in words):
        return None
    here = commitment.start
    before = Counter(m.entity for m in _within(found.mentions, here - _ARTICLE, here) if m.label == "AGREEMENT")
    return before.most_common(1)[0][0] if before else None


def last_before(found: Annotations, token: int, memory: int = _MEMORY) -> int | None:
    """The agreement last named or described among so many tokens before a token."""
    spoken = _spoken(found, token - memory, token)
    return max(spoken)[1] if spoken else None


def _spoken(found: Annotations, start: int, end: int) -> list[tuple[int, int]]:
    """Where a token range names or describes agreements, and which; -1 for those without a name."""
    spoken = [(m.start, m.entity) for m in _within(found.mentions, start, end) if m.label == "AGREEMENT"]
    described = [a for a in _within(found.instruments, start, end) if a.entities]
    return spoken + [(a.start, a.entities[0]) for a in described]


def _within(items: Sequence[Spanned], start: int, end: int) -> Sequence[Spanned]:
    """Those of the items, which are in text order, that begin in a token range."""
    return items[bisect_left(items, start, key=_start) : bisect_left(items, end, key=_start)]


def _start(item: Mention | Anaphor) -> int:
    return item.start


def agreement_within(found: Annotations, start: int, end: int) -> int | None:
    """The first agreement named or described in a token range; one described without an antecedent is None."""
    spoken = _spoken(found, start, end)
    spoken += [(a.start, -1) for a in _within(found.instruments, start, end) if not a.entities]
    entity = min(spoken, default=(0, -1))[1]
    return None if entity < 0 else entity


def speaks_of_unnamed(found: Annotations, start: int, end: int) -> bool:
    """Whether the first agreement that a token range speaks of has no name."""
    unnamed = [a.start for a in _within(found.instruments, start, end) if a.kind == UNNAMED]
    return bool(unnamed) and unnamed[0] < min(_spoken(found, start, end), default=(end, -1))[0]

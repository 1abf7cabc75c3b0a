"""Which agreement an endorsement refers to: the name in its object, or what "the pledge" stands for."""

from __future__ import annotations

from extract.annotations import Annotations, Commitment
from extract.tokens import View


def agreement_of(view: View, found: Annotations, commitment: Commitment) -> int | None:
    """The entity of the first name or description of an agreement in an endorsement; None for other kinds."""
    if commitment.trigger.kind != "endorsement":
        return None
    return agreement_within(view, found, commitment.trigger.end, commitment.end)


def agreement_within(view: View, found: Annotations, start: int, end: int) -> int | None:
    """The first agreement named or described in a token range; one described without an antecedent is None."""
    options = [(m.start, m.entity) for m in found.mentions if m.label == "AGREEMENT" and start <= m.start < end]
    options += [(a.start, a.entities[0] if a.entities else -1) for a in found.instruments if start <= a.start < end]
    if not options:
        return None
    entity = min(options)[1]
    return None if entity < 0 else entity

"""The changes between two runs on one article: what was lost, what was gained, and what became of the rest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Literal

from extract.diff.matches import Item, qualities
from extract.schema import Commitment, Count, Extraction, Mention, Stance
from extract.score_match import match_items, match_overlapping, unmatched

Outcome = Literal["lost", "gained", "changed"]
Verdict = Literal["better", "worse", "neither"]
_Pair = tuple[Item | None, Item | None]


@dataclass(frozen=True, slots=True)
class FieldChange:
    """An attribute that differs; None on a side that has nothing."""

    field: str
    old: str | None
    new: str | None


@dataclass(frozen=True, slots=True)
class Change:
    """One difference between two runs; `what` is a mention's label, COMMITMENT, STANCE or COUNT.

    `start` and `end` are those of the new finding, or of the lost one; None for a stance without evidence. `told` says
    in short what it says. `rules` are those of the old and of the new finding. `verdict` is None without gold.
    """

    outcome: Outcome
    what: str
    start: int | None
    end: int | None
    text: str
    told: str
    fields: tuple[FieldChange, ...]
    old_rules: tuple[str, ...]
    new_rules: tuple[str, ...]
    verdict: Verdict | None = None


def changes(old: Extraction, new: Extraction, gold: Extraction | None = None) -> list[Change]:
    """All changes in text order; that another rule finds the same is none.

    Spans are paired as the scorer pairs them, stances by party and agreement.
    """
    worth = None if gold is None else (qualities(gold, old), qualities(gold, new))
    found = [change for pair in _pairs(old, new) if (change := _change(pair, worth)) is not None]
    return sorted(found, key=lambda c: (c.start is None, c.start or 0, c.end or 0))


def _pairs(old: Extraction, new: Extraction) -> Iterator[_Pair]:
    yield from _with_rest(old.mentions, new.mentions, match_overlapping(old.mentions, new.mentions))
    yield from _with_rest(old.commitments, new.commitments, match_overlapping(old.commitments, new.commitments))
    yield from _with_rest(old.stances, new.stances, _same_matter(old.stances, new.stances))
    yield from _with_rest(old.counts, new.counts, match_overlapping(old.counts, new.counts))


def _with_rest(old: Sequence[Item], new: Sequence[Item], pairs: Sequence[tuple[Item, Item]]) -> Iterator[_Pair]:
    yield from pairs
    yield from ((a, None) for a in unmatched(old, [a for a, _ in pairs]))
    yield from ((None, b) for b in unmatched(new, [b for _, b in pairs]))


def _same_matter(old: Sequence[Stance], new: Sequence[Stance]) -> list[tuple[Stance, Stance]]:
    def same(a: Stance, b: Stance) -> bool:
        return (a.norm or a.party, a.agreement) == (b.norm or b.party, b.agreement)

    return match_items(old, new, same)


def _change(pair: _Pair, worth: tuple[Mapping[int, int], Mapping[int, int]] | None) -> Change | None:
    old, new = pair
    shown = new or old
    assert shown is not None
    before, after = _fields(old), _fields(new)
    fields: tuple[FieldChange, ...] = ()
    if old and new:
        fields = tuple(FieldChange(name, before[name], after[name]) for name in after if before[name] != after[name])
        if not fields:
            return None
    start, end = _range(shown)
    return Change(
        "lost" if new is None else "gained" if old is None else "changed",
        shown.label if isinstance(shown, Mention) else type(shown).__name__.upper(),
        start,
        end,
        shown.text if not isinstance(shown, Stance) else shown.evidence[0].text or "" if shown.evidence else "",
        _told(shown),
        fields,
        _rules(old),
        _rules(new),
        None if worth is None else _verdict(*map(partial(_worth_of), pair, worth)),
    )


def _worth_of(item: Item | None, worth: Mapping[int, int]) -> int:
    return 0 if item is None else worth[id(item)]


def _verdict(before: int, after: int) -> Verdict:
    return "neither" if before == after else "better" if after > before else "worse"


def _range(item: Item) -> tuple[int | None, int | None]:
    if not isinstance(item, Stance):
        return item.start, item.end
    return (item.evidence[0].start, item.evidence[0].end) if item.evidence else (None, None)


def _fields(item: Item | None) -> dict[str, str | None]:
    """What two findings are compared by."""
    if isinstance(item, Mention):
        return {"span": _placed(item), "label": item.label, "norm": item.norm}
    if isinstance(item, Commitment):
        actors = "; ".join(item.actors) or None
        said = {"kind": item.kind, "polarity": item.polarity, "actors": actors, "agreement": item.agreement}
        return {"span": _placed(item), **said}
    if isinstance(item, Count):
        return {"span": _placed(item), "value": f"{item.bound} {item.value}", "of": item.what}
    return {} if item is None else {"stance": item.stance, "party": item.party, "type": item.type}


def _placed(item: Mention | Commitment | Count) -> str:
    return f"{item.start}-{item.end} {item.text}"


def _told(item: Item) -> str:
    if isinstance(item, Mention):
        return item.norm or ""
    if isinstance(item, Commitment):
        return f"{item.polarity} {item.kind}, by {'; '.join(item.actors) or 'nobody named'}"
    if isinstance(item, Count):
        return f"{item.bound} {item.value} {item.what}"
    return f"{item.party}: {item.stance}" + (f" ({item.agreement})" if item.agreement else "")


def _rules(item: Item | None) -> tuple[str, ...]:
    if isinstance(item, Mention):
        return (item.rule,) if item.rule is not None else ()
    return item.rules if isinstance(item, Commitment) else ()

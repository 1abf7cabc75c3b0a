"""What of one run's findings gold bears out, by label, as the scorer pairs them."""

from __future__ import annotations

from collections.abc import Sequence

from extract.schema import LABELS, Commitment, Count, Extraction, Mention, Stance
from extract.score_match import match_exact, match_items, match_overlapping, same_range
from extract.score_names import NameRule
from extract.score_pairs import pair_counts, pair_stances

Item = Mention | Commitment | Count | Stance
KINDS = (*LABELS, "COMMITMENT", "stances", "counts")
"""What is compared, by the names of its figures in the scores."""

_SPURIOUS = -1


def gold_items(gold: Extraction) -> dict[str, Sequence[Item]]:
    """What gold has of each kind."""
    items: dict[str, Sequence[Item]] = {"COMMITMENT": gold.commitments, "stances": gold.stances, "counts": gold.counts}
    return items | {label: [m for m in gold.mentions if m.label == label] for label in LABELS}


def matched(gold: Extraction, pred: Extraction) -> dict[str, list[tuple[Item, Item]]]:
    """The pairs of gold and pred that strict scoring counts as right, by kind."""
    names = NameRule((*gold.mentions, *pred.mentions))
    by_label: dict[str, list[tuple[Item, Item]]] = {}
    for label in LABELS:
        ours, theirs = ([m for m in side.mentions if m.label == label] for side in (gold, pred))
        by_label[label] = [*match_exact(ours, theirs)]
    return {
        **by_label,
        "COMMITMENT": [*match_exact(gold.commitments, pred.commitments)],
        "stances": [*pair_stances(gold, pred, names)],
        "counts": [*pair_counts(gold, pred)],
    }


def qualities(gold: Extraction, pred: Extraction) -> dict[int, int]:
    """How good each finding of a run is, by its `id()`: above 0 where gold bears it out, below where it does not.

    A commitment that overlaps one of gold is the better the more of its extent and its attributes is right.
    """
    items: list[Item] = [*pred.mentions, *pred.commitments, *pred.stances, *pred.counts]
    found = {id(item): _SPURIOUS for item in items}
    found |= {id(b): 1 for pairs in matched(gold, pred).values() for _, b in pairs}
    names = NameRule((*gold.mentions, *pred.mentions))
    for a, b in match_overlapping(gold.commitments, pred.commitments):
        found[id(b)] = 1 + _right_parts(a, b, names)
    return found


def _right_parts(gold: Commitment, pred: Commitment, names: NameRule) -> int:
    actors = match_items(gold.actors, pred.actors, names.same)
    return sum(
        (
            same_range(gold, pred),
            gold.polarity == pred.polarity,
            gold.kind == pred.kind,
            names.same(gold.agreement, pred.agreement),
            len(actors) == len(gold.actors) == len(pred.actors),
        )
    )

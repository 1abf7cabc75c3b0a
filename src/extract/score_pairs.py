"""What of the predictions belongs to what of the gold: articles, mentions, stances, counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from extract.errors import InputError
from extract.schema import LABELS, Count, Extraction, Mention, Stance, text_sha256
from extract.score_match import match_items, match_overlapping, unmatched
from extract.score_names import NameRule


def pair_articles(gold: Sequence[Extraction], pred: Sequence[Extraction]) -> list[tuple[Extraction, Extraction]]:
    """Each article of gold with its prediction, an empty one if there is none.

    Raises InputError with all that is wrong: ids that gold does not have, ids used twice, texts that differ.
    """
    predicted = {record.id: record for record in pred}
    known = {record.id for record in gold}
    problems = [*_repeated("gold", gold), *_repeated("predictions", pred)]
    extra = sorted(predicted.keys() - known)
    if extra:
        shown = ", ".join(map(repr, extra[:5])) + (", ..." if len(extra) > 5 else "")
        problems.append(f"{len(extra)} predicted articles are not in the gold: {shown}")
    pairs = [(record, predicted.get(record.id, Extraction(id=record.id))) for record in gold]
    problems += [f"article {a.id!r}: predicted on another text than gold's" for a, b in pairs if _differ(a, b)]
    if problems:
        raise InputError("\n".join(problems))
    return pairs


def pair_mentions(gold: Extraction, pred: Extraction) -> Iterator[tuple[Mention | None, Mention | None]]:
    """Each mention of either side, with the one of the other side that it overlaps, None where there is none.

    Mentions of one label pair first; the rest pair across labels.
    """
    missed: list[Mention] = []
    spurious: list[Mention] = []
    for label in LABELS:
        ours = [span for span in gold.mentions if span.label == label]
        theirs = [span for span in pred.mentions if span.label == label]
        pairs = match_overlapping(ours, theirs)
        yield from pairs
        missed += unmatched(ours, [a for a, _ in pairs])
        spurious += unmatched(theirs, [b for _, b in pairs])
    pairs = match_overlapping(missed, spurious)
    yield from pairs
    yield from ((a, None) for a in unmatched(missed, [a for a, _ in pairs]))
    yield from ((None, b) for b in unmatched(spurious, [b for _, b in pairs]))


def pair_stances(gold: Extraction, pred: Extraction, names: NameRule) -> list[tuple[Stance, Stance]]:
    """Stances that say the same of the same party and agreement; no agreement is the same as none only."""

    def same(a: Stance, b: Stance) -> bool:
        return a.stance == b.stance and names.same(a.party, b.party) and names.same(a.agreement, b.agreement)

    return match_items(gold.stances, pred.stances, same)


def pair_counts(gold: Extraction, pred: Extraction) -> list[tuple[Count, Count]]:
    """Counts whose spans overlap and that claim the same value and bound."""

    def same(a: Count, b: Count) -> bool:
        return a.start < b.end and b.start < a.end and (a.value, a.bound) == (b.value, b.bound)

    return match_items(gold.counts, pred.counts, same)


def _repeated(side: str, records: Sequence[Extraction]) -> list[str]:
    uses = Counter(record.id for record in records)
    return [f"article {name!r} is there {n} times in the {side}" for name, n in sorted(uses.items()) if n > 1]


def _differ(gold: Extraction, pred: Extraction) -> bool:
    hashes = {_text_hash(gold), _text_hash(pred)} - {None}
    return len(hashes) > 1


def _text_hash(record: Extraction) -> str | None:
    return record.text_sha256 if record.text is None else text_sha256(record.text)

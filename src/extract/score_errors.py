"""Every difference between gold and predictions, with its place in the article and the rules to blame."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Literal

from extract.schema import Commitment, Extraction, Mention, Range, Stance, TextRange
from extract.score_match import match_items, match_overlapping, same_range, unmatched
from extract.score_names import NameRule
from extract.score_pairs import pair_articles, pair_counts, pair_mentions, pair_stances

Cause = Literal[
    "missed",
    "spurious",
    "wrong boundary",
    "wrong label",
    "wrong polarity",
    "wrong kind",
    "wrong agreement",
    "wrong actors",
]
_CONTEXT = 40  # characters on either side
_LINE_END = re.compile(r"\r\n|[\n\v\f\r\x85\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class SpanError:
    """One difference; `gold` and `pred` are what either side says, None on a side that has nothing.

    `what` is a mention's label, COMMITMENT, COUNT or STANCE. `start` and `end` enclose both sides' spans;
    `before`, `text` and `after` are the article there, with line ends shown as ¶. A stance without evidence
    has no place. `rules` made the predicted side.
    """

    article: str
    what: str
    cause: Cause
    start: int | None
    end: int | None
    before: str
    text: str
    after: str
    gold: str | None
    pred: str | None
    rules: tuple[str, ...] = ()


def errors(gold: Sequence[Extraction], pred: Sequence[Extraction]) -> list[SpanError]:
    """All differences by strict matching, ordered by article and offset; raises InputError as `score` does.

    Each missed span of a strict score is in one error with a `gold` side, each spurious one in one with a
    `pred` side: both in one error if they overlap (wrong boundary, or wrong label), else on their own. The
    attributes of commitments are compared where the spans overlap.
    """
    return list(chain.from_iterable(_article_errors(*pair) for pair in pair_articles(gold, pred)))


def _article_errors(gold: Extraction, pred: Extraction) -> list[SpanError]:
    place = _Place(gold.id, gold.text or pred.text or "")
    names = NameRule((*gold.mentions, *pred.mentions))
    found = [
        *_mention_errors(gold, pred, place),
        *_commitment_errors(gold, pred, place, names),
        *_count_errors(gold, pred, place),
        *_stance_errors(gold, pred, place, names),
    ]
    last = len(place.text) + 1  # what has no place comes last
    return sorted(found, key=lambda error: last if error.start is None else error.start)


@dataclass(frozen=True, slots=True)
class _Place:
    """Makes the errors of one article."""

    article: str
    text: str

    def error(
        self,
        what: str,
        cause: Cause,
        spans: Sequence[Range],
        gold: str | None,
        pred: str | None,
        rules: tuple[str, ...] = (),
    ) -> SpanError:
        start = min((span.start for span in spans), default=None)
        end = max((span.end for span in spans), default=None)
        before = text = after = ""
        if start is not None and end is not None:
            before = self._show(max(0, start - _CONTEXT), start)
            text = self._show(start, end)
            after = self._show(end, end + _CONTEXT)
        return SpanError(self.article, what, cause, start, end, before, text, after, gold, pred, rules)

    def _show(self, start: int, end: int) -> str:
        return _LINE_END.sub("¶", self.text[start:end])


def _mention_errors(gold: Extraction, pred: Extraction, place: _Place) -> Iterator[SpanError]:
    for a, b in pair_mentions(gold, pred):
        if a is None or b is None:
            if a is not None:
                yield place.error(a.label, "missed", (a,), a.text, None)
            if b is not None:
                yield place.error(b.label, "spurious", (b,), None, b.text, _rules(b))
        elif a.label != b.label:
            yield place.error(a.label, "wrong label", (a, b), f"{a.label} {a.text}", f"{b.label} {b.text}", _rules(b))
        elif not same_range(a, b):
            yield place.error(a.label, "wrong boundary", (a, b), a.text, b.text, _rules(b))


def _commitment_errors(gold: Extraction, pred: Extraction, place: _Place, names: NameRule) -> Iterator[SpanError]:
    what = "COMMITMENT"
    pairs = match_overlapping(gold.commitments, pred.commitments)
    for a in unmatched(gold.commitments, [a for a, _ in pairs]):
        yield place.error(what, "missed", (a,), a.text, None)
    for b in unmatched(pred.commitments, [b for _, b in pairs]):
        yield place.error(what, "spurious", (b,), None, b.text, _rules(b))
    for a, b in pairs:
        if not same_range(a, b):
            yield place.error(what, "wrong boundary", (a, b), a.text, b.text, _rules(b))
        for cause, ours, theirs in _attribute_errors(a, b, names):
            yield place.error(what, cause, (a, b), ours, theirs, _rules(b))


def _attribute_errors(
    gold: Commitment, pred: Commitment, names: NameRule
) -> Iterator[tuple[Cause, str | None, str | None]]:
    if gold.polarity != pred.polarity:
        yield "wrong polarity", gold.polarity, pred.polarity
    if gold.kind != pred.kind:
        yield "wrong kind", gold.kind, pred.kind
    if not names.same(gold.agreement, pred.agreement):
        yield "wrong agreement", gold.agreement, pred.agreement
    same = len(match_items(gold.actors, pred.actors, names.same))
    if not same == len(gold.actors) == len(pred.actors):
        yield "wrong actors", "; ".join(gold.actors) or None, "; ".join(pred.actors) or None


def _count_errors(gold: Extraction, pred: Extraction, place: _Place) -> Iterator[SpanError]:
    pairs = pair_counts(gold, pred)
    for a in unmatched(gold.counts, [a for a, _ in pairs]):
        yield place.error("COUNT", "missed", (a,), f"{a.bound} {a.value} {a.what}", None)
    for b in unmatched(pred.counts, [b for _, b in pairs]):
        yield place.error("COUNT", "spurious", (b,), None, f"{b.bound} {b.value} {b.what}")


def _stance_errors(gold: Extraction, pred: Extraction, place: _Place, names: NameRule) -> Iterator[SpanError]:
    pairs = pair_stances(gold, pred, names)
    for a in unmatched(gold.stances, [a for a, _ in pairs]):
        yield place.error("STANCE", "missed", a.evidence[:1], _show_stance(a), None)
    for b in unmatched(pred.stances, [b for _, b in pairs]):
        yield place.error("STANCE", "spurious", b.evidence[:1], None, _show_stance(b))


def _show_stance(stance: Stance) -> str:
    return f"{stance.party}: {stance.stance}" + (f" {stance.agreement}" if stance.agreement else "")


def _rules(span: TextRange) -> tuple[str, ...]:
    if isinstance(span, Commitment):
        return span.rules
    return (span.rule,) if isinstance(span, Mention) and span.rule is not None else ()

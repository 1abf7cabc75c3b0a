"""What makes one gold record contradict itself or its text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import NamedTuple, TypeVar

from extract.schema import Commitment, Count, Extraction, Mention, Range, Stance, TextRange, text_sha256

PARTY_LABELS = frozenset({"ORG", "COUNTRY", "PERSON"})

Span = TypeVar("Span", bound=TextRange)
Names = frozenset[tuple[str, str]]


class Problem(NamedTuple):
    """One contradiction; `offset` is its place in the text, None for what concerns the whole article."""

    offset: int | None
    message: str


def check(record: Extraction) -> list[str]:
    """One line for each contradiction: what was found, what is allowed; empty for sound gold."""
    return [problem.message for problem in find_problems(record)]


def find_problems(record: Extraction) -> list[Problem]:
    """The same as `check`, with the place of each problem in the text."""
    if not record.text:
        return [Problem(None, "text is missing or empty, allowed is the article's whole text")]
    names: Names = frozenset((fold(mention.text), mention.label) for mention in record.mentions)
    return list(
        chain(
            _check_record(record, record.text),
            _check_ranges(record, record.text),
            _check_mentions(record.mentions),
            _check_commitments(record.commitments, names),
            _check_extents(record.mentions, record.commitments),
            _check_counts(record.counts),
            _check_stances(record.stances, names),
        )
    )


def fold(name: str) -> str:
    """The name as compared with others: case and runs of white space do not count."""
    return " ".join(name.split()).casefold()


def _check_record(record: Extraction, text: str) -> Iterator[Problem]:
    if record.id != record.id.strip():
        yield Problem(None, f"id {record.id!r} has white space at its edge, allowed is none")
    if record.text_sha256 not in (None, text_sha256(text)):
        yield Problem(None, f"text_sha256 is {record.text_sha256}, the text gives {text_sha256(text)}")
    offset = next((i for i, char in enumerate(text) if "\ud800" <= char <= "\udfff"), None)
    if offset is not None:
        found = f"lone surrogate {text[offset]!r} at {offset}"
        yield Problem(offset, f"{found}, allowed is text that UTF-8 can hold")


def _check_ranges(record: Extraction, text: str) -> Iterator[Problem]:
    for span in chain(record.mentions, record.commitments, record.counts):
        yield from _check_span(_describe(span), span, text)
    for commitment in record.commitments:
        trigger = commitment.trigger
        if trigger is None:
            continue
        what = f"trigger {_show(trigger.text)} at {trigger.start}-{trigger.end} of {_describe(commitment)}"
        yield from _check_span(what, trigger, text)
        if trigger.start != commitment.start or trigger.end > commitment.end:
            yield Problem(trigger.start, f"{what}, allowed is at the commitment's start and within it")
    for stance in record.stances:
        for place in stance.evidence:
            if place.end > len(text):
                found = f"evidence {place.start}-{place.end} of the stance of {stance.party!r}"
                yield Problem(None, f"{found} is out of range, the text has {len(text)} characters")


def _check_span(what: str, span: TextRange, text: str) -> Iterator[Problem]:
    there = text[span.start : span.end]
    if span.end > len(text):
        yield Problem(len(text), f"{what} is out of range, the text has {len(text)} characters")
    elif there != span.text:
        yield Problem(span.start, f"{what}: the text there is {_show(there)}")
    elif there != there.strip():
        yield Problem(span.start, f"{what} has white space at its edge, allowed is none")


def _check_mentions(mentions: Sequence[Mention]) -> Iterator[Problem]:
    for first, second in _overlapping(mentions):
        if _same_range(first, second) and first.label == second.label:
            yield Problem(second.start, f"{_describe(second)} is there twice, allowed is once")
        else:
            found = f"{_describe(second)} overlaps {_describe(first)}"
            yield Problem(second.start, f"{found}, allowed are mentions side by side")


def _check_commitments(commitments: Sequence[Commitment], names: Names) -> Iterator[Problem]:
    for first, second in _overlapping(commitments):
        if _same_range(first, second):
            yield Problem(second.start, f"{_describe(second)} is there twice, allowed is once")
        else:
            found = f"{_describe(second)} overlaps {_describe(first)}"
            yield Problem(second.start, f"{found}, allowed are commitments side by side")
    for commitment in commitments:
        what = _describe(commitment)
        folded = [fold(actor) for actor in commitment.actors]
        for index, actor in enumerate(commitment.actors):
            if folded[index] in folded[:index]:
                yield Problem(commitment.start, f"actor {actor!r} is there twice in {what}, allowed is once")
            for message in _check_name("actor", actor, names, PARTY_LABELS):
                yield Problem(commitment.start, f"{message} ({what})")
        if commitment.agreement is not None:
            for message in _check_name("agreement", commitment.agreement, names, {"AGREEMENT"}):
                yield Problem(commitment.start, f"{message} ({what})")


def _check_extents(mentions: Sequence[Mention], commitments: Sequence[Commitment]) -> Iterator[Problem]:
    for commitment in commitments:
        for mention in mentions:
            apart = mention.end <= commitment.start or commitment.end <= mention.start
            within = commitment.start <= mention.start and mention.end <= commitment.end
            # A noun trigger may close an agreement's name: "the Paris [pledge to cut ...]".
            if not (apart or within or mention.label == "AGREEMENT"):
                found = f"{_describe(mention)} sticks out of {_describe(commitment)}"
                yield Problem(mention.start, f"{found}, allowed is that for an AGREEMENT only")


def _check_counts(counts: Sequence[Count]) -> Iterator[Problem]:
    for count in counts:
        if not count.what.strip():
            found = f"'what' of {_describe(count)} is empty"
            yield Problem(count.start, f"{found}, allowed is the counted noun phrase")
    for first, second in _overlapping(counts):
        # The same count twice is no contradiction, and labelled data has it.
        if first != second:
            found = f"{_describe(second)} overlaps {_describe(first)}"
            yield Problem(second.start, f"{found}, allowed is one reading of a number")


def _check_stances(stances: Sequence[Stance], names: Names) -> Iterator[Problem]:
    seen: dict[tuple[str, str | None], Stance] = {}
    for stance in stances:
        messages = _check_name("party", stance.party, names, {stance.type})
        if stance.agreement is not None:
            messages += _check_name("agreement", stance.agreement, names, {"AGREEMENT"})
        key = (fold(stance.party), None if stance.agreement is None else fold(stance.agreement))
        known = seen.setdefault(key, stance)
        if known is not stance:
            found = f"{stance.party!r} is {known.stance} and {stance.stance} on {stance.agreement!r}"
            messages.append(f"{found}, allowed is one row for a party and an agreement")
        yield from (Problem(None, message) for message in messages)


def _check_name(role: str, name: str, names: Names, allowed: Iterable[str]) -> list[str]:
    choice = " or ".join(sorted(allowed))
    if name != name.strip() or not name:
        return [f"{role} {name!r} has white space at its edge or is empty, allowed is a bare name"]
    labels = sorted(label for text, label in names if text == fold(name))
    if not labels:
        return [f"{role} {name!r} is tagged nowhere in the article, allowed is a name tagged {choice}"]
    if not set(labels) & set(allowed):
        return [f"{role} {name!r} is tagged {' and '.join(labels)}, allowed is {choice}"]
    return []


def _overlapping(spans: Sequence[Span]) -> Iterator[tuple[Span, Span]]:
    """Each span that starts before an earlier one has ended, with that earlier one."""
    furthest: Span | None = None
    for span in sorted(spans, key=lambda span: (span.start, span.end)):
        if furthest is not None and span.start < furthest.end:
            yield furthest, span
        if furthest is None or span.end > furthest.end:
            furthest = span


def _same_range(first: Range, second: Range) -> bool:
    return (first.start, first.end) == (second.start, second.end)


def _describe(span: TextRange) -> str:
    label = span.label if isinstance(span, Mention) else type(span).__name__.lower()
    return f"{label} {_show(span.text)} at {span.start}-{span.end}"


def _show(text: str) -> str:
    return repr(text if len(text) <= 60 else f"{text[:40]} ... {text[-15:]}")

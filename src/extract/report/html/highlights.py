"""What is highlighted in an article, and what there is to say of each highlight."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from extract.report.html.layers import Highlight
from extract.report.terminal import plain
from extract.schema import Commitment, Count, Extraction, Mention, TextRange

BOUNDS = {"exact": "", "at_least": "at least ", "about": "about ", "at_most": "at most "}


def highlights(extraction: Extraction, article: int) -> tuple[list[Highlight], int]:
    """The highlights of an article, outer ones before inner ones of one range; and how many do not fit its text."""
    found = [*_commitments(extraction, article), *_counts(extraction), *_mentions(extraction)]
    fitting = [highlight for span, highlight in found if fits(extraction, span)]
    return fitting, len(found) - len(fitting)


def fits(extraction: Extraction, span: TextRange) -> bool:
    """Whether an article has its text, and in it the span at its place."""
    return (extraction.text or "")[span.start : span.end] == span.text


def commitment_anchor(article: int, number: int) -> str:
    """What links name a commitment by: the number of its article on the page, and its own in that article."""
    return f"commitment-{article}-{number}"


def details(heading: str, **facts: str | Iterable[str] | None) -> tuple[str, ...]:
    """A heading, then ``name: value`` for each fact that is there; each a line that can carry no other."""
    told = {name: fact if isinstance(fact, str) else ", ".join(fact or ()) for name, fact in facts.items()}
    return (heading, *(f"{name}: {plain(value)}" for name, value in told.items() if value))


def _mentions(extraction: Extraction) -> Iterator[tuple[Mention, Highlight]]:
    for span in extraction.mentions:
        told = details(span.label, norm=span.norm, rule=span.rule)
        yield span, Highlight(span.start, span.end, span.label, told)


def _commitments(extraction: Extraction, article: int) -> Iterator[tuple[TextRange, Highlight]]:
    for number, span in enumerate(extraction.commitments):
        anchor = commitment_anchor(article, number)
        yield span, Highlight(span.start, span.end, f"COMMITMENT {span.polarity}", _told(span), anchor)
        if span.trigger is not None:
            told = details("TRIGGER", opens=span.kind, rule=span.rules[:1])
            yield span.trigger, Highlight(span.trigger.start, span.trigger.end, "TRIGGER", told)


def _told(span: Commitment) -> tuple[str, ...]:
    return details(
        "COMMITMENT",
        kind=span.kind,
        polarity=span.polarity,
        actors=span.actors or "nobody named",
        agreement=span.agreement or "not named",
        rules=span.rules,
    )


def _counts(extraction: Extraction) -> Iterator[tuple[Count, Highlight]]:
    for span in extraction.counts:
        told = details("COUNT", value=f"{BOUNDS[span.bound]}{span.value:,}", of=span.what)
        yield span, Highlight(span.start, span.end, "COUNT", told)

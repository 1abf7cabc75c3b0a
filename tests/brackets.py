"""Texts with square brackets around what should be found, and the same with brackets around what is found."""

from __future__ import annotations

from collections.abc import Iterable

from extract.pipeline import Pipeline
from extract.schema import Article, Extraction, Kind, Label, Polarity, TextRange


def extraction(pipeline: Pipeline, text: str) -> Extraction:
    """What is found in a text."""
    return pipeline.extract(Article(id="some", text=text))


def plain(bracketed: str) -> str:
    """The text without its brackets."""
    return bracketed.replace("[", "").replace("]", "")


def bracket(text: str, spans: Iterable[TextRange]) -> str:
    """The text with brackets around spans that do not overlap."""
    for span in sorted(spans, key=lambda s: s.start, reverse=True):
        text = f"{text[: span.start]}[{span.text}]{text[span.end :]}"
    return text


def names(pipeline: Pipeline, bracketed: str, label: Label) -> str:
    """The text with brackets around the mentions of a label that are found in it."""
    text = plain(bracketed)
    return bracket(text, (m for m in extraction(pipeline, text).mentions if m.label == label))


def labelled(pipeline: Pipeline, text: str) -> list[tuple[str, Label]]:
    """The mentions in text order."""
    return [(m.text, m.label) for m in extraction(pipeline, text).mentions]


def commitments(pipeline: Pipeline, bracketed: str, kind: Kind | None = None, polarity: Polarity | None = None) -> str:
    """The text with brackets around the commitments found in it, of one kind or polarity where that is given."""
    text = plain(bracketed)
    found = extraction(pipeline, text).commitments
    return bracket(text, (c for c in found if kind in {None, c.kind} and polarity in {None, c.polarity}))


def actors(pipeline: Pipeline, text: str) -> list[tuple[str, ...]]:
    """The actors of each commitment, in text order."""
    return [c.actors for c in extraction(pipeline, text).commitments]


def stances(pipeline: Pipeline, text: str) -> dict[str, str]:
    """The stance of each party."""
    return {s.party: s.stance for s in extraction(pipeline, text).stances}

"""From token annotations to the record schema: code point offsets, names, norms and rule ids."""

from __future__ import annotations

from typing import TypedDict

from extract import schema
from extract.annotations import Annotations, Commitment, Count, Stance
from extract.schema import Article, Extraction
from extract.tokens import View


class _Place(TypedDict):
    start: int
    end: int
    text: str


def to_extraction(article: Article, arrays: View, found: Annotations) -> Extraction:
    """The record of an article; spans hold the article's own text."""
    return _Converter(article, arrays, found).extraction()


class _Converter:
    def __init__(self, article: Article, arrays: View, found: Annotations) -> None:
        self._article = article
        self._arrays = arrays
        self._found = found

    def extraction(self) -> Extraction:
        article, found = self._article, self._found
        mentions = tuple(
            schema.Mention(**self._text(m.start, m.end), label=m.label, norm=found.entities[m.entity].norm, rule=m.rule)
            for m in found.mentions
        )
        return Extraction(
            schema_version=schema.LANGUAGE_VERSION if article.language else schema.SCHEMA_VERSION,
            id=article.id,
            source=article.source,
            date=article.date,
            language=article.language,
            text_sha256=schema.text_sha256(article.text),
            text=article.text,
            mentions=mentions,
            commitments=tuple(map(self._commitment, found.commitments)),
            stances=tuple(map(self._stance, found.stances)),
            counts=tuple(map(self._count, found.counts)),
        )

    def _commitment(self, c: Commitment) -> schema.Commitment:
        trigger = c.trigger
        return schema.Commitment(
            **self._text(c.start, c.end),
            trigger=schema.TextRange(**self._text(trigger.start, trigger.end)),
            kind=trigger.kind,
            polarity=c.polarity,
            actors=tuple(self._found.entities[i].name for i in c.actors),
            agreement=self._name(c.agreement),
            rules=(trigger.rule, *(cue.rule for cue in c.cues)),
        )

    def _stance(self, s: Stance) -> schema.Stance:
        party = self._found.entities[s.party]
        assert party.label != "AGREEMENT"
        return schema.Stance(
            party=party.name,
            type=party.label,
            norm=party.norm,
            agreement=self._name(s.agreement),
            stance=s.stance,
            evidence=tuple(schema.Evidence(**self._text(*span)) for span in s.evidence),
        )

    def _count(self, c: Count) -> schema.Count:
        first, last = self._arrays.char_span(*c.what)
        what = " ".join(self._article.text[first:last].split())
        return schema.Count(**self._text(c.start, c.end), value=c.value, bound=c.bound, what=what)

    def _name(self, entity: int | None) -> str | None:
        return None if entity is None else self._found.entities[entity].name

    def _text(self, start: int, end: int) -> _Place:
        first, last = self._arrays.char_span(start, end)
        return {"start": first, "end": last, "text": self._article.text[first:last]}

"""The record models: what the pipeline writes, what gold holds, what the scorer reads.

Offsets are code points into the article's text, end exclusive.
"""

from __future__ import annotations

import hashlib
from datetime import date
from typing import Annotated, Final, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

SCHEMA_VERSION: Final = "1.1"
LANGUAGE_VERSION: Final = "1.2"
"""The version of records with a `language`, for readers of 1.1 know no such field; all others stay 1.1."""
Version = Literal["1.0", "1.1", "1.2"]

Label = Literal["ORG", "COUNTRY", "PERSON", "AGREEMENT"]
PartyType = Literal["ORG", "COUNTRY", "PERSON"]
Kind = Literal["pledge", "endorsement", "intent"]
Polarity = Literal["affirmed", "negated"]
StanceValue = Literal["signed", "not_signed", "withdrew"]
Bound = Literal["exact", "at_least", "about", "at_most"]

LABELS: tuple[Label, ...] = ("ORG", "COUNTRY", "PERSON", "AGREEMENT")
KINDS: tuple[Kind, ...] = ("pledge", "endorsement", "intent")


def as_day(text: str) -> str:
    """The text itself if it is a day of the calendar as YYYY-MM-DD, else a ValueError."""
    try:
        known = date.fromisoformat(text).isoformat() == text  # newer Pythons read other ISO forms, too
    except ValueError:
        known = False
    if not known:
        raise ValueError("allowed is a day as YYYY-MM-DD")
    return text


Offset = Annotated[int, Field(ge=0)]
Day = Annotated[str, AfterValidator(as_day), Field(json_schema_extra={"format": "date"})]
Language = Annotated[str, Field(pattern="^[a-z]{2,3}$")]


class Model(BaseModel):
    """Frozen, and closed to unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Range(Model):
    """A stretch of the article's text, not empty."""

    start: Offset
    end: Offset

    @model_validator(mode="after")
    def _not_empty(self) -> Range:
        if self.end <= self.start:
            raise ValueError(f"end {self.end} is not after start {self.start}")
        return self


class TextRange(Range):
    """A range with the text that stands there."""

    text: str


class Mention(TextRange):
    """A name of a party or of an agreement; `norm` is an ISO code, a stable id or the fullest name."""

    label: Label
    norm: str | None = None
    rule: str | None = None


class Commitment(TextRange):
    """A phrase that commits; `actors` are names, each in the fullest form that the article has."""

    trigger: TextRange | None = None
    kind: Kind
    polarity: Polarity
    actors: tuple[str, ...] = Field(default=(), strict=False)
    agreement: str | None = None
    rules: tuple[str, ...] = Field(default=(), strict=False)


class Evidence(Range):
    """A stretch that shows a stance; its text is missing in records of schema 1.0."""

    text: str | None = None


class Stance(Model):
    """Where one party stands on one agreement, by the whole article.

    `inferred` names the group of which the party is a member, if the article speaks of the group alone.
    """

    party: str
    type: PartyType
    norm: str | None = None
    agreement: str | None = None
    stance: StanceValue
    evidence: tuple[Evidence, ...] = Field(default=(), strict=False)
    inferred: str | None = None


class Count(TextRange):
    """A claimed number of parties."""

    value: Offset
    bound: Bound
    what: str


class Extraction(Model):
    """One article with all that was found in it, or all that a person labelled.

    `language` is that of an article that is surely not English (ISO 639), if that was checked; it came with 1.2.
    """

    schema_version: Version = SCHEMA_VERSION
    id: str = Field(min_length=1)
    source: str | None = None
    date: Day | None = None
    language: Language | None = None
    text_sha256: str | None = None
    text: str | None = None
    mentions: tuple[Mention, ...] = Field(default=(), strict=False)
    commitments: tuple[Commitment, ...] = Field(default=(), strict=False)
    stances: tuple[Stance, ...] = Field(default=(), strict=False)
    counts: tuple[Count, ...] = Field(default=(), strict=False)


class ErrorRecord(Model):
    """A document that failed: where it came from and one line on why."""

    schema_version: Version = SCHEMA_VERSION
    id: str | None = None
    source: str | None = None
    line: int | None = None
    error: str


class Article(Model):
    """One document as read, before extraction; the text is never altered."""

    id: str = Field(min_length=1)
    source: str | None = None
    date: Day | None = None
    language: Language | None = None
    text: str


def text_sha256(text: str) -> str:
    """Hex SHA-256 of the text in UTF-8; lone surrogates are hashed by their code units."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()

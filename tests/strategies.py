"""Hypothesis strategies for texts, and for labelled articles that do not contradict themselves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from hypothesis import strategies as st

from extract.gold import fold
from extract.schema import (
    KINDS,
    Commitment,
    Count,
    Evidence,
    Extraction,
    Mention,
    Stance,
    TextRange,
    text_sha256,
)

# What markup, YAML, JSON or offsets could stumble over, as well as plain words.
_PIECES = (
    "Japan", "the Paris Call", "pledged", "O’Neil & Sons", "müller", " ", "  ", "\n", "\r\n", "\r", "\t",
    "\n---\n", "[", "]", "\\", "{ORG}", "]{ORG}", "^1:", "^", '"', "'", ";", "; ", ": ", " #", "- ", "%",
    "&a", "*a", "!!str", "null", "~", "NO", "2018-11-12", "🕊️", "\u2028", "\x85", "\x0b", "\x7f", "\ufeff",
    "\u200b", "é", "e\u0301", "ﬁ",
)  # fmt: skip


def texts(min_size: int = 1) -> st.SearchStrategy[str]:
    """Texts that UTF-8 can hold, rich in characters that markup has to escape."""
    pieces = st.one_of(st.sampled_from(_PIECES), st.characters(exclude_categories=["Cs"]))
    return st.lists(pieces, min_size=min_size, max_size=20).map("".join)


@st.composite
def ranges(draw: st.DrawFn, text: str, max_size: int = 6) -> list[TextRange]:
    """Ranges of the text side by side, none of them with white space at an edge, ordered by offset."""
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=2 * max_size, unique=True)))
    spans = []
    for start, end in pairwise(cuts):
        inner = text[start:end].strip()
        if inner and draw(st.booleans()):
            first = text.index(inner, start)
            spans.append(TextRange(start=first, end=first + len(inner), text=inner))
    return spans


@dataclass(frozen=True, slots=True)
class _Names:
    parties: Sequence[tuple[str, str]]
    agreements: Sequence[str]

    def agreement(self) -> st.SearchStrategy[str | None]:
        return st.sampled_from([None, *self.agreements])


def _is_bare(name: str) -> bool:
    return bool(name) and name == name.strip()


ARTICLE_IDS = st.text(st.characters(codec="utf-8"), min_size=1).filter(_is_bare)


@st.composite
def extractions(draw: st.DrawFn, text: str | None = None, ids: st.SearchStrategy[str] = ARTICLE_IDS) -> Extraction:
    """A labelled article that passes `extract.gold.check`; without `text`, of a text of its own."""
    if text is None:
        text = draw(texts())
    commitment_ranges = draw(ranges(text))
    mentions = [draw(_mentions(span, commitment_ranges)) for span in draw(ranges(text))]
    names = _Names(
        parties=[(mention.text, mention.label) for mention in mentions if mention.label != "AGREEMENT"],
        agreements=[mention.text for mention in mentions if mention.label == "AGREEMENT"],
    )
    return Extraction(
        id=draw(ids),
        date=draw(st.sampled_from([None, "2018-11-12"])),
        language=draw(st.sampled_from([None, None, "de"])),
        source=draw(st.sampled_from([None, "", "https://example.org/a#b", "a: b\n---\n"])),
        text_sha256=draw(st.sampled_from([None, text_sha256(text)])),
        text=text,
        mentions=tuple(mentions),
        commitments=tuple(draw(_commitments(span, names)) for span in commitment_ranges),
        stances=tuple(draw(_stances(text, names))),
        counts=tuple(draw(_counts(span)) for span in draw(ranges(text, max_size=3))),
    )


@st.composite
def _mentions(draw: st.DrawFn, span: TextRange, commitments: Sequence[TextRange]) -> Mention:
    crosses = any(
        span.start < other.end and other.start < span.end and not (other.start <= span.start < span.end <= other.end)
        for other in commitments
    )
    labels = ["AGREEMENT"] if crosses else ["ORG", "COUNTRY", "PERSON", "AGREEMENT"]
    norm = draw(st.sampled_from([None, "NO", "GB", 'a "b" \\']))
    return Mention.model_validate(span.model_dump() | {"label": draw(st.sampled_from(labels)), "norm": norm})


@st.composite
def _commitments(draw: st.DrawFn, span: TextRange, names: _Names) -> Commitment:
    actors = draw(st.lists(st.sampled_from(names.parties), unique_by=_fold_name)) if names.parties else []
    end = draw(st.integers(span.start + 1, span.end))
    trigger = TextRange(start=span.start, end=end, text=span.text[: end - span.start])
    return Commitment.model_validate(
        span.model_dump()
        | {
            "trigger": draw(st.none() | st.just(trigger)) if trigger.text == trigger.text.strip() else None,
            "kind": draw(st.sampled_from(KINDS)),
            "polarity": draw(st.sampled_from(["affirmed", "negated"])),
            "actors": [name for name, _ in actors],
            "agreement": draw(names.agreement()),
        }
    )


@st.composite
def _stances(draw: st.DrawFn, text: str, names: _Names) -> list[Stance]:
    if not names.parties:
        return []
    rows = st.tuples(st.sampled_from(names.parties), names.agreement())
    stances = []
    for (party, label), agreement in draw(st.lists(rows, max_size=5, unique_by=_fold_row)):
        start = draw(st.integers(0, len(text) - 1))
        end = draw(st.integers(start + 1, len(text)))
        evidence = draw(st.sampled_from([[], [Evidence(start=start, end=end)]]))
        stances.append(
            Stance.model_validate(
                {
                    "party": party,
                    "type": label,
                    "norm": draw(st.sampled_from([None, "NO", "x: #1"])),
                    "agreement": agreement,
                    "stance": draw(st.sampled_from(["signed", "not_signed", "withdrew"])),
                    "evidence": evidence,
                }
            )
        )
    return stances


@st.composite
def _counts(draw: st.DrawFn, span: TextRange) -> Count:
    return Count.model_validate(
        span.model_dump()
        | {
            "value": draw(st.integers(0, 3)),
            "bound": draw(st.sampled_from(["exact", "at_least", "about", "at_most"])),
            "what": draw(st.sampled_from(["states", 'a "b" \\; ]{', "two\nlines"])),
        }
    )


def _fold_name(party: tuple[str, str]) -> str:
    return fold(party[0])


def _fold_row(row: tuple[tuple[str, str], str | None]) -> tuple[str, str | None]:
    return fold(row[0][0]), None if row[1] is None else fold(row[1])


def corpora() -> st.SearchStrategy[list[Extraction]]:
    """Up to two articles, each with an id of its own."""
    ids = st.sampled_from("abc")
    return st.lists(extractions(ids=ids), max_size=2, unique_by=lambda record: record.id)


@st.composite
def paired_corpora(draw: st.DrawFn) -> tuple[list[Extraction], list[Extraction]]:
    """Two annotations of the same articles, close enough to agree in part."""
    first, second = [], []
    for record in draw(corpora()):
        other = draw(extractions(text=record.text, ids=st.just(record.id)))
        fields = ("mentions", "commitments", "stances", "counts")
        kept = {name: getattr(draw(st.sampled_from([record, other])), name) for name in fields}
        first.append(record)
        second.append(other.model_copy(update=kept))
    return first, second

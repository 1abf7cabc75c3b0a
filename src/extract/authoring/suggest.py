"""What gold has and no rule finds, grouped by what the missed spans share, as drafts of rules for a person to judge."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from extract.excerpts import sentence_around
from extract.pipeline import Pipeline
from extract.schema import Commitment, Extraction, Kind, Label, Mention
from extract.score_match import match_overlapping, unmatched
from extract.shapes import shape
from extract.tokens import View

Trait = Literal["head", "before", "after", "form", "shape"]
_SHOWN = 120  # characters of a sentence


@dataclass(frozen=True, slots=True)
class Missed:
    """A span that gold has and nothing found overlaps; `words` are its tokens, `example` its sentence in brackets."""

    article: str
    start: int
    label: Label | Kind
    words: tuple[str, ...]
    before: str
    after: str
    example: str

    def traits(self) -> Iterator[tuple[Trait, str]]:
        """What it may share with others: its last word, the words beside it, or the form that opens it."""
        if self.label in {"pledge", "endorsement", "intent"}:
            yield "form", self.words[0].lower()
            return
        if len(self.words) > 1 and self.words[-1].isalpha():
            yield "head", self.words[-1]
        for trait, word in (("before", self.before), ("after", self.after)):
            if word.isalpha() and word.islower():
                yield ("before" if trait == "before" else "after"), word
        yield "shape", self.shapes()

    def shapes(self) -> str:
        """The shapes of its words, each once."""
        return "|".join(sorted({shape(word) for word in self.words}))


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Missed spans of one label that share a trait, in text order."""

    label: Label | Kind
    trait: Trait
    word: str
    missed: tuple[Missed, ...]


def missed_spans(pipeline: Pipeline, gold: Extraction, pred: Extraction) -> Iterator[Missed]:
    """The names and commitments of one article that nothing found overlaps."""
    view, _ = pipeline.annotate(gold.text or "")
    pairs = match_overlapping(gold.mentions, pred.mentions)
    for mention in unmatched(gold.mentions, [a for a, _ in pairs]):
        yield _missed(gold, view, mention, mention.label)
    matched = match_overlapping(gold.commitments, pred.commitments)
    for commitment in unmatched(gold.commitments, [a for a, _ in matched]):
        yield _missed(gold, view, commitment, commitment.kind)


def _missed(gold: Extraction, view: View, span: Mention | Commitment, label: Label | Kind) -> Missed:
    inside = [i for i, start in enumerate(view.starts) if span.start <= start < span.end]
    first, last = (inside[0], inside[-1] + 1) if inside else (0, 0)
    before, text, after = sentence_around(gold.text or "", span.start, span.end, _SHOWN)
    plain = [" ".join(part.replace("[", "(").replace("]", ")").split()) for part in (before, text, after)]
    spaces = [" " if before[-1:].isspace() else "", " " if after[:1].isspace() else ""]
    return Missed(
        gold.id,
        span.start,
        label,
        view.words[first:last] or (span.text,),
        _telling(view, first - 1),
        _telling(view, last),
        f"{plain[0]}{spaces[0]}[{plain[1]}]{spaces[1]}{plain[2]}",
    )


def _telling(view: View, token: int) -> str:
    """A word that may tell what stands beside it; empty for a function word."""
    inside = 0 <= token < len(view.words)
    return view.lowers[token] if inside and not view.is_a(token, "function") else ""


def suggestions(missed: Iterable[Missed], least: int = 2) -> list[Suggestion]:
    """Groups of at least so many spans, the largest first; each span is in the largest that it fits."""
    rest = list(missed)
    found: list[Suggestion] = []
    while rest:
        groups: dict[tuple[Label | Kind, Trait, str], list[Missed]] = defaultdict(list)
        for span in rest:
            for trait, word in span.traits():
                groups[span.label, trait, word].append(span)
        (label, trait, word), members = min(groups.items(), key=lambda group: (*_rank(group[0][1], group[1]), group[0]))
        if len(members) < least:
            break
        found.append(Suggestion(label, trait, word, tuple(members)))
        rest = [span for span in rest if span not in members]
    return found


def _rank(trait: Trait, members: Sequence[Missed]) -> tuple[bool, int]:
    """A word is evidence, a shape by itself next to none."""
    return trait == "shape", -len(members)

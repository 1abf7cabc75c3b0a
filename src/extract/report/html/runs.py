"""The page of a run: its articles with their highlights, its commitments, its ledger."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from extract.excerpts import sentence_around
from extract.ledger import Ledger
from extract.report.html.highlights import commitment_anchor, fits, highlights
from extract.report.html.layers import Highlight, Stream, layered
from extract.report.html.ledger import ledger_view
from extract.report.html.page import View, render
from extract.report.runs import claims, standings
from extract.report.terminal import amount
from extract.schema import LABELS, Commitment, Extraction, Label, StanceValue


@dataclass(frozen=True, slots=True)
class ArticleView:
    """An article on the page; `number` tells it from others, `outer` are highlights around its own."""

    number: int
    record: Extraction
    outer: Sequence[Highlight]
    inner: Sequence[Highlight]
    misplaced: int

    @classmethod
    def of(cls, number: int, record: Extraction, outer: Sequence[Highlight] = ()) -> ArticleView:
        """The article with its own highlights inside `outer`."""
        inner, misplaced = highlights(record, number) if record.text is not None else ([], 0)
        return cls(number, record, outer, inner, misplaced)

    @property
    def stream(self) -> Stream:
        """The text with its highlights; only for an article that has its text."""
        return layered(self.record.text or "", [*self.outer, *self.inner])

    @property
    def standings(self) -> list[tuple[str | None, dict[StanceValue, list[str]]]]:
        return standings(self.record)

    @property
    def claims(self) -> list[str]:
        return claims(self.record)

    @property
    def names(self) -> dict[Label, list[str]]:
        """The names of each label, each once, by their first places."""
        found = {
            label: list(dict.fromkeys(span.text for span in self.record.mentions if span.label == label))
            for label in LABELS
        }
        return {label: names for label, names in found.items() if names}

    @property
    def holds(self) -> str:
        """What the article can be found by: ``affirmed``, ``negated``, ``errors``; ``nothing`` if it commits nobody."""
        found: set[str] = {span.polarity for span in self.record.commitments} or {"nothing"}
        return " ".join(sorted(found | ({"errors"} if self.outer else set())))


@dataclass(frozen=True, slots=True)
class CommitmentRow:
    """A commitment of an article, by its number, in its sentence, or alone where there is no text."""

    article: int
    record: Extraction
    number: int

    @property
    def commitment(self) -> Commitment:
        return self.record.commitments[self.number]

    @property
    def anchor(self) -> str:
        """What leads to it: its highlight, or its article where it has none."""
        shown = fits(self.record, self.commitment)
        return commitment_anchor(self.article, self.number) if shown else f"article-{self.article}"

    @property
    def sentence(self) -> tuple[str, str, str]:
        span, text = self.commitment, self.record.text
        return ("", span.text, "") if text is None else sentence_around(text, span.start, span.end)


def run_html(title: str, records: Sequence[Extraction], ledger: Ledger) -> str:
    """One page of a run's articles, those without text as far as can be shown."""
    views, values = run_views(records, ledger, {})
    return render("Who committed to what, and who refused", f"{title}: {totals(records)}", views, **values)


def totals(records: Sequence[Extraction]) -> str:
    """How much was found, in one line."""
    found = [
        amount(len(records), "article"),
        amount(sum(len(record.mentions) for record in records), "name"),
        amount(sum(len(record.commitments) for record in records), "commitment"),
        amount(sum(len(record.stances) for record in records), "stance"),
    ]
    return ", ".join(found)


def run_views(
    records: Sequence[Extraction], ledger: Ledger, outer: Mapping[int, Sequence[Highlight]]
) -> tuple[list[View], dict[str, object]]:
    """The views of a run, and what their templates speak of; `outer` has highlights to add, by the article's number."""
    articles = [ArticleView.of(number, record, outer.get(number, ())) for number, record in enumerate(records)]
    commitments = list(_commitments(records))
    views = [
        View("articles", "Articles", len(articles)),
        View("commitments", "Commitments", len(commitments)),
        ledger_view(ledger),
    ]
    return views, {"articles": articles, "commitments": commitments, "ledger": ledger, "labels": LABELS}


def _commitments(records: Sequence[Extraction]) -> Iterator[CommitmentRow]:
    for number, record in enumerate(records):
        yield from (CommitmentRow(number, record, i) for i in range(len(record.commitments)))

"""The page of scores: figures, the confusion of labels, and every error in its context."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import add

from extract.ledger import Ledger
from extract.report.html.highlights import details
from extract.report.html.layers import Highlight
from extract.report.html.page import View, render
from extract.report.html.runs import run_views
from extract.report.scores import accuracy_rows, count_rows, figure, span_rows
from extract.report.terminal import amount
from extract.schema import LABELS, Extraction, Label
from extract.score import Counts, Scores, SpanError, confusion, errors, pair_articles, score

CAUSES = ("missed", "spurious", "wrong label", "wrong boundary", "wrong attributes")
NO_RULE = "(no rule)"


@dataclass(frozen=True, slots=True)
class Scored:
    """A gold file that was scored; `records` are the predictions with the texts of the gold, in its order."""

    name: str
    scores: Scores
    confusion: Mapping[tuple[Label | None, Label | None], int]
    errors: Sequence[SpanError]
    records: Sequence[Extraction]

    @classmethod
    def of(cls, name: str, gold: Sequence[Extraction], pred: Sequence[Extraction]) -> Scored:
        """Score the predictions; raises InputError as `extract.score.score` does."""
        records = [b.model_copy(update={"text": a.text or b.text}) for a, b in pair_articles(gold, pred)]
        return cls(name, score(gold, pred), confusion(gold, pred), errors(gold, pred), records)


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A line of figures; without `overlap` where there is nothing to overlap."""

    name: str
    strict: Counts
    overlap: Counts | None = None


@dataclass(frozen=True, slots=True)
class ConfusionRow:
    """How mentions of one gold label, or of none, were labelled; `shares` are tenths of the row."""

    label: Label | None
    cells: tuple[int, ...]

    @property
    def shares(self) -> tuple[int, ...]:
        total = sum(self.cells) or 1
        return tuple(-(-10 * cell // total) for cell in self.cells)


@dataclass(frozen=True, slots=True)
class ErrorView:
    """An error on the page; `number` tells it from others, `article` is the number of its article."""

    number: int
    article: int
    error: SpanError

    @property
    def group(self) -> str:
        return self.error.cause if self.error.cause in CAUSES else CAUSES[-1]

    @property
    def rules(self) -> tuple[str, ...]:
        return self.error.rules or (NO_RULE,)

    @property
    def both(self) -> bool:
        """Whether either side has to be told: not where the text in its context says it all."""
        error = self.error
        return error.text not in (error.gold, error.pred) or error.cause not in ("missed", "spurious")

    @property
    def highlight(self) -> Highlight | None:
        error = self.error
        if error.start is None or error.end is None:
            return None
        told = details(f"{error.cause} {error.what}", gold=error.gold, predicted=error.pred, rules=error.rules)
        return Highlight(error.start, error.end, "ERROR", told, anchor=f"error-{self.number}")


def scores_html(files: Sequence[Scored], ledger: Ledger) -> str:
    """One page: figures, errors, and the articles as predicted with the errors marked in them."""
    records = [record for file in files for record in file.records]
    found = _error_views(files)
    outer: dict[int, list[Highlight]] = defaultdict(list)
    for view in found:
        if view.highlight is not None:
            outer[view.article].append(view.highlight)
    views, values = run_views(records, ledger, outer)
    counted = f"{amount(len(records), 'article')}, {amount(len(found), 'difference')}"
    return render(
        "How well it reads",
        f"{', '.join(file.name for file in files)}: {counted}",
        [View("scores", "Scores"), View("errors", "Errors", len(found)), *views],
        tables=_tables(files),
        confusion=_confusion(files),
        errors=found,
        causes=CAUSES,
        by_what=_by(found, lambda view: [view.error.what]),
        by_rule=_by(found, lambda view: view.rules),
        figure=figure,
        **values,
    )


def _error_views(files: Sequence[Scored]) -> list[ErrorView]:
    first = 0
    found: list[ErrorView] = []
    for file in files:
        numbers = {record.id: first + i for i, record in enumerate(file.records)}
        found += [ErrorView(len(found) + i, numbers[error.article], error) for i, error in enumerate(file.errors)]
        first += len(file.records)
    return found


def _tables(files: Sequence[Scored]) -> list[tuple[str, list[FigureRow], list[tuple[str, str, str]]]]:
    """For all gold files together, then for each of several: a title, its figures and its accuracies."""
    named = [(file.name, file.scores) for file in files]
    if len(named) > 1:
        named.insert(0, ("all", reduce(add, (scores for _, scores in named))))
    return [(name, list(_rows(scores)), list(_accuracies(scores))) for name, scores in named]


def _rows(scores: Scores) -> Iterator[FigureRow]:
    yield from (FigureRow(name, spans.strict, spans.overlap) for name, spans in span_rows(scores))
    yield from (FigureRow(name, counts) for name, counts in count_rows(scores))


def _accuracies(scores: Scores) -> Iterator[tuple[str, str, str]]:
    for name, accuracy in accuracy_rows(scores):
        yield name, figure(accuracy.value), f"{accuracy.correct:,} of {accuracy.total:,}"


def _confusion(files: Sequence[Scored]) -> list[ConfusionRow]:
    sides = (*LABELS, None)
    cells = sum((Counter(file.confusion) for file in files), Counter[tuple[Label | None, Label | None]]())
    return [ConfusionRow(row, tuple(cells[row, column] for column in sides)) for row in sides]


def _by(views: Sequence[ErrorView], names: Callable[[ErrorView], Sequence[str]]) -> list[tuple[str, Counter[str]]]:
    """The errors of each name by their group, the name with most errors first, what no rule made last."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for view in views:
        for name in names(view):
            found[name][view.group] += 1
    return sorted(found.items(), key=lambda item: (item[0] == NO_RULE, -item[1].total(), item[0]))

"""Scores and their differences: as tables to read, and as JSON that is the same bytes for the same scores."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from itertools import groupby
from types import MappingProxyType

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from extract.report.terminal import amount, cell
from extract.score import Accuracy, Counts, Scores, SpanCounts, SpanError

MATCHED = "of commitments matched by overlap:"


def scores_report(title: str, scores: Scores) -> RenderableType:
    """Precision, recall and F1 of every kind of span, strict and by overlap; accuracy on matched ones."""
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="bold")
    table.add_column("")
    for heading in ("P", "R", "F1", "P overlap", "R overlap", "F1 overlap", "tp", "fp", "fn"):
        table.add_column(heading, justify="right")
    for name, spans in span_rows(scores):
        table.add_row(name, *_figures(spans.strict), *_figures(spans.overlap), *_counted(spans.strict))
    for row, counts in count_rows(scores):
        table.add_row(row, *_figures(counts), "", "", "", *_counted(counts))
    top = cell(f"{title}: {amount(scores.articles, 'article')}", "bold")
    return Group(top, *(Padding(part, (0, 0, 0, 2)) for part in (table, MATCHED, accuracies(scores))))


def errors_report(errors: Sequence[SpanError], words: Mapping[str, str] = MappingProxyType({})) -> RenderableType:
    """Every difference, by article: its place, what went wrong, both sides and the rules to blame.

    `words` has other words for the causes, and for the sides ``gold`` and ``pred``.
    """
    parts: list[RenderableType] = []
    for article, found in groupby(errors, key=lambda error: error.article):
        table = Table.grid(padding=(0, 2, 0, 0))
        for width in (11, 10, 15):
            table.add_column(width=width)
        table.add_column(ratio=1)
        for error in found:
            place = "" if error.start is None else f"{error.start}-{error.end}"
            table.add_row(
                place,
                error.what,
                cell(words.get(error.cause, error.cause), "red"),
                Text("\n").join(_sides(error, words)),
            )
        parts += [cell(article, "bold"), Padding(table, (0, 0, 0, 2)), ""]
    return Group(*parts, Text(amount(len(errors), "difference"), "bold"))


def scores_json(files: Mapping[str, Scores], total: Scores, errors: Sequence[SpanError] | None = None) -> str:
    """JSON with ``files`` (by path) and ``total``, each with its figures and counts; the errors if given."""
    content: dict[str, object] = {
        "files": {path: _as_json(scores) for path, scores in files.items()},
        "total": _as_json(total),
    }
    if errors is not None:
        content["errors"] = [asdict(error) for error in errors]
    return json.dumps(content, indent=2)


def figure(value: float | None) -> str:
    """Three decimals; ``-`` where there is nothing to measure."""
    return "-" if value is None else f"{value:.3f}"


def _as_json(scores: Scores) -> dict[str, object]:
    return {"articles": scores.articles, "figures": scores.figures(), "counts": asdict(scores)}


def span_rows(scores: Scores) -> Iterator[tuple[str, SpanCounts]]:
    """The name and the counts of every kind of span, parts of a kind indented."""
    yield from scores.mentions.items()
    yield "ORG, COUNTRY, PERSON", scores.names
    yield "all names", scores.all_mentions
    yield "COMMITMENT", scores.commitments
    for kind, spans in scores.commitments_by_kind.items():
        yield f"  {kind}", spans


def count_rows(scores: Scores) -> Iterator[tuple[str, Counts]]:
    """The name and the counts of what has no overlap to count, parts indented."""
    yield "actors", scores.actors
    yield "stances", scores.stances
    yield "  party and stance only", scores.party_stances
    yield "counts", scores.counts


def accuracy_rows(scores: Scores) -> Iterator[tuple[str, Accuracy]]:
    """What is compared on matched commitments."""
    yield "polarity", scores.polarity
    yield "kind", scores.kind
    yield "agreement", scores.agreement


def accuracies(scores: Scores) -> Table:
    table = Table.grid(padding=(0, 2, 0, 0))
    for name, accuracy in accuracy_rows(scores):
        table.add_row(name, figure(accuracy.value), f"{accuracy.correct:,} of {accuracy.total:,}")
    return table


def _figures(counts: Counts) -> tuple[str, str, str]:
    return figure(counts.precision), figure(counts.recall), figure(counts.f1)


def _counted(counts: Counts) -> tuple[str, str, str]:
    return f"{counts.tp:,}", f"{counts.fp:,}", f"{counts.fn:,}"


def _sides(error: SpanError, words: Mapping[str, str]) -> Iterator[Text]:
    if error.text:
        context = cell(error.before)
        yield context.append_text(cell(f"[{error.text}]", "bold")).append_text(cell(error.after))
    for side, value in (("gold", error.gold), ("pred", error.pred)):
        if value is not None and (value != error.text or error.cause == "wrong boundary"):
            yield cell(f"{words.get(side, side)}: {value}")
    if error.rules:
        yield cell(f"rule: {', '.join(error.rules)}", "dim")

"""How far annotators agree: as tables to read, and as JSON that is the same bytes for the same labels."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any, Final

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table

from extract.iaa import Agreement, mean_figures, mean_kappas
from extract.report.scores import MATCHED, accuracies, count_rows, errors_report, figure, span_rows
from extract.report.terminal import amount, cell
from extract.score import Counts, Scores, SpanError

WORDS: Final = {
    "gold": "first",
    "pred": "second",
    "missed": "first only",
    "spurious": "second only",
    "wrong boundary": "boundary",
    "wrong label": "label",
    "wrong polarity": "polarity",
    "wrong kind": "kind",
    "wrong agreement": "agreement",
    "wrong actors": "actors",
}
"""What the scorer says of gold and predictions, of two annotators none of whom is right."""


def iaa_report(found: Sequence[Agreement], *, differences: bool = False) -> RenderableType:
    """A table for each two annotators, with what they differ in if wanted; of several pairs the means, too."""
    parts: list[RenderableType] = []
    for agreement in found:
        first, second = agreement.names
        top = cell(f"{first} and {second}: {amount(agreement.scores.articles, 'article')}", "bold")
        inner = (_spans(agreement.scores), MATCHED, accuracies(agreement.scores), "Cohen's kappa:", _kappas(agreement))
        parts += [top, *(Padding(part, (0, 0, 0, 2)) for part in inner)]
        if differences:
            parts += ["", errors_report(agreement.differences, WORDS)]
    if len(found) > 1:
        parts += [cell(f"mean of {amount(len(found), 'pair')}", "bold"), Padding(_means(found), (0, 0, 0, 2))]
    return Group(*parts)


def iaa_json(found: Sequence[Agreement], *, differences: bool = False) -> str:
    """JSON with ``pairs``, each with its figures, kappas, counts and, if wanted, differences; and the means."""
    content = {
        "pairs": [_as_json(agreement, differences) for agreement in found],
        "mean": {"figures": mean_figures(found), "kappa": mean_kappas(found)},
    }
    return json.dumps(content, indent=2)


def _spans(scores: Scores) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="bold")
    table.add_column("")
    for heading in ("F1", "F1 overlap", "both", "first only", "second only"):
        table.add_column(heading, justify="right")
    for name, counts, overlap in _rows(scores):
        table.add_row(name, figure(counts.f1), overlap, f"{counts.tp:,}", f"{counts.fn:,}", f"{counts.fp:,}")
    return table


def _rows(scores: Scores) -> Iterator[tuple[str, Counts, str]]:
    for name, spans in span_rows(scores):
        yield name, spans.strict, figure(spans.overlap.f1)
    for name, counts in count_rows(scores):
        yield name, counts, ""


def _kappas(agreement: Agreement) -> Table:
    table = Table.grid(padding=(0, 2, 0, 0))
    for name, nominal in agreement.nominal.items():
        table.add_row(name, figure(nominal.kappa), f"over {nominal.units:,}")
    return table


def _means(found: Sequence[Agreement]) -> Table:
    table = Table.grid(padding=(0, 2, 0, 0))
    for name, value in mean_figures(found).items():
        table.add_row(name, figure(value))
    for name, value in mean_kappas(found).items():
        table.add_row(f"kappa, {name}", figure(value))
    return table


def _as_json(agreement: Agreement, differences: bool) -> dict[str, Any]:
    content: dict[str, Any] = {
        "first": agreement.names[0],
        "second": agreement.names[1],
        "articles": agreement.scores.articles,
        "alone": agreement.alone,
        "figures": agreement.scores.figures(),
        "kappa": {name: {"value": of.kappa, "units": of.units} for name, of in agreement.nominal.items()},
        "counts": asdict(agreement.scores),
    }
    if differences:
        content["differences"] = [_difference(error) for error in agreement.differences]
    return content


def _difference(error: SpanError) -> Mapping[str, object]:
    content = asdict(error) | {"cause": WORDS[error.cause], "first": error.gold, "second": error.pred}
    return {name: value for name, value in content.items() if name not in ("gold", "pred")}

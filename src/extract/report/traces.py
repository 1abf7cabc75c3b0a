"""What `extract explain` shows: each span with its rule, and what lost with the reason."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields
from typing import TYPE_CHECKING

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from extract.report.terminal import cell

if TYPE_CHECKING:
    from _typeshed import DataclassInstance


def trace_report(rows: Sequence[DataclassInstance]) -> RenderableType:
    """The rows as a table with their fields as columns; all rows are of one class."""
    if not rows:
        return Text("nothing found")
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="bold")
    names = [field.name for field in fields(rows[0])]
    columns = [["" if (value := getattr(row, name)) is None else str(value) for row in rows] for name in names]
    for name, values in zip(names, columns, strict=True):
        table.add_column(name, no_wrap=not any(" " in value for value in values))  # ids stay whole, texts are folded
    for line in zip(*columns, strict=True):
        table.add_row(*map(cell, line))
    return table


def traces_json(
    articles: Mapping[str, tuple[Sequence[DataclassInstance], Sequence[DataclassInstance] | None]],
) -> str:
    """A JSON list of articles with their ``id`` and ``rows``, and ``tokens`` where they are given."""
    told = []
    for name, (rows, tokens) in articles.items():
        shown = {} if tokens is None else {"tokens": [asdict(token) for token in tokens]}
        told.append({"id": name, "rows": [asdict(row) for row in rows], **shown})
    return json.dumps(told, indent=2)

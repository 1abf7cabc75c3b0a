"""`extract explain`: which rule made each span, and which candidates lost."""

from __future__ import annotations

import os.path
import sys
from typing import Annotated

import typer

from extract.cli.options import AsJson, Rules


def explain(
    text: Annotated[
        str,
        typer.Argument(
            metavar="TEXT|FILE",
            help="A text, or a file of articles, or - for standard input.",
            show_default=False,
        ),
    ],
    as_json: AsJson = False,
    rules: Rules = None,
) -> None:
    """Show which rule made each span.

    Candidates that lost are shown, too, with the reason.
    """
    texts = _texts(text)

    from extract import report
    from extract.pipeline import Pipeline

    pipeline = Pipeline(rules or ())
    traces = [(name, pipeline.explain(content).rows) for name, content in texts]
    if as_json:
        typer.echo(report.trace_json([row for _, rows in traces for row in rows]))
        return
    for name, rows in traces:
        if len(traces) > 1:
            typer.echo(report.plain(name))
        report.show(report.trace_report(rows), sys.stdout)


def _texts(argument: str) -> list[tuple[str, str]]:
    """The articles of the file that the argument names, by id; else the argument itself as the only text."""
    from extract.errors import InputError
    from extract.readers import read_articles
    from extract.report import error_line
    from extract.schema import ErrorRecord

    if argument != "-" and not os.path.isfile(argument):  # noqa: PTH113 (Path raises for a text too long for a path)
        return [("text", argument)]
    found = list(read_articles([argument]))
    failed = [error_line(item) for item in found if isinstance(item, ErrorRecord)]
    if failed:
        raise InputError("\n".join(failed))
    return [(item.id, item.text) for item in found if not isinstance(item, ErrorRecord)]

"""`extract explain`: which rule made each span, and which candidates lost."""

from __future__ import annotations

import os.path
import re
import sys
from typing import Annotated, Final

import typer

from extract.cli.options import AsJson, Rules

_NAME: Final = re.compile(r"\S*\.(?:txt|jsonl)|\S*/\S*")  # what is meant to be a file, and no text


def explain(
    text: Annotated[
        str,
        typer.Argument(
            metavar="TEXT|FILE",
            help="A text, or a file or folder of articles, or - for standard input.",
            show_default=False,
        ),
    ],
    article: Annotated[
        str | None, typer.Option("--id", metavar="ID", help="Only the article of the file that has this id.")
    ] = None,
    tokens: Annotated[bool, typer.Option("--tokens", help="Show each token with its classes, too.")] = False,
    as_json: AsJson = False,
    rules: Rules = None,
) -> None:
    """Show which rule made each span.

    Candidates that lost are shown, too, with the reason; so are cues, and what keeps one from applying, where a
    commitment ends, and who commits.
    """
    texts = _texts(text, article)

    from extract.pipeline import Pipeline
    from extract.report.terminal import plain, show
    from extract.report.traces import trace_report, traces_json

    pipeline = Pipeline(rules or ())
    if as_json:
        traces = {name: pipeline.explain(content) for name, content in texts}
        typer.echo(traces_json({n: (t.rows, t.tokens if tokens else None) for n, t in traces.items()}))
        return
    for name, content in texts:
        made = pipeline.explain(content)
        if len(texts) > 1:
            typer.echo(plain(name))
        for rows in (made.tokens, made.rows) if tokens else (made.rows,):
            show(trace_report(rows), sys.stdout)


def _texts(argument: str, wanted: str | None) -> list[tuple[str, str]]:
    """The articles of what the argument names, by id; else the argument itself as the only text."""
    from extract.errors import InputError
    from extract.readers import read_articles
    from extract.report.terminal import error_line
    from extract.schema import ErrorRecord

    if argument != "-" and not os.path.exists(argument):  # noqa: PTH110 (Path raises for a text too long for a path)
        if wanted is not None or _NAME.fullmatch(argument):
            raise InputError(f"{argument[:60]}: no such file or folder")
        return [("text", argument)]
    found = list(read_articles([argument]))
    if wanted is not None:
        found = [item for item in found if item.id == wanted]
        if not found:
            raise InputError(f"{argument}: no article has the id {wanted!r}")
    failed = [error_line(item) for item in found if isinstance(item, ErrorRecord)]
    if failed:
        raise InputError("\n".join(failed))
    return [(item.id, item.text) for item in found if not isinstance(item, ErrorRecord)]

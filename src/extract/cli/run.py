"""`extract run`: articles in, JSON lines out."""

from __future__ import annotations

import signal
import sys
from typing import Annotated

import typer

from extract.cli.exits import Exit
from extract.cli.options import ExpandGroups, Rules

_PATHS = "Files (.txt, .jsonl, .html, .warc, also .gz or .zst; .parquet), folders, patterns, or - for standard input."
_LANGUAGE = "Mark articles that are not English: their records have a language."
Paths = Annotated[list[str], typer.Argument(metavar="PATH", help=_PATHS, show_default=False)]
Output = Annotated[str, typer.Option("--output", "-o", metavar="FILE", help="Where to write, - for standard output.")]


def run(
    paths: Paths,
    output: Output,
    rules: Rules = None,
    expand_groups: ExpandGroups = False,
    with_text: Annotated[bool, typer.Option("--with-text", help="Write each article's text, too.")] = False,
    check_language: Annotated[bool, typer.Option("--check-language", help=_LANGUAGE)] = False,
    show: Annotated[int, typer.Option(min=0, metavar="N", help="How many articles to show at the end.")] = 20,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Show nothing but errors.")] = False,
) -> None:
    """Extract from articles, one line of JSON each.

    Articles that fail are listed in a file beside FILE, its name ending in .errors.jsonl.
    """
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(Exit.TERMINATED))  # so that no half-written file stays behind

    from extract import report
    from extract.batch import run as run_batch
    from extract.readers import read_articles
    from extract.writers import JsonlWriter

    with JsonlWriter(output, with_text=with_text) as writer:
        from extract.pipeline import Pipeline

        articles = read_articles(paths, skip=writer.paths, check_language=check_language)
        with report.progress(sys.stderr) as progress:
            summary = run_batch(
                articles,
                Pipeline(rules or (), expand_groups=expand_groups),
                writer,
                progress,
                keep=0 if quiet else show,
            )
    if not quiet:
        report.show(report.run_report(summary), sys.stderr if output == "-" else sys.stdout)
    raise typer.Exit(Exit.INPUT if summary.failed else Exit.FINE)

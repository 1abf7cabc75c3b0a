"""`extract run`: articles in, JSON lines out."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Collection, Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from extract.cli.exits import Exit
from extract.cli.options import ExpandGroups, Rules
from extract.errors import OutputError

if TYPE_CHECKING:
    from extract.batch import Item, LineMaker, Making

_PATHS = "Files (.txt, .jsonl, .html, .warc, also .gz or .zst; .parquet), folders, patterns, or - for standard input."
_LANGUAGE = "Mark articles that are not English: their records have a language."
Paths = Annotated[list[str], typer.Argument(metavar="PATH", help=_PATHS, show_default=False)]
Jobs = Annotated[int, typer.Option("--jobs", "-j", min=1, metavar="N", help="How many processes extract at once.")]
_DEADLINE = "Give up on an article after so long; 300 where nothing is said, but none with one process."
Deadline = Annotated[float | None, typer.Option(min=0.001, metavar="SECONDS", help=_DEADLINE)]
_RESUME = "Go on with a run that was cut short, and let this one be gone on with."
Resume = Annotated[bool, typer.Option("--resume", help=_RESUME)]
Output = Annotated[str, typer.Option("--output", "-o", metavar="FILE", help="Where to write, - for standard output.")]


def run(
    paths: Paths,
    output: Output,
    rules: Rules = None,
    expand_groups: ExpandGroups = False,
    with_text: Annotated[bool, typer.Option("--with-text", help="Write each article's text, too.")] = False,
    check_language: Annotated[bool, typer.Option("--check-language", help=_LANGUAGE)] = False,
    jobs: Jobs = 1,
    deadline: Deadline = None,
    resume: Resume = False,
    show: Annotated[int, typer.Option(min=0, metavar="N", help="How many articles to show at the end.")] = 20,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Show nothing but errors.")] = False,
) -> None:
    """Extract from articles, one line of JSON each.

    Articles that fail are listed in a file beside FILE, its name ending in .errors.jsonl.
    """
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(Exit.TERMINATED))  # so that no half-written file stays behind

    from extract.batch import run as run_batch
    from extract.batch.making import LineMaker
    from extract.files import is_stdout
    from extract.readers import Meter, read_documents
    from extract.report.progress import progress
    from extract.report.runs import run_report
    from extract.report.terminal import show as show_report
    from extract.writers import JsonlWriter

    maker = LineMaker(tuple(rules or ()), expand_groups, with_text, check_language)
    with JsonlWriter(output, made_by=maker.fingerprint(), resume=resume) as writer:
        _check_apart(paths, writer.paths)
        meter = Meter(paths, writer.paths)
        documents = read_documents(paths, skip=writer.paths, meter=meter)
        with progress(sys.stderr, meter, quiet=quiet) as told:
            making = _making(maker, jobs, deadline)
            summary = run_batch(documents, making, writer, told, keep=0 if quiet else show)
    if not quiet:
        show_report(run_report(summary), sys.stderr if is_stdout(output) else sys.stdout)
    raise typer.Exit(Exit.INPUT if summary.failed else Exit.FINE)


def _check_apart(paths: Iterable[str], written: Collection[Path]) -> None:
    """Raises OutputError where a file named as input would be replaced; folders and patterns leave such files out."""
    for path in paths:
        if Path(path).resolve() in written:
            raise OutputError(f"cannot write {path}: it is an input of this run")


def _making(maker: LineMaker, jobs: int, deadline: float | None) -> Callable[[Iterable[Item]], Making]:
    """In this process, or in workers where there are several or one that may have to be stopped."""
    from extract.batch import DEADLINE, in_turn, in_workers

    if jobs == 1 and deadline is None:
        return partial(in_turn, maker=maker)
    return partial(in_workers, maker=maker, jobs=jobs, deadline=deadline or DEADLINE)

"""Standard error while a run goes on: a line per error, and a progress bar if that is a terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO

from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.text import Text

from extract.report.terminal import error_line
from extract.schema import ErrorRecord, Extraction


@contextmanager
def progress(stream: TextIO) -> Iterator[Callable[[Extraction | ErrorRecord], None]]:
    """Gives a function to call with each record: it moves the bar, and tells each error in one line."""
    if not stream.isatty():
        yield lambda record: _tell(record, stream)
        return
    console = Console(file=stream, markup=False, highlight=False, emoji=False)
    columns = (SpinnerColumn(), TextColumn("{task.completed:,} articles"), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("articles", total=None)

        def advance(record: Extraction | ErrorRecord) -> None:
            bar.advance(task)
            if isinstance(record, ErrorRecord):
                bar.console.print(Text(f"extract: {error_line(record)}"), soft_wrap=True)

        yield advance


def _tell(record: Extraction | ErrorRecord, stream: TextIO) -> None:
    if isinstance(record, ErrorRecord):
        stream.write(f"extract: {error_line(record)}\n")

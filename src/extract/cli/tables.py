"""`extract tables`: runs as flat tables, for databases and data frames."""

from __future__ import annotations

import signal
import sys
from enum import Enum
from itertools import chain
from pathlib import Path
from typing import Annotated

import typer

from extract.cli.exits import Exit, tell
from extract.cli.options import Runs


class TableKind(str, Enum):
    """The kinds of files, by the names they have in `extract.tables.kinds`."""

    PARQUET = "parquet"
    CSV = "csv"


def tables(
    runs: Runs,
    output: Annotated[Path, typer.Option("--output", "-o", metavar="FOLDER", help="Where to write the tables.")],
    kind: Annotated[TableKind, typer.Option("--format", help="The kind of the files.")] = TableKind.PARQUET,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Show nothing but errors.")] = False,
) -> None:
    """Write runs as flat tables that join on article_id: articles, mentions, commitments, stances, counts, errors.

    What the runs list as failed, in the files beside them, goes to errors. Of several records of one article the first
    counts. docs/tables.md has the columns, and examples for DuckDB and pandas.
    """
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(Exit.TERMINATED))  # so that no half-written file stays behind

    from extract.readers import read_failures, read_runs
    from extract.report.terminal import error_line
    from extract.schema import ErrorRecord
    from extract.tables.folder import TablesWriter
    from extract.writers import errors_path

    failed = False
    with TablesWriter(output, kind.value) as writer:
        for record in read_runs(runs):
            if isinstance(record, ErrorRecord):
                failed = True
                tell([error_line(record)])
            writer.write(record)
        for record in chain.from_iterable(read_failures(errors_path(run)) for run in runs):
            writer.write(record)
    if not quiet:
        typer.echo(f"{output}: " + ", ".join(f"{number:,} {name}" for name, number in writer.counts.items()))
    raise typer.Exit(Exit.INPUT if failed else Exit.FINE)

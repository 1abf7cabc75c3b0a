"""Options that several commands share, and how a file that an option names is written."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Rules = Annotated[
    list[Path] | None,
    typer.Option("--rules", metavar="FOLDER", help="A folder of your own rules, on top of the built-in ones."),
]
ExpandGroups = Annotated[
    bool, typer.Option("--expand-groups", help="Infer that members of the EU, NATO, ... stand where the group does.")
]
Runs = Annotated[
    list[Path],
    typer.Argument(metavar="RUN", help="Files that `extract run` wrote, or - for standard input.", show_default=False),
]
GoldFiles = Annotated[list[Path], typer.Argument(metavar="GOLD", help="Gold files (JSONL).", show_default=False)]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON instead of a table.")]


def write(text: str, path: Path) -> None:
    """Write the text whole, or to standard output where the path is ``-``; raises OutputError."""
    from extract.gold import write_atomically

    if str(path) == "-":
        typer.echo(text, nl=False)
    else:
        write_atomically(text, path)

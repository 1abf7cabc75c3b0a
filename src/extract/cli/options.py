"""Options that several commands share."""

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
GoldFiles = Annotated[list[Path], typer.Argument(metavar="GOLD", help="Gold files (JSONL).", show_default=False)]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON instead of a table.")]

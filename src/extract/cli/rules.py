"""`extract rules`: what is in the rulebook, and whether it holds."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from extract.cli.exits import tell_findings

app = typer.Typer(help="Work on rules.", no_args_is_help=True, rich_markup_mode=None)


@app.callback()
def _rules() -> None:
    """Makes `check` a command of its own although there is no other yet."""


@app.command()
def check(
    folders: Annotated[
        list[Path] | None,
        typer.Argument(metavar="FOLDER", help="Folders of your own rules, on top of the built-in ones."),
    ] = None,
) -> None:
    """Load all rules and run their examples.

    Every broken line is told at once, not only the first.
    """
    from extract.examples import ExampleRunner
    from extract.report import amount

    runner = ExampleRunner(folders or ())
    problems = list(runner.problems())
    number = amount(len(runner.book.where), "rule")
    raise typer.Exit(tell_findings(problems, f"{number}, and every example holds"))

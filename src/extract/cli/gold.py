"""`extract gold`: make and check hand-labelled articles."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from extract.cli.options import GoldFiles

app = typer.Typer(help="Make and check gold.", no_args_is_help=True, rich_markup_mode=None)

GoldFile = Annotated[Path, typer.Argument(metavar="GOLD", help="A gold file (JSONL).")]
Folder = Annotated[Path, typer.Argument(metavar="FOLDER", help="A folder of marked-up articles.")]


@app.command()
def unpack(gold: GoldFile, folder: Folder) -> None:
    """Turn a gold file into marked-up text files.

    One file per article, to edit by hand and to compare in git.
    """
    from extract.markup import unpack as unpack_gold
    from extract.report.terminal import amount

    typer.echo(f"{folder}: {amount(len(unpack_gold(gold, folder)), 'article')}")


@app.command()
def pack(
    folder: Folder,
    output: Annotated[Path, typer.Option("--output", "-o", metavar="GOLD", help="The gold file to write.")],
    against: Annotated[
        Path | None,
        typer.Option(metavar="GOLD", help="Gold or articles whose texts must be the same, letter by letter."),
    ] = None,
) -> None:
    """Turn marked-up text files back into a gold file."""
    from extract.gold import write_gold
    from extract.markup import pack as pack_gold
    from extract.report.terminal import amount

    records = pack_gold(folder, against)
    write_gold(records, output)
    typer.echo(f"{output}: {amount(len(records), 'article')}")


@app.command()
def check(gold: GoldFiles) -> None:
    """Check gold files for contradictions.

    Every problem is told at once, not only the first.
    """
    from extract.errors import GoldError
    from extract.gold import load_gold
    from extract.report.terminal import amount

    def problems_of(path: Path) -> list[str]:
        try:
            typer.echo(f"{path}: {amount(len(load_gold(path)), 'article')}, no contradiction")
        except GoldError as error:
            return str(error).splitlines()
        return []

    problems = [problem for path in gold for problem in problems_of(path)]
    if problems:
        raise GoldError("\n".join(problems))

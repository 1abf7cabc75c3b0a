"""The commands put together; each imports what it needs when it is called."""

from __future__ import annotations

from typing import Annotated

import typer

from extract.cli import convert, diff, explain, gold, iaa, ledger, report, rules, run, schema, score, spark, tables
from extract.cli.exits import Commands

EPILOG = "Exit codes: 0 fine, 1 findings or failed gate, 2 wrong usage, rules or gold, 3 some inputs failed."

# No markup mode: rich would take longer to import than all the rest of --help.
app = typer.Typer(
    cls=Commands,
    help="Who committed to what, and who refused: from news articles to JSON lines.",
    epilog=EPILOG,
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
app.command("run")(run.run)
app.command("explain")(explain.explain)
app.command("diff")(diff.diff)
app.command("spark")(spark.spark)
app.command("ledger")(ledger.ledger)
app.command("tables")(tables.tables)
app.command("report")(report.report)
app.command("score")(score.score)
app.command("convert")(convert.convert)
app.command("iaa")(iaa.iaa)
app.command("schema")(schema.schema)
app.add_typer(rules.app, name="rules")
app.add_typer(gold.app, name="gold")


def _print_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"extract {version('commitment-extract')}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    del version  # its callback has done the work

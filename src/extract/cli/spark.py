"""`extract spark`: articles in, Parquet out, on a Spark cluster or the cores of this machine."""

from __future__ import annotations

from typing import Annotated

import typer

from extract.cli.exits import Exit
from extract.cli.options import ExpandGroups, Rules

_INPUTS = "Parquet tables of articles (.parquet), or any files, folders and patterns that `extract run` reads."
_LANGUAGE = "Mark articles that are not English: their records have a language."


def spark(
    inputs: Annotated[list[str], typer.Argument(metavar="INPUT", help=_INPUTS, show_default=False)],
    output: Annotated[str, typer.Option("--output", "-o", metavar="FOLDER", help="A new folder.")],
    master: Annotated[str | None, typer.Option(metavar="URL", help="Where to run, else as Spark is set up.")] = None,
    rules: Rules = None,
    expand_groups: ExpandGroups = False,
    with_text: Annotated[bool, typer.Option("--with-text", help="Write each article's text, too.")] = False,
    check_language: Annotated[bool, typer.Option("--check-language", help=_LANGUAGE)] = False,
) -> None:
    """Extract from articles on Spark, and make their ledger: Parquet in FOLDER/records and FOLDER/ledger.

    An article that failed is a record with an `error`. Needs `pip install 'commitment-extract[spark]'` and Java 17.
    """
    from extract.extras import require
    from extract.ruleset import load_ruleset

    require("pyspark", "spark")
    from extract.engine import Options
    from extract.spark.job import run, start

    kinds = load_ruleset(rules or ()).lexicon.family("count.kind")
    options = Options(tuple(map(str, rules or ())), expand_groups, check_language, with_text)
    done = run(start(master), inputs, output, options, kinds)
    typer.echo(f"{done.articles} articles, {done.rows} rows of the ledger, {done.failed} failed")
    raise typer.Exit(Exit.INPUT if done.failed else Exit.FINE)

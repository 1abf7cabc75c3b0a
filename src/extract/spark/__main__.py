"""The job: articles in, Parquet out. python -m extract.spark IN... OUT, or by spark-submit."""

from __future__ import annotations

import os
import sys
from typing import Annotated

import typer
from pyspark.sql import DataFrame, SparkSession

from extract.cli.exits import Exit, tell
from extract.cli.options import ExpandGroups, Rules
from extract.engine import Options
from extract.errors import ExtractError
from extract.readers.paths import find_files
from extract.ruleset import load_ruleset
from extract.spark import extract_articles, extract_paths, ledger_frames

_IN = "Parquet tables (.parquet) of articles, or any files, folders and patterns that `extract run` reads."
_BATCH = 500  # articles that a worker holds at a time


def job(
    inputs: Annotated[list[str], typer.Argument(metavar="IN", help=_IN, show_default=False)],
    output: Annotated[str, typer.Argument(metavar="OUT", help="A new folder.", show_default=False)],
    rules: Rules = None,
    expand_groups: ExpandGroups = False,
    check_language: Annotated[bool, typer.Option("--check-language", help="Mark what is not English.")] = False,
    with_text: Annotated[bool, typer.Option("--with-text", help="Keep each article's text, too.")] = False,
) -> None:
    """Extract from articles on Spark; the master and the memory are set as for any job.

    Under OUT it writes Parquet: `records` (an article that failed has an `error`), and of the ledger `rows`,
    `contradictions` and `counts`.
    """
    options = Options(tuple(map(str, rules or ())), expand_groups, check_language, with_text)
    try:
        kinds = load_ruleset(rules or ()).lexicon.family("count.kind")
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)  # workers of this machine run what the driver runs
        spark = SparkSession.builder.appName("extract").getOrCreate()
        spark.conf.set("spark.sql.execution.arrow.maxRecordsPerBatch", _BATCH)
        _records(spark, inputs, options).write.parquet(f"{output}/records")
    except ExtractError as error:
        tell(str(error).splitlines())
        raise typer.Exit(Exit.USAGE) from None
    records = spark.read.parquet(f"{output}/records")
    ledger = ledger_frames(records, kinds)
    for name in ("rows", "contradictions", "counts"):
        getattr(ledger, name).write.parquet(f"{output}/ledger/{name}")
    failed = records.where("error is not null").count()
    typer.echo(f"{ledger.articles} articles, {ledger.rows.count()} rows of the ledger, {failed} failed")
    raise typer.Exit(Exit.INPUT if failed else Exit.FINE)


def _records(spark: SparkSession, inputs: list[str], options: Options) -> DataFrame:
    if all(path.rstrip("/").endswith(".parquet") for path in inputs):
        return extract_articles(spark.read.parquet(*inputs), options)
    found = ((path, item) for path in inputs for item in find_files(path, ()))
    # A path that stands for no file is told by the task that cannot read it.
    return extract_paths(spark, [item if isinstance(item, str) else path for path, item in found], options)


if __name__ == "__main__":
    typer.run(job)

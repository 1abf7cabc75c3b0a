"""The job: tables of articles or files in, records and their ledger out, all Parquet."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Final, NamedTuple

from pyspark.errors import PySparkException, PythonException
from pyspark.sql import DataFrame, SparkSession

from extract.engine import Options
from extract.errors import EngineError
from extract.ledger import Kinds
from extract.readers.paths import find_files
from extract.spark.ledger import contradictions, ledger_frames
from extract.spark.records import extract_articles, extract_paths

_BATCH: Final = 500  # articles that Spark hands over at a time


class Summary(NamedTuple):
    """How much a job has written."""

    articles: int
    rows: int
    failed: int


def start(master: str | None = None) -> SparkSession:
    """A session on `master`, else where Spark's own settings say; raises EngineError."""
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)  # workers of this machine run what the driver runs
    builder = SparkSession.builder.appName("extract")
    with _told():
        session = (builder if master is None else builder.master(master)).getOrCreate()
        session.conf.set("spark.sql.execution.arrow.maxRecordsPerBatch", _BATCH)
    return session


def run(spark: SparkSession, inputs: Sequence[str], output: str, options: Options, kinds: Kinds) -> Summary:
    """Write `records` under the new folder `output`, and under `ledger` its rows, contradictions and counts.

    Inputs that end in ``.parquet`` are tables that Spark reads, if all do; else they are what `extract run` reads.
    Raises InputError for tables without `id` or `text`, and EngineError where Spark gives up.
    """
    with _told():
        _records(spark, inputs, options).write.parquet(f"{output}/records")
        records = spark.read.parquet(f"{output}/records")
        ledger = ledger_frames(records, kinds)
        ledger.rows.write.parquet(f"{output}/ledger/rows")
        ledger.counts.write.parquet(f"{output}/ledger/counts")
        rows = spark.read.parquet(f"{output}/ledger/rows")
        contradictions(rows).write.parquet(f"{output}/ledger/contradictions")
        return Summary(ledger.articles, rows.count(), records.where("error is not null").count())


def _records(spark: SparkSession, inputs: Sequence[str], options: Options) -> DataFrame:
    if all(path.rstrip("/").endswith(".parquet") for path in inputs):
        return extract_articles(spark.read.parquet(*inputs), options)
    found = ((path, item) for path in inputs for item in find_files(path, ()))
    # A path that stands for no file is told by the task that cannot read it.
    return extract_paths(spark, [item if isinstance(item, str) else path for path, item in found], options)


@contextmanager
def _told() -> Iterator[None]:
    """Turns Spark's own errors, and what they carry of a worker's, into one line."""
    try:
        yield
    except PySparkException as error:
        lines = [line.strip() for line in str(error).splitlines() if line.strip()] or [type(error).__name__]
        raise EngineError(f"Spark gave up: {lines[-1 if isinstance(error, PythonException) else 0]}") from error

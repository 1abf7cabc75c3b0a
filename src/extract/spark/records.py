"""From articles to records: the seam of `extract.engine` under PySpark's mapInArrow."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Final

from pyspark.sql import DataFrame, SparkSession
from pyspark.sql.pandas.types import from_arrow_schema

from extract.engine import RECORDS, Options, extract_batches, extract_files
from extract.errors import InputError

SCHEMA: Final = from_arrow_schema(RECORDS)


def extract_articles(articles: DataFrame, options: Options) -> DataFrame:
    """A record for each article of a frame with the columns ``id`` and ``text``, maybe ``source`` and ``date``.

    A record has the fields of an Extraction, or, where ``error`` is not null, those of an ErrorRecord. Raises
    InputError without the columns.
    """
    missing = {"id", "text"}.difference(articles.columns)
    if missing:
        raise InputError(f"no column {min(missing)} among {', '.join(articles.columns)}, needed are id and text")
    return articles.mapInArrow(partial(extract_batches, options=options), SCHEMA)


def extract_paths(spark: SparkSession, paths: Sequence[str], options: Options) -> DataFrame:
    """The records of files that `extract run` reads, such as web archives: one task for each, which streams it.

    Every worker must see the files under these paths.
    """
    tasks = spark.sparkContext.parallelize([(path,) for path in paths], max(len(paths), 1))
    return spark.createDataFrame(tasks, "path string").mapInArrow(partial(extract_files, options=options), SCHEMA)

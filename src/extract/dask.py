"""The pipeline on Dask: frames of articles, or paths of files, to frames of records, a partition at a time.

Needs the extra ``dask``. Records have the columns of `extract.engine.RECORDS`, with Arrow's own types.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from threading import Lock
from typing import Final

import dask.dataframe as dd
import pandas as pd
import pyarrow as pa

from extract.engine import RECORDS, Options, extract_batches, extract_files

_ONE: Final = Lock()  # threads share the process's pipeline, which is not made for two at once


def extract_articles(articles: dd.DataFrame, options: Options) -> dd.DataFrame:
    """A record for each article of a frame with the columns ``id`` and ``text``, maybe ``source`` and ``date``."""
    return articles.map_partitions(_extract_articles, options, meta=_frame([]))


def extract_paths(paths: Sequence[str], options: Options) -> dd.DataFrame:
    """The records of files that `extract run` reads, such as web archives: one partition for each."""
    return dd.from_map(_extract_path, list(paths), options=options, meta=_frame([]))


def _extract_articles(articles: pd.DataFrame, options: Options) -> pd.DataFrame:
    with _ONE:
        return _frame(extract_batches(pa.Table.from_pandas(articles, preserve_index=False).to_batches(), options))


def _extract_path(path: str, options: Options) -> pd.DataFrame:
    with _ONE:
        return _frame(extract_files([pa.RecordBatch.from_pydict({"path": [path]})], options))


def _frame(batches: Iterable[pa.RecordBatch]) -> pd.DataFrame:
    return pa.Table.from_batches(batches, RECORDS).to_pandas(types_mapper=pd.ArrowDtype)

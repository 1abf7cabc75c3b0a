"""Dask: the records of a frame are those of one process, whatever runs its partitions."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from extract.batch import attempt
from extract.pipeline import Pipeline
from extract.readers import read_articles
from extract.schema import Article, ErrorRecord, Extraction

pa = pytest.importorskip("pyarrow", reason="the extra dask")
dd = pytest.importorskip("dask.dataframe", reason="the extra dask")

from extract.dask import extract_articles, extract_paths  # noqa: E402
from extract.engine import RECORDS, Options, from_batches  # noqa: E402

ROOT = Path(__file__).parents[1]
PATHS = [str(path) for path in sorted((ROOT / "seeds").glob("*.txt"))]


def records(frame: Any, scheduler: str) -> list[Extraction | ErrorRecord]:
    table = pa.Table.from_pandas(frame.compute(scheduler=scheduler, num_workers=2), RECORDS, preserve_index=False)
    return list(from_batches(table.to_batches()))


def of_one_process(pipeline: Pipeline, items: list[Article | ErrorRecord]) -> list[Extraction | ErrorRecord]:
    return [attempt(pipeline, item) if isinstance(item, Article) else item for item in items]


@pytest.mark.parametrize("scheduler", ["threads", "processes"])
def test_dask_records_are_those_of_one_process(scheduler: str, pipeline: Pipeline) -> None:
    articles = [item for item in read_articles(PATHS) if isinstance(item, Article)]
    table = pa.Table.from_pylist([article.model_dump() for article in articles])
    frame = dd.from_pandas(table.to_pandas(), npartitions=2)
    made = records(extract_articles(frame, Options(with_text=True)), scheduler)
    assert made == of_one_process(pipeline, list(articles))


def test_dask_reads_files_and_keeps_what_cannot_be_read(pipeline: Pipeline) -> None:
    paths = [*PATHS, "gone.txt"]
    made = records(extract_paths(paths, Options(with_text=True)), "threads")
    assert made == of_one_process(pipeline, list(read_articles(paths)))
    assert made[-1] == ErrorRecord(source="gone.txt", error="no such file or folder")

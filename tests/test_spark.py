"""Spark: the records and the ledger are those of one process, also where a worker is killed on the way."""

from __future__ import annotations

import gc
import os
import shutil
import signal
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import Extract

from extract.batch import attempt
from extract.cli.exits import Exit
from extract.ledger import CountGroup, Row, assemble, build_ledger
from extract.pipeline import Pipeline
from extract.readers import read_articles, read_labelled
from extract.ruleset import load_ruleset
from extract.schema import Article, ErrorRecord, Extraction

pa = pytest.importorskip("pyarrow", reason="the extra spark")
pytest.importorskip("pyspark", reason="the extra spark")
if shutil.which("java") is None and "JAVA_HOME" not in os.environ:
    pytest.skip("Spark needs a Java", allow_module_level=True)

import pyarrow.parquet as pq  # noqa: E402
from pyspark.sql import SparkSession  # noqa: E402

from extract.arrow import batch_rows  # noqa: E402
from extract.engine import Options, extract_batches, from_batches  # noqa: E402
from extract.errors import InputError  # noqa: E402
from extract.spark import extract_articles, extract_paths  # noqa: E402
from extract.spark.records import SCHEMA  # noqa: E402

# PySpark leaves sockets to the garbage collector.
pytestmark = [
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

ROOT = Path(__file__).parents[1]
OPTIONS = Options(with_text=True)
SETTINGS = {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.sql.shuffle.partitions": "2",
    "spark.driver.memory": "1g",
    "spark.log.level": "OFF",
    "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",  # quick to start
}


@pytest.fixture(scope="module")
def spark() -> Iterator[SparkSession]:
    """Two workers in this machine; a task may fail three times."""
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = SparkSession.builder.master("local[2,4]")
    for name, value in SETTINGS.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    yield session
    session.stop()
    gc.collect()


@pytest.fixture(scope="module")
def articles() -> list[Article | ErrorRecord]:
    """The gold texts, dated in part, and one that is no article."""
    read = [
        item for item, _ in read_labelled([str(ROOT / "gold" / "seeds.jsonl"), str(ROOT / "gold" / "articles.jsonl")])
    ]
    return [*read, ErrorRecord(id="void", error="text is empty")]


@pytest.fixture(scope="module")
def local(articles: list[Article | ErrorRecord], pipeline: Pipeline) -> list[Extraction | ErrorRecord]:
    """The records of one process."""
    return [attempt(pipeline, item) if isinstance(item, Article) else item for item in articles]


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory, articles: list[Article | ErrorRecord]) -> str:
    """The articles as a Parquet table of several groups of rows."""
    path = tmp_path_factory.mktemp("spark") / "articles.parquet"
    fields = ("id", "source", "date", "text")
    rows = [{name: getattr(item, name, "" if name == "text" else None) for name in fields} for item in articles]
    pq.write_table(pa.Table.from_pylist(rows), path, row_group_size=20)
    return str(path)


def by_id(records: Iterable[Extraction | ErrorRecord]) -> list[Extraction | ErrorRecord]:
    return sorted(records, key=lambda record: record.id or "")


def read(folder: Path) -> Any:
    return pq.read_table(folder)


def killed_once(flag: str) -> Callable[[Iterable[Any]], Iterator[Any]]:
    """What extracts, and kills its own process after the first batch, the first time."""

    def extract(batches: Iterable[Any]) -> Iterator[Any]:
        for batch in extract_batches(batches, OPTIONS):
            yield batch
            if not Path(flag).exists():
                Path(flag).touch()
                os.kill(os.getpid(), signal.SIGKILL)

    return extract


def test_spark_a_killed_worker_loses_nothing(
    spark: SparkSession, table: str, tmp_path: Path, local: list[Extraction | ErrorRecord]
) -> None:
    flag = tmp_path / "killed"
    frame = spark.read.parquet(table).repartition(3)
    made = frame.mapInArrow(killed_once(str(flag)), SCHEMA).toArrow()
    assert flag.exists()
    assert by_id(from_batches(made.to_batches())) == by_id(local)


@pytest.mark.usefixtures("spark")
def test_spark_job_writes_the_records_and_the_ledger_of_one_process(
    table: str, tmp_path: Path, local: list[Extraction | ErrorRecord], extract: Extract
) -> None:
    ended = extract("spark", table, "-o", tmp_path / "out", "--with-text")
    assert ended.code == Exit.INPUT  # one article failed
    assert by_id(from_batches(read(tmp_path / "out" / "records").to_batches())) == by_id(local)
    kinds = load_ruleset().lexicon.family("count.kind")
    expected = build_ledger([record for record in local if isinstance(record, Extraction)], kinds)
    assert (
        ended.out.splitlines()[-1] == f"{expected.articles} articles, {len(expected.rows)} rows of the ledger, 1 failed"
    )
    assert len(expected.rows) > 100
    ledger = tmp_path / "out" / "ledger"
    rows = [Row.model_validate(row) for row in batch_rows(read(ledger / "rows"))]
    counts = [CountGroup.model_validate(row) for row in batch_rows(read(ledger / "counts"))]
    assert assemble(expected.articles, rows, counts) == expected
    assert read(ledger / "contradictions").num_rows == len(expected.contradictions)


def test_spark_reads_files_and_keeps_what_cannot_be_read(spark: SparkSession, pipeline: Pipeline) -> None:
    paths = [*map(str, sorted((ROOT / "seeds").iterdir())), "gone.txt"]
    expected = [attempt(pipeline, item) if isinstance(item, Article) else item for item in read_articles(paths)]
    made = extract_paths(spark, paths, OPTIONS).toArrow()
    assert by_id(from_batches(made.to_batches())) == by_id(expected)


def test_spark_tells_which_column_is_missing(spark: SparkSession) -> None:
    with pytest.raises(InputError, match="no column id among text, needed are id and text"):
        extract_articles(spark.createDataFrame([("Japan",)], "text string"), OPTIONS)


@pytest.mark.usefixtures("spark")
@pytest.mark.parametrize(
    ("table", "output", "told"),
    [
        ("gone.parquet", "out", "extract: Spark gave up: [PATH_NOT_FOUND]"),
        ("bare.parquet", "out", "extract: no column id among text, needed are id and text"),
        ("article.parquet", ".", "extract: Spark gave up: [PATH_ALREADY_EXISTS]"),
    ],
)
def test_spark_faults_are_told_in_one_line(
    table: str, output: str, told: str, tmp_path: Path, extract: Extract
) -> None:
    (tmp_path / "records").mkdir()
    pq.write_table(pa.table({"text": ["Japan"]}), tmp_path / "bare.parquet")
    pq.write_table(pa.table({"id": ["a"], "text": ["Japan"]}), tmp_path / "article.parquet")
    ended = extract("spark", tmp_path / table, "-o", tmp_path / output)
    assert ended.code in {Exit.USAGE, Exit.INPUT}
    assert ended.err.startswith(told)
    assert len(ended.err.splitlines()) == 1

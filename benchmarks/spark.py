"""Spark beside one process: the same articles, the same records and the same ledger, or the script fails.

python benchmarks/spark.py [INPUT ...] [--cores 2]

INPUT is what `extract run` reads; without any, the seeds and the gold texts. Spark runs in local mode with as many
workers as `--cores`, from a Parquet table; a task may fail three times. Needs the extra `spark` and a Java.
"""

from __future__ import annotations

import argparse
import resource
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from time import perf_counter, process_time

import pyarrow as pa
import pyarrow.parquet as pq

from extract.arrow import arrow_schema, batch_rows, record_batch
from extract.batch import attempt
from extract.engine import Options, extract_batches, from_batches
from extract.ledger import CountGroup, Ledger, Row, assemble, build_ledger
from extract.pipeline import Pipeline
from extract.readers import read_articles, read_labelled
from extract.ruleset import load_ruleset
from extract.schema import Article, ErrorRecord, Extraction
from extract.spark.job import Summary, run, start

ROOT = Path(__file__).parents[1]
DEFAULT = [str(ROOT / "seeds"), *map(str, sorted((ROOT / "gold").glob("*.jsonl")))]
TABLE_ROWS = 500  # of one group of rows, which a task takes
MEASURED = 1000  # articles over which the memory of a worker is measured

Record = Extraction | ErrorRecord


def read(inputs: Sequence[str]) -> list[Article]:
    """The articles that can be read, one of each id."""
    items = read_articles(inputs) if inputs else (item for item, _ in read_labelled(DEFAULT))
    return list({item.id: item for item in items if isinstance(item, Article)}.values())


def one_process(articles: Sequence[Article]) -> list[Record]:
    """The records without texts, as `extract run` writes them."""
    pipeline = Pipeline()
    records = (attempt(pipeline, article) for article in articles)
    return [
        record.model_copy(update={"text": None}) if isinstance(record, Extraction) else record for record in records
    ]


def on_spark(articles: Sequence[Article], cores: int, folder: Path) -> tuple[Summary, int]:
    """How much the job wrote under `folder` / out, and the peak memory of a worker in MB."""
    table = folder / "articles.parquet"
    batch = record_batch([article.model_dump() for article in articles], arrow_schema(Article))
    pq.write_table(pa.Table.from_batches([batch]), table, row_group_size=TABLE_ROWS)
    spark = start(f"local[{cores},4]")
    spark.sparkContext.setLogLevel("ERROR")
    spark.conf.set("spark.sql.shuffle.partitions", 4 * cores)
    spark.conf.set("spark.sql.files.maxPartitionBytes", max(table.stat().st_size // (4 * cores), 1))
    done = run(spark, [str(table)], str(folder / "out"), Options(), kinds())
    some = spark.read.parquet(str(table)).limit(MEASURED).mapInArrow(peak, "mb long").collect()
    spark.stop()
    return done, max(row.mb for row in some)


def peak(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """The most memory that this process has held once it has extracted from all batches, in MB."""
    for _ in extract_batches(batches):
        pass
    yield pa.RecordBatch.from_pydict({"mb": [resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024]})


def kinds() -> dict[str, frozenset[str]]:
    """The nouns of each kind of parties that are counted."""
    return dict(load_ruleset().lexicon.family("count.kind"))


def written(folder: Path, articles: int) -> tuple[list[Record], Ledger]:
    """The records and the ledger that the job wrote."""
    rows = batch_rows(pq.read_table(folder / "ledger" / "rows"))
    counts = batch_rows(pq.read_table(folder / "ledger" / "counts"))
    ledger = assemble(articles, map(Row.model_validate, rows), map(CountGroup.model_validate, counts))
    return list(from_batches(pq.read_table(folder / "records").to_batches())), ledger


def by_id(records: Sequence[Record]) -> list[Record]:
    """In an order that does not depend on who was first."""
    return sorted(records, key=lambda record: record.id or "")


def main() -> None:
    """Run both and compare."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("inputs", nargs="*", metavar="INPUT", help="what `extract run` reads")
    parser.add_argument("--cores", type=int, default=2, help="workers of Spark (default 2)")
    options = parser.parse_args()
    articles = read(options.inputs)
    words = sum(len(article.text.split()) for article in articles)
    print(f"{len(articles):,} articles, {words:,} words")
    begin, busy = perf_counter(), process_time()
    local = one_process(articles)
    speed = words / (process_time() - busy)
    print(f"one process, records  {perf_counter() - begin:7.0f} s  {speed:9,.0f} words/s of processor time")
    begin = perf_counter()
    ledger = build_ledger([record for record in local if isinstance(record, Extraction)], kinds())
    print(f"one process, ledger   {perf_counter() - begin:7.0f} s  {len(ledger.rows):9,} rows")
    with tempfile.TemporaryDirectory() as folder:
        begin = perf_counter()
        done, memory = on_spark(articles, options.cores, Path(folder))
        print(f"Spark, start to end   {perf_counter() - begin:7.0f} s  {done.failed:9,} failed")
        print(f"memory of a worker    {memory:7,} MB at most, over {min(len(articles), MEASURED):,} articles")
        records, made = written(Path(folder) / "out", done.articles)
    same = (by_id(records) == by_id(local), made == ledger)
    print("records: {}; ledger: {}".format(*("the same" if one else "DIFFERENT" for one in same)))
    parser.exit(not all(same))


if __name__ == "__main__":
    main()

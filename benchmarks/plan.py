"""What a year of a news crawl takes: core hours, days, cost and memory, from speeds that are measured here and now.

python benchmarks/plan.py [WEB-ARCHIVE ...] [--files 6000 --cores 64 --price 0.04]

With web archives (.warc.gz) as a sample, pages a file, words an article and the share of English are those of the
sample, too; without, the pages are the gold texts in 200 kB of menus and scripts, and the rest is as assumed.
Seconds are of processor time, for other programs may share the machine. Needs the extras `warc`, `lang`, `parquet`.
"""

from __future__ import annotations

import argparse
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from resource import RUSAGE_SELF, getrusage
from time import process_time

import pyarrow as pa
import pyarrow.parquet as pq
from corpus import Corpus

from extract.arrow import arrow_schema, record_batch
from extract.engine import RECORDS, extract_batches
from extract.errors import ExtractError
from extract.readers import Page, mark_language, read_articles
from extract.schema import Article, ErrorRecord

MENU = "".join(f'<li class="menu-item"><a href="/section/{i}">Section {i}</a></li>' for i in range(300))
SCRIPT = "".join(f'window.config["key{i}"] = {{"id": {i}, "name": "value {i}", "on": true}};' for i in range(2500))


@dataclass(frozen=True)
class Sample:
    """What some pages took: seconds to read them, seconds to extract, bytes of the records as Parquet."""

    pages: int
    articles: int
    english: int
    words: int
    reading: float
    extracting: float
    written: int


def made_pages() -> Iterator[Article | ErrorRecord]:
    """The articles of pages made of gold texts."""
    for i, text in enumerate(Corpus(None)):
        title, _, rest = text.partition("\n")
        body = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in rest.split("\n") if paragraph.strip())
        head = f"<head><title>{escape(title)}</title><script>{SCRIPT}</script></head>"
        main = f"<article><h1>{escape(title)}</h1>{body}</article>"
        html = f"<html>{head}<body><nav><ul>{MENU}</ul></nav>{main}</body></html>"
        item = Page(id=str(i), source=f"{i}.html", file=f"{i}.html", data=html.encode()).article()
        yield mark_language(item) if isinstance(item, Article) else item


def measure(documents: Iterable[Article | ErrorRecord]) -> Sample:
    """Read all documents but the first, which is to load what that takes; then extract from the articles."""
    waiting = iter(documents)
    next(waiting, None)
    begin = process_time()
    items = list(waiting)
    reading = process_time() - begin
    articles = [item for item in items if isinstance(item, Article)]
    batch = record_batch([article.model_dump() for article in articles], arrow_schema(Article))
    list(extract_batches([batch.slice(0, 20)]))  # the pipeline is built once in a worker's life
    begin = process_time()
    table = pa.Table.from_batches(extract_batches([batch]), RECORDS)
    extracting = process_time() - begin
    stored = io.BytesIO()
    pq.write_table(table, stored, compression="zstd")
    return Sample(
        pages=len(items),
        articles=len(articles),
        english=sum(article.language is None for article in articles),
        words=sum(len(article.text.split()) for article in articles),
        reading=reading,
        extracting=extracting,
        written=stored.tell(),
    )


def measured_lines(sample: Sample) -> Iterator[str]:
    """What was measured."""
    yield f"measured on {sample.pages:,} pages with {sample.articles:,} articles, one core"
    yield f"  pages to texts          {sample.pages / sample.reading:10,.0f} pages/s"
    yield f"  texts to records        {sample.words / sample.extracting:10,.0f} words/s"
    yield f"  records as Parquet      {sample.written / max(sample.articles, 1):10,.0f} bytes/article"
    yield f"  peak memory             {getrusage(RUSAGE_SELF).ru_maxrss / 1024:10,.0f} MB, the sample included"


def plan_lines(sample: Sample, options: argparse.Namespace) -> Iterator[str]:
    """What a year takes: pages x (1 / pages per second + words per page / words per second) core seconds."""
    pages = options.files * options.pages
    words = pages * options.words
    reading = pages * sample.reading / sample.pages / 3600
    extracting = words / (options.speed or sample.words / sample.extracting) / 3600
    hours = (reading + extracting) / options.use
    yield f"a year of {options.files:,} files with {options.pages:,} articles of {options.words} words each"
    yield f"  records                 {pages:14,}, of them English {pages * options.english:,.0f}"
    yield f"  read                    {options.files * options.size / 1000:14,.1f} TB"
    yield f"  written                 {pages * sample.written / sample.articles / 1e9:14,.0f} GB, without texts"
    yield f"  core hours, reading     {reading:14,.0f}"
    yield f"  core hours, extraction  {extracting:14,.0f}"
    yield f"  core hours, paid        {hours:14,.0f}, cores busy {options.use:.0%} of the time"
    yield f"  hours on {options.cores:4} cores     {hours / options.cores:14,.1f}"
    yield f"  cost                    {hours * options.price:14,.0f} at {options.price} a core hour"
    yield f"  a task (one file)       {(reading + extracting) / options.files * 60:14,.0f} minutes"


def parse(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    """The options; those that a sample tells are None without being given."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("archives", nargs="*", metavar="WEB-ARCHIVE", help="a sample of the crawl")
    parser.add_argument("--files", type=int, default=6000, help="web archives a year")
    parser.add_argument("--size", type=float, default=1.07, help="GB of a web archive")
    parser.add_argument("--pages", type=int, help="articles a file")
    parser.add_argument("--words", type=int, help="words an article")
    parser.add_argument("--english", type=float, help="share of English")
    parser.add_argument("--speed", type=float, help="words a core extracts from in a second, else as measured")
    parser.add_argument("--cores", type=int, default=64)
    parser.add_argument("--price", type=float, default=0.04, help="of a core hour")
    parser.add_argument("--use", type=float, default=0.8, help="share of the time that cores are busy")
    return parser.parse_args(arguments)


def main() -> None:
    """Measure, then plan."""
    options = parse()
    try:
        if options.archives:
            sample = measure(read_articles(options.archives, check_language=True))
            told = (sample.articles // len(options.archives), sample.words // sample.articles)
            assumed = (*told, sample.english / sample.articles)
        else:
            sample, assumed = measure(made_pages()), (23_000, 450, 0.4)
    except ExtractError as error:
        raise SystemExit(str(error)) from None
    for name, value in zip(("pages", "words", "english"), assumed, strict=True):
        if getattr(options, name) is None:
            setattr(options, name, value)
    print(*measured_lines(sample), *plan_lines(sample, options), sep="\n")


if __name__ == "__main__":
    main()

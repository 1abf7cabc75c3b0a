"""The pipeline over Arrow batches, the seam for every engine: Iterator[RecordBatch] -> Iterator[RecordBatch].

Articles come in the columns ``id`` and ``text``, with ``source`` and ``date`` where there are any; other columns are
passed over. Records go out as `RECORDS` has them: an Extraction's fields, nested as they are, or, for an article that
failed, an ErrorRecord's, with ``error`` not null. There is one row for each article, in order.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Any, Final

import pyarrow as pa

from extract.arrow import arrow_schema, batch_rows, record_batch
from extract.batch import attempt
from extract.errors import InputError
from extract.pipeline import Pipeline
from extract.readers import mark_language, read_articles
from extract.readers.limits import MAX_DOCUMENT, check_size
from extract.readers.parquet import row_record, text_columns
from extract.readers.records import to_article
from extract.schema import Article, ErrorRecord, Extraction

_ROWS: Final = 200  # of a batch that goes out

_EXTRACTION: Final = arrow_schema(Extraction)
_ERROR: Final = arrow_schema(ErrorRecord)
_ERROR_ONLY: Final = [field for field in _ERROR if field.name not in _EXTRACTION.names]
RECORDS: Final = pa.schema([field.with_nullable(True) for field in (*_EXTRACTION, *_ERROR_ONLY)])


@dataclass(frozen=True)
class Options:
    """What a run may be told.

    `rules` are folders on top of the built-in rules, as the worker sees them; `expand_groups` infers the stances of a
    group's members; `check_language` marks articles that are not English; `with_text` keeps texts in the records.
    """

    rules: tuple[str, ...] = ()
    expand_groups: bool = False
    check_language: bool = False
    with_text: bool = False


_NONE: Final = Options()


def extract_batches(batches: Iterable[pa.RecordBatch], options: Options = _NONE) -> Iterator[pa.RecordBatch]:
    """Extract from batches of articles; raises InputError for batches without `id` or `text`, and RuleError."""
    return _extract(articles(batches), options)


def extract_files(batches: Iterable[pa.RecordBatch], options: Options = _NONE) -> Iterator[pa.RecordBatch]:
    """Extract from files that `extract run` reads, whose paths are the column ``path``; raises RuleError."""
    paths = (path for batch in batches for path in batch.column("path").to_pylist())
    return _extract((item for path in paths for item in read_articles([path])), options)


def articles(batches: Iterable[pa.RecordBatch]) -> Iterator[Article | ErrorRecord]:
    """The Article of each row, or an ErrorRecord that tells what is wrong with it; raises InputError as above."""
    for batch in batches:
        missing = {"id", "text"}.difference(batch.schema.names)
        if missing:
            raise InputError(f"no column {min(missing)} among {', '.join(batch.schema.names)}, needed are id and text")
        columns = text_columns(batch)
        yield from (_article(columns, row) for row in range(batch.num_rows))  # one at a time: texts may be large


def to_batches(records: Iterable[Extraction | ErrorRecord], *, with_text: bool = True) -> Iterator[pa.RecordBatch]:
    """Records as batches of the schema `RECORDS`.

    Lone surrogates, which only JSON can bring in, become U+FFFD each: offsets stay, and `text_sha256` is of the text
    as it was.
    """
    stream = iter(records)
    while rows := [_row(record, with_text) for record in islice(stream, _ROWS)]:
        yield record_batch(rows, RECORDS)


def from_batches(batches: Iterable[pa.RecordBatch]) -> Iterator[Extraction | ErrorRecord]:
    """The records that `to_batches` was given."""
    for batch in batches:
        for row in batch_rows(batch):
            model = Extraction if row["error"] is None else ErrorRecord
            yield model.model_validate({name: row[name] for name in model.model_fields})


@lru_cache(maxsize=1)
def pipeline(rules: tuple[str, ...] = (), expand_groups: bool = False) -> Pipeline:
    """The process's pipeline, built when it is first needed."""
    return Pipeline([Path(folder) for folder in rules], expand_groups=expand_groups)


def _extract(items: Iterable[Article | ErrorRecord], options: Options) -> Iterator[pa.RecordBatch]:
    ready = pipeline(options.rules, options.expand_groups)
    mark = mark_language if options.check_language else _as_it_is
    made = (attempt(ready, mark(item)) if isinstance(item, Article) else item for item in items)
    return to_batches(made, with_text=options.with_text)


def _as_it_is(article: Article) -> Article:
    return article


def _article(columns: Mapping[str, Any], row: int) -> Article | ErrorRecord:
    record: dict[str, object] = {}
    try:
        record = row_record(columns, row)
        article = to_article(record, None, "")
        check_size(len(article.text), "the text", MAX_DOCUMENT)
    except InputError as error:
        name, source = (value if isinstance(value, str) else None for value in map(record.get, ("id", "source")))
        return ErrorRecord(id=name, source=source, error=str(error))
    return article


def _row(record: Extraction | ErrorRecord, with_text: bool) -> dict[str, Any]:
    row = dict.fromkeys(RECORDS.names) | record.model_dump()
    return row if with_text else row | {"text": None}

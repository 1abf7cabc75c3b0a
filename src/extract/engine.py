"""The pipeline over Arrow batches, the seam for every engine: Iterator[RecordBatch] -> Iterator[RecordBatch].

Articles come in the columns ``id`` and ``text``, with ``source`` and ``date`` where there are any; other columns are
passed over. Records go out as `RECORDS` has them: an Extraction's fields, nested as they are, or, for an article that
failed, an ErrorRecord's, with ``error`` not null. There is one row for each article, in order.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Any, Final

import pyarrow as pa

from extract.arrow import arrow_schema, batch_rows, record_batch
from extract.batch import attempt
from extract.errors import InputError
from extract.pipeline import Pipeline
from extract.readers import read_articles
from extract.readers.records import to_article
from extract.schema import Article, ErrorRecord, Extraction

_ROWS: Final = 200  # of a batch that goes out
_GIVEN: Final = ("id", "text", "source", "date")

_EXTRACTION: Final = arrow_schema(Extraction)
_ERROR: Final = arrow_schema(ErrorRecord)
RECORDS: Final = pa.schema(
    [
        field.with_nullable(True)
        for field in (*_EXTRACTION, *(one for one in _ERROR if one.name not in _EXTRACTION.names))
    ]
)


def extract_batches(
    batches: Iterable[pa.RecordBatch],
    *,
    rules: Sequence[str] = (),
    expand_groups: bool = False,
    with_text: bool = False,
) -> Iterator[pa.RecordBatch]:
    """Extract from batches of articles.

    `rules` are folders on top of the built-in rules, `expand_groups` infers stances of a group's members, and
    `with_text` keeps the text in the record. Raises InputError for batches without `id` or `text`, and RuleError.
    """
    return _extract(articles(batches), tuple(rules), expand_groups, with_text)


def extract_files(
    batches: Iterable[pa.RecordBatch],
    *,
    rules: Sequence[str] = (),
    expand_groups: bool = False,
    with_text: bool = False,
) -> Iterator[pa.RecordBatch]:
    """Extract from files that `extract run` reads, whose paths are the column ``path``; options as above."""
    paths = (path for batch in batches for path in batch.column("path").to_pylist())
    read = (item for path in paths for item in read_articles([path]))
    return _extract(read, tuple(rules), expand_groups, with_text)


def articles(batches: Iterable[pa.RecordBatch]) -> Iterator[Article | ErrorRecord]:
    """The Article of each row, or an ErrorRecord that tells what is wrong with it; raises InputError as above."""
    for batch in batches:
        missing = {"id", "text"}.difference(batch.schema.names)
        if missing:
            raise InputError(f"no column {min(missing)} among {', '.join(batch.schema.names)}, needed are id and text")
        columns = {name: batch.column(name) for name in _GIVEN if name in batch.schema.names}
        for i in range(batch.num_rows):  # one at a time: the texts of a batch may be many
            yield _article({name: column[i].as_py() for name, column in columns.items()})


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


def _extract(
    items: Iterable[Article | ErrorRecord], rules: tuple[str, ...], expand_groups: bool, with_text: bool
) -> Iterator[pa.RecordBatch]:
    ready = pipeline(rules, expand_groups)
    made = (attempt(ready, item) if isinstance(item, Article) else item for item in items)
    return to_batches(made, with_text=with_text)


def _article(row: Mapping[str, Any]) -> Article | ErrorRecord:
    day = row.get("date")
    try:
        return to_article({**row, "date": day.isoformat() if isinstance(day, date) else day}, None, "")
    except InputError as error:
        name, source = (value if isinstance(value, str) else None for value in (row["id"], row.get("source")))
        return ErrorRecord(id=name, source=source, error=str(error))


def _row(record: Extraction | ErrorRecord, with_text: bool) -> dict[str, Any]:
    row = dict.fromkeys(RECORDS.names) | record.model_dump()
    return row if with_text else row | {"text": None}

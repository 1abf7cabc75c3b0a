"""Parquet: one article a row, read a few rows at a time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from io import SEEK_END
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from extract.errors import InputError
from extract.extras import require
from extract.readers.limits import MAX_DOCUMENT, check_ratio, check_size
from extract.readers.records import Read, shorten, to_article
from extract.schema import ErrorRecord

if TYPE_CHECKING:
    import pyarrow as pa

COLUMNS: Final = ("id", "source", "date", "text")
_ROWS: Final = 16  # a text may be large
_MOST: Final = 1 << 31  # rows of a group; more, or less than none, is damage
_BUFFER: Final = 1 << 20


def read_parquet(stream: BinaryIO, file: str, stem: str) -> Iterator[Read]:
    """Each row's Article or ErrorRecord, and one ErrorRecord for each group of rows that is broken.

    Columns mean what the fields of JSON lines do; null is as absent, a whole number as id stands for its digits, and
    a column of times gives the day. Raises InputError where the file as a whole cannot be read.
    """
    pq = require("pyarrow.parquet", "parquet")
    arrow = require("pyarrow", "parquet")
    if not stream.seekable():
        raise InputError("Parquet can be read from files only")
    try:
        table = pq.ParquetFile(stream, buffer_size=_BUFFER, page_checksum_verification=True)
        columns = _columns(table.schema_arrow.names)
    except (arrow.ArrowException, OSError, ValueError) as error:
        raise InputError(_broken(error)) from None
    first, size = 1, stream.seek(0, SEEK_END)
    for group in range(table.num_row_groups):
        rows = 0
        try:
            # Not column by column: asked for those, the library ends the process where their metadata is damaged.
            check_ratio(table.metadata.row_group(group).total_byte_size, size, "a group of rows")
            for batch in table.iter_batches(_ROWS, row_groups=[group], columns=columns):
                yield from _read_batch(batch, file, stem, first + rows)
                rows += batch.num_rows
        except (arrow.ArrowException, InputError, OSError, ValueError) as error:
            yield Read(ErrorRecord(source=file, line=first + rows, error=_broken(error)), file, first + rows)
        told = table.metadata.row_group(group).num_rows
        first += told if rows <= told <= _MOST else rows
    if first == 1:
        yield Read(ErrorRecord(source=file, error="no rows"), file)


def _columns(names: list[str]) -> list[str]:
    found = [name for name in names if name in COLUMNS]
    if len(found) > len(set(found)):
        raise InputError("a column stands there twice")
    if "text" not in found:
        raise InputError(f"no column text, found are {', '.join(shorten(name, 20) for name in names[:8])}")
    return found


def _read_batch(batch: pa.RecordBatch, file: str, stem: str, first: int) -> Iterator[Read]:
    columns = text_columns(batch)
    for row in range(batch.num_rows):
        line = first + row
        try:
            article = to_article(row_record(columns, row), file, f"{stem}:{line}")
            check_size(len(article.text), "the text", MAX_DOCUMENT)
            yield Read(article, file, line)
        except InputError as error:
            yield Read(ErrorRecord(source=file, line=line, error=str(error)), file, line)


def text_columns(batch: pa.RecordBatch) -> Mapping[str, Any]:
    """The columns that make up articles; whole numbers that are ids and times that are dates are spelled out."""
    found = [(name, batch.column(name)) for name in COLUMNS if name in batch.schema.names]
    return {name: _as_text(name, column) for name, column in found}


def row_record(columns: Mapping[str, Any], row: int) -> dict[str, object]:
    """The values of one row that are not null; raises InputError for text that is not UTF-8."""
    values = ((name, _value(name, column[row])) for name, column in columns.items())
    return {name: value for name, value in values if value is not None}


def _as_text(name: str, column: Any) -> Any:
    types = require("pyarrow.types", "parquet")
    numbers, times = types.is_integer(column.type), types.is_temporal(column.type)
    return column.cast("string") if (name == "id" and numbers) or (name == "date" and times) else column


def _value(name: str, scalar: Any) -> object:
    try:
        value: object = scalar.as_py()
    except UnicodeDecodeError:
        raise InputError(f"{name} is not UTF-8") from None
    return value


def _broken(error: Exception) -> str:
    lines = str(error).splitlines() or [type(error).__name__]
    return lines[0] if isinstance(error, InputError) else f"broken Parquet: {lines[0].lower()}"

"""The files that tables are written to, CSV and Parquet: the same rows give the same bytes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, BinaryIO, Final, Literal, Protocol

from extract.csv_lines import csv_line
from extract.extras import require
from extract.tables import Row, Table

Kind = Literal["parquet", "csv"]

_BATCH_ROWS: Final = 1024  # rows kept as Python objects
_BATCH_CHARACTERS: Final = 1 << 22
_GROUP_ROWS: Final = 1 << 17  # rows of a row group, unless they are long
_GROUP_BYTES: Final = 1 << 24


class TableFile(Protocol):
    """A table's file, open for writing."""

    def write(self, row: Row) -> None:
        """Append one row."""
        ...

    def close(self) -> None:
        """Write what is still to be written; the file itself stays open."""
        ...

    def discard(self) -> None:
        """Write nothing more; after `close` there is nothing to discard."""
        ...


class CsvFile:
    """A table as CSV: a line of names, and one a row."""

    def __init__(self, handle: BinaryIO, table: Table) -> None:
        self._handle = handle
        self._write(column.name for column in table.columns)

    def write(self, row: Row) -> None:
        """Append one row."""
        self._write(row.values())

    def close(self) -> None:
        """Nothing is left to write."""

    def discard(self) -> None:
        """Nothing is left to discard."""

    def _write(self, values: Any) -> None:
        self._handle.write(csv_line(values).encode())


class ParquetFile:
    """A table as Parquet, in row groups whose sizes depend on the rows alone; at most one is kept in memory.

    Raises MissingExtraError without pyarrow.
    """

    def __init__(self, handle: BinaryIO, table: Table) -> None:
        self._arrow = require("pyarrow", "parquet")
        from pyarrow.parquet import ParquetWriter

        from extract.arrow import arrow_field

        self._schema = self._arrow.schema([arrow_field(column.name, column.annotation) for column in table.columns])
        self._writer = ParquetWriter(handle, self._schema, compression="zstd")
        self._rows: list[Row] = []
        self._characters = 0
        self._group: list[Any] = []

    def write(self, row: Row) -> None:
        """Append one row."""
        self._rows.append(row)
        self._characters += sum(len(value) for value in row.values() if isinstance(value, str))
        if len(self._rows) >= _BATCH_ROWS or self._characters >= _BATCH_CHARACTERS:
            self._pack()
            if sum(map(len, self._group)) >= _GROUP_ROWS or sum(b.nbytes for b in self._group) >= _GROUP_BYTES:
                self._write_group()

    def close(self) -> None:
        """Write the last row group and the footer."""
        self._pack()
        self._write_group()
        self._writer.close()

    def discard(self) -> None:
        """Drop the rows that are not written."""
        self._writer.is_open = False  # else it writes its footer when it is collected

    def _pack(self) -> None:
        from extract.arrow import record_batch

        if self._rows:
            self._group.append(record_batch(self._rows, self._schema))
            self._rows, self._characters = [], 0

    def _write_group(self) -> None:
        if self._group:
            table = self._arrow.Table.from_batches(self._group)
            self._writer.write_table(table, row_group_size=len(table))
            self._group = []


KINDS: Final[Mapping[Kind, Callable[[BinaryIO, Table], TableFile]]] = {"parquet": ParquetFile, "csv": CsvFile}

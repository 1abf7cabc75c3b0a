"""A folder with a file a table: all of them are replaced once all are complete, or none is."""

from __future__ import annotations

from contextlib import ExitStack, suppress
from pathlib import Path
from types import TracebackType

from extract.files import Aside, regular_target, told
from extract.schema import ErrorRecord, Extraction
from extract.tables import TABLES, Table, rows
from extract.tables.kinds import KINDS, Kind, TableFile


class TablesWriter:
    """Context manager that writes records to the tables of a folder, as ``articles.parquet`` and so on.

    The folder is made if its parent is there. After an exception, or a kill, older files stand as they were; other
    files are never touched.

    Raises OutputError on entering if the tables cannot be written there, and later if the disk fails;
    MissingExtraError for Parquet without pyarrow.
    """

    def __init__(self, folder: Path, kind: Kind) -> None:
        self.counts = dict.fromkeys(TABLES, 0)
        self._folder = folder
        self._kind = kind
        self._files: list[Aside] = []
        self._tables: dict[str, TableFile] = {}
        self._discard = ExitStack()

    def __enter__(self) -> TablesWriter:
        with told(str(self._folder)), ExitStack() as discard:
            if not self._folder.exists():
                self._folder.mkdir()
                discard.callback(self._remove_folder)
            for table in TABLES.values():
                self._tables[table.name] = self._open(table, discard)
            self._discard = discard.pop_all()
        return self

    def write(self, record: Extraction | ErrorRecord) -> None:
        """Append the rows of one record."""
        with told(str(self._folder)):
            for name, row in rows(record):
                self._tables[name].write(row)
                self.counts[name] += 1

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._discard, told(str(self._folder)):
            if kind is None:
                for table in self._tables.values():
                    table.close()
                for file in self._files:
                    file.commit()

    def _open(self, table: Table, discard: ExitStack) -> TableFile:
        path = str(self._folder / f"{table.name}.{self._kind}")
        with told(path):
            target = regular_target(path)
            if target is None:
                raise OSError("is no regular file")
            file = Aside(target)
        discard.callback(file.discard)
        self._files.append(file)
        made = KINDS[self._kind](file.handle, table)
        discard.callback(made.discard)
        return made

    def _remove_folder(self) -> None:
        with suppress(OSError):  # it is not empty, for all went well
            self._folder.rmdir()

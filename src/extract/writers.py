"""Records out: one JSON line each, written aside and renamed at the end of a run that was not cut short."""

from __future__ import annotations

import errno
import json
import re
from pathlib import Path
from types import TracebackType

from extract.errors import OutputError
from extract.files import Aside, InPlace, regular_target, told
from extract.schema import ErrorRecord, Extraction

_TABLES = (".parquet", ".csv")
_SURROGATE = re.compile("[\ud800-\udfff]")


def json_line(record: Extraction | ErrorRecord, *, with_text: bool = False) -> bytes:
    r"""The record as one line of UTF-8 JSON, all keys in the schema's order.

    An Extraction's ``text`` is left out unless `with_text`. Lone surrogates are written as ``\udNNN``: the
    line is valid UTF-8 and parses to the same string.
    """
    content = record.model_dump()
    if not with_text:
        content.pop("text", None)
    line = json.dumps(content, ensure_ascii=False) + "\n"
    try:
        return line.encode("utf-8")
    except UnicodeEncodeError:
        return _SURROGATE.sub(lambda found: f"\\u{ord(found[0]):04x}", line).encode("utf-8")


def errors_path(path: Path) -> Path:
    """The file that lists the articles which failed in the run that was written to `path`."""
    return path.with_name(f"{path.stem}.errors.jsonl")


class JsonlWriter:
    """Context manager that writes a run's records: Extractions to `path`, ErrorRecords to a file beside it.

    `path` may be ``-`` for standard output. Errors go to ``<stem>.errors.jsonl`` in the same folder, if there
    are any; one of an earlier run is removed if there are none. Files are written under a hidden name and
    renamed when the block ends without an exception; after an exception, or a kill, older files stand as they
    were. What is no regular file (standard output, ``/dev/null``, a named pipe) is written in place, and its
    errors are not written.

    Raises OutputError on entering if `path` cannot be written, and later if the disk fails.
    """

    def __init__(self, path: str, *, with_text: bool = False) -> None:
        self.errors_path: Path | None = None
        self._path = path
        self._with_text = with_text
        self._records: Aside | InPlace | None = None
        self._errors: Aside | None = None

    def __enter__(self) -> JsonlWriter:
        with told(self._path):
            self._records = self._open()
        return self

    @property
    def paths(self) -> tuple[Path, ...]:
        """The files that this run may replace."""
        return () if self.errors_path is None else (self._target, self.errors_path)

    def write(self, record: Extraction | ErrorRecord) -> None:
        """Append one record; an ErrorRecord is dropped where there is no file for it."""
        with told(self._path):
            if isinstance(record, Extraction):
                if self._records is None:
                    raise OutputError("the writer is not open")
                self._records.handle.write(json_line(record, with_text=self._with_text))
            elif self.errors_path is not None:
                if self._errors is None:
                    self._errors = Aside(self.errors_path)
                self._errors.handle.write(json_line(record))

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        files = [file for file in (self._records, self._errors) if file is not None]
        try:
            if kind is None:
                with told(self._path):
                    for file in files:
                        file.commit()
                    if self._errors is None and self.errors_path is not None:
                        self.errors_path.unlink(missing_ok=True)
        finally:
            for file in files:
                file.discard()

    def _open(self) -> Aside | InPlace:
        if self._path.lower().endswith(_TABLES):
            raise OutputError(
                f"cannot write {self._path}: a run is JSON lines; extract tables makes Parquet or CSV of it"
            )
        target = regular_target(self._path)
        if target is None:
            return InPlace(self._path)
        self._target = target
        self.errors_path = errors_path(target)
        if self.errors_path.is_dir():
            raise IsADirectoryError(errno.EISDIR, f"{self.errors_path.name} is a folder")
        return Aside(target)

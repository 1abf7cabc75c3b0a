"""Records out: one JSON line each, written aside and renamed at the end of a run that was not cut short."""

from __future__ import annotations

import errno
import json
import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

from extract.errors import OutputError
from extract.schema import ErrorRecord, Extraction

_SURROGATE = re.compile("[\ud800-\udfff]")


def json_line(record: Extraction | ErrorRecord, *, with_text: bool = False) -> bytes:
    r"""The record as one line of UTF-8 JSON, all keys in the schema's order.

    An Extraction's ``text`` is left out unless `with_text`, and its ``language`` where it has none. Lone surrogates
    are written as ``\udNNN``: the line is valid UTF-8 and parses to the same string.
    """
    content = record.model_dump()
    if not with_text:
        content.pop("text", None)
    if content.get("language") is None:
        content.pop("language", None)
    line = json.dumps(content, ensure_ascii=False) + "\n"
    try:
        return line.encode("utf-8")
    except UnicodeEncodeError:
        return _SURROGATE.sub(lambda found: f"\\u{ord(found[0]):04x}", line).encode("utf-8")


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
        self._records: _Aside | _InPlace | None = None
        self._errors: _Aside | None = None

    def __enter__(self) -> JsonlWriter:
        with _told(self._path):
            self._records = self._open()
        return self

    @property
    def paths(self) -> tuple[Path, ...]:
        """The files that this run may replace."""
        return () if self.errors_path is None else (Path(self._path).resolve(), self.errors_path)

    def write(self, record: Extraction | ErrorRecord) -> None:
        """Append one record; an ErrorRecord is dropped where there is no file for it."""
        with _told(self._path):
            if isinstance(record, Extraction):
                if self._records is None:
                    raise OutputError("the writer is not open")
                self._records.handle.write(json_line(record, with_text=self._with_text))
            elif self.errors_path is not None:
                if self._errors is None:
                    self._errors = _Aside(self.errors_path)
                self._errors.handle.write(json_line(record))

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        files = [file for file in (self._records, self._errors) if file is not None]
        try:
            if kind is None:
                with _told(self._path):
                    for file in files:
                        file.commit()
                    if self._errors is None and self.errors_path is not None:
                        self.errors_path.unlink(missing_ok=True)
        finally:
            for file in files:
                file.discard()

    def _open(self) -> _Aside | _InPlace:
        if self._path == "-":
            return _InPlace(sys.stdout.buffer)
        target = Path(self._path).resolve()
        if target.is_dir():
            raise IsADirectoryError(errno.EISDIR, "is a folder")
        if target.exists() and not target.is_file():
            return _InPlace(target.open("wb"))
        if target.exists() and not os.access(target, os.W_OK):
            raise PermissionError(errno.EACCES, "permission denied")
        self.errors_path = target.with_name(f"{target.stem}.errors.jsonl")
        if self.errors_path.is_dir():
            raise IsADirectoryError(errno.EISDIR, f"{self.errors_path.name} is a folder")
        return _Aside(target)


class _Aside:
    """A file under a hidden name beside its target, which it replaces once complete."""

    def __init__(self, target: Path) -> None:
        self._target = target
        self._path = target.with_name(f".{target.name}.{os.getpid()}.part")
        self.handle: BinaryIO = self._path.open("wb")

    def commit(self) -> None:
        self.handle.flush()
        os.fsync(self.handle.fileno())
        self.handle.close()
        self._path.replace(self._target)

    def discard(self) -> None:
        with suppress(OSError):
            self.handle.close()
        with suppress(OSError):
            self._path.unlink(missing_ok=True)


class _InPlace:
    """A stream that cannot be replaced: standard output, a device, a named pipe."""

    def __init__(self, handle: BinaryIO) -> None:
        self.handle = handle

    def commit(self) -> None:
        self.handle.flush()

    def discard(self) -> None:
        if self.handle is not sys.stdout.buffer:
            with suppress(OSError):
                self.handle.close()


@contextmanager
def _told(path: str) -> Iterator[None]:
    """Turns an OSError into an OutputError; a closed pipe passes, it ends the program quietly."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        name = "standard output" if path == "-" else path
        raise OutputError(f"cannot write {name}: {(error.strerror or str(error)).lower()}") from error

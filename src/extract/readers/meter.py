"""How far the reading of the inputs has come, in bytes: what a progress bar needs to tell the time left."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import BinaryIO

from extract.readers.paths import find_files


class Meter:
    """Counts the bytes that are read of the files that `paths` stand for, `skip` left out."""

    def __init__(self, paths: Sequence[str] = (), skip: Collection[Path] = ()) -> None:
        self._paths = paths
        self._skip = skip
        self._closed = 0  # bytes of files that have been read
        self._open: BinaryIO | None = None

    @cached_property
    def total(self) -> int | None:
        """Bytes of all files; None where standard input is among them."""
        if "-" in self._paths:
            return None
        found = (file for path in self._paths for file in find_files(path, self._skip))
        files = (Path(file) for file in found if isinstance(file, str))
        return sum(file.stat().st_size for file in files if file.is_file())

    @property
    def read(self) -> int:
        """Bytes read by now."""
        return self._closed + (self._open.tell() if self._open else 0)

    @contextmanager
    def follow(self, file: BinaryIO) -> Iterator[None]:
        """Count what is read of a file in this block; of a compressed one, give the file below."""
        if not file.seekable():
            yield
            return
        self._open = file
        try:
            yield
        finally:
            self._closed += file.tell()
            self._open = None

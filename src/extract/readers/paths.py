"""Which files the user's paths stand for: named files, folders, patterns."""

from __future__ import annotations

import glob
import os
import stat
from collections.abc import Collection, Iterator
from pathlib import Path

from extract.readers.kinds import ALLOWED, reader_of
from extract.schema import ErrorRecord


def find_files(path: str, skip: Collection[Path]) -> Iterator[str | ErrorRecord]:
    """Yield the files that one path stands for, or an ErrorRecord for what cannot be read.

    `skip` holds resolved paths that folders and patterns leave out; a file named outright is always taken.
    """
    try:
        if path and not os.path.lexists(path) and glob.has_magic(path):
            yield from _several(path, _matching(path), skip, f"no file matches this pattern, {ALLOWED}")
        elif stat.S_ISDIR(os.stat(path).st_mode):  # noqa: PTH116 (Path("") is the current folder)
            yield from _several(path, _under(path), skip, f"no file in this folder to read, {ALLOWED}")
        elif reader_of(path):
            yield path
        else:
            yield _failed(path, f"no kind of file that can be read, {ALLOWED}")
    except OSError as error:
        yield _failed(path, why(error))
    except ValueError as error:  # a NUL in the path
        yield _failed(path, str(error))


def why(error: OSError) -> str:
    """One line on why a file cannot be read."""
    if isinstance(error, FileNotFoundError):
        return "no such file or folder"
    return (error.strerror or str(error) or type(error).__name__).lower()


def printable_path(path: str) -> str:
    r"""The path as Unicode that any output can carry: bytes that are not UTF-8 show as ``\udcNN``."""
    return path.encode("utf-8", "backslashreplace").decode("utf-8")


def _several(
    path: str, found: Iterator[str | ErrorRecord], skip: Collection[Path], if_none: str
) -> Iterator[str | ErrorRecord]:
    """The readable files in sorted order, after the error records; one error record if there is neither."""
    files: set[str] = set()
    failed = False
    for item in found:
        if isinstance(item, ErrorRecord):
            failed = True
            yield item
        elif reader_of(item) and not (skip and Path(item).resolve() in skip):
            files.add(item)
    if not files and not failed:
        yield _failed(path, if_none)
    yield from sorted(files, key=lambda file: Path(file).parts)


def _under(folder: str) -> Iterator[str | ErrorRecord]:
    closed: list[OSError] = []
    for parent, folders, files in os.walk(folder, onerror=closed.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (str(Path(parent, name)) for name in files if not name.startswith("."))
    for error in closed:
        yield _failed(str(error.filename), why(error))


def _matching(pattern: str) -> Iterator[str | ErrorRecord]:
    for path in glob.iglob(pattern, recursive=True):  # noqa: PTH207 (Path.glob refuses absolute patterns)
        if Path(path).is_dir():
            yield from _under(path)
        else:
            yield str(Path(path))


def _failed(path: str, error: str) -> ErrorRecord:
    return ErrorRecord(source=printable_path(path), error=error)

"""Files that appear whole or not at all: written under a hidden name beside their target, and renamed when complete."""

from __future__ import annotations

import errno
import os
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from extract.errors import OutputError

_STDOUT = frozenset({"-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"})


def is_stdout(path: str) -> bool:
    """Whether the path is ``-`` or another name of standard output."""
    return path in _STDOUT


def regular_target(path: str) -> Path | None:
    """The file, new or regular, that the path leads to through its links; None for what can only be written in place.

    Raises OSError for a folder, for links that lead in a circle, and for a file that may not be written.
    """
    if is_stdout(path):
        return None
    with suppress(FileNotFoundError):
        mode = Path(path).stat().st_mode  # raises for links in a circle, unlike is_file()
        if stat.S_ISDIR(mode):
            raise IsADirectoryError(errno.EISDIR, "is a folder")
        if not stat.S_ISREG(mode):
            return None
        if not os.access(path, os.W_OK):
            raise PermissionError(errno.EACCES, "permission denied")
    return Path(os.path.realpath(path))


class Aside:
    """A file under a hidden name beside its target, a file or none yet, which it replaces once complete."""

    def __init__(self, target: Path) -> None:
        self._target = target
        self._path = target.with_name(f".{target.name}.{os.getpid()}.part")
        self.handle: BinaryIO = self._path.open("wb")

    def commit(self) -> None:
        """Put the file in its target's place, once it is on the disk."""
        self.handle.flush()
        os.fsync(self.handle.fileno())
        self.handle.close()
        self._path.replace(self._target)

    def discard(self) -> None:
        """Leave nothing behind; after `commit` there is nothing to leave."""
        with suppress(OSError):
            self.handle.close()
        with suppress(OSError):
            self._path.unlink(missing_ok=True)


class InPlace:
    """A stream that cannot be replaced: standard output, a device, a named pipe."""

    def __init__(self, path: str) -> None:
        self.handle: BinaryIO = sys.stdout.buffer if is_stdout(path) else Path(path).open("wb")  # noqa: SIM115

    def commit(self) -> None:
        """Pass on what is still buffered, and tell a reader that this was all, unless others write here, too."""
        self.handle.flush()
        if self.handle is not sys.stdout.buffer:
            self.handle.close()

    def discard(self) -> None:
        """Close the stream, unless others write to it, too."""
        if self.handle is not sys.stdout.buffer:
            with suppress(OSError):
                self.handle.close()


@contextmanager
def told(path: str) -> Iterator[None]:
    """Turns an OSError into an OutputError; a closed pipe passes, it ends the program quietly."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        name = "standard output" if is_stdout(path) else path
        raise OutputError(f"cannot write {name}: {(error.strerror or str(error)).lower()}") from error

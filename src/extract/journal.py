"""What a run has written so far, under hidden names, and a journal of it, so that the run can go on after any cut.

The journal has a line for each input in turn: which file the input's record went to, the record's length, and hashes of
the input and of the record. So whatever was lost of any file, what is left can be told from what is whole: a record
counts where its journal line and its own bytes are there and all before it are, too. All else is cut off.
"""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Sequence
from contextlib import ExitStack, suppress
from hashlib import blake2b
from pathlib import Path
from time import monotonic
from typing import BinaryIO, Final, NamedTuple

from extract.errors import ResumeError

try:
    from fcntl import LOCK_EX, LOCK_NB, flock
except ImportError:  # not on Windows, where an open file cannot be replaced anyway
    flock = None  # type: ignore[assignment]

_FORMAT: Final = b"extract journal 1 "
_LINE: Final = re.compile(rb"([01]) (\d{1,12}) ([0-9a-f]{32}) ([0-9a-f]{32}) ((?:\d{1,12} )*)\n")
_LONGEST: Final = 200  # bytes of a line of the journal
_SYNC_SECONDS: Final = 5.0


class Kept(NamedTuple):
    """A record that an earlier run wrote: the number of its file, its bytes and what was counted in it."""

    file: int
    content: bytes
    counts: tuple[int, ...]


class Journal:
    """The hidden files of a run beside their `targets`, which they replace once the run is done.

    `made_by` is a hash of all that the records depend on beside the inputs. With `resume`, `again` gives back what an
    earlier run has left. Records are handed to the operating system one by one, so that a killed process loses none,
    and are forced to the disk every few seconds, which is what a power cut may lose.

    Raises ResumeError where other rules made them, and OSError, such as BlockingIOError where another run writes them.
    """

    def __init__(self, targets: Sequence[Path], made_by: str, *, resume: bool = False) -> None:
        self.changed = False
        self._targets = targets
        self._resume = resume
        self._synced = monotonic()
        with ExitStack() as opened:
            self._journal = opened.enter_context(_open(_hidden(targets[0], ".journal")))
            _lock(self._journal)
            self._files = [opened.enter_context(_open(_hidden(target))) for target in targets]
            self._rereads = resume and self._made_by(made_by)
            self._ends = [0] * len(targets)
            if not self._rereads:
                self._journal_end = 0
                self._cut()
                self._journal.write(_FORMAT + made_by.encode() + b"\n")
            self._journal_end = self._journal.tell()
            self._opened = opened.pop_all()

    def again(self, item: bytes) -> Kept | None:
        """What is kept for the next input, of which `item` is the hash; None from the first on for which nothing is.

        `changed` tells whether what is kept there was made of another input.
        """
        if not self._rereads:
            return None
        found = _LINE.fullmatch(self._journal.readline(_LONGEST))
        if found is not None:
            file, size = int(found[1]), int(found[2])
            content = self._files[file].read(size)
            if len(content) == size and digest(content) == found[4]:
                self.changed = found[3] != item
                if not self.changed:
                    self._ends[file] += size
                    self._journal_end += len(found[0])
                    return Kept(file, content, tuple(map(int, found[5].split())))
        self._cut()
        return None

    def write(self, item: bytes, kept: Kept) -> None:
        """Append a record, and then tell in the journal that it is there."""
        if self._rereads:
            self._cut()
        file, content, counts = kept
        self._files[file].write(content)
        self._files[file].flush()
        numbers = "".join(f"{count} " for count in counts)
        head = b"%d %d %b %b " % (file, len(content), item, digest(content))
        self._journal.write(head + numbers.encode() + b"\n")
        self._journal.flush()
        self._ends[file] += len(content)
        if monotonic() > self._synced + _SYNC_SECONDS:
            self._sync()

    def commit(self) -> None:
        """Put the files in the places of their targets; an empty one but the first removes its target."""
        if self._rereads:
            self._cut()
        self._sync()
        for file, target, end in zip(self._files, self._targets, self._ends, strict=True):
            file.close()
            if end or target == self._targets[0]:
                _hidden(target).replace(target)
            else:
                target.unlink(missing_ok=True)
        self._remove()
        self._opened.close()  # at last, for this unlocks them

    def discard(self) -> None:
        """Close the files of a run that did not end; without `resume` they are removed."""
        if not self._resume:
            self._remove()
        with suppress(OSError):
            self._opened.close()

    def _made_by(self, made_by: str) -> bool:
        """Whether there is a journal; raises ResumeError if other rules, options or versions made it."""
        head = self._journal.readline(_LONGEST)
        if not re.fullmatch(rb"%b[0-9a-f]+\n" % _FORMAT, head):
            return False
        if head != _FORMAT + made_by.encode() + b"\n":
            raise ResumeError("the unfinished run had other rules, options or versions: run anew, without --resume")
        return True

    def _cut(self) -> None:
        """Drop all beyond what is known to be whole, and go on there."""
        self._rereads = False
        for file, end in ((self._journal, self._journal_end), *zip(self._files, self._ends, strict=True)):
            file.seek(end)
            file.truncate()

    def _sync(self) -> None:
        for file in (*self._files, self._journal):
            file.flush()
            os.fsync(file.fileno())
        self._synced = monotonic()

    def _remove(self) -> None:
        for path in (*map(_hidden, self._targets), _hidden(self._targets[0], ".journal")):
            with suppress(OSError):
                path.unlink(missing_ok=True)


def digest(content: bytes) -> bytes:
    """The hash, in hexadecimal, of a record or of what an input was."""
    return blake2b(content, digest_size=16).hexdigest().encode()


def _hidden(target: Path, kind: str = "") -> Path:
    return target.with_name(f".{target.name}{kind}.part")


def _open(path: Path) -> BinaryIO:
    """For reading and writing, made where it is missing, what it holds left as it is."""
    return os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o666), "r+b")


def _lock(file: BinaryIO) -> None:
    if flock is None:
        return
    try:
        flock(file.fileno(), LOCK_EX | LOCK_NB)
    except BlockingIOError:
        raise BlockingIOError(errno.EWOULDBLOCK, "another run is writing it") from None
    except OSError:
        return  # a file system without locks

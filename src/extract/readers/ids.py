"""Which ids were used, and where first: by hash, in arrays, for archives of millions of articles."""

from __future__ import annotations

from array import array
from hashlib import blake2b
from typing import Final

_EMPTY: Final = 0
_SMALL: Final = 1 << 10


class FirstUses:
    """Remembers the file and line of the first use of each id, in 28 to 36 bytes an id beside the files' names.

    An id is known by 64 bits of its BLAKE2 hash: among ten million articles one in three hundred thousand runs would
    take two ids for one. The table is a compact dict's: slots that hold entry numbers, probed in order, at most half
    of them taken, over arrays of entries.
    """

    def __init__(self) -> None:
        self._hashes = array("Q")
        self._places = array("I"), array("Q")
        self._files: list[str] = []
        self._slots = array("I", bytes(4 * _SMALL))

    def earlier(self, name: str, file: str, line: int | None) -> tuple[str, int | None] | None:
        """Where the id was used first, or None, in which case this is its first use."""
        key = int.from_bytes(blake2b(name.encode(), digest_size=8).digest(), "little")
        slot = self._find(key)
        if self._slots[slot] != _EMPTY:
            files, lines = self._places
            entry = self._slots[slot] - 1
            return self._files[files[entry]], lines[entry] or None
        self._add(key, slot, file, line)
        return None

    def _find(self, key: int) -> int:
        """The slot of the hash, or the empty one where it belongs."""
        mask = len(self._slots) - 1
        slot = key & mask
        while self._slots[slot] != _EMPTY and self._hashes[self._slots[slot] - 1] != key:
            slot = (slot + 1) & mask
        return slot

    def _add(self, key: int, slot: int, file: str, line: int | None) -> None:
        if not self._files or self._files[-1] != file:
            self._files.append(file)
        files, lines = self._places
        self._hashes.append(key)
        files.append(len(self._files) - 1)
        lines.append(line or 0)
        self._slots[slot] = len(self._hashes)
        if 2 * len(self._hashes) > len(self._slots):
            self._grow()

    def _grow(self) -> None:
        self._slots = array("I", bytes(8 * len(self._slots)))
        for entry, key in enumerate(self._hashes, start=1):
            self._slots[self._find(key)] = entry

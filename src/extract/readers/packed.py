"""Packed streams: gzip and zstd are known by their first bytes and unpacked as they are read, bombs refused."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, BinaryIO, Final, cast

from extract.errors import InputError
from extract.extras import require
from extract.readers.limits import check_ratio

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

_GZIP: Final = b"\x1f\x8b\x08"
_ZSTD: Final = b"\x28\xb5\x2f\xfd"
_BUFFER: Final = 1 << 16
_TAKE: Final = 1 << 13  # at most so much packed data is counted before it is unpacked


def unpacked(stream: BinaryIO) -> BinaryIO:
    """The stream's content: unpacked where it is gzip or zstd, else as it is.

    Reading it raises InputError where packed data is broken, cut off, or unpacks to more than `MAX_RATIO` times its
    size; all that stands before that point is read first. Raises MissingExtraError for zstd without its package.
    """
    head = stream.read(len(_ZSTD))
    whole = rejoined(head, stream)
    if head.startswith(_GZIP):
        return io.BufferedReader(_Unpacked(whole, "gzip"), _BUFFER)
    if head == _ZSTD:
        return io.BufferedReader(_Unpacked(whole, "zstd"), _BUFFER)
    return whole


def rejoined(head: bytes, stream: BinaryIO) -> BinaryIO:
    """A stream that gives `head` again, which was read from `stream`, and then the rest."""
    return io.BufferedReader(_Rejoined(head, stream), _BUFFER)


class _Rejoined(io.RawIOBase):
    def __init__(self, head: bytes, stream: BinaryIO) -> None:
        self._head = head
        self._stream = cast(io.BufferedIOBase, stream)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        view = memoryview(buffer)
        data = self._head[: len(view)] or self._stream.read1(len(view))
        self._head = self._head[len(view) :]
        view[: len(data)] = data
        return len(data)


class _Counted:
    """The packed side: how many bytes have been taken from it."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.size = 0

    def read(self, size: int = -1) -> bytes:
        data = self._stream.read(_TAKE if size < 0 else min(size, _TAKE))
        self.size += len(data)
        return data


class _Unpacked(io.RawIOBase):
    def __init__(self, stream: BinaryIO, kind: str) -> None:
        self._kind = kind
        self._packed = _Counted(stream)
        self._size = 0
        if kind == "gzip":
            import gzip
            import zlib

            self._content = gzip.GzipFile(fileobj=self._packed)  # type: ignore[call-overload]
            self._broken: tuple[type[Exception], ...] = (gzip.BadGzipFile, zlib.error)
        else:
            zstd = require("backports.zstd", "zst")
            self._content = zstd.ZstdFile(self._packed)
            self._broken = (zstd.ZstdError,)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        view = memoryview(buffer)
        try:
            data = self._content.read1(len(view))
        except EOFError:
            raise InputError(f"the {self._kind} data is cut off") from None
        except self._broken as error:
            raise InputError(f"broken {self._kind} data: {error}") from None
        self._size += len(data)
        check_ratio(self._size, self._packed.size, f"the {self._kind} data")
        view[: len(data)] = data
        return len(data)

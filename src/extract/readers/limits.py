"""What hostile input may cost: the size of one document, of one page, and of what is packed."""

from __future__ import annotations

from typing import Final

from extract.errors import InputError

MAX_DOCUMENT: Final = 100_000_000
"""Bytes of one text, line or row; ten times the longest that anyone has called an article."""

MAX_PAGE: Final = 10_000_000
"""Bytes of one HTML page, whose tree takes many times that; Common Crawl keeps at most a tenth of it."""

MAX_RATIO: Final = 500
"""How many times its size packed data may unpack to, after the first `FREE_SIZE` bytes.

Prose unpacks to 3 to 10 times its size, one article over and over to some 300 times, a run of one byte to 1,000
times (gzip) or 30,000 times (zstd).
"""

FREE_SIZE: Final = 1_000_000


def check_ratio(unpacked: int, packed: int, what: str) -> None:
    """Raise InputError, with `what` told, where so many bytes came of so few."""
    if unpacked > FREE_SIZE + MAX_RATIO * packed:
        raise InputError(f"{what} unpacks to more than {MAX_RATIO} times its size, the limit")


def check_size(size: int, what: str, limit: int) -> None:
    """Raise InputError, with `what` told, for a size in bytes that is over the limit."""
    if size > limit:
        raise InputError(f"{what} is over {limit // 1_000_000} MB, the limit")

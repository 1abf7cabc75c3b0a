"""What the targets share: a limit of time for what they call, and the loop of the fuzzer."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import process_time

import atheris

# Of processor time for each 100 kB begun: 5 s are the limit, and counting coverage takes up to seven times as long.
SECONDS = 35.0
BYTES = 100_000


class TooSlowError(Exception):
    """An input took longer than it may."""


@contextmanager
def time_limit(size: int) -> Iterator[None]:
    """Raises TooSlowError where the body takes more than its time for so many bytes."""
    begin = process_time()
    yield
    taken = process_time() - begin
    if taken > SECONDS * (1 + size // BYTES):
        raise TooSlowError(f"{taken:.1f} s for {size:,} bytes")


def fuzz(target: Callable[[bytes], None]) -> None:
    """Run a target on the corpora that the command line names, until libFuzzer's own options end it."""
    atheris.Setup(sys.argv, target)
    atheris.Fuzz()

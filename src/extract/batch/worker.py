"""A worker process: loads the rules, then makes lines of the articles that it is sent, a few at a time."""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing import get_context, parent_process
from multiprocessing.connection import Connection
from multiprocessing.resource_tracker import ensure_running
from threading import Thread
from time import monotonic

from extract.batch.making import Make, Readable
from extract.collector import collect_seldom
from extract.errors import ExtractError, WorkerError
from extract.writers import Line

_STOPS = (signal.SIGINT, signal.SIGTERM)


@dataclass(slots=True)
class Task:
    """An article or page of a run, its line once that is made, and how many workers have died of it."""

    item: Readable
    line: Line | None = None
    deaths: int = 0


class Worker:
    """The near end of a worker process. It is sent a batch only when it waits for one, so that neither end can block.

    `tasks` are those of its batch of which it has not yet sent the line; it works on the first, since `since`.
    """

    def __init__(self, maker: Callable[[], Make]) -> None:
        context = get_context("spawn")
        self.connection, far = context.Pipe()
        self.tasks: deque[Task] = deque()
        self.since = 0.0
        self.ready = False
        self._process = context.Process(target=_work, args=(far, maker), daemon=True)
        try:
            with _stops_blocked():
                self._process.start()
        except OSError as error:
            raise WorkerError(f"a worker cannot start: {error.strerror or error}") from error
        far.close()

    @property
    def idle(self) -> bool:
        """Whether it waits for a batch."""
        return self.ready and not self.tasks

    def give(self, batch: Sequence[Task]) -> None:
        """Send it a batch; a worker that is dead by now is found out when it is heard."""
        self.tasks.extend(batch)
        self.since = monotonic()
        with suppress(OSError):
            self.connection.send([task.item for task in batch])

    def hear(self) -> None:
        """Take what it has sent: that it is ready, or the line of its first task.

        Raises EOFError or OSError if it is dead, and the ExtractError for which it could not start.
        """
        message = self.connection.recv()
        if isinstance(message, ExtractError):
            raise message
        self.since = monotonic()
        if message is None:
            self.ready = True
        else:
            self.tasks.popleft().line = message

    def end(self) -> int:
        """Kill it, for it keeps nothing that could be lost; its exit code, by which it may have died before."""
        self._process.kill()
        self._process.join()
        self.connection.close()
        return self._process.exitcode or 0


def _work(connection: Connection, maker: Callable[[], Make]) -> None:
    """What runs in the process."""
    _end_with_parent()
    collect_seldom()
    with suppress(EOFError, BrokenPipeError, ConnectionResetError):  # the run has ended
        try:
            make = maker()
        except Exception as error:
            known = isinstance(error, ExtractError)
            connection.send(error if known else WorkerError(f"a worker cannot start: {type(error).__name__}: {error}"))
            return
        connection.send(None)
        while True:
            for item in connection.recv():
                connection.send(make(item))


def _end_with_parent() -> None:
    """However the run's process ends, none of its workers goes on."""
    parent = parent_process()

    def end() -> None:
        if parent is not None:
            parent.join()
            os._exit(1)

    Thread(target=end, daemon=True).start()


@contextmanager
def _stops_blocked() -> Iterator[None]:
    """A process started meanwhile never gets a Ctrl-C or SIGTERM: these are for the run, which ends its workers."""
    if not hasattr(signal, "pthread_sigmask"):  # as on Windows
        yield
        return
    ensure_running()  # for the tracker, which the first worker would start, unblocks them
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _STOPS)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)

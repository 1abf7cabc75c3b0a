"""Articles to lines in worker processes: in input order, with a deadline for each, and no loss when a worker dies.

The process of the run reads, hands out batches and passes the lines on; a worker has one batch at a time and sends
each line as it is made. So the article that a worker was at when it died or overran is known, and no other pays for it.
"""

from __future__ import annotations

import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from multiprocessing.connection import wait
from time import monotonic
from typing import Final

from extract.batch.making import Item, Make, Making, failed
from extract.batch.worker import Task, Worker
from extract.errors import WorkerError
from extract.schema import Article, ErrorRecord
from extract.writers import Line

DEADLINE: Final = 300.0
"""Seconds that an article may take, unless it is told otherwise."""
_BATCH: Final = 60_000  # code points, for some 0.1 s of work: the way to and fro is then nothing beside it
_WINDOW: Final = 2_000_000  # code points a worker that may be read before the line of the oldest is made
_OVERHEAD: Final = 1_000  # what an article of no length counts
_STARTS: Final = 3  # workers in a row that may die before they are ready
_DEATHS: Final = 2  # workers that may die of one article


def in_workers(items: Iterable[Item], maker: Callable[[], Make], *, jobs: int, deadline: float = DEADLINE) -> Making:
    """Each item with its line, in order, made by up to `jobs` processes; `maker` is pickled and called in each.

    An article that takes longer than `deadline` seconds becomes an error, as does one of which two workers die.
    Memory is bounded, for no more is read than a window ahead of the oldest article that is not done. Raises what
    `maker` raises in a worker if it is an ExtractError, WorkerError if workers do not start.
    """
    pool = _Pool(iter(items), maker, jobs, deadline)
    try:
        yield from pool.lines()
    finally:
        pool.end()


class _Pool:
    def __init__(self, items: Iterator[Item], maker: Callable[[], Make], jobs: int, deadline: float) -> None:
        self._items = items
        self._maker = maker
        self._jobs = jobs
        self._deadline = deadline
        self._window: deque[tuple[Item, Task | Line]] = deque()  # all that is read and not yet passed on
        self._size = 0  # of the window
        self._batches: deque[list[Task]] = deque()  # to be handed out
        self._workers: list[Worker] = []
        self._failed_starts = 0

    def lines(self) -> Making:
        while True:
            self._read()
            if not self._window:
                return
            self._hand_out()
            yield from self._done()
            if self._window:
                self._hear()

    def end(self) -> None:
        for worker in self._workers:
            worker.end()

    def _read(self) -> None:
        """Have a batch ready for each worker, as far as the window and the items go."""
        while len(self._batches) < self._jobs and self._size < self._jobs * _WINDOW:
            before = self._size
            batch: list[Task] = []
            for item in self._items:
                if isinstance(item, ErrorRecord):
                    self._window.append((item, Line.of(item)))
                else:
                    batch.append(Task(item))
                    self._window.append((item, batch[-1]))
                self._size += _weight(item)
                if self._size - before >= _BATCH:
                    break
            if batch:
                self._batches.append(batch)
            if self._size - before < _BATCH:
                return

    def _hand_out(self) -> None:
        """Batches to the workers that wait for one; more workers while more batches wait."""
        for worker in self._workers:
            if worker.idle and self._batches:
                worker.give(self._batches.popleft())
        starting = sum(not worker.ready for worker in self._workers)
        for _ in range(min(len(self._batches) - starting, self._jobs - len(self._workers))):
            self._workers.append(Worker(self._maker))

    def _done(self) -> Making:
        """Pass on the lines that are next in order."""
        while self._window:
            item, made = self._window[0]
            line = made.line if isinstance(made, Task) else made
            if line is None:
                return
            self._window.popleft()
            self._size -= _weight(item)
            yield item, line

    def _hear(self) -> None:
        """Wait until a worker says something, dies or overruns, and do what is due."""
        connections = [worker.connection for worker in self._workers]
        begun = [worker.since for worker in self._workers if worker.tasks]
        ready = wait(connections, max(0.0, min(begun) + self._deadline - monotonic()) if begun else None)
        for worker in list(self._workers):
            if worker.connection in ready:
                self._hear_one(worker)
            elif worker.tasks and monotonic() >= worker.since + self._deadline:
                self._replace(worker, f"took longer than {self._deadline:g} s")

    def _hear_one(self, worker: Worker) -> None:
        try:
            worker.hear()
            self._failed_starts = 0
        except (EOFError, OSError):
            self._lost(worker)

    def _lost(self, worker: Worker) -> None:
        """A worker has died: the article that it was at is tried once more, alone."""
        code = worker.end()
        if not worker.ready:
            self._failed_starts += 1
            if self._failed_starts == _STARTS:
                raise WorkerError(f"workers die as they start ({_cause(code)})")
        if worker.tasks:
            worker.tasks[0].deaths += 1
            again = worker.tasks[0].deaths < _DEATHS
            self._replace(worker, None if again else f"the process that was at it died twice ({_cause(code)})")
        else:
            self._replace(worker)

    def _replace(self, worker: Worker, error: str | None = None) -> None:
        """Do without a worker; its first article fails with `error` or is tried again, the rest goes to others."""
        worker.end()
        self._workers.remove(worker)
        if not worker.tasks:
            return
        first, *rest = worker.tasks
        if rest:
            self._batches.appendleft(rest)
        if error is None:
            self._batches.appendleft([first])
        else:
            first.line = Line.of(failed(first.item, error))


def _weight(item: Item) -> int:
    if isinstance(item, ErrorRecord):
        return _OVERHEAD
    return _OVERHEAD + (len(item.text) if isinstance(item, Article) else len(item.data))


def _cause(code: int) -> str:
    """What an exit code says."""
    with suppress(ValueError):
        return signal.Signals(-code).name
    return f"exit code {code}"

"""Standard error while a run goes on: a line per error, and a progress bar if that is a terminal."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic
from typing import TextIO

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn
from rich.text import Text

from extract.readers import Meter
from extract.report.terminal import amount, error_line, plain
from extract.writers import Line

_PERIOD = 30.0  # seconds over which the rate and the time left are taken


@contextmanager
def progress(stream: TextIO, meter: Meter, *, quiet: bool = False) -> Iterator[RunProgress]:
    """Gives what is told each line and note of a run; `quiet` shows the errors alone.

    On a terminal, a bar shows how many articles are done, how many a second, and, where the size of the inputs is
    known, which share of them has been read and the time left.
    """
    if quiet or not stream.isatty():
        yield RunProgress(stream, quiet=quiet)
        return
    console = Console(file=stream, markup=False, highlight=False, emoji=False)
    done = TextColumn("{task.fields[done]}, {task.fields[rate]:,.0f} per second,")
    share = (BarColumn(20), TextColumn("{task.percentage:.0f}%"), TimeRemainingColumn(), TextColumn("left"))
    columns = (SpinnerColumn(), done, TimeElapsedColumn(), *(share if meter.total else ()))
    with Progress(*columns, console=console, transient=True, speed_estimate_period=_PERIOD) as bar:
        yield _Bar(stream, bar, meter)


class RunProgress:
    """Tells errors, and notes unless `quiet`, a line each."""

    def __init__(self, stream: TextIO, *, quiet: bool = False) -> None:
        self._stream = stream
        self._quiet = quiet

    def advance(self, line: Line) -> None:
        """A line has been written."""
        if line.error is not None:
            self._tell(error_line(line.error))

    def note(self, text: str) -> None:
        """Something worth a line of its own."""
        if not self._quiet:
            self._tell(plain(text))

    def _tell(self, text: str) -> None:
        self._stream.write(f"extract: {text}\n")


class _Bar(RunProgress):
    """The same, above a bar that moves on."""

    def __init__(self, stream: TextIO, bar: Progress, meter: Meter) -> None:
        super().__init__(stream)
        self._bar = bar
        self._meter = meter
        self._articles = 0
        self._marks: deque[tuple[float, int]] = deque([(monotonic(), 0)])
        self._task = bar.add_task("articles", total=meter.total, done="", rate=0.0)

    def advance(self, line: Line) -> None:
        super().advance(line)
        self._articles += 1
        self._bar.update(
            self._task, completed=self._meter.read, done=amount(self._articles, "article"), rate=self._rate()
        )

    def _rate(self) -> float:
        """Articles a second, over the last while."""
        now = monotonic()
        if now > self._marks[-1][0] + 1:
            self._marks.append((now, self._articles))
        while now > self._marks[0][0] + _PERIOD and len(self._marks) > 1:
            self._marks.popleft()
        since, articles = self._marks[0]
        return (self._articles - articles) / max(now - since, 0.001)

    def _tell(self, text: str) -> None:
        self._bar.console.print(Text(f"extract: {text}"), soft_wrap=True)

"""What a process takes: its memory, and the time of commands from their start to their end. Linux only."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from time import perf_counter, process_time
from typing import NamedTuple, ParamSpec, TypeVar

_P = ParamSpec("_P")
_R = TypeVar("_R")


class Taken(NamedTuple):
    """Seconds by the clock on the wall, and of processor time."""

    wall: float
    cpu: float

    def since(self, start: Taken) -> Taken:
        """The time between two readings of `now`."""
        return Taken(self.wall - start.wall, self.cpu - start.cpu)


def now() -> Taken:
    """The clocks of this process."""
    return Taken(perf_counter(), process_time())


def resident() -> float:
    """The resident memory of this process in MB (10^6 bytes)."""
    return _status("VmRSS")


def peak() -> float:
    """The most resident memory that this process has had, in MB."""
    return _status("VmHWM")


def _status(key: str) -> float:
    lines = Path("/proc/self/status").read_text(encoding="ascii", errors="replace").splitlines()
    [kibibytes] = [line.split()[1] for line in lines if line.startswith(f"{key}:")]
    return int(kibibytes) * 1024 / 1e6


def alone(function: Callable[_P, _R], *args: _P.args, **kwargs: _P.kwargs) -> _R:
    """What a function returns in a new process that does nothing else."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(function, *args, **kwargs).result()


def in_turns(commands: Mapping[str, Sequence[str]], turns: int) -> dict[str, list[Taken]]:
    """How long runs of the interpreter with some arguments take, the commands taking turns after one turn unmeasured.

    Raises CalledProcessError where one fails.
    """
    times: dict[str, list[Taken]] = {name: [] for name in commands}
    for turn in range(turns + 1):
        for name, arguments in commands.items():
            start = _with_children()
            subprocess.run([sys.executable, *arguments], check=True, capture_output=True)
            if turn:
                times[name].append(_with_children().since(start))
    return times


def _with_children() -> Taken:
    used = getrusage(RUSAGE_CHILDREN)
    return Taken(perf_counter(), used.ru_utime + used.ru_stime)

"""The consoles that documents show, and whether their commands give what stands there."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import extract


class Step(NamedTuple):
    """A command, and the output that a document shows below it."""

    command: list[str]
    shown: str


class File(NamedTuple):
    """A file that a document tells its reader to write: a fenced block with a name behind its language."""

    name: str
    content: str


def parts(page: str) -> list[list[Step] | File]:
    """The files of a page, and its consoles of `extract` alone, in the order in which a reader meets them."""
    found: list[list[Step] | File] = []
    for language, name, content in re.findall(r"^```(\w+) ?(\S*)\n(.*?)^```$", page, re.MULTILINE | re.DOTALL):
        if name:
            found.append(File(name, content))
        elif language == "console":
            steps = _steps(content)
            found += [steps] if all(step.command[0] == "extract" for step in steps) else []
    return found


def consoles(page: str) -> list[list[Step]]:
    """The consoles of a page."""
    return [part for part in parts(page) if not isinstance(part, File)]


def matches(shown: str, output: str) -> bool:
    """Whether the output is what is shown, where ``...`` stands for any text."""
    return re.fullmatch(".*".join(map(re.escape, shown.split("..."))), output, re.DOTALL) is not None


def run(steps: list[Step], folder: Path) -> None:
    """Run the commands in the folder; fails where one does not print what is shown, to either stream."""
    environment = {name: value for name, value in os.environ.items() if name != "COLUMNS"}
    environment |= {
        "PYTHONPATH": str(Path(extract.__file__).parents[1]),
        "PYTHONIOENCODING": "utf-8",
        "PYTHONUNBUFFERED": "1",  # so that the two streams mix as they do in a terminal
    }
    for (_, *arguments), shown in steps:
        done = subprocess.run(
            [sys.executable, "-m", "extract", *arguments],
            cwd=folder,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            check=False,
        )
        if not matches(shown, done.stdout):
            assert done.stdout == shown  # so that pytest tells the difference


def _steps(console: str) -> list[Step]:
    commands = re.split(r"^\$ ", console, flags=re.MULTILINE)[1:]
    return [Step(shlex.split(line), output) for line, _, output in (command.partition("\n") for command in commands)]

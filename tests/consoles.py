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


def consoles(page: str) -> list[list[Step]]:
    """The fenced blocks of Markdown that are consoles of `extract` alone, each with its commands."""
    blocks = re.findall(r"^```console\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    return [steps for steps in map(_steps, blocks) if all(step.command[0] == "extract" for step in steps)]


def files(page: str) -> dict[str, str]:
    """The fenced blocks that name a file (```` ```json rules/x.jsonl ````), by that name."""
    return dict(re.findall(r"^```\w+ (\S+)\n(.*?)^```$", page, re.MULTILINE | re.DOTALL))


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

"""The consoles that the README shows: its commands give what stands there."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from itertools import chain
from pathlib import Path

import pytest

import extract

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def steps(console: str) -> list[tuple[list[str], str]]:
    """The commands of a console, each with the output below it."""
    commands = re.split(r"^\$ ", console, flags=re.MULTILINE)[1:]
    return [(shlex.split(line), output) for line, _, output in (command.partition("\n") for command in commands)]


CONSOLES = [steps(console) for console in re.findall(r"^```console\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)]
OURS = [console for console in CONSOLES if all(command[0] == "extract" for command, _ in console)]


def matches(shown: str, output: str) -> bool:
    """Whether the output is what is shown, where ``...`` stands for any text."""
    return re.fullmatch(".*".join(map(re.escape, shown.split("..."))), output, re.DOTALL) is not None


def test_readme_shows_consoles() -> None:
    assert {command[1] for console in OURS for command, _ in console} >= {"run", "explain", "ledger"}


@pytest.mark.parametrize("console", OURS, ids=lambda console: "-".join(command[1] for command, _ in console))
def test_readme_console_is_true(console: list[tuple[list[str], str]], tmp_path: Path) -> None:
    words = chain.from_iterable(command for command, _ in console)
    for folder in {Path(word).parts[0] for word in words if (ROOT / word).exists()}:
        shutil.copytree(ROOT / folder, tmp_path / folder)
    environment = {name: value for name, value in os.environ.items() if name != "COLUMNS"}
    environment |= {"PYTHONPATH": str(Path(extract.__file__).parents[1]), "PYTHONIOENCODING": "utf-8"}
    for (_, *arguments), shown in console:
        done = subprocess.run(
            [sys.executable, "-m", "extract", *arguments],
            cwd=tmp_path,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            check=False,
        )
        if not matches(shown, done.stdout):
            assert done.stdout == shown  # so that pytest tells the difference


@pytest.mark.parametrize(
    ("shown", "output", "same"),
    [
        ("a\n", "a\n", True),
        ("a\n", "a\nb\n", False),
        ("a\n...\nc\n", "a\nb\nb\nc\n", True),
        ("a ... c\n", "a b c\n", True),
        ("a ... c\n", "a b d\n", False),
        ("(a)...\n", "(a) b\n", True),
    ],
)
def test_readme_three_dots_stand_for_any_text(shown: str, output: str, same: bool) -> None:
    assert matches(shown, output) == same


FIGURES = re.findall(r"^\| ([\w, ]+) \| (\d\.\d{3}) \| (\d\.\d{3}) \|$", README, re.MULTILINE)


def test_readme_figures_are_those_of_the_floors() -> None:
    files = json.loads((ROOT / "gold" / "floors.json").read_text(encoding="utf-8"))["files"]
    assert len(FIGURES) == 9
    for name, *shown in FIGURES:
        key = name.replace(", strict", "").replace(", ", ".")
        floors = [files[file]["floors"][key] for file in ("seeds.jsonl", "articles.jsonl")]
        assert [float(figure) for figure in shown] == pytest.approx(floors, abs=0.0011), name

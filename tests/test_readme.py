"""The consoles that the README shows: its commands give what stands there."""

from __future__ import annotations

import json
import re
import shutil
from itertools import chain
from pathlib import Path

import pytest
from consoles import Step, consoles, matches, run

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
CONSOLES = consoles(README)
FIGURES = re.findall(r"^\| ([\w, ]+) \| (\d\.\d{3}) \| (\d\.\d{3}) \|$", README, re.MULTILINE)


def test_readme_shows_consoles() -> None:
    assert {step.command[1] for console in CONSOLES for step in console} >= {"run", "explain", "ledger"}


@pytest.mark.parametrize("console", CONSOLES, ids=lambda console: "-".join(step.command[1] for step in console))
def test_readme_console_is_true(console: list[Step], tmp_path: Path) -> None:
    words = chain.from_iterable(step.command for step in console)
    for folder in {Path(word).parts[0] for word in words if (ROOT / word).exists()}:
        shutil.copytree(ROOT / folder, tmp_path / folder)
    run(console, tmp_path)


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


def test_readme_figures_are_those_of_the_floors() -> None:
    files = json.loads((ROOT / "gold" / "floors.json").read_text(encoding="utf-8"))["files"]
    assert len(FIGURES) == 9
    for name, *shown in FIGURES:
        key = name.replace(", strict", "").replace(", ", ".")
        floors = [files[file]["floors"][key] for file in ("seeds.jsonl", "articles.jsonl")]
        assert [float(figure) for figure in shown] == pytest.approx(floors, abs=0.0011), name

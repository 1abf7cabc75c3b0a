"""The reference of the commands: as the code has them now, none left out."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
import typer

from extract.cli.app import app

ROOT = Path(__file__).resolve().parent.parent
PAGE = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")


def commands(command: Any, name: str) -> Iterator[tuple[str, Any]]:
    """What the command line really has, by full name."""
    inner = getattr(command, "commands", None)
    if inner is None:
        yield name, command
        return
    for word, part in inner.items():
        yield from commands(part, f"{name} {word}")


def test_reference_is_current(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(ROOT / "scripts")
    assert import_module("build_reference").reference() == PAGE, "run scripts/build_reference.py"


def test_reference_has_every_command_and_every_spelling_of_its_options() -> None:
    sections = dict(section.split("\n", 1) for section in PAGE.split("\n## ")[1:])
    found = dict(commands(typer.main.get_command(app), "extract"))
    assert sections.keys() == found.keys()
    for name, command in found.items():
        for option in (option for parameter in command.params for option in parameter.opts if option[0] == "-"):
            assert f"`{option} " in sections[name] or f"`{option}`" in sections[name], (name, option)

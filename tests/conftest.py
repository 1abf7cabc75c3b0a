"""What the tests share: the rules and one pipeline, for loading takes seconds, the command, settings that repeat."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest
from hypothesis import settings

from extract.cache import FOLDER
from extract.cli.app import app

if TYPE_CHECKING:
    from extract.examples import ExampleRunner
    from extract.pipeline import Pipeline
    from extract.rulebook import Rulebook

settings.register_profile("repeatable", deadline=None, derandomize=True)
settings.load_profile("repeatable")


def pytest_configure(config: pytest.Config) -> None:
    """Compiled rules are kept from run to run, and apart from the user's own."""
    os.environ.setdefault(FOLDER, str(config.rootpath / ".pytest_cache" / "rules"))


class Result(NamedTuple):
    """How a command ended."""

    code: int
    out: str
    err: str


Extract = Callable[..., Result]


@pytest.fixture
def extract(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Extract:
    """Runs the command in this process and in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("COLUMNS", raising=False)

    def run(*arguments: object, stdin: bytes = b"") -> Result:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8"))
        with pytest.raises(SystemExit) as ended:
            app([str(argument) for argument in arguments], prog_name="extract")
        code = ended.value.code
        return Result(code if isinstance(code, int) else 0, *capsys.readouterr())

    return run


@pytest.fixture(scope="session")
def pipeline() -> Pipeline:
    """The pipeline with the built-in rules."""
    from extract.pipeline import Pipeline

    return Pipeline()


@pytest.fixture(scope="session")
def runner() -> ExampleRunner:
    """What runs the examples of the built-in rules."""
    from extract.examples import ExampleRunner

    return ExampleRunner()


@pytest.fixture(scope="session")
def rulebook(runner: ExampleRunner) -> Rulebook:
    """The built-in rules; nobody changes them."""
    return runner.book

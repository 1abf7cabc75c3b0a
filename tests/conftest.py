"""What the tests share: one pipeline, for loading it takes seconds, the command, and settings that repeat."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest
from hypothesis import settings

from extract.cli.app import app

if TYPE_CHECKING:
    from extract.pipeline import Pipeline

settings.register_profile("repeatable", deadline=None, derandomize=True)
settings.load_profile("repeatable")


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

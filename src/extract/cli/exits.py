"""Exit codes, and how errors become lines on standard error and a code."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from enum import IntEnum
from typing import Any

import typer
from typer.core import TyperGroup

from extract.errors import ExtractError, InputError


class Exit(IntEnum):
    """What the process ends with."""

    FINE = 0
    FINDINGS = 1
    USAGE = 2
    INPUT = 3
    INTERRUPTED = 130
    CLOSED_PIPE = 141
    TERMINATED = 143


class Commands(TyperGroup):
    """The commands; what they raise on purpose ends in one line a problem and an exit code, no traceback."""

    def invoke(self, ctx: Any) -> Any:  # Any: the class of the context differs between typer's versions
        try:
            return super().invoke(ctx)
        except ExtractError as error:
            tell(str(error).splitlines())
            raise typer.Exit(Exit.INPUT if isinstance(error, InputError) else Exit.USAGE) from None
        except KeyboardInterrupt:
            raise typer.Exit(Exit.INTERRUPTED) from None
        except BrokenPipeError:
            # What is still buffered would raise again when the interpreter shuts down.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise typer.Exit(Exit.CLOSED_PIPE) from None


def tell(lines: Iterable[str]) -> None:
    """Lines on standard error, each with the program's name, nothing in them for the terminal to act on."""
    from extract.report.terminal import plain

    for line in lines:
        typer.echo(f"extract: {plain(line)}", err=True)


def tell_findings(problems: Sequence[str], otherwise: str) -> Exit:
    """The problems, or what there is to say without any, on standard error; and the exit code."""
    tell(problems or [otherwise])
    return Exit.FINDINGS if problems else Exit.FINE

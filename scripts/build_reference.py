"""Writes docs/commands.md, the reference of every command, from what the commands declare.

From the declarations and not from rendered help, which differs between versions of typer and of click.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any, get_args, get_origin

import typer
from typer.models import ArgumentInfo, OptionInfo
from typer.utils import get_params_from_function

from extract.cli.app import EPILOG, app

TARGET = Path(__file__).resolve().parent.parent / "docs" / "commands.md"
HEAD = """\
# Commands

Every command with its arguments and options; `scripts/build_reference.py` writes this page from the code. Each command
has `--help`, too.
"""


@dataclass(frozen=True, slots=True)
class Parameter:
    """An argument or option as its command declares it."""

    name: str
    annotation: Any
    declared: ArgumentInfo | OptionInfo

    @property
    def is_option(self) -> bool:
        """Whether it is named on the command line."""
        return isinstance(self.declared, OptionInfo)

    @property
    def required(self) -> bool:
        """Whether the command refuses to run without it."""
        return self.declared.default is ...

    @property
    def repeats(self) -> bool:
        """Whether it may be given more than once."""
        return any(get_origin(kind) is list for kind in self._kinds)

    @property
    def metavar(self) -> str:
        """What stands for its value; nothing for a flag."""
        choices = [kind for kind in self._kinds if isinstance(kind, type) and issubclass(kind, Enum)]
        if self.annotation is bool:
            return ""
        return (
            self.declared.metavar or "|".join(member.value for kind in choices for member in kind) or self.name.upper()
        )

    @property
    def names(self) -> list[str]:
        """Each way to write an option, with what stands for its value."""
        names = self.declared.param_decls or (f"--{self.name.replace('_', '-')}",)
        return [f"{name} {self.metavar}".rstrip() for name in names]

    def usage(self) -> str:
        """The argument as the line of usage has it."""
        if self.is_option:
            return self.names[0]
        shown = f"{self.metavar.removesuffix(' ...')}..." if self.repeats else self.metavar
        return shown if self.required else f"[{shown}]"

    def line(self) -> str:
        """The item of the list that tells what it is for."""
        shown = ", ".join(f"`{name}`" for name in (self.names if self.is_option else [self.usage()]))
        notes = ", ".join(self._notes())
        return f"- {shown} ({notes}): {self.declared.help}" if notes else f"- {shown}: {self.declared.help}"

    def _notes(self) -> Iterator[str]:
        if self.is_option and self.required:
            yield "required"
        if self.is_option and self.repeats:
            yield "may be repeated"
        default = self.declared.default
        if default not in (..., None, False):
            value = default.value if isinstance(default, Enum) else default
            yield f"default `{value.as_posix() if isinstance(value, Path) else value}`"

    @property
    def _kinds(self) -> tuple[Any, ...]:
        return (self.annotation, *get_args(self.annotation))


def reference() -> str:
    """The whole page."""
    return "\n".join([HEAD, EPILOG, *_commands("extract", app), ""])


def _commands(prefix: str, group: typer.Typer) -> Iterator[str]:
    for command in group.registered_commands:
        if command.callback is not None:
            name = command.name or command.callback.__name__.replace("_", "-")
            yield from _command(f"{prefix} {name}", command.callback)
    for inner in group.registered_groups:
        if inner.typer_instance is not None:
            yield from _commands(f"{prefix} {inner.name}", inner.typer_instance)


def _command(name: str, function: Callable[..., Any]) -> Iterator[str]:
    parameters = [
        Parameter(parameter.name, parameter.annotation, parameter.default)
        for parameter in get_params_from_function(function).values()
    ]
    needed = [parameter.usage() for parameter in parameters if parameter.required or not parameter.is_option]
    rest = ["[OPTIONS]"] if len(needed) < len(parameters) else []
    yield from ("", f"## {name}", "", f"    {' '.join([name, *needed, *rest])}", "")
    yield inspect.cleandoc(function.__doc__ or "")
    if parameters:
        yield ""
        yield from (parameter.line() for parameter in parameters)


if __name__ == "__main__":
    TARGET.write_text(reference(), encoding="utf-8")

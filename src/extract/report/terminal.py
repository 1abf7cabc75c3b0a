"""How anything reaches the terminal: escaped, in colour there, plain and of fixed width everywhere else."""

from __future__ import annotations

import os
import re
from typing import TextIO

from rich.console import Console, RenderableType
from rich.text import Text

from extract.schema import ErrorRecord

WIDTH = 100
"""Columns of output that no terminal shows, unless the environment sets COLUMNS."""

_SPACE = re.compile(r"\s+")
_UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def plain(text: str) -> str:
    r"""The text on one line that no terminal acts on.

    White space becomes one space; control, bidirectional and surrogate characters are escaped (``\x1b``).
    """
    return _UNSAFE.sub(lambda found: ascii(found[0])[1:-1], _SPACE.sub(" ", text))


def cell(text: str, style: str = "") -> Text:
    """The text, made plain, as a rich Text: no markup in it is read."""
    return Text(plain(text), style, overflow="fold")


def show(content: RenderableType, stream: TextIO) -> None:
    """Print with colour if `stream` is a terminal; else plainly, `WIDTH` columns wide, no trailing spaces."""
    terminal = stream.isatty()
    columns = os.environ.get("COLUMNS", "")
    console = Console(
        file=stream,
        force_terminal=terminal,
        color_system="auto" if terminal else None,
        width=None if terminal else int(columns) if columns.isdecimal() and int(columns) else WIDTH,
        markup=False,
        highlight=False,
        emoji=False,
    )
    if terminal:
        console.print(content)
        return
    with console.capture() as capture:
        console.print(content)
    stream.writelines(f"{line.rstrip()}\n" for line in capture.get().split("\n")[:-1])


def error_line(record: ErrorRecord) -> str:
    """``place: what is wrong``, where the place is the file with the line, or else the id."""
    place = record.source or record.id or "?"
    return plain(f"{place}:{record.line}: {record.error}" if record.line else f"{place}: {record.error}")


def amount(number: int, thing: str, things: str = "") -> str:
    """``1 article``, ``1,200 articles``; `things` is the plural where it does not end in a mere s."""
    return f"{number:,} {thing if number == 1 else things or f'{thing}s'}"

"""The command `extract`; nothing heavy is imported before a command needs it, so --help comes at once."""

from __future__ import annotations

import io
import sys

from extract.collector import collect_seldom


def main() -> None:
    """Run the command that the process arguments name, and exit with its code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    collect_seldom()
    try:
        from extract.cli.app import app

        app(prog_name="extract")
    except KeyboardInterrupt:
        sys.exit(130)

"""The lines that runs wrote, read back: strictly to score them, leniently to make one table of many."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from pathlib import Path

from pydantic import ValidationError

from extract.errors import InputError
from extract.gold import describe_invalid, parse_object
from extract.readers.paths import printable_path, why
from extract.readers.records import shorten
from extract.schema import ErrorRecord, Extraction

_Parsed = tuple[Extraction | ErrorRecord | None, list[str]]
"""What a line holds, or all that is wrong with it."""


def read_extractions(path: Path) -> list[Extraction]:
    """The Extractions of a JSONL file that `extract run` wrote; blank lines are passed over.

    Raises InputError with every line that is none, each as ``path:line: what is wrong``.
    """
    found: list[Extraction] = []
    problems: list[str] = []
    try:
        for number, (record, faults) in _read(path):
            if isinstance(record, Extraction):
                found.append(record)
            elif isinstance(record, ErrorRecord):
                faults = ["an article that failed, allowed are extractions"]
            problems += [f"{path}:{number}: {fault}" for fault in faults]
    except OSError as error:
        raise InputError(f"{path}: {why(error)}") from error
    if problems:
        raise InputError("\n".join(problems))
    return found


def read_runs(paths: Iterable[Path]) -> Iterator[Extraction | ErrorRecord]:
    """Yield the Extractions of files that `extract run` wrote, and an ErrorRecord for each fault, in order.

    Faults are files that cannot be read, broken lines, and ids that were used before: of several records with one id
    the first wins. The articles that failed in a run are passed over, for that run has told them. Nothing is raised
    for bad input.
    """
    first: dict[str, str] = {}
    for path in paths:
        file = "stdin" if str(path) == "-" else printable_path(str(path))
        try:
            for number, (record, faults) in _read(path):
                if isinstance(record, Extraction) and record.id in first:
                    faults = [f"id {shorten(record.id)} was used before in {first[record.id]}"]
                elif isinstance(record, Extraction):
                    first[record.id] = f"{file}:{number}"
                    yield record
                yield from (ErrorRecord(source=file, line=number, error=fault) for fault in faults)
        except OSError as error:
            yield ErrorRecord(source=file, error=why(error))


def read_failures(path: Path) -> Iterator[ErrorRecord]:
    """Yield what a run lists as failed, and an ErrorRecord for each broken line of the list; no file is none failed."""
    file = printable_path(str(path))
    try:
        for number, (record, faults) in _read(path):
            if isinstance(record, ErrorRecord):
                yield record
            yield from (ErrorRecord(source=file, line=number, error=fault) for fault in faults)
    except FileNotFoundError:
        return
    except OSError as error:
        yield ErrorRecord(source=file, error=why(error))


def _read(path: Path) -> Iterator[tuple[int, _Parsed]]:
    """The lines that are not blank, with their numbers; ``-`` is standard input."""
    with nullcontext(sys.stdin.buffer) if str(path) == "-" else path.open("rb") as handle:
        for number, line in enumerate(handle, start=1):
            if line.strip():
                yield number, _parse(line.rstrip(b"\r\n"))


def _parse(line: bytes) -> _Parsed:
    try:
        fields = parse_object(line)
        model = ErrorRecord if "error" in fields else Extraction
        return model.model_validate(fields), []
    except ValidationError as error:
        return None, describe_invalid(error)
    except ValueError as error:
        return None, [str(error)]

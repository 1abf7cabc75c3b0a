"""The lines that a run wrote, read back."""

from __future__ import annotations

from pathlib import Path

from pydantic import ValidationError

from extract.errors import InputError
from extract.gold import describe_invalid, parse_object
from extract.readers.paths import why
from extract.schema import Extraction


def read_extractions(path: Path) -> list[Extraction]:
    """The Extractions of a JSONL file that `extract run` wrote; blank lines are passed over.

    Raises InputError with every broken line, each as ``path:line: what is wrong``.
    """
    found: list[Extraction] = []
    problems: list[str] = []
    try:
        with path.open("rb") as handle:
            for number, line in enumerate(handle, start=1):
                extraction, faults = _read_line(line)
                found += extraction
                problems += [f"{path}:{number}: {fault}" for fault in faults]
    except OSError as error:
        raise InputError(f"{path}: {why(error)}") from error
    if problems:
        raise InputError("\n".join(problems))
    return found


def _read_line(line: bytes) -> tuple[list[Extraction], list[str]]:
    if not line.strip():
        return [], []
    try:
        return [Extraction.model_validate(parse_object(line.rstrip(b"\r\n")))], []
    except ValidationError as error:
        return [], describe_invalid(error)
    except ValueError as error:
        return [], [str(error)]

"""Gold files: JSONL with one labelled article a line, read strictly and written atomically."""

from __future__ import annotations

import codecs
import json
import os
import secrets
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NoReturn

from pydantic import ValidationError

from extract.errors import GoldError, OutputError
from extract.gold_check import Problem, check, find_problems, fold
from extract.schema import Extraction

__all__ = [
    "Problem",
    "check",
    "decode_utf8",
    "describe_invalid",
    "find_problems",
    "fold",
    "gold_line",
    "lean",
    "load_gold",
    "parse_object",
    "read_file",
    "write_atomically",
    "write_gold",
]


def load_gold(path: Path) -> list[Extraction]:
    """Read a gold file: UTF-8 without a byte order mark, one JSON object a line, so that record n stands on line n.

    Raises GoldError with every problem of the file, each on a line of its own as
    ``path:line: what was found, what is allowed``.
    """
    records: list[Extraction] = []
    problems: list[str] = []
    line_of: dict[str, int] = {}
    for number, line in enumerate(_read_lines(path), start=1):
        found: list[str] = []
        try:
            record = Extraction.model_validate(parse_object(line))
        except ValidationError as error:
            found += describe_invalid(error)
        except ValueError as error:
            found.append(str(error))
        else:
            records.append(record)
            found += check(record)
            first = line_of.setdefault(record.id, number)
            if first != number:
                found.append(f"id {record.id!r} is used on line {first} too, allowed is once")
        problems += [f"{path}:{number}: {message}" for message in found]
    if problems:
        raise GoldError("\n".join(problems))
    if not records:
        raise GoldError(f"{path}:1: the file is empty, allowed is one JSON object a line")
    return records


def write_gold(records: Iterable[Extraction], path: Path) -> None:
    """Write the records as JSONL, keys in the schema's order; null and empty optional fields are left out.

    Raises OutputError; then the file at `path`, if there was one, is as before.
    """
    write_atomically("".join(map(gold_line, records)), path)


def gold_line(record: Extraction) -> str:
    """The record as one line of a gold file, with its line end."""
    return f"{json.dumps(lean(record.model_dump(mode='json')), ensure_ascii=False)}\n"


def lean(value: Any) -> Any:
    """The JSON value without keys that say nothing: those with null or an empty list."""
    if isinstance(value, dict):
        return {key: lean(item) for key, item in value.items() if item is not None and item != []}
    if isinstance(value, list):
        return [lean(item) for item in value]
    return value


def write_atomically(content: str | bytes, path: Path) -> None:
    """Write the bytes, or the text as UTF-8 with its line ends: all of it or, on an OutputError, nothing.

    What is no regular file (a device, a named pipe) is written in place.
    """
    target = path.resolve()
    beside = target.with_name(f".{target.name}.{secrets.token_hex(4)}.tmp")
    try:
        data = content.encode() if isinstance(content, str) else content
        if path.exists() and not path.is_file():
            path.write_bytes(data)
            return
        try:
            # Not tempfile: it makes files that only their owner can read.
            with beside.open("xb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            beside.replace(target)
        finally:
            beside.unlink(missing_ok=True)
    except UnicodeEncodeError as error:
        found = f"{error.object[error.start]!r}"
        raise OutputError(f"{path}: not written: UTF-8 cannot hold {found}") from error
    except OSError as error:
        raise OutputError(f"{path}: not written: {error.strerror}") from error


def read_file(path: Path) -> bytes:
    """The file's bytes; raises GoldError when it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise GoldError(f"{path}: cannot be read: {error.strerror}") from error


def decode_utf8(content: bytes) -> str:
    """Decode; raises ValueError that says in one line what was found."""
    if content.startswith(codecs.BOM_UTF8):
        raise ValueError("byte order mark at the start, allowed is UTF-8 without one")
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        place = f"byte {error.start + 1}"
        raise ValueError(f"{place} is 0x{content[error.start]:02x}, allowed is UTF-8") from error


def parse_object(content: bytes) -> dict[str, Any]:
    """Parse one JSON object; raises ValueError that says in one line what was found."""
    text = decode_utf8(content)
    if not text.strip():
        raise ValueError("empty line, allowed is one JSON object")
    try:
        value = json.loads(text, object_pairs_hook=_refuse_repeated_keys, parse_constant=_refuse_constant)
    except json.JSONDecodeError as error:
        line = f"line {error.lineno}, " if error.lineno > 1 else ""
        raise ValueError(f"broken JSON at {line}column {error.colno}: {error.msg}") from error
    except RecursionError as error:
        raise ValueError("JSON nested too deep, allowed is an article's record") from error
    if not isinstance(value, dict):
        raise ValueError(f"found {type(value).__name__}, allowed is one JSON object")
    return value


def describe_invalid(error: ValidationError) -> list[str]:
    """One line for each field that does not fit the schema."""
    lines = []
    for detail in error.errors(include_url=False):
        field = ".".join(str(part) for part in detail["loc"])
        allowed = detail["msg"].removeprefix("Value error, ")
        if detail["type"] == "missing":
            lines.append(f"{field} is missing")
        elif detail["type"] == "extra_forbidden":
            lines.append(f"{field} is no field of the schema")
        elif isinstance(detail["input"], dict):
            lines.append(f"{field}: {allowed}")
        else:
            lines.append(f"{field or 'found value'} is {repr(detail['input'])[:60]}: {allowed}")
    return lines


def _read_lines(path: Path) -> list[bytes]:
    # Split at LF alone: U+2028 and the like may stand in a JSON string.
    lines = read_file(path).split(b"\n")
    return lines[:-1] if not lines[-1] else lines


def _refuse_repeated_keys(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    keys = [key for key, _ in pairs]
    repeated = sorted({key for key in keys if keys.count(key) > 1})
    if repeated:
        raise ValueError(f"key {repeated[0]!r} is there twice in one object, allowed is once")
    return dict(pairs)


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"found {name}, allowed are JSON's own values")

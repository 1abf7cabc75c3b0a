"""From the fields of one record to an article; each fault told in one line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, Protocol

from extract.errors import InputError
from extract.readers.pages import Page
from extract.schema import Article, ErrorRecord, as_day

_DAY = re.compile(r"(\d{4})(-?)(\d\d)\2(\d\d)(?=$|[T ])", re.ASCII)
_KINDS = {
    dict: "an object",
    list: "a list",
    str: "a string",
    bool: "a boolean",
    int: "a number",
    float: "a number",
    bytes: "binary",
    type(None): "null",
}


@dataclass(frozen=True, slots=True)
class Read:
    """What was read, the file it stands in, and its line or row from 1 where the file has one record for each."""

    item: Article | Page | ErrorRecord
    file: str
    line: int | None = None


class Reader(Protocol):
    """Reads one kind of file."""

    def __call__(self, stream: BinaryIO, file: str, stem: str) -> Iterator[Read]:
        """Yield what the stream holds, bad records as ErrorRecords; ids come from `stem` where there are none.

        Raises InputError or OSError where the stream cannot be read to its end.
        """
        ...


def to_article(record: object, file: str | None, default_id: str) -> Article:
    """The article of a record with a ``text`` and maybe ``id``, ``source`` and ``date``, or an InputError."""
    if not isinstance(record, dict):
        raise InputError(f"the record is {_kind(record)}, not an object")
    if "text" not in record:
        raise InputError("the record has no text")
    text, name, given = record["text"], record.get("id", default_id), record.get("source")
    for field, value in (("text", text), ("id", name)):
        if not isinstance(value, str):
            raise InputError(f"{field} is {_kind(value)}, not a string")
        if not value or value.isspace():
            raise InputError(f"{field} is empty")
    if any("\ud800" <= char <= "\udfff" for char in name):
        raise InputError(f"id {shorten(name)} holds a lone surrogate")
    source = given if isinstance(given, str) else file
    return Article(id=name, source=source, date=_date(record.get("date")), text=text)


def shorten(value: str, limit: int = 60) -> str:
    """The string quoted and escaped to ASCII, at most about `limit` characters of it."""
    return ascii(value if len(value) <= limit else value[: limit - 3] + "...")


def decode(data: bytes, offset: int) -> str:
    """The text of UTF-8 bytes, or an InputError; `offset` is where `data` starts in its file."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        at = error.start
        raise InputError(f"not UTF-8: byte 0x{data[at]:02x} at byte offset {offset + at}") from None


def blank(content: str | int) -> str:
    """What to tell of a file whose content, or its length, comes to nothing."""
    return "only white space" if content else "empty file"


def _date(value: object) -> str | None:
    """The day of an ISO 8601 date or time as its own clock has it; None for all else: no reason to lose an article."""
    found = _DAY.match(value) if isinstance(value, str) else None
    try:
        return as_day("-".join(found.group(1, 3, 4))) if found else None
    except ValueError:
        return None


def _kind(value: object) -> str:
    return _KINDS.get(type(value), type(value).__name__)

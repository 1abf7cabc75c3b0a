"""Bytes to articles: one text, or JSON lines, each fault told in one line."""

from __future__ import annotations

import json
import re
from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import BinaryIO

from extract.errors import InputError
from extract.readers.paths import why
from extract.schema import Article, ErrorRecord, as_day

_DAY = re.compile(r"(\d{4})(-?)(\d\d)\2(\d\d)(?=$|[T ])", re.ASCII)
_KINDS = {
    dict: "an object",
    list: "a list",
    str: "a string",
    bool: "a boolean",
    float: "a number",
    int: "a number",
    bytes: "bytes",
}


@dataclass(frozen=True, slots=True)
class Read:
    """What was read, the file it stands in, and its line from 1 where the file has one record per line."""

    item: Article | ErrorRecord
    file: str
    line: int | None = None


def read_text(data: bytes, file: str, name: str) -> Read:
    """The bytes of one text as an Article with the id `name`, or an ErrorRecord."""
    content = data.removeprefix(BOM_UTF8)
    try:
        text = _decode(content, len(data) - len(content))
        if not text or text.isspace():
            raise InputError(_blank(text))
        return Read(Article(id=name, source=file, text=text), file)
    except InputError as error:
        return Read(ErrorRecord(id=name, source=file, error=str(error)), file)


def read_stream(stream: BinaryIO) -> Iterator[Read]:
    """Standard input: JSONL where its first character that is no white space is ``{``, else one text."""
    try:
        head: list[bytes] = []
        content = b""
        for raw in stream:
            content = (raw if head else raw.removeprefix(BOM_UTF8)).lstrip()
            head.append(raw)
            if content:
                break
        if content.startswith(b"{"):
            yield from read_jsonl(chain(head, stream), "stdin", "stdin")
        else:
            yield read_text(b"".join(head) + stream.read(), "stdin", "stdin")
    except OSError as error:
        yield Read(ErrorRecord(source="stdin", error=why(error)), "stdin")


def read_jsonl(lines: Iterable[bytes], file: str, stem: str) -> Iterator[Read]:
    """Each line's Article or ErrorRecord; blank lines are passed over."""
    offset, records = 0, 0
    for number, raw in enumerate(lines, start=1):
        line = raw.removeprefix(BOM_UTF8) if number == 1 else raw
        if line.strip():
            records += 1
            try:
                record = _parse(_decode(line.rstrip(b"\r\n"), offset + len(raw) - len(line)))
                yield Read(to_article(record, file, f"{stem}:{number}"), file, number)
            except InputError as error:
                yield Read(ErrorRecord(source=file, line=number, error=str(error)), file, number)
        offset += len(raw)
    if not records:
        yield Read(ErrorRecord(source=file, error=_blank(offset)), file)


def shorten(value: str, limit: int = 60) -> str:
    """The string quoted and escaped to ASCII, at most about `limit` characters of it."""
    return ascii(value if len(value) <= limit else value[: limit - 3] + "...")


def _decode(data: bytes, offset: int) -> str:
    """The text; `offset` is where `data` starts in its file."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        at = error.start
        raise InputError(f"not UTF-8: byte 0x{data[at]:02x} at byte offset {offset + at}") from None


def _blank(content: str | int) -> str:
    return "only white space" if content else "empty file"


def _parse(line: str) -> object:
    try:
        return json.loads(line, parse_int=float)  # float: a field that is not ours may hold any number of digits
    except json.JSONDecodeError as error:
        raise InputError(f"broken JSON: {error.msg.removesuffix(' at')} at column {error.pos + 1}") from None
    except RecursionError:
        raise InputError("broken JSON: nested too deeply") from None


def to_article(record: object, file: str | None, default_id: str) -> Article:
    """The Article that a record holds, from `file` where it names no source; raises InputError where it holds none."""
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


def _date(value: object) -> str | None:
    """The day of an ISO 8601 date or time as its own clock has it; None for all else: no reason to lose an article."""
    found = _DAY.match(value) if isinstance(value, str) else None
    try:
        return as_day("-".join(found.group(1, 3, 4))) if found else None
    except ValueError:
        return None


def _kind(value: object) -> str:
    return _KINDS.get(type(value), "null")

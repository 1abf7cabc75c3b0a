"""One text, or JSON lines, from a stream of UTF-8."""

from __future__ import annotations

import json
from codecs import BOM_UTF8
from collections.abc import Iterator
from typing import BinaryIO, Final

from extract.errors import InputError
from extract.readers.limits import MAX_DOCUMENT, check_size
from extract.readers.records import Read, blank, decode, to_article
from extract.schema import Article, ErrorRecord

_CHUNK: Final = 1 << 20


def read_text(stream: BinaryIO, file: str, stem: str) -> Iterator[Read]:
    """The stream as one Article with the id `stem`, or an ErrorRecord."""
    try:
        data = stream.read(MAX_DOCUMENT + 1)
        check_size(len(data), "the text", MAX_DOCUMENT)
        content = data.removeprefix(BOM_UTF8)
        text = decode(content, len(data) - len(content))
        if not text or text.isspace():
            raise InputError(blank(text))
        yield Read(Article(id=stem, source=file, text=text), file)
    except InputError as error:
        yield Read(ErrorRecord(id=stem, source=file, error=str(error)), file)


def read_jsonl(stream: BinaryIO, file: str, stem: str) -> Iterator[Read]:
    """Each line's Article or ErrorRecord; blank lines are passed over."""
    offset, records = 0, 0
    for number, (raw, size) in enumerate(_lines(stream), start=1):
        line = raw.removeprefix(BOM_UTF8) if number == 1 else raw
        if line.strip():
            records += 1
            try:
                check_size(size, "the line", MAX_DOCUMENT)
                record = _parse(decode(line.rstrip(b"\r\n"), offset + len(raw) - len(line)))
                yield Read(to_article(record, file, f"{stem}:{number}"), file, number)
            except InputError as error:
                yield Read(ErrorRecord(source=file, line=number, error=str(error)), file, number)
        offset += size
    if not records:
        yield Read(ErrorRecord(source=file, error=blank(offset)), file)


def _lines(stream: BinaryIO) -> Iterator[tuple[bytes, int]]:
    """Each line with its size; one over the limit is cut, and its rest passed over in chunks."""
    while line := stream.readline(MAX_DOCUMENT + 1):
        size, end = len(line), line[-1:]
        while size > MAX_DOCUMENT and end != b"\n" and (rest := stream.readline(_CHUNK)):
            size, end = size + len(rest), rest[-1:]
        yield line, size


def _parse(line: str) -> object:
    try:
        return json.loads(line, parse_int=float)  # float: a field that is not ours may hold any number of digits
    except json.JSONDecodeError as error:
        raise InputError(f"broken JSON: {error.msg.removesuffix(' at')} at column {error.pos + 1}") from None
    except RecursionError:
        raise InputError("broken JSON: nested too deeply") from None

"""Documents from paths and standard input, in order; of several with one id the first wins."""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from extract.errors import InputError
from extract.readers.ids import FirstUses
from extract.readers.kinds import reader_of, reader_of_content
from extract.readers.limits import MAX_DOCUMENT
from extract.readers.packed import rejoined, unpacked
from extract.readers.pages import Page
from extract.readers.paths import find_files, printable_path, why
from extract.readers.records import Read, shorten
from extract.schema import Article, ErrorRecord


def read_documents(
    paths: Sequence[str], *, skip: Collection[Path] = (), stdin: BinaryIO | None = None
) -> Iterator[Article | Page | ErrorRecord]:
    """Yield what `extract.readers.read_articles` does, but HTML as Pages, whose articles any process can make."""
    uses = FirstUses()
    for read in _read_all(paths, {path.resolve() for path in skip}, stdin):
        item = read.item
        if isinstance(item, ErrorRecord):
            yield item
        elif earlier := uses.earlier(item.id, read.file, read.line):
            file, line = earlier
            error = f"id {shorten(item.id)} was used before in {file}" + (f":{line}" if line else "")
            yield ErrorRecord(id=item.id, source=read.file, line=read.line, error=error)
        else:
            yield item


def _read_all(paths: Sequence[str], skip: Collection[Path], stdin: BinaryIO | None) -> Iterator[Read]:
    for path in paths:
        if path == "-":
            yield from _told("stdin", _read_stream(stdin or sys.stdin.buffer))
            continue
        for found in find_files(path, skip):
            if isinstance(found, ErrorRecord):
                yield Read(found, path)
            else:
                file = printable_path(found)
                yield from _told(file, _read_file(found, file))


def _told(file: str, reads: Iterator[Read]) -> Iterator[Read]:
    """What was read, and where that broke off, one ErrorRecord that says why."""
    try:
        yield from reads
    except InputError as error:
        yield Read(ErrorRecord(source=file, error=str(error)), file)
    except OSError as error:
        yield Read(ErrorRecord(source=file, error=why(error)), file)


def _read_file(path: str, file: str) -> Iterator[Read]:
    known = reader_of(file)
    assert known
    reader, stem = known
    with Path(path).open("rb") as handle:
        yield from reader(handle if file.lower().endswith(".parquet") else unpacked(handle), file, stem)


def _read_stream(stream: BinaryIO) -> Iterator[Read]:
    """The kind of the content is told by its first line that is not blank."""
    content = unpacked(stream)
    head = b""
    while len(head) <= MAX_DOCUMENT and (line := content.readline(MAX_DOCUMENT)):
        head += line
        if line.strip():
            break
    yield from reader_of_content(head)(rejoined(head, content), "stdin", "stdin")

"""One HTML page from a stream."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from extract.errors import InputError
from extract.readers.limits import MAX_PAGE, check_size
from extract.readers.pages import Page
from extract.readers.records import Read
from extract.schema import ErrorRecord


def read_html(stream: BinaryIO, file: str, stem: str) -> Iterator[Read]:
    """The stream as one Page with the id `stem`, or an ErrorRecord."""
    try:
        data = stream.read(MAX_PAGE + 1)
        check_size(len(data), "the page", MAX_PAGE)
        yield Read(Page(id=stem, source=file, file=file, data=data), file)
    except InputError as error:
        yield Read(ErrorRecord(id=stem, source=file, error=str(error)), file)

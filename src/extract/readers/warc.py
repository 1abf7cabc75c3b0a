"""Web archives (WARC): the pages of successful HTTP responses, one record at a time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any, BinaryIO, Final

from extract.errors import InputError
from extract.extras import require
from extract.readers.http import decoded_body, parse_response
from extract.readers.limits import MAX_PAGE, check_size
from extract.readers.pages import Page
from extract.readers.records import Read, shorten
from extract.schema import ErrorRecord

_PAGES: Final = ("text/html", "application/xhtml+xml")
_ZONES: Final = timedelta(days=1)  # an article's day is by its own clock, a record's by UTC


def read_warc(stream: BinaryIO, file: str, stem: str) -> Iterator[Read]:
    """A Page for each response of status 200 that is HTML, or an ErrorRecord; other records are passed over.

    Raises InputError where the archive is broken or cut off, after all that stands before.
    """
    fastwarc = require("fastwarc", "warc")
    # The content is decoded here: in the library, one broken page would end the archive.
    records = iter(fastwarc.ArchiveIterator(stream, parse_http=False, stream_detect=False))
    number = 0
    while (record := _next(records, number)) is not None:
        number += 1
        _check_header(record, number)
        if record.record_type == fastwarc.WarcRecordType.response:
            yield from _read_response(record, number, file, f"{stem}:{number}")
        elif record.consume() < record.content_length:
            raise InputError(f"the archive is cut off in record {number}")
    if not number:
        raise InputError("no record in the archive")


def _next(records: Iterator[Any], number: int) -> Any:
    try:
        return next(records, None)
    except OSError as error:
        raise InputError(f"broken archive after record {number}: {error}") from None


def _check_header(record: Any, number: int) -> None:
    """A header that breaks off, or that does not tell a length, makes a guess of all that follows."""
    if not record.headers.get("Content-Length", "").strip().isdecimal():
        raise InputError(f"record {number} of the archive does not tell its length")


def _read_response(record: Any, number: int, file: str, default_id: str) -> Iterator[Read]:
    headers = record.headers
    url = headers.get("WARC-Target-URI", "").strip("<> ") or None
    name = (headers.get("WARC-Record-ID") or "").strip("<> ") or default_id
    try:
        check_size(record.content_length, "the record", MAX_PAGE)
        block = record.reader.read()
        if len(block) < record.content_length:
            raise EOFError
        page = _page(block, name, url, file, headers)
        if page is not None:
            yield Read(page, file)
    except InputError as error:
        yield Read(ErrorRecord(id=name, source=file, error=str(error)), file)
    except EOFError:
        raise InputError(f"the archive is cut off in record {number}") from None


def _page(block: bytes, name: str, url: str | None, file: str, headers: Any) -> Page | None:
    response = parse_response(block)
    if response.status != 200 or response.type not in _PAGES:
        return None
    if cut := headers.get("WARC-Truncated"):
        raise InputError(f"the crawler cut the page off: {shorten(cut)}")
    return Page(
        id=name,
        source=url or file,
        file=file,
        data=decoded_body(response),
        charset=response.charset,
        url=url,
        latest=_latest(headers.get("WARC-Date", "")),
    )


def _latest(date: str) -> datetime | None:
    try:
        return datetime.fromisoformat(date[:10]) + _ZONES
    except (ValueError, OverflowError):
        return None

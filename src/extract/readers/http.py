"""HTTP responses as an archive keeps them: status, type and the decoded body."""

from __future__ import annotations

import gzip
import io
import re
import zlib
from codecs import BOM_UTF8
from dataclasses import dataclass
from http.client import HTTPException, parse_headers
from typing import BinaryIO, Final

from extract.errors import InputError
from extract.extras import require
from extract.readers.limits import MAX_PAGE, check_size

_STATUS: Final = re.compile(rb"HTTP/\d(?:\.\d)? +(\d{3})\b")


@dataclass(frozen=True, slots=True)
class Response:
    """A response; `codings` are those of content and transfer in the order in which they were applied."""

    status: int
    type: str
    charset: str | None
    codings: tuple[str, ...]
    body: bytes


def parse_response(block: bytes) -> Response:
    """The response in the bytes that came over the wire; raises InputError where they are none."""
    stream = io.BytesIO(block)
    status = _STATUS.match(stream.readline())
    if not status:
        raise InputError("no HTTP response in the record")
    try:
        headers = parse_headers(stream)
    except HTTPException as error:
        raise InputError(f"broken HTTP headers: {type(error).__name__}") from None
    lists = (headers.get_all(name, []) for name in ("Content-Encoding", "Transfer-Encoding"))
    names = (str(name).strip().lower() for values in lists for value in values for name in str(value).split(","))
    return Response(
        status=int(status[1]),
        type=headers.get_content_type(),
        charset=headers.get_content_charset(),
        codings=tuple(name for name in names if name not in ("", "identity")),
        body=stream.read(),
    )


def decoded_body(response: Response) -> bytes:
    """The body without its codings, at most `MAX_PAGE` bytes of it; raises InputError where it is broken or larger.

    Some crawlers decode the body and keep the headers that say otherwise, so one that opens with ``<`` stands as it
    is.
    """
    body = response.body
    for coding in reversed(response.codings):
        if body.removeprefix(BOM_UTF8).lstrip().startswith(b"<"):
            break
        try:
            body = _decode(coding, body)
        except EOFError:
            raise InputError(f"the page's {coding} data is cut off") from None
        except (OSError, zlib.error) as error:
            raise InputError(f"broken {coding} data in the page: {str(error)[:60]}") from None
        check_size(len(body), "the page", MAX_PAGE)
    return body


def _decode(coding: str, body: bytes) -> bytes:
    """At most one byte more than allowed."""
    packed = io.BytesIO(body)
    if coding in ("gzip", "x-gzip"):
        return gzip.GzipFile(fileobj=packed).read(MAX_PAGE + 1)
    if coding == "deflate":
        return _inflate(body)
    if coding not in ("br", "chunked"):
        raise InputError(f"the page's coding {coding[:20]!a} is not known, allowed are gzip, deflate, br, chunked")
    streams = require("fastwarc.stream_io", "warc")
    stream: BinaryIO = (streams.BrotliReader if coding == "br" else streams.ChunkedReader)(packed)
    return stream.read(MAX_PAGE + 1)


def _inflate(body: bytes) -> bytes:
    """Deflate in a zlib frame, as the standard says, or bare, as some servers send it."""
    bare = not (body[:1] == b"\x78" and int.from_bytes(body[:2], "big") % 31 == 0)
    unpacker = zlib.decompressobj(-zlib.MAX_WBITS if bare else zlib.MAX_WBITS)
    data = unpacker.decompress(body, MAX_PAGE + 1)
    if not unpacker.eof and len(data) <= MAX_PAGE:
        raise EOFError
    return data

"""The kinds of input: by the ending of a file's name, or by the first characters of a stream."""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from pathlib import PurePath
from typing import Final

from extract.readers.html import read_html
from extract.readers.parquet import read_parquet
from extract.readers.records import Reader
from extract.readers.texts import read_jsonl, read_text
from extract.readers.warc import read_warc

ALLOWED: Final = "allowed are .txt, .jsonl, .html, .htm and .warc (each also as .gz and .zst) and .parquet"

_READERS: Final[dict[str, Reader]] = {
    ".txt": read_text,
    ".jsonl": read_jsonl,
    ".html": read_html,
    ".htm": read_html,
    ".warc": read_warc,
    ".parquet": read_parquet,
}
_ENDING: Final = re.compile(r"(\.(?:txt|jsonl|html?|warc))(?:\.(?:gz|zst))?\Z|(\.parquet)\Z", re.IGNORECASE)
_OPENINGS: Final = (
    (re.compile(rb"\{"), read_jsonl),
    (re.compile(rb"WARC/\d"), read_warc),
    (re.compile(rb"PAR1"), read_parquet),
    (re.compile(rb"<(?:!doctype\s+html|html[\s>])", re.IGNORECASE), read_html),
)


def reader_of(path: str) -> tuple[Reader, str] | None:
    """The reader of a file and the file's name without the ending, or None for one of another kind."""
    name = PurePath(path).name
    ending = _ENDING.search(name)
    return (_READERS[(ending[1] or ending[2]).lower()], name[: ending.start()] or name) if ending else None


def reader_of_content(head: bytes) -> Reader:
    """The reader of a stream that opens with `head`: what is of no other kind is a text."""
    content = head.removeprefix(BOM_UTF8).lstrip()
    return next((reader for opening, reader in _OPENINGS if opening.match(content)), read_text)

"""Articles in: texts, JSON lines, folders, patterns, standard input; streamed, bad input as error records.

- A ``.txt`` file is one article; its id is the file's name without the ending.
- A ``.jsonl`` file holds one JSON object per line: ``text`` (required), ``id`` (else ``<file name>:<line>``),
  ``source`` (else the path; anything but a string counts as absent) and ``date`` (the day of an ISO 8601 date or
  time; anything else counts as absent). Other fields are passed over.
- Text is strict UTF-8 and never altered: line endings, NUL and lone surrogates stay. Only a byte order mark
  at the very start of a file is no part of the text.
- A folder is read recursively in sorted order, and a pattern (``*``, ``?``, ``[]``, ``**``) is expanded where
  the shell did not; both take the ``.txt`` and ``.jsonl`` files that are not hidden.
- ``-`` is standard input: JSONL where its first character is ``{``, else one text with the id ``stdin``.
"""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from extract.gold import load_gold
from extract.readers.extractions import read_extractions, read_failures, read_runs
from extract.readers.meter import Meter
from extract.readers.paths import find_files, printable_path, why
from extract.readers.records import Read, read_jsonl, read_stream, read_text, shorten
from extract.schema import Article, ErrorRecord, Extraction

__all__ = ["Meter", "read_articles", "read_extractions", "read_failures", "read_labelled", "read_runs"]


def read_articles(
    paths: Sequence[str],
    *,
    skip: Collection[Path] = (),
    stdin: BinaryIO | None = None,
    meter: Meter | None = None,
) -> Iterator[Article | ErrorRecord]:
    """Yield an Article per document that can be read and an ErrorRecord per one that cannot, in order.

    `skip` names files that folders and patterns leave out, such as a run's own output; `stdin` stands in for
    standard input; `meter` is told how far it has come. Of several documents with one id the first wins. Nothing is
    raised for bad input.
    """
    first: dict[str, tuple[str, int | None]] = {}
    for read in _read_all(paths, {path.resolve() for path in skip}, stdin, meter or Meter()):
        item = read.item
        if isinstance(item, Article) and item.id in first:
            file, line = first[item.id]
            error = f"id {shorten(item.id)} was used before in {file}" + (f":{line}" if line else "")
            yield ErrorRecord(id=item.id, source=read.file, line=read.line, error=error)
            continue
        if isinstance(item, Article):
            first[item.id] = (read.file, read.line)
        yield item


def read_labelled(paths: Sequence[str]) -> Iterator[tuple[Article | ErrorRecord, Extraction | None]]:
    """Articles as `read_articles` yields them, each with its labels where it stands in a gold file.

    A gold file is a ``.jsonl`` file named by itself whose first line has a `schema_version` and no rules. Raises
    GoldError for gold that contradicts itself.
    """
    for path in paths:
        if _is_gold(path):
            for record in load_gold(Path(path)):
                yield Article(id=record.id, source=record.source, date=record.date, text=record.text or ""), record
        else:
            yield from ((item, None) for item in read_articles([path]))


def _is_gold(path: str) -> bool:
    if not path.endswith(".jsonl") or not Path(path).is_file():
        return False
    with Path(path).open("rb") as handle:
        first = handle.readline()
    return b'"schema_version"' in first and b'"rule' not in first


def _read_all(paths: Sequence[str], skip: Collection[Path], stdin: BinaryIO | None, meter: Meter) -> Iterator[Read]:
    for path in paths:
        if path == "-":
            yield from read_stream(stdin or sys.stdin.buffer)
            continue
        for found in find_files(path, skip):
            if isinstance(found, ErrorRecord):
                yield Read(found, path)
            else:
                yield from _read_file(found, meter)


def _read_file(path: str, meter: Meter) -> Iterator[Read]:
    file = printable_path(path)
    stem = Path(file).stem
    try:
        with Path(path).open("rb") as handle, meter.follow(handle):
            if path.lower().endswith(".jsonl"):
                yield from read_jsonl(handle, file, stem)
            else:
                yield read_text(handle.read(), file, stem)
    except OSError as error:
        yield Read(ErrorRecord(source=file, error=why(error)), file)

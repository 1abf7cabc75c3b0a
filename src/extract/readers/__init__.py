"""Articles in: texts, JSON lines, web pages, archives, tables, folders, patterns, standard input; all streamed.

- A ``.txt`` file is one article; its id is the file's name without the ending.
- A ``.jsonl`` file holds one JSON object per line: ``text`` (required), ``id`` (else ``<file name>:<line>``),
  ``source`` (else the path; anything but a string counts as absent) and ``date`` (the day of an ISO 8601 date or
  time; anything else counts as absent). Other fields are passed over.
- A ``.parquet`` file has these fields as columns; a whole number will do as an id, a column of times as dates.
- A ``.html`` or ``.htm`` file is one article: its title, a blank line, and the text without menus, notices and links
  around it, in the encoding that browsers would take; the date is what the page gives as that of its publication.
- A ``.warc`` file is a web archive, as Common Crawl's: each HTML page of a response with status 200 is an article. Its
  id is the record's (``urn:uuid:...``), its source the page's address.
- Each of these but ``.parquet`` may be packed by gzip or zstd, with ``.gz`` or ``.zst`` after the ending.
- Text is strict UTF-8 and never altered: line endings, NUL and lone surrogates stay. Only a byte order mark
  at the very start of a file is no part of the text.
- A folder is read recursively in sorted order, and a pattern (``*``, ``?``, ``[]``, ``**``) is expanded where
  the shell did not; both take the files of all these kinds that are not hidden.
- ``-`` is standard input, unpacked: JSONL where its first character is ``{``, a web archive or page where it opens
  as one, else one text with the id ``stdin``.

Bad input becomes error records and good input before and after it articles; `extract.readers.limits` tells how large
a document may be, and how tightly packed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from extract.gold import load_gold
from extract.readers.documents import read_documents
from extract.readers.extractions import read_extractions, read_failures, read_runs
from extract.readers.language import language_marker, mark_language
from extract.readers.meter import Meter
from extract.readers.pages import Page
from extract.schema import Article, ErrorRecord, Extraction

__all__ = [
    "Meter",
    "Page",
    "language_marker",
    "mark_language",
    "read_articles",
    "read_documents",
    "read_extractions",
    "read_failures",
    "read_labelled",
    "read_runs",
]


def read_articles(
    paths: Sequence[str],
    *,
    skip: Collection[Path] = (),
    stdin: BinaryIO | None = None,
    meter: Meter | None = None,
    check_language: bool = False,
) -> Iterator[Article | ErrorRecord]:
    """Yield an Article per document that can be read and an ErrorRecord per one that cannot, in order.

    `skip` names files that folders and patterns leave out, such as a run's own output; `stdin` stands in for
    standard input; `meter` is told how far it has come; `check_language` marks articles that are not English. Of
    several documents with one id the first wins. Nothing is raised for bad input; MissingExtraError, where the package
    for `check_language` is not installed.
    """
    for document in read_documents(paths, skip=skip, stdin=stdin, meter=meter):
        item = document.article() if isinstance(document, Page) else document
        yield mark_language(item) if check_language and isinstance(item, Article) else item


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

"""Records out: one JSON line each, written aside and renamed at the end of a run; one cut short can be gone on with."""

from __future__ import annotations

import errno
import json
import re
from pathlib import Path
from types import TracebackType
from typing import Final, NamedTuple, SupportsBytes, TypeAlias

from extract.errors import OutputError, ResumeError
from extract.files import InPlace, regular_target, told
from extract.journal import Journal, Kept, digest
from extract.schema import Article, ErrorRecord, Extraction

Input: TypeAlias = Article | ErrorRecord | SupportsBytes
"""What a line is made of: an article, what could not be read, or what its bytes tell apart from others."""

_TABLES: Final = (".parquet", ".csv")
_RECORDS, _ERRORS = 0, 1  # the files of a run, by their numbers in its journal
_SURROGATE: Final = re.compile("[\ud800-\udfff]")


def json_line(record: Extraction | ErrorRecord, *, with_text: bool = False) -> bytes:
    r"""The record as one line of UTF-8 JSON, all keys in the schema's order.

    An Extraction's ``text`` is left out unless `with_text`, and its ``language`` where it has none. Lone surrogates
    are written as ``\udNNN``: the line is valid UTF-8 and parses to the same string.
    """
    content = record.model_dump()
    if not with_text:
        content.pop("text", None)
    if content.get("language") is None:
        content.pop("language", None)
    line = json.dumps(content, ensure_ascii=False) + "\n"
    try:
        return line.encode("utf-8")
    except UnicodeEncodeError:
        return _SURROGATE.sub(lambda found: f"\\u{ord(found[0]):04x}", line).encode("utf-8")


def errors_path(path: Path) -> Path:
    """The file that lists the articles which failed in the run that was written to `path`."""
    return path.with_name(f"{path.stem}.errors.jsonl")


class Line(NamedTuple):
    """A record as it is written, with what a run counts and tells of it; `text` is that of an article out of a page."""

    content: bytes
    mentions: int = 0
    commitments: int = 0
    stances: int = 0
    foreign: bool = False
    error: ErrorRecord | None = None
    text: str | None = None

    @classmethod
    def of(cls, record: Extraction | ErrorRecord, *, with_text: bool = False) -> Line:
        """The line of a record."""
        content = json_line(record, with_text=with_text)
        if isinstance(record, ErrorRecord):
            return cls(content, error=record)
        foreign = record.language is not None
        return cls(content, len(record.mentions), len(record.commitments), len(record.stances), foreign)

    @property
    def extraction(self) -> Extraction:
        """The Extraction that was written; its text is missing unless it was."""
        return Extraction.model_validate(json.loads(self.content))


class JsonlWriter:
    """Context manager that writes a run's records: Extractions to `path`, ErrorRecords to a file beside it.

    `path` may be ``-`` for standard output. Errors go to ``<stem>.errors.jsonl`` in the same folder, if there
    are any; one of an earlier run is removed if there are none. Files are written under hidden names and
    renamed when the block ends without an exception; after an exception, or a kill, older files stand as they
    were. What is no regular file (standard output, ``/dev/null``, a named pipe) is written in place, and its
    errors are not written.

    With `resume`, what a run that was cut short has left is gone on with, and left again by an exception; `made_by`
    is a hash of the rules and options, which must be the same.

    Raises OutputError on entering if `path` cannot be written, and later if the disk fails; ResumeError on
    entering if what is there was made by other rules, or if nothing can be resumed as `path` is no regular file.
    """

    def __init__(self, path: str, *, made_by: str = "00", resume: bool = False) -> None:
        self.errors_path: Path | None = None
        self._path = path
        self._made_by = made_by
        self._resume = resume
        self._output: Journal | InPlace | None = None

    def __enter__(self) -> JsonlWriter:
        with told(self._path):
            self._output = self._open()
        return self

    @property
    def paths(self) -> tuple[Path, ...]:
        """The files that this run may replace."""
        return () if self.errors_path is None else (self._target, self.errors_path)

    @property
    def changed(self) -> bool:
        """Whether an input is not what an unfinished run had read in its place."""
        return isinstance(self._output, Journal) and self._output.changed

    def again(self, item: Input) -> Line | None:
        """The line that an unfinished run has left for its next input, if that was `item`; else None from then on."""
        if not isinstance(self._output, Journal):
            return None
        with told(self._path):
            kept = self._output.again(_input_digest(item))
        if kept is None:
            return None
        if kept.file == _ERRORS:
            return Line(kept.content, error=ErrorRecord.model_validate(json.loads(kept.content)))
        mentions, commitments, stances, foreign = kept.counts
        return Line(kept.content, mentions, commitments, stances, bool(foreign))

    def write(self, item: Input, line: Line) -> None:
        """Append the line that was made of an input; an error is dropped where there is no file for it."""
        if self._output is None:
            raise OutputError("the writer is not open")
        with told(self._path):
            if isinstance(self._output, Journal):
                counts = (line.mentions, line.commitments, line.stances, int(line.foreign))
                kept = Kept(_ERRORS if line.error else _RECORDS, line.content, counts)
                self._output.write(_input_digest(item), kept)
            elif line.error is None:
                self._output.handle.write(line.content)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        output, committed = self._output, False
        if output is None:
            return
        try:
            if kind is None:
                with told(self._path):
                    output.commit()
                committed = True
        finally:
            if not committed:
                output.discard()

    def _open(self) -> Journal | InPlace:
        if self._path.lower().endswith(_TABLES):
            raise OutputError(
                f"cannot write {self._path}: a run is JSON lines; extract tables makes Parquet or CSV of it"
            )
        target = regular_target(self._path)
        if target is None:
            if self._resume:
                raise ResumeError(f"cannot resume {self._path}: allowed is a regular file")
            return InPlace(self._path)
        self._target = target
        self.errors_path = errors_path(target)
        if self.errors_path.is_dir():
            raise IsADirectoryError(errno.EISDIR, f"{self.errors_path.name} is a folder")
        return Journal((target, self.errors_path), self._made_by, resume=self._resume)


def _input_digest(item: Input) -> bytes:
    if isinstance(item, (Article, ErrorRecord)):
        return digest(json.dumps(item.model_dump()).encode())
    return digest(bytes(item))

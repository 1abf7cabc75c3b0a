r"""Inline markup for labelling by hand: one text file an article, packed into gold and unpacked from it.

A file holds a front matter (id, source, date, stances), then the article with its spans in place::

    ---
    id: some-id
    stances:
      - {party: Japan, type: COUNTRY, agreement: Ocean Pledge, stance: signed}
    ---
    [Japan]{COUNTRY norm=JP} [signed the [Ocean Pledge]{AGREEMENT}]{endorsement actors="Japan"} with
    [more than 40 states]{count value=40 bound=at_least what="states"}.

Spans nest. Where two cross, numbers tie their brackets together:
``[^1:Paris [^2:pledge]^1{AGREEMENT} to cut]^2{pledge}``. In the text, ``\[``, ``\]``, ``\\`` and ``\^`` stand
for the bare character; so do, in a quoted value, ``\"``, ``\\`` and, between actors, ``\;``. The article ends
before the file's last line end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from extract.errors import GoldError, OutputError
from extract.gold import decode_utf8, find_problems, load_gold, parse_object, read_file, write_atomically
from extract.markup_body import Body, read_body, write_body
from extract.markup_header import read_header, write_header
from extract.markup_label import Span, read_label, tags
from extract.schema import Commitment, Count, Extraction, Mention

# As file names: separators, what Windows forbids or reserves, hidden files, dots or spaces at the edge.
_UNSAFE = re.compile(
    r"""[\x00-\x1f\x7f/\\:*?"<>|] | ^[.\s] | [.\s]$
        | ^(?: con | prn | aux | nul | com[0-9] | lpt[0-9] )(?: \. | $ )""",
    re.IGNORECASE | re.VERBOSE,
)
_MAX_NAME_BYTES = 200


def to_markup(record: Extraction) -> str:
    """Write an article in the markup that `from_markup` reads.

    Spans come back in the order of their offsets. Rule ids, text_sha256, language, what is inferred and the texts of
    evidence are dropped: gold has no rules and is English, and the text itself is in the file. Raises GoldError if the
    record has no text.
    """
    if record.text is None:
        raise GoldError(f"{record.id}: text is missing, allowed is the article's whole text")
    return f"{write_header(record)}{write_body(record.text, tags(record))}\n"


def from_markup(text: str, where: str) -> Extraction:
    """Read one marked-up article; `where` is the file's name for messages.

    Raises GoldError with every mistake in the markup, each on a line of its own as
    ``where:line: what was found, what is allowed``. Whether the labels contradict each other is for
    `extract.gold.check` to say.
    """
    return _parse(text, where)[0]


def unpack(gold: Path, folder: Path) -> list[Path]:
    """Write each article of a gold file to ``ID.txt`` in the folder; returns the paths.

    Raises GoldError, before anything is written, for ids that are unsafe as file names, ids that differ in
    case alone, and files that are there already; OutputError if a file cannot be written.
    """
    records = load_gold(gold)
    problems = [f"{gold}:{line}: {message}" for line, message in _check_names(records)]
    paths = [folder / f"{record.id}.txt" for record in records]
    if not problems:
        problems = [f"{path}: file exists, allowed is a folder without it" for path in paths if path.exists()]
    if problems:
        raise GoldError("\n".join(problems))
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"{folder}: cannot be made: {error.strerror}") from error
    for record, path in zip(records, paths, strict=True):
        write_atomically(to_markup(record), path)
    return paths


def pack(folder: Path, against: Path | None = None) -> list[Extraction]:
    """Read and check every ``*.txt`` of the folder, ordered by file name.

    `against` is a JSONL file with at least id and text on each line: every article must be in it, its text
    equal letter by letter. Raises GoldError with all mistakes of all files, each on a line of its own.
    """
    texts = None if against is None else _read_texts(against)
    records: list[Extraction] = []
    problems: list[str] = []
    for path in sorted(folder.glob("*.txt")):
        try:
            record, body, source = _read_markup_file(path)
        except GoldError as error:
            problems.append(str(error))
            continue
        records.append(record)
        for offset, message in find_problems(record):
            line = 1 if offset is None else source.count("\n", 0, body.position(offset)) + 1
            problems.append(f"{path}:{line}: {message}")
        if record.id != path.stem:
            problems.append(f"{path}:1: id is {record.id!r}, allowed is the file's name {path.stem!r}")
        elif texts is not None and against is not None:
            problems += [f"{path}:{message}" for message in _compare(record, body, source, texts, against)]
    if problems:
        raise GoldError("\n".join(problems))
    if not records:
        raise GoldError(f"{folder}: no *.txt file, allowed is a folder with one for each article")
    return records


def _parse(text: str, where: str) -> tuple[Extraction, Body]:
    header = read_header(text)
    problems = header.problems
    if not text.endswith("\n"):
        problems.append((text.count("\n") + 1, "the file's last line has no line end, allowed is one"))
    body = Body()
    spans: list[Span] = []
    if header.body_start:
        body = read_body(text, header.body_start, max(header.body_start, len(text) - 1))
        spans, misread = _read_labels(body)
        found = body.problems + misread
        problems += [(text.count("\n", 0, position) + 1, message) for position, message in found]
    if problems:
        raise GoldError("\n".join(f"{where}:{line}: {message}" for line, message in sorted(problems)))
    record = Extraction(
        id=header.id,
        source=header.source,
        date=header.date,
        text=body.text,
        mentions=tuple(span for span in spans if isinstance(span, Mention)),
        commitments=tuple(span for span in spans if isinstance(span, Commitment)),
        stances=tuple(header.stances),
        counts=tuple(span for span in spans if isinstance(span, Count)),
    )
    return record, body


def _read_labels(body: Body) -> tuple[list[Span], list[tuple[int, str]]]:
    spans: list[Span] = []
    problems: list[tuple[int, str]] = []
    for tag in sorted(body.tags, key=lambda tag: (tag.start, tag.end)):
        span, messages = read_label(tag, body.text)
        spans += [] if span is None else [span]
        problems += [(tag.position, message) for message in messages]
    return spans, problems


def _read_markup_file(path: Path) -> tuple[Extraction, Body, str]:
    try:
        source = decode_utf8(read_file(path))
    except ValueError as error:
        raise GoldError(f"{path}:1: {error}") from error
    return *_parse(source, str(path)), source


def _check_names(records: Sequence[Extraction]) -> Iterator[tuple[int, str]]:
    first: dict[str, str] = {}
    for line, record in enumerate(records, start=1):
        if _UNSAFE.search(record.id) or len(record.id.encode()) > _MAX_NAME_BYTES:
            found = f"id {record.id!r} is unsafe as a file name"
            yield line, f"{found}, allowed are letters, digits and . _ - within"
        known = first.setdefault(record.id.casefold(), record.id)
        if known != record.id:
            found = f"ids {known!r} and {record.id!r} differ in case alone"
            yield line, f"{found}, allowed are ids that make two files"


def _read_texts(path: Path) -> dict[str, str]:
    """The texts by id of a JSONL file that may hold anything besides."""
    texts: dict[str, str] = {}
    problems: list[str] = []
    for number, line in enumerate(read_file(path).removesuffix(b"\n").split(b"\n"), start=1):
        try:
            fields = parse_object(line)
        except ValueError as error:
            problems.append(f"{path}:{number}: {error}")
            continue
        name, text = fields.get("id"), fields.get("text")
        if isinstance(name, str) and isinstance(text, str):
            texts[name] = text
        else:
            problems.append(f"{path}:{number}: id or text is missing, allowed are both as texts")
    if problems:
        raise GoldError("\n".join(problems))
    return texts


def _compare(record: Extraction, body: Body, source: str, texts: dict[str, str], against: Path) -> Iterator[str]:
    """At most one message, from the line number on."""
    there = texts.get(record.id)
    if there is None:
        yield f"1: id {record.id!r} is not in {against}"
    elif there != body.text:
        pairs = enumerate(zip(body.text, there, strict=False))
        offset = next((i for i, (a, b) in pairs if a != b), min(len(body.text), len(there)))
        line = source.count("\n", 0, body.position(offset)) + 1
        start = there.rfind("\n", 0, offset) + 1
        place = f"line {there.count(chr(10), 0, offset) + 1}, column {offset - start + 1}"
        found, wanted = body.text[offset : offset + 30], there[offset : offset + 30]
        yield f"{line}: text differs from {against} at {place}: found {found!r}, there {wanted!r}"

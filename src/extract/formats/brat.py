"""brat's standoff format: a folder with ``NAME.txt``, ``NAME.ann`` and, our own, ``NAME.json`` for each article.

Offsets are code points, by which brat's server checks them. ``NAME.json`` has the fields of the article, which brat
passes over; ``annotation.conf`` tells brat our labels.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final, get_args

from extract.errors import InputError, OutputError
from extract.formats.brat_lines import AnnReader, write_ann
from extract.formats.losses import Losses
from extract.formats.standoff import ACTOR, AGREEMENT, PARTIES, SPAN_LABELS, Placed, Standoff, to_records, to_standoff
from extract.formats.streams import STDIO
from extract.gold import decode_utf8, parse_object, write_atomically
from extract.schema import KINDS, Bound, Extraction, Polarity

_CONFIG: Final = "annotation.conf"
_UNSAFE: Final = re.compile(r"[^\w.-]|^\.", re.ASCII)
_MAX_STEM: Final = 100


class Brat:
    """The format of a folder, which has to be new, or empty, to be written."""

    name: Final = "brat"
    ending: Final = None

    def read(self, path: str, losses: Losses) -> Iterator[Placed]:
        """Yield an article for each ``.ann`` file with its text, ordered by path; raises InputError without any."""
        folder = Path(path)
        if not folder.exists():
            raise InputError(f"{path}: no such file or folder")
        files = sorted(folder.rglob("*.ann"))
        if not files:
            raise InputError(f"{path}: no .ann file here, allowed is a folder of brat's")
        for file in files:
            yield from _read_article(file, file.relative_to(folder).with_suffix("").as_posix(), losses)

    def write(self, records: Iterable[Extraction], path: str, losses: Losses) -> None:
        """Write three files an article, and the configuration; raises OutputError if the folder is not empty."""
        if path == STDIO:
            raise OutputError(f"{path}: brat's articles are files in a folder, allowed is its name")
        folder = Path(path)
        try:
            folder.mkdir(parents=True, exist_ok=True)
            if any(folder.iterdir()):
                raise OutputError(f"{path}: the folder is not empty, allowed is a new one")
        except OSError as error:
            raise OutputError(f"{path}: cannot be made: {(error.strerror or str(error)).lower()}") from error
        write_atomically(configuration(), folder / _CONFIG)
        taken: set[str] = set()
        for record in records:
            article = to_standoff(record, losses)
            stem = _stem(record.id, taken)
            write_atomically(article.text, folder / f"{stem}.txt")
            write_atomically(write_ann(article, losses), folder / f"{stem}.ann")
            write_atomically(f"{json.dumps(article.fields, ensure_ascii=False)}\n", folder / f"{stem}.json")


def configuration() -> str:
    """brat's ``annotation.conf`` with our labels, relations and attributes; any span may lie in any other."""
    kinds = "|".join(KINDS)
    sections = {
        "entities": SPAN_LABELS,
        "relations": (
            f"{ACTOR} Arg1:{kinds}, Arg2:{'|'.join(PARTIES)}",
            f"{AGREEMENT} Arg1:{kinds}, Arg2:AGREEMENT",
            "<OVERLAP> Arg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>",
        ),
        "events": (),
        "attributes": (
            f"polarity Arg:{kinds}, Value:{'|'.join(get_args(Polarity))}",
            f"bound Arg:count, Value:{'|'.join(get_args(Bound))}",
        ),
    }
    return "\n".join("".join(f"{line}\n" for line in (f"[{name}]", *lines)) for name, lines in sections.items())


def _read_article(file: Path, name: str, losses: Losses) -> Iterator[Placed]:
    beside = file.with_suffix(".json")
    try:
        text = file.with_suffix(".txt").read_bytes().decode()  # a byte order mark counts as a character of the text
        ann = AnnReader(decode_utf8(file.read_bytes()), text, str(file), losses)
        fields = parse_object(beside.read_bytes()) if beside.exists() else {"id": name}
    except OSError as error:
        losses.add_broken(str(error.filename), [(error.strerror or str(error)).lower()])
    except ValueError as error:
        losses.add_broken(str(file), [str(error)])
    else:
        yield from to_records(Standoff(text, fields, ann.spans, ann.relations), str(file), losses)


def _stem(name: str, taken: set[str]) -> str:
    """A file name, without ending, for an article's id; no two differ in case alone."""
    stem = safe = _UNSAFE.sub("_", name)[:_MAX_STEM]
    number = 1
    while stem.casefold() in taken:
        number += 1
        stem = f"{safe}-{number}"
    taken.add(stem.casefold())
    return stem


BRAT = Brat()

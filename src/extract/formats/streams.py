"""Formats that are one stream of bytes: a file, or the standard streams by the name ``-``."""

from __future__ import annotations

import sys
from codecs import BOM_UTF8
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, TypeVar

from pydantic import BaseModel, ValidationError

from extract.errors import InputError
from extract.formats.losses import Losses
from extract.formats.standoff import Placed
from extract.gold import describe_invalid, parse_object, write_atomically
from extract.schema import Extraction

STDIO = "-"


class Source(NamedTuple):
    """The content of a file; `name` is for messages, `stem` for the ids of articles that have none."""

    content: bytes
    name: str
    stem: str


Line = TypeVar("Line", bound=BaseModel)
Decode = Callable[[Source, Losses], Iterator[Placed]]
Encode = Callable[[Iterable[Extraction], Losses], bytes]


@dataclass(frozen=True, slots=True)
class StreamFormat:
    """A format by the functions that take its bytes apart and make them; it is the guess for files of `ending`."""

    name: str
    decode: Decode
    encode: Encode
    ending: str | None = None

    def read(self, path: str, losses: Losses) -> Iterator[Placed]:
        """Yield the records in order; raises InputError if nothing at all can be read."""
        return self.decode(_open(path), losses)

    def write(self, records: Iterable[Extraction], path: str, losses: Losses) -> None:
        """Write all of the records or, on an OutputError, nothing."""
        content = self.encode(records, losses)
        if path == STDIO:
            sys.stdout.buffer.write(content)
            sys.stdout.buffer.flush()
        else:
            write_atomically(content, Path(path))


def json_lines(source: Source, model: type[Line], losses: Losses) -> Iterator[tuple[str, str, Line]]:
    """The lines as instances of the model, each with its place and an id to fall back on; blank ones are left out."""
    # Split at LF alone: U+2028 and the like may stand in a JSON string.
    for number, line in enumerate(source.content.removeprefix(BOM_UTF8).split(b"\n"), start=1):
        if not line.strip():
            continue
        place = f"{source.name}:{number}"
        try:
            yield place, f"{source.stem}:{number}", model.model_validate(parse_object(line))
        except ValidationError as error:
            losses.add_broken(place, describe_invalid(error))
        except ValueError as error:
            losses.add_broken(place, [str(error)])


def _open(path: str) -> Source:
    if path == STDIO:
        return Source(sys.stdin.buffer.read(), "stdin", "stdin")
    try:
        return Source(Path(path).read_bytes(), path, Path(path).stem)
    except OSError as error:
        raise InputError(f"{path}: {(error.strerror or str(error)).lower()}") from error

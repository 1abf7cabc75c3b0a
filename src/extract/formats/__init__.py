"""Annotation formats of other tools: labelled articles in and out, without loss where the format can.

Each module holds one format; `standoff` is the shape they share, `losses` gathers what does not come along.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final, Protocol

from extract.formats.brat import BRAT
from extract.formats.docbin import DOCBIN
from extract.formats.doccano import DOCCANO
from extract.formats.gold import GOLD
from extract.formats.label_studio import LABEL_STUDIO, LABEL_STUDIO_PREDICTIONS
from extract.formats.losses import Losses
from extract.formats.prodigy import PRODIGY
from extract.formats.standoff import Placed
from extract.formats.streams import STDIO
from extract.schema import Extraction

__all__ = ["FORMATS", "STDIO", "Format", "Losses", "guess", "read"]


class Format(Protocol):
    """Reads and writes labelled articles; `ending` is that of the files that are taken to be in it."""

    @property
    def name(self) -> str: ...

    @property
    def ending(self) -> str | None: ...

    def read(self, path: str, losses: Losses) -> Iterator[Placed]: ...

    def write(self, records: Iterable[Extraction], path: str, losses: Losses) -> None: ...


FORMATS: Final[Mapping[str, Format]] = {
    known.name: known for known in (GOLD, PRODIGY, LABEL_STUDIO, LABEL_STUDIO_PREDICTIONS, DOCCANO, BRAT, DOCBIN)
}


def guess(path: str) -> Format:
    """The format that a path has unless it is told: by its ending, brat for a folder, gold for all else."""
    ending = Path(path).suffix.lower()
    if path != STDIO and (Path(path).is_dir() or not (ending or Path(path).exists())):
        return BRAT
    return next((known for known in FORMATS.values() if known.ending == ending), GOLD)


def read(path: str, source: Format, losses: Losses) -> list[Extraction]:
    """The articles, in order; of several with one id the first. Raises InputError if nothing at all can be read."""
    places: dict[str, str] = {}
    records: list[Extraction] = []
    for place, record in source.read(path, losses):
        if record.id in places:
            losses.add_broken(place, [f"id {record.id!r} is used in {places[record.id]}, too, allowed is once"])
        elif fault := _unwritable(record):
            losses.add_broken(place, [fault])
        else:
            records.append(record)
            places[record.id] = place
    return records


def _unwritable(record: Extraction) -> str | None:
    try:
        record.model_dump_json().encode()
    except (UnicodeEncodeError, ValueError) as error:
        return f"holds what UTF-8 cannot: {error}"
    return None

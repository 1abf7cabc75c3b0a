"""Our own records as JSON lines: gold, and what a run wrote with its texts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from extract.formats.losses import Losses
from extract.formats.standoff import Placed
from extract.formats.streams import Source, StreamFormat, json_lines
from extract.gold import gold_line
from extract.schema import Extraction


def decode(source: Source, losses: Losses) -> Iterator[Placed]:
    """The records of the lines; one that has no text is broken, for every other format needs it."""
    for place, _, record in json_lines(source, Extraction, losses):
        if record.text:
            yield Placed(place, record)
        else:
            losses.add_broken(
                place, ["text is missing or empty, allowed is the article's whole text (run --with-text)"]
            )


def encode(records: Iterable[Extraction], losses: Losses) -> bytes:
    """One line a record; nothing stays behind."""
    del losses
    return "".join(map(gold_line, records)).encode()


GOLD = StreamFormat("gold", decode, encode, ".jsonl")

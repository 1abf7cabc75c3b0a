"""Our own records as JSON lines: gold, and what a run wrote with its texts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from extract.formats.losses import Losses
from extract.formats.standoff import Placed
from extract.formats.streams import Source, StreamFormat, json_lines
from extract.gold import gold_line
from extract.schema import Extraction


def decode(source: Source, losses: Losses) -> Iterator[Placed]:
    """The records of the lines; broken is, besides what breaks the schema, one whose spans are not in its text."""
    for place, _, record in json_lines(source, Extraction, losses):
        faults = list(_faults(record))
        losses.add_broken(place, faults)
        if not faults:
            yield Placed(place, record)


def encode(records: Iterable[Extraction], losses: Losses) -> bytes:
    """One line a record; nothing stays behind."""
    del losses
    return "".join(map(gold_line, records)).encode()


def _faults(record: Extraction) -> Iterator[str]:
    text = record.text
    if not text:
        yield "text is missing or empty, allowed is the article's whole text (run --with-text)"
        return
    triggers = (commitment.trigger for commitment in record.commitments if commitment.trigger is not None)
    for span in (*record.mentions, *record.commitments, *triggers, *record.counts):
        if text[span.start : span.end] != span.text:
            yield f"span {span.text!r:.60} at {span.start}-{span.end}: there stands {text[span.start : span.end]!r:.60}"


GOLD = StreamFormat("gold", decode, encode, ".jsonl")

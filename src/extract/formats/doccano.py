"""doccano's JSON lines for sequence labelling with relations: ``entities`` and ``relations``.

Those of a project without relations, whose spans are triples in ``label``, are read, too.

Offsets are UTF-16 code units, for doccano takes them from JavaScript strings; a project that counts grapheme clusters
counts otherwise and is not read right. An entity has no attributes: labels are flat (``pledge.negated``), and
attributes stand beside, by place and label, with the fields of the article in a key ``extract``, which doccano keeps
as metadata.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from pydantic import AliasChoices, BaseModel, Field

from extract.formats.losses import Losses
from extract.formats.standoff import (
    Placed,
    Relation,
    Span,
    Standoff,
    flat_attributes,
    flat_label,
    from_flat,
    to_records,
    to_standoff,
)
from extract.formats.streams import Source, StreamFormat, json_lines
from extract.formats.utf16 import Utf16
from extract.schema import Extraction


class _Entity(BaseModel):
    id: int
    label: str
    start_offset: int
    end_offset: int


class _Relation(BaseModel):
    from_id: int
    to_id: int
    type: str


class _Attributes(BaseModel):
    start_offset: int
    end_offset: int
    label: str
    attributes: dict[str, Any]


class _Beside(BaseModel):
    fields: dict[str, Any] = {}
    attributes: list[_Attributes] = []


class _Example(BaseModel):
    text: str
    entities: list[_Entity] = []
    label: list[tuple[int, int, str]] = Field([], validation_alias=AliasChoices("label", "labels"))
    relations: list[_Relation] = []
    extract: _Beside = _Beside()


def decode(source: Source, losses: Losses) -> Iterator[Placed]:
    """The examples of the lines."""
    for place, name, example in json_lines(source, _Example, losses):
        fields = {"id": name, **example.extract.fields}
        spans = list(_read_spans(example, place, losses))
        relations = [Relation(link.type, str(link.from_id), str(link.to_id)) for link in example.relations]
        yield from to_records(Standoff(example.text, fields, spans, relations), place, losses)


def encode(records: Iterable[Extraction], losses: Losses) -> bytes:
    """One example a line; the ids of entities are its own, as doccano reads them."""
    examples = (_example(to_standoff(record, losses)) for record in records)
    return "".join(f"{json.dumps(example, ensure_ascii=False)}\n" for example in examples).encode()


def _read_spans(example: _Example, place: str, losses: Losses) -> Iterator[Span]:
    units = Utf16(example.text)
    beside = {(said.start_offset, said.end_offset, said.label): said for said in example.extract.attributes}
    plain = [
        _Entity(id=-i, label=name, start_offset=a, end_offset=b) for i, (a, b, name) in enumerate(example.label, 1)
    ]
    for entity in (*example.entities, *plain):
        said = beside.pop((entity.start_offset, entity.end_offset, entity.label), None)
        start, end = units.to_code_points(entity.start_offset), units.to_code_points(entity.end_offset)
        if start is None or end is None:
            what = f"entity {entity.label!r} at {entity.start_offset}-{entity.end_offset}"
            losses.add_broken(place, [f"{what}: outside the text or inside a character, allowed are UTF-16 code units"])
        else:
            yield from_flat(str(entity.id), start, end, entity.label, said.attributes if said else {})
    losses.add_left("attributes of an entity that is no longer there", len(beside))


def _example(article: Standoff) -> dict[str, Any]:
    units = Utf16(article.text)
    ids = {span.id: index for index, span in enumerate(article.spans, start=1)}
    placed = {
        span.id: {
            "label": flat_label(span),
            "start_offset": units.from_code_points(span.start),
            "end_offset": units.from_code_points(span.end),
        }
        for span in article.spans
    }
    said = ((placed[span.id], flat_attributes(span)) for span in article.spans)
    return {
        "text": article.text,
        "entities": [{"id": ids[span.id], **placed[span.id]} for span in article.spans],
        "relations": [
            {"id": index, "from_id": ids[link.head], "to_id": ids[link.child], "type": link.label}
            for index, link in enumerate(article.relations, start=1)
        ],
        "extract": {
            "fields": article.fields,
            "attributes": [{**place, "attributes": attributes} for place, attributes in said if attributes],
        },
    }


DOCCANO = StreamFormat("doccano", decode, encode)

"""Prodigy's annotation tasks as JSON lines: overlapping ``spans`` on ``tokens``, and ``relations`` between them.

Offsets are code points, as in spaCy. Labels are flat (``pledge.negated``), for Prodigy's interfaces edit labels alone;
attributes are further keys of a span, and the fields of the article a key ``extract``, all of which Prodigy keeps.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from extract.formats.losses import Losses
from extract.formats.standoff import (
    ATTRIBUTES,
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
from extract.schema import Extraction


class _Span(BaseModel):
    model_config = ConfigDict(extra="allow")

    start: int
    end: int
    label: str


class _Relation(BaseModel):
    label: str
    head_span: _Span
    child_span: _Span


class _Task(BaseModel):
    text: str
    answer: Literal["accept", "reject", "ignore"] = "accept"
    spans: list[_Span] = []
    relations: list[_Relation] = []
    extract: dict[str, Any] = {}


def decode(source: Source, losses: Losses) -> Iterator[Placed]:
    """The tasks that were accepted, or not answered yet."""
    for place, name, task in json_lines(source, _Task, losses):
        if task.answer == "accept":
            article = Standoff(task.text, {"id": name, **task.extract}, *_read_spans(task, place, losses))
            yield from to_records(article, place, losses)
        else:
            losses.add_left("task that was rejected or ignored")


def encode(records: Iterable[Extraction], losses: Losses) -> bytes:
    """One task a line, its tokens cut where a span needs it."""
    tasks = (_task(to_standoff(record, losses)) for record in records)
    return "".join(f"{json.dumps(task, ensure_ascii=False)}\n" for task in tasks).encode()


def _read_spans(task: _Task, place: str, losses: Losses) -> tuple[list[Span], list[Relation]]:
    ids: dict[tuple[int, int, str], str] = {}
    spans: list[Span] = []
    for number, span in enumerate(task.spans, start=1):
        more = span.model_extra or {}
        said = {name: more[name] for name in ATTRIBUTES if name in more}
        spans.append(from_flat(f"s{number}", span.start, span.end, span.label, said))
        ids.setdefault(_key(span), f"s{number}")
    relations: list[Relation] = []
    for link in task.relations:
        head, child = ids.get(_key(link.head_span)), ids.get(_key(link.child_span))
        if head is None or child is None:
            losses.add_broken(place, [f"relation {link.label!r} ends at no span, allowed are those of the task"])
        else:
            relations.append(Relation(link.label, head, child))
    return spans, relations


def _key(span: _Span) -> tuple[int, int, str]:
    return span.start, span.end, span.label


def _task(article: Standoff) -> dict[str, Any]:
    from extract.formats.aligned import align

    tokens = align(article.text, article.spans)
    first = {token.start: number for number, token in enumerate(tokens)}
    last = {token.end: number for number, token in enumerate(tokens)}
    placed = {
        span.id: {
            "start": span.start,
            "end": span.end,
            "token_start": first[span.start],
            "token_end": last[span.end],
            "label": flat_label(span),
        }
        for span in article.spans
    }
    return {
        "text": article.text,
        "tokens": [
            {
                "text": article.text[token.start : token.end],
                "start": token.start,
                "end": token.end,
                "id": number,
                "ws": token.space,
            }
            for number, token in enumerate(tokens)
        ],
        "spans": [placed[span.id] | flat_attributes(span) for span in article.spans],
        "relations": _write_relations(article.relations, placed),
        "meta": {"id": article.fields["id"]},
        "extract": article.fields,
    }


def _write_relations(relations: Sequence[Relation], placed: Mapping[str, dict[str, Any]]) -> list[dict[str, Any]]:
    return [
        {
            "head": placed[link.head]["token_end"],
            "child": placed[link.child]["token_end"],
            "label": link.label,
            "head_span": placed[link.head],
            "child_span": placed[link.child],
        }
        for link in relations
    ]


PRODIGY = StreamFormat("prodigy", decode, encode)

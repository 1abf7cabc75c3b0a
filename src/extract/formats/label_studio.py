"""Label Studio's tasks as JSON, for a project set up with ``docs/label-studio.xml``.

Offsets are code points, into which Label Studio's editor turns those of JavaScript; old versions stored the latter,
UTF-16 code units, which the text of a region gives away. A region's label is a span's; its choices, number and text
areas are the attributes; the fields of the article are in the task's data, in a key ``extract``.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from pydantic import BaseModel, Field, ValidationError

from extract.formats.losses import Losses
from extract.formats.standoff import ATTRIBUTES, Placed, Relation, Span, Standoff, to_records, to_standoff
from extract.formats.streams import Source, StreamFormat
from extract.formats.utf16 import Utf16
from extract.gold import describe_invalid
from extract.schema import Extraction

TEXT: Final = "text"  # the tag that shows the article, and the key of the task's data with its text
LABEL: Final = "label"  # the tag with the labels of spans
CONTROLS: Final = {"polarity": "choices", "bound": "choices", "value": "number"}
"""What sort of tag an attribute has, if it is no text area."""
_LISTS: Final = ("rules", "actors")


class _Result(BaseModel):
    type: str
    id: str = ""
    from_name: str = ""
    value: dict[str, Any] = {}
    from_id: str = ""
    to_id: str = ""
    labels: list[str] | None = None


class _Annotation(BaseModel):
    result: list[_Result] = []
    was_cancelled: bool = False
    ground_truth: bool = False


class _Data(BaseModel):
    text: str
    extract: dict[str, Any] = {}


class _Task(BaseModel):
    data: _Data
    annotations: list[_Annotation] = []
    predictions: list[_Annotation] = []


class _Region(BaseModel):
    start: int
    end: int
    labels: list[str] = Field(min_length=1)
    text: str | None = None


def decode(source: Source, losses: Losses) -> Iterator[Placed]:
    """The tasks, each by one annotation: a ground truth before others, the last before earlier ones.

    A task that nobody has annotated goes by its first prediction.
    """
    try:
        tasks = json.loads(source.content)
    except (ValueError, RecursionError) as error:
        losses.add_broken(source.name, [f"no JSON: {error}"])
        return
    for number, content in enumerate(tasks if isinstance(tasks, list) else [tasks], start=1):
        place = f"{source.name}: task {number}"
        try:
            task = _Task.model_validate(content)
        except ValidationError as error:
            losses.add_broken(place, describe_invalid(error))
            continue
        results = _chosen(task, losses).result
        spans = list(_read_spans(results, task.data.text, place, losses))
        fields = {"id": f"{source.stem}:{number}", **task.data.extract}
        yield from to_records(Standoff(task.data.text, fields, spans, _read_relations(results)), place, losses)


def encode_annotations(records: Iterable[Extraction], losses: Losses) -> bytes:
    """Tasks as a person has annotated them."""
    return _encode(records, losses, lambda results: {"annotations": [{"result": results}]})


def encode_predictions(records: Iterable[Extraction], losses: Losses) -> bytes:
    """Tasks with predictions, for a person to start from."""
    return _encode(records, losses, lambda results: {"predictions": [{"model_version": "extract", "result": results}]})


def _chosen(task: _Task, losses: Losses) -> _Annotation:
    done = [annotation for annotation in task.annotations if not annotation.was_cancelled]
    if not done:
        return (task.predictions or [_Annotation()])[0]
    losses.add_left("further annotation of a task", len(done) - 1)
    return max(reversed(done), key=lambda annotation: annotation.ground_truth)


def _read_spans(results: Sequence[_Result], text: str, place: str, losses: Losses) -> Iterator[Span]:
    attributes: dict[str, dict[str, Any]] = {}
    for result in results:
        if result.from_name in ATTRIBUTES:
            attributes.setdefault(result.id, {})[result.from_name] = _read_attribute(result.from_name, result.value)
    for result in results:
        if result.type == "labels":
            try:
                region = _Region.model_validate(result.value)
                start, end = _offsets(region, text)
            except ValidationError as error:
                losses.add_broken(place, [f"region {result.id!r}: {message}" for message in describe_invalid(error)])
            except ValueError as error:
                losses.add_broken(place, [f"region {result.id!r}: {error}"])
            else:
                losses.add_left("second label of a region", len(region.labels) - 1)
                yield Span(result.id, start, end, region.labels[0], attributes.get(result.id, {}))
        elif result.type != "relation" and result.from_name not in ATTRIBUTES:
            losses.add_left(f"result of the tag {result.from_name!r}")


def _read_relations(results: Sequence[_Result]) -> list[Relation]:
    return [
        Relation(label, result.from_id, result.to_id)
        for result in results
        if result.type == "relation"
        for label in result.labels or [""]
    ]


def _read_attribute(name: str, value: Mapping[str, Any]) -> Any:
    control = CONTROLS.get(name, "text")
    found = value.get(control)
    if control == "number":
        return int(found) if isinstance(found, float) and found.is_integer() else found
    if name in _LISTS:
        return [found] if isinstance(found, str) else found
    return found[0] if isinstance(found, list) and found else found


def _offsets(region: _Region, text: str) -> tuple[int, int]:
    """The region in code points; raises ValueError if its text stands there by neither way of counting."""
    start, end = region.start, region.end
    if region.text is None or _same(text[start:end], region.text):
        return start, end
    units = Utf16(text)
    first, last = units.to_code_points(start), units.to_code_points(end)
    if first is not None and last is not None and _same(text[first:last], region.text):
        return first, last
    raise ValueError(f"text is {region.text!r:.60}, at {start}-{end} stands {text[start:end]!r:.60}")


def _same(text: str, shown: str) -> bool:
    r"""Whether the editor shows the text so; it writes line ends as ``\n`` in two letters, or leaves them out."""
    return "".join(text.split()) == "".join(shown.replace("\\n", " ").split())


def _encode(records: Iterable[Extraction], losses: Losses, wrap: Callable[[list[Any]], dict[str, Any]]) -> bytes:
    tasks = [
        {
            "id": number,
            "data": {TEXT: article.text, "extract": article.fields},
            **wrap(list(_results(article))),
        }
        for number, article in enumerate((to_standoff(record, losses) for record in records), start=1)
    ]
    return f"{json.dumps(tasks, ensure_ascii=False, indent=1)}\n".encode()


def _results(article: Standoff) -> Iterator[dict[str, Any]]:
    for span in article.spans:
        place = {"start": span.start, "end": span.end, "text": article.text[span.start : span.end]}
        yield _result(span, LABEL, "labels", {**place, "labels": [span.label]})
        for name, value in span.attributes.items():
            control = CONTROLS.get(name)
            if control is None:
                yield _result(span, name, "textarea", {**place, "text": value if name in _LISTS else [value]})
            else:
                yield _result(span, name, control, {**place, control: value if control == "number" else [value]})
    for link in article.relations:
        yield {
            "type": "relation",
            "from_id": link.head,
            "to_id": link.child,
            "direction": "right",
            "labels": [link.label],
        }


def _result(span: Span, tag: str, control: str, value: dict[str, Any]) -> dict[str, Any]:
    return {"id": span.id, "from_name": tag, "to_name": TEXT, "type": control, "value": value}


LABEL_STUDIO = StreamFormat("label-studio", decode, encode_annotations, ".json")
LABEL_STUDIO_PREDICTIONS = StreamFormat("label-studio-predictions", decode, encode_predictions)

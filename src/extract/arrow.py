"""The Arrow types of the record models: what a column of a table, or of a batch of an engine, may hold.

Needs pyarrow (the extra ``parquet``). A text is a string, a whole number an int64, a day a date32, a tuple a list and
a model a struct; what may be missing is nullable.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

import pyarrow as pa
from pydantic import BaseModel

from extract.schema import Day

_TYPES = {str: pa.string(), int: pa.int64(), bool: pa.bool_()}
_SURROGATE = re.compile("[\ud800-\udfff]")


def arrow_schema(model: type[BaseModel]) -> pa.Schema:
    """The model's fields in their order, nested as they are."""
    hints = get_type_hints(model, include_extras=True)
    return pa.schema([arrow_field(name, hints[name]) for name in model.model_fields])


def arrow_field(name: str, annotation: Any) -> pa.Field:
    """A field for the values that the annotation allows; raises TypeError for one that has no Arrow type."""
    allowed = get_args(annotation) if get_origin(annotation) in (Union, UnionType) else (annotation,)
    (one,) = (kind for kind in allowed if kind is not NoneType)
    return pa.field(name, _arrow_type(one), nullable=NoneType in allowed)


def record_batch(rows: Sequence[Mapping[str, Any]], schema: pa.Schema) -> pa.RecordBatch:
    """The rows, dumps of models, as one batch. Days are given as texts.

    Lone surrogates, which Arrow cannot hold, stand as U+FFFD, one for one, so that offsets stay right. Raises
    OverflowError for a number over 64 bits.
    """
    return pa.record_batch([_column([row[field.name] for row in rows], field.type) for field in schema], schema)


def batch_rows(batch: pa.RecordBatch | pa.Table) -> list[dict[str, Any]]:
    """The rows as dumps of models: `record_batch` undone."""
    spelled = pa.schema([field.with_type(_spelled(field.type)) for field in batch.schema])
    rows: list[dict[str, Any]] = batch.cast(spelled).to_pylist()
    return rows


def _arrow_type(annotation: Any) -> pa.DataType:
    if annotation == Day:
        return pa.date32()
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _arrow_type(arguments[0])
    if origin is Literal:
        return _arrow_type(type(arguments[0]))
    if origin is tuple:
        return pa.list_(_arrow_type(arguments[0]))
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return pa.struct(arrow_schema(annotation))
    if annotation not in _TYPES:
        raise TypeError(f"{annotation!r} has no Arrow type")
    return _TYPES[annotation]


def _spelled(kind: pa.DataType) -> pa.DataType:
    """The type with days as texts, however deep they are."""
    if pa.types.is_date32(kind):
        return pa.string()
    if pa.types.is_list(kind):
        return pa.list_(kind.value_field.with_type(_spelled(kind.value_type)))
    if pa.types.is_struct(kind):
        return pa.struct([field.with_type(_spelled(field.type)) for field in kind])
    return kind


def _column(values: list[Any], kind: pa.DataType) -> pa.Array:
    spelled = _spelled(kind)
    try:
        column = pa.array(values, spelled)
    except UnicodeEncodeError:
        column = pa.array([_without_surrogates(value) for value in values], spelled)
    return column if spelled == kind else column.cast(kind)


def _without_surrogates(value: Any) -> Any:
    if isinstance(value, str):
        return _SURROGATE.sub("\ufffd", value)
    if isinstance(value, Mapping):
        return {name: _without_surrogates(inner) for name, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [_without_surrogates(inner) for inner in value]
    return value

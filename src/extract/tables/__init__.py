"""The flat tables of a run: what each holds follows from the record models, and all join on ``article_id``.

`articles` has a row an article, `errors` a row for each thing that failed, and every list of an Extraction
(`mentions`, `commitments`, `stances`, `counts`) is a table of that name with a row an item. An item is known by its
article and by `ordinal`, its place in the article's list from 0. A model inside an item is laid flat
(`trigger_start`); a list inside one stays a list.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import NoneType, UnionType
from typing import Any, Final, NamedTuple, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel

from extract.schema import ErrorRecord, Extraction, Offset

Row = Mapping[str, Any]
"""The values of a row by its columns, in order; models inside them as plain dicts."""


class Column(NamedTuple):
    """A column: what its values are, and the way to them in the dump of a model."""

    name: str
    annotation: Any
    path: tuple[str, ...]


class Table(NamedTuple):
    """A table: its columns in order."""

    name: str
    columns: tuple[Column, ...]

    def row(self, item: Mapping[str, Any]) -> Row:
        """The row that the dump of a model makes."""
        return {column.name: _value(item, column.path) for column in self.columns}


def rows(record: Extraction | ErrorRecord) -> Iterator[tuple[str, Row]]:
    """Yield the rows that a record has in the tables, each with the name of its table."""
    content = record.model_dump()
    whole = TABLES["errors" if isinstance(record, ErrorRecord) else "articles"]
    yield whole.name, whole.row(content)
    for name in _LISTS:
        for ordinal, item in enumerate(content.get(name, ())):
            yield name, TABLES[name].row({**item, "article_id": record.id, "ordinal": ordinal})


def _value(item: Any, path: tuple[str, ...]) -> Any:
    for name in path:
        item = None if item is None else item[name]
    return item


def _columns(model: type[BaseModel], path: tuple[str, ...] = (), *, optional: bool = False) -> Iterator[Column]:
    """The columns of a model's fields; those of a model inside it have its field's name before their own."""
    for name, annotation in get_type_hints(model, include_extras=True).items():
        if name not in model.model_fields:
            continue
        inner, missing = _without_none(annotation)
        missing = missing or optional
        if _is_model(inner):
            yield from _columns(inner, (*path, name), optional=missing)
        else:
            yield Column("_".join((*path, name)), inner | None if missing else inner, (*path, name))


def _without_none(annotation: Any) -> tuple[Any, bool]:
    """The annotation of what is there, and whether nothing may be."""
    if get_origin(annotation) not in (Union, UnionType):
        return annotation, False
    (inner,) = (kind for kind in get_args(annotation) if kind is not NoneType)
    return inner, True


def _is_model(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)


def _of_documents(name: str, model: type[BaseModel]) -> Table:
    """The table with a row a document: the id, and what is no table of its own."""
    columns = {column.name: column for column in _columns(model) if column.name not in _LISTS}
    return Table(name, (columns.pop("id")._replace(name="article_id"), *columns.values()))


def _of_items(name: str, model: type[BaseModel]) -> Table:
    key = (Column("article_id", str, ("article_id",)), Column("ordinal", Offset, ("ordinal",)))
    return Table(name, (*key, *_columns(model)))


_LISTS: Final = {
    column.name: get_args(column.annotation)[0]
    for column in _columns(Extraction)
    if get_origin(column.annotation) is tuple and _is_model(get_args(column.annotation)[0])
}
TABLES: Final[Mapping[str, Table]] = {
    table.name: table
    for table in (
        _of_documents("articles", Extraction),
        *(_of_items(name, model) for name, model in _LISTS.items()),
        _of_documents("errors", ErrorRecord),
    )
}

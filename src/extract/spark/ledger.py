"""The ledger of a frame of records, by `groupBy`: the steps of `extract.ledger`, each on one article or one group.

What all workers must know of all articles, that is which names mean the same and who stands where, is counted by
Spark, put together by the driver, and broadcast. It takes memory by the number of different names, not of articles.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import Any, Final, TypeVar

import pyarrow as pa
from pydantic import BaseModel
from pyspark import Broadcast
from pyspark.sql import Column, DataFrame, GroupedData
from pyspark.sql import functions as sql
from pyspark.sql.pandas.types import from_arrow_schema

from extract import ledger
from extract.arrow import arrow_schema, batch_rows, record_batch
from extract.engine import from_batches
from extract.ledger import Contradiction, Counted, CountGroup, Kinds, Known, Ledger, NameForm, Names, Row, Stand, Told
from extract.schema import Extraction

_TEXTS: Final = ("label", "key", "norm", "fullest")
_FORMS: Final = pa.schema(
    [*((name, pa.string()) for name in _TEXTS), ("short", pa.list_(pa.string())), ("articles", pa.int64())]
)
_STANDS: Final = pa.schema([(name, pa.string()) for name in ("agreement", "type", "party", "stance", "day")])
_ROWS: Final = 1000  # of a batch

_M = TypeVar("_M", bound=BaseModel)
_T = TypeVar("_T", Told, Counted)
_Rows = Iterable[dict[str, Any]]
_Tell = Callable[[Iterator[Extraction]], _Rows]


@dataclass(frozen=True)
class LedgerFrames:
    """The parts of a Ledger as frames, in no order; `articles` is how many articles it is of."""

    articles: int
    rows: DataFrame
    counts: DataFrame

    def collect(self) -> Ledger:
        """The ledger as one value, in the memory of the driver."""
        return ledger.assemble(self.articles, _values(self.rows, Row), _values(self.counts, CountGroup))


def ledger_frames(records: DataFrame, kinds: Kinds) -> LedgerFrames:
    """The ledger that `extract.ledger.build_ledger` would make of the same records, no two of one id.

    The records are gone through several times, so they should be stored ones, not the plan of an extraction.
    """
    share = records.sparkSession.sparkContext.broadcast
    found = records.where(sql.col("error").isNull())
    names = share(Names(_forms(found)))
    telling = found.where((sql.size("stances") > 0) | (sql.size("counts") > 0))
    known = share(Known(_stands(telling, names)))
    parts = _told(telling, partial(_tell_parts, names=names, known=known), arrow_schema(Told))
    claims = _told(telling, partial(_tell_claims, names=names, known=known, kinds=kinds), arrow_schema(Counted))
    article = sql.col("showings")[0]["article"]
    rows = _grouped(parts.groupBy(*_one(article), "type", "party"), Told, partial(_row, names=names), Row)
    counts = _grouped(claims.groupBy(*_one(sql.col("claim")["article"]), "of"), Counted, ledger.count_group, CountGroup)
    return LedgerFrames(found.count(), rows, counts)


def contradictions(rows: DataFrame) -> DataFrame:
    """Those of the rows of a ledger on which articles differ, as Contradictions."""
    return rows.mapInArrow(_contradictions, from_arrow_schema(arrow_schema(Contradiction)))


def _one(article: Column) -> list[Column]:
    """Of one agreement; those that are not named are one for each article."""
    agreement = sql.col("agreement")
    return [agreement, sql.when(agreement.isNull(), article)]


def _forms(records: DataFrame) -> Counter[NameForm]:
    """In how many articles each form stands."""
    counted = _told(records, _tell_forms, _FORMS).groupBy(*NameForm._fields).agg(sql.sum("articles").alias("articles"))
    forms: Counter[NameForm] = Counter()
    for one in counted.toLocalIterator():
        forms[NameForm(one.label, one.key, one.norm, one.fullest, tuple(one.short))] = one.articles
    return forms


def _tell_forms(records: Iterator[Extraction]) -> _Rows:
    forms = Counter(form for record in records for form in ledger.name_forms(record))
    return ({**form._asdict(), "articles": articles} for form, articles in forms.items())


def _stands(records: DataFrame, names: Broadcast[Names]) -> Iterator[Stand]:
    for one in _told(records, partial(_tell_stands, names=names), _STANDS).distinct().toLocalIterator():
        yield Stand(("AGREEMENT", one.agreement), (one.type, one.party), one.stance, one.day)


def _tell_stands(records: Iterator[Extraction], names: Broadcast[Names]) -> _Rows:
    stands = {stand for record in records for stand in ledger.stands(names.value, record)}
    for (_, agreement), (label, party), stance, day in stands:
        yield {"agreement": agreement, "type": label, "party": party, "stance": stance, "day": day}


def _tell_parts(records: Iterator[Extraction], names: Broadcast[Names], known: Broadcast[Known]) -> _Rows:
    return (part.model_dump() for record in records for part in ledger.told(record, names.value, known.value))


def _tell_claims(
    records: Iterator[Extraction], names: Broadcast[Names], known: Broadcast[Known], kinds: Kinds
) -> _Rows:
    for record in records:
        yield from (one.model_dump() for one in ledger.counted(record, names.value, known.value, kinds))


def _row(parts: Sequence[Told], names: Broadcast[Names]) -> Row:
    return ledger.row(parts, names.value)


def _told(records: DataFrame, tell: _Tell, schema: pa.Schema) -> DataFrame:
    """What `tell` makes of the records of each partition."""
    return records.mapInArrow(partial(_tell, tell=tell, schema=schema), from_arrow_schema(schema))


def _tell(batches: Iterable[pa.RecordBatch], tell: _Tell, schema: pa.Schema) -> Iterator[pa.RecordBatch]:
    told = iter(tell(record for record in from_batches(batches) if isinstance(record, Extraction)))
    while rows := list(islice(told, _ROWS)):
        yield record_batch(rows, schema)


def _grouped(groups: GroupedData, told: type[_T], make: Callable[[list[_T]], _M], model: type[_M]) -> DataFrame:
    """What `make` makes of each group of what was told."""
    schema = arrow_schema(model)

    def row(table: pa.Table) -> pa.Table:  # Spark reads its type hints, and warns where there are none
        made = make([told.model_validate(one) for one in batch_rows(table)])
        return pa.Table.from_batches([record_batch([made.model_dump()], schema)])

    return groups.applyInArrow(row, from_arrow_schema(schema))


def _contradictions(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    for batch in batches:
        found = (ledger.contradiction(Row.model_validate(one)) for one in batch_rows(batch))
        yield record_batch([one.model_dump() for one in found if one is not None], arrow_schema(Contradiction))


def _values(frame: DataFrame, model: type[_M]) -> list[_M]:
    return [model.model_validate(one) for one in batch_rows(frame.toArrow())]

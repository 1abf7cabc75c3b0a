"""Arrow types: records go into a batch and come back as they were, whatever their texts hold."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import extractions

from extract.schema import Article, ErrorRecord, Extraction

pa = pytest.importorskip("pyarrow", reason="the extra parquet")

from extract.arrow import arrow_field, arrow_schema, batch_rows, record_batch  # noqa: E402


@pytest.mark.parametrize("model", [Extraction, ErrorRecord, Article])
def test_arrow_schema_has_the_fields_in_their_order(model: Any) -> None:
    assert arrow_schema(model).names == list(model.model_fields)


def test_arrow_field_is_typed_and_nullable_where_none_is_allowed() -> None:
    schema = arrow_schema(Extraction)
    assert schema.field("id") == pa.field("id", pa.string(), nullable=False)
    assert schema.field("date") == pa.field("date", pa.date32(), nullable=True)
    commitment = schema.field("commitments").type.value_type
    assert commitment.field("actors") == pa.field("actors", pa.list_(pa.string()), nullable=False)
    assert commitment.field("trigger").type.field("start") == pa.field("start", pa.int64(), nullable=False)


def test_arrow_field_of_no_type_is_refused() -> None:
    with pytest.raises(TypeError, match="no Arrow type"):
        arrow_field("x", complex)


@given(st.lists(extractions(), max_size=3))
def test_arrow_records_come_back_as_they_were(records: list[Extraction]) -> None:
    batch = record_batch([record.model_dump() for record in records], arrow_schema(Extraction))
    batch.validate(full=True)
    assert [Extraction.model_validate(row) for row in batch_rows(batch)] == records


def test_arrow_days_within_lists_come_back_as_texts() -> None:
    claims = [{"agreement": "a", "claims": [{"date": "2018-11-12"}, {"date": None}]}]
    schema = pa.schema([("agreement", pa.string()), ("claims", pa.list_(pa.struct([("date", pa.date32())])))])
    assert batch_rows(record_batch(claims, schema)) == claims


def test_arrow_days_are_days() -> None:
    batch = record_batch([Extraction(id="a", date="2018-11-12").model_dump()], arrow_schema(Extraction))
    assert batch["date"].to_pylist() == [date(2018, 11, 12)]


@given(st.text(st.characters(), max_size=50))
def test_arrow_lone_surrogates_are_replaced_one_for_one(text: str) -> None:
    (held,) = record_batch([Article(id="a", text=text).model_dump()], arrow_schema(Article))["text"].to_pylist()
    assert len(held) == len(text)
    assert all(
        new == old or ("\ud800" <= old <= "\udfff" and new == "\ufffd") for new, old in zip(held, text, strict=True)
    )

"""The records' models: what a day is."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from extract.schema import Article, Extraction


@given(st.dates())
def test_schema_any_day_is_kept_as_it_is(day: date) -> None:
    assert Extraction(id="a", date=day.isoformat()).date == day.isoformat()


@pytest.mark.parametrize(
    "text",
    ["", "yesterday", "2018-11", "2018-02-30", "20181112", "2018-W46-1", "2018-11-12T09:00:00Z", "２０１８-11-12"],
)
def test_schema_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(ValidationError, match="allowed is a day as YYYY-MM-DD"):
        Extraction(id="a", date=text)
    with pytest.raises(ValidationError, match="allowed is a day as YYYY-MM-DD"):
        Article(id="a", text="x", date=text)


def test_schema_json_schema_tells_the_form_of_a_day() -> None:
    told = Extraction.model_json_schema()["properties"]["date"]["anyOf"]
    assert {"type": "string", "format": "date"} in told

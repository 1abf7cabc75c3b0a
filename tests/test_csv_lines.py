"""CSV lines: any reader gets every value back, and no spreadsheet a formula."""

from __future__ import annotations

import csv
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.csv_lines import csv_line

TEXTS = st.one_of(
    st.text(st.characters(), max_size=20),
    st.sampled_from(
        ["=1+1", "'=1", "''-1", "\t@x", "\r\n", "\r", "\n", '"', '""', ",", "", "'", "\0", "\ud800", "＝1"]
    ),
)


def encodable(text: str) -> str:
    """A text as UTF-8 can hold it."""
    return "".join("\ufffd" if "\ud800" <= char <= "\udfff" else char for char in text)


def held(text: str) -> str:
    """A text as CSV can hold it."""
    return encodable(text).replace("\0", "\ufffd")


def unescaped(cell: str) -> str:
    """A cell without the apostrophe that keeps it from being a formula."""
    formula = set("=+-@\t\r\n＝＋－＠")
    return cell[1:] if cell.startswith("'") and cell.lstrip("'")[:1] in formula else cell


def parsed(line: str) -> list[str]:
    (row,) = csv.reader(io.StringIO(line.encode().decode(), newline=""), strict=True)
    return row


@given(st.lists(TEXTS, min_size=1, max_size=5))
def test_csv_lines_hold_any_texts(texts: list[str]) -> None:
    assert [unescaped(cell) for cell in parsed(csv_line(texts))] == [held(text) for text in texts]


@given(st.lists(TEXTS, max_size=5))
def test_csv_lines_hold_lists_of_any_texts_as_json(texts: list[str]) -> None:
    assert json.loads(parsed(csv_line([texts]))[0]) == [encodable(text) for text in texts]


@given(st.lists(TEXTS, min_size=1, max_size=5))
def test_csv_lines_hold_no_formula(texts: list[str]) -> None:
    assert all(cell[:1] not in set("=+-@\t\r\n＝＋－＠") or not cell for cell in parsed(csv_line(texts)))


@pytest.mark.parametrize(
    ("values", "line"),
    [
        ([1, None, "", "a"], '1,,"","a"\r\n'),
        (['say "no"', "a, b"], '"say ""no""","a, b"\r\n'),
        (["=A1", "'=A1", "'A1"], '"\'=A1","\'\'=A1","\'A1"\r\n'),
        ([["é", "b"], {"start": 1}], '"[""é"", ""b""]","{""start"": 1}"\r\n'),
        (["a\r\nb\0\ud800"], '"a\r\nb\ufffd\ufffd"\r\n'),
    ],
)
def test_csv_lines_are_as_documented(values: list[object], line: str) -> None:
    assert csv_line(values) == line

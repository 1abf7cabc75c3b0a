"""Parquet: rows as articles by the rules of JSON lines; broken rows, groups and files told, the rest read."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.readers import read_articles
from extract.schema import Article, ErrorRecord

pa = pytest.importorskip("pyarrow", reason="needs the extra parquet")
pq = pytest.importorskip("pyarrow.parquet", reason="needs the extra parquet")


def write(path: Path, columns: dict[str, Any], **options: Any) -> Path:
    pq.write_table(pa.table(columns), path, **options)
    return path


def read(path: Path) -> list[Article | ErrorRecord]:
    return list(read_articles([str(path)]))


def test_readers_parquet_rows_follow_the_rules_of_json_lines(tmp_path: Path) -> None:
    path = write(
        tmp_path / "a.b.parquet",
        {
            "text": ["One 😀\x00", "Two", None, " ", "Five"],
            "id": ["x", None, "z", "w", "x"],
            "source": ["https://tide.example", None, None, None, None],
            "date": ["2018-11-12T09:30:00Z", "yesterday", None, None, None],
            "title": ["passed over"] * 5,
        },
    )
    assert read(path) == [
        Article(id="x", source="https://tide.example", date="2018-11-12", text="One 😀\x00"),
        Article(id="a.b:2", source=str(path), text="Two"),
        ErrorRecord(source=str(path), line=3, error="the record has no text"),
        ErrorRecord(source=str(path), line=4, error="text is empty"),
        ErrorRecord(id="x", source=str(path), line=5, error=f"id 'x' was used before in {path}:1"),
    ]


@pytest.mark.parametrize(
    "kind", [pa.string(), pa.large_string(), pa.string_view(), pa.dictionary(pa.int32(), pa.string())], ids=str
)
def test_readers_parquet_texts_of_all_types(tmp_path: Path, kind: Any) -> None:
    path = write(tmp_path / "a.parquet", {"text": pa.array(["One", "Two"], kind)})
    assert [item.text for item in read(path) if isinstance(item, Article)] == ["One", "Two"]


@pytest.mark.parametrize(
    "days",
    [
        pa.array([date(2018, 11, 12)]),
        pa.array([datetime(2018, 11, 12, 23, 30)], pa.timestamp("ns")),
        pa.array([datetime(2018, 11, 12, 23, 30)], pa.timestamp("s", "UTC")),
    ],
    ids=lambda days: str(days.type),
)
def test_readers_parquet_takes_days_from_times_and_ids_from_numbers(tmp_path: Path, days: Any) -> None:
    path = write(tmp_path / "a.parquet", {"text": ["One"], "date": days, "id": [7]})
    assert read(path) == [Article(id="7", source=str(path), date="2018-11-12", text="One")]


@pytest.mark.parametrize(
    ("columns", "error"),
    [
        ({"body": ["a"], "id": ["1"]}, "no column text, found are 'body', 'id'"),
        ({"text": pa.array([], pa.string())}, "no rows"),
        ({"text": [5]}, "text is a number, not a string"),
        ({"text": [b"One"]}, "text is binary, not a string"),
        ({"text": [{"body": "One"}]}, "text is an object, not a string"),
        ({"text": ["One"], "id": [1.5]}, "id is a number, not a string"),
        ({"text": pa.array([b"\xff"]).view(pa.string())}, "text is not UTF-8"),
    ],
)
def test_readers_parquet_without_articles_is_one_error(tmp_path: Path, columns: dict[str, Any], error: str) -> None:
    assert [item.error for item in read(write(tmp_path / "a.parquet", columns)) if isinstance(item, ErrorRecord)] == [
        error
    ]


def test_readers_parquet_a_broken_group_of_rows_is_one_error(tmp_path: Path) -> None:
    texts = [f"Kenya signed pact {number}." for number in range(60)]
    path = write(
        tmp_path / "a.parquet",
        {"text": texts},
        row_group_size=20,
        use_dictionary=False,
        compression="zstd",
        write_page_checksum=True,
    )
    content = bytearray(path.read_bytes())
    broken = pq.ParquetFile(path).metadata.row_group(1).column(0)
    at = broken.data_page_offset + broken.total_compressed_size - 20
    content[at : at + 8] = bytes(8)
    path.write_bytes(content)
    found = read(path)
    assert [item.text for item in found if isinstance(item, Article)] == texts[:20] + texts[40:]
    (failed,) = (item for item in found if isinstance(item, ErrorRecord))
    assert (failed.line, failed.error[:14]) == (21, "broken Parquet")


def test_readers_parquet_bomb_is_one_error(tmp_path: Path) -> None:
    path = write(
        tmp_path / "a.parquet",
        {"text": ["a" * 30_000_000, "b"]},
        compression="zstd",
        use_dictionary=False,
        row_group_size=1,
    )
    failed, last = read(path)
    assert isinstance(failed, ErrorRecord)
    assert failed.error == "a group of rows unpacks to more than 500 times its size, the limit"
    assert last == Article(id="a:2", source=str(path), text="b")


@given(st.binary(max_size=100), st.integers(0, 1000), st.booleans())
def test_readers_parquet_any_damage_gives_records(
    tmp_path_factory: pytest.TempPathFactory, noise: bytes, at: int, cut: bool
) -> None:
    path = tmp_path_factory.getbasetemp() / "noise.parquet"
    write(path, {"text": ["One", "Two"], "id": ["1", "2"]}, row_group_size=1)
    content = path.read_bytes()
    path.write_bytes(content[:at] + noise + (b"" if cut else content[at + len(noise) :]))
    assert read(path)


def test_readers_parquet_is_read_from_files_only(tmp_path: Path) -> None:
    path = write(tmp_path / "a.parquet", {"text": ["One"]})
    with path.open("rb") as stdin:
        (failed,) = read_articles(["-"], stdin=stdin)
    assert isinstance(failed, ErrorRecord)
    assert failed.error == "Parquet can be read from files only"

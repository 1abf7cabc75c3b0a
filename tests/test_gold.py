"""Reading gold strictly and writing it atomically."""

from __future__ import annotations

import json
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import extractions

from extract.errors import GoldError, OutputError
from extract.gold import load_gold, write_atomically, write_gold
from extract.schema import Extraction

UNREADABLE: dict[str, tuple[bytes, str]] = {
    "byte order mark": (
        b'\xef\xbb\xbf{"id": "a", "text": "x"}\n',
        "1: byte order mark at the start, allowed is UTF-8 without one",
    ),
    "not UTF-8": (b'{"id": "a", "text": "x"}\n{"id": "\xe9"}\n', "2: byte 9 is 0xe9, allowed is UTF-8"),
    "empty file": (b"", "1: the file is empty, allowed is one JSON object a line"),
    "empty line": (b'\n{"id": "a", "text": "x"}\n', "1: empty line, allowed is one JSON object"),
    "broken JSON": (b'{"id": "a" "text": "x"}', "1: broken JSON at column 12: Expecting ',' delimiter"),
    "nested too deep": (b"[" * 100_000, "1: JSON nested too deep, allowed is an article's record"),
    "no object": (b"[1]\n", "1: found list, allowed is one JSON object"),
    "repeated key": (
        b'{"id": "a", "id": "b", "text": "x"}',
        "1: key 'id' is there twice in one object, allowed is once",
    ),
    "not a number": (b'{"id": "a", "text": NaN}', "1: found NaN, allowed are JSON's own values"),
    "missing field": (b'{"text": "x"}', "1: id is missing"),
    "unknown field": (b'{"id": "a", "text": "x", "title": "y"}', "1: title is no field of the schema"),
    "wrong type": (b'{"id": 7, "text": "x"}', "1: id is 7: Input should be a valid string"),
    "no day": (
        b'{"id": "a", "text": "x", "date": "2018-02-30"}',
        "1: date is '2018-02-30': allowed is a day as YYYY-MM-DD",
    ),
    "unknown label": (
        b'{"id": "a", "text": "x", "mentions": [{"start": 0, "end": 1, "text": "x", "label": "GPE"}]}',
        "1: mentions.0.label is 'GPE': Input should be 'ORG', 'COUNTRY', 'PERSON' or 'AGREEMENT'",
    ),
    "empty range": (
        b'{"id": "a", "text": "x", "mentions": [{"start": 1, "end": 1, "text": "", "label": "ORG"}]}',
        "1: mentions.0: end 1 is not after start 1",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("content", "message"), UNREADABLE.values(), ids=UNREADABLE.keys())
def test_gold_load_tells_line(content: bytes, message: str, tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_bytes(content)
    with pytest.raises(GoldError) as caught:
        load_gold(path)
    assert str(caught.value) == f"{path}:{message}"


def test_gold_load_collects_all_problems(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text('{"id":"a","text":"x"}\n{"id":"b"}\n{"id":"a","text":"x"}\n{"text":"x"}')
    with pytest.raises(GoldError) as caught:
        load_gold(path)
    assert str(caught.value).split("\n") == [
        f"{path}:2: text is missing or empty, allowed is the article's whole text",
        f"{path}:3: id 'a' is used on line 1 too, allowed is once",
        f"{path}:4: id is missing",
    ]


def test_gold_load_tells_missing_file(tmp_path: Path) -> None:
    path = tmp_path / "none.jsonl"
    with pytest.raises(GoldError) as caught:
        load_gold(path)
    assert str(caught.value) == f"{path}: cannot be read: No such file or directory"


@settings(max_examples=50)
@given(st.lists(extractions(), min_size=1, max_size=3, unique_by=lambda extraction: extraction.id))
def test_gold_write_then_load_gives_the_same(
    tmp_path_factory: pytest.TempPathFactory, records: list[Extraction]
) -> None:
    path = tmp_path_factory.getbasetemp() / "round-trip.jsonl"
    write_gold(records, path)
    assert load_gold(path) == records


def test_gold_write_leaves_out_what_is_empty(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    commitment = {"start": 0, "end": 4, "text": "vowé", "kind": "pledge", "polarity": "affirmed"}
    write_gold([Extraction.model_validate({"id": "a", "text": "vowé", "commitments": [commitment]})], path)
    expected = {"schema_version": "1.1", "id": "a", "text": "vowé", "commitments": [commitment]}
    assert path.read_bytes() == f"{json.dumps(expected, ensure_ascii=False)}\n".encode()


def test_gold_write_failure_leaves_file_and_no_rest(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_bytes(b"before")
    with pytest.raises(OutputError, match=r"gold\.jsonl: not written: UTF-8 cannot hold '\\ud800'"):
        write_gold([Extraction(id="a", text="\ud800")], path)
    assert [(file.name, file.read_bytes()) for file in tmp_path.iterdir()] == [("gold.jsonl", b"before")]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_gold_write_to_a_pipe_leaves_it_a_pipe(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with ThreadPoolExecutor() as pool:
        read = pool.submit(pipe.read_bytes)
        write_atomically("text\n", pipe)
        assert read.result() == b"text\n"
    assert pipe.is_fifo()


def test_gold_write_tells_missing_folder(tmp_path: Path) -> None:
    path = tmp_path / "none" / "gold.jsonl"
    with pytest.raises(OutputError) as caught:
        write_gold([Extraction(id="a", text="x")], path)
    assert str(caught.value) == f"{path}: not written: No such file or directory"

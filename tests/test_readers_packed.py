"""Packed inputs: what was packed comes back, up to where the data breaks off, and bombs are refused."""

from __future__ import annotations

import gzip
import io
import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.readers import read_articles
from extract.readers.limits import MAX_RATIO
from extract.schema import Article, ErrorRecord

RECORDS = [{"id": str(number), "text": f"Kenya signed pact {number * 7919} 😀 \x00"} for number in range(40)]
LINES = "".join(json.dumps(record) + "\n" for record in RECORDS).encode()
Pack = Callable[[bytes], bytes]


def zstd(data: bytes) -> bytes:
    packer = pytest.importorskip("backports.zstd", reason="needs the extra zst")
    packed: bytes = packer.compress(data, options={packer.CompressionParameter.checksum_flag: True})
    return packed


PACKERS = [pytest.param(gzip.compress, ".gz", id="gzip"), pytest.param(zstd, ".zst", id="zstd")]


def read(path: Path) -> tuple[list[Article], list[str]]:
    """The articles, and what went wrong."""
    items = list(read_articles([str(path)]))
    errors = [item.error for item in items if isinstance(item, ErrorRecord)]
    return [item for item in items if isinstance(item, Article)], errors


@pytest.mark.parametrize(("pack", "ending"), PACKERS)
def test_readers_packed_lines_come_back(tmp_path: Path, pack: Pack, ending: str) -> None:
    path = tmp_path / f"some.news.JSONL{ending}"
    path.write_bytes(pack(LINES[:200]) + pack(LINES[200:] + b'{"text": "z"}'))
    found, errors = read(path)
    assert [(item.id, item.text) for item in found[:-1]] == [(record["id"], record["text"]) for record in RECORDS]
    assert (found[-1].id, errors) == (f"some.news:{len(RECORDS) + 1}", [])


@pytest.mark.parametrize(("pack", "ending"), PACKERS)
def test_readers_packed_text_comes_back(tmp_path: Path, pack: Pack, ending: str) -> None:
    path = tmp_path / f"a.txt{ending}"
    path.write_bytes(pack("\ufeffKenya signed.\r\n".encode()))
    assert read(path) == ([Article(id="a", source=str(path), text="Kenya signed.\r\n")], [])


@pytest.mark.parametrize(("pack", "ending"), PACKERS)
def test_readers_packed_standard_input_is_known_by_its_first_bytes(pack: Pack, ending: str) -> None:
    found = list(read_articles(["-"], stdin=io.BytesIO(pack(LINES))))
    assert [item.id for item in found] == [record["id"] for record in RECORDS], ending


@given(data=st.data())
@pytest.mark.parametrize("pack", [param.values[0] for param in PACKERS])
def test_readers_packed_data_that_breaks_off_keeps_what_stands_before(
    tmp_path_factory: pytest.TempPathFactory, pack: Pack, data: st.DataObject
) -> None:
    records, frames, ends = data.draw(st.integers(1, 5)), b"", [0]
    for record in RECORDS[:records]:
        frames += pack(json.dumps(record).encode() + b"\n")
        ends.append(len(frames))
    cut = data.draw(st.integers(5, len(frames) - 1))
    path = tmp_path_factory.getbasetemp() / "cut.jsonl.gz"
    path.write_bytes(frames[:cut])
    found, errors = read(path)
    whole = sum(end <= cut for end in ends) - 1
    assert [item.id for item in found][:whole] == [record["id"] for record in RECORDS[:whole]]
    assert len(found) <= whole + 1
    if cut not in ends:
        assert "is cut off" in errors[-1] or "broken" in errors[-1]


@given(st.binary(max_size=60), st.integers(0, 200))
@pytest.mark.parametrize(("pack", "ending"), PACKERS)
def test_readers_packed_any_damage_is_told(
    tmp_path_factory: pytest.TempPathFactory, pack: Pack, ending: str, noise: bytes, at: int
) -> None:
    packed = pack(LINES)
    path = tmp_path_factory.getbasetemp() / f"noise.jsonl{ending}"
    path.write_bytes(packed[: at + 5] + noise + packed[at + 5 + len(noise) :])
    found, errors = read(path)
    assert errors or [item.id for item in found] == [record["id"] for record in RECORDS]


@pytest.mark.parametrize(("pack", "ending"), PACKERS)
def test_readers_packed_bomb_is_one_error(tmp_path: Path, pack: Pack, ending: str) -> None:
    path = tmp_path / f"bomb.jsonl{ending}"
    path.write_bytes(pack(b"x" * 40_000_000))
    found, errors = read(path)
    assert not found
    assert [error.partition(" data ")[2] for error in errors] == [
        f"unpacks to more than {MAX_RATIO} times its size, the limit"
    ]


def test_readers_packed_article_over_and_over_is_no_bomb(tmp_path: Path) -> None:
    path = tmp_path / "again.jsonl.gz"
    text = (Path(__file__).parent.parent / "seeds" / "000_83c1f4c6d170744a.txt").read_text(encoding="utf-8")
    path.write_bytes(gzip.compress(b"".join(json.dumps({"text": text}).encode() + b"\n" for _ in range(5000))))
    found, errors = read(path)
    assert (len(found), errors) == (5000, [])


def test_readers_packed_data_is_streamed(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(gzip.compress(LINES) + b"no gzip")
    stream = read_articles([str(path)])
    assert [next(stream).id for _ in RECORDS] == [record["id"] for record in RECORDS]
    assert isinstance(next(stream), ErrorRecord)


def test_readers_a_document_over_the_limit_is_one_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extract.readers.texts.MAX_DOCUMENT", 2_000_000)
    path, text = tmp_path / "a.jsonl", tmp_path / "b.txt"
    long = json.dumps({"text": "a" * 4_000_000}).encode()
    path.write_bytes(b'{"text": "one"}\n' + long + b'\n{"text": "three"}\n' + long)
    text.write_bytes(b"a" * 2_000_001)
    found = list(read_articles([str(path), str(text)]))
    told = [item.text if isinstance(item, Article) else (item.line, item.error) for item in found]
    assert told == [
        "one",
        (2, "the line is over 2 MB, the limit"),
        "three",
        (4, "the line is over 2 MB, the limit"),
        (None, "the text is over 2 MB, the limit"),
    ]


@pytest.mark.parametrize(
    ("module", "name", "content", "extra"),
    [
        ("backports.zstd", "a.txt.zst", b"\x28\xb5\x2f\xfd123", "zst"),
        ("fastwarc", "a.warc", b"WARC/1.0\r\n", "warc"),
        ("pyarrow.parquet", "a.parquet", b"PAR1", "parquet"),
        ("webencodings", "a.html", b"<html>", "html"),
    ],
)
def test_readers_an_extra_that_is_missing_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, module: str, name: str, content: bytes, extra: str
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    (tmp_path / name).write_bytes(content)
    (tmp_path / "b.txt").write_text("Kenya signed.", encoding="utf-8")
    told = f"{module} is not installed: pip install 'commitment-extract[{extra}]'"
    found = list(read_articles([str(tmp_path / name), str(tmp_path / "b.txt")]))
    assert [item.error if isinstance(item, ErrorRecord) else item.id for item in found] == [told, "b"]

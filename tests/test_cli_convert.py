"""`extract convert`: formats by name or by guess, standard streams, and what is lost or broken told."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import pytest
from conftest import Extract

from extract.cli.convert import FormatName
from extract.formats import FORMATS
from extract.gold import load_gold

ROOT = Path(__file__).resolve().parent.parent
GOLD = ROOT / "gold" / "seeds.jsonl"


def test_convert_offers_every_format() -> None:
    assert [name.value for name in FormatName] == list(FORMATS)


@pytest.mark.parametrize("name", FORMATS)
def test_convert_there_and_back_is_the_same_gold(extract: Extract, name: str) -> None:
    there = extract("convert", GOLD, "there", "--to", name)
    assert there == (0, "there: 3 articles\n", "")
    assert extract("convert", "there", "back.jsonl", "--from", name) == (0, "back.jsonl: 3 articles\n", "")
    assert load_gold(Path("back.jsonl")) == load_gold(GOLD)


def test_convert_guesses_formats_by_name(extract: Extract) -> None:
    steps = [str(GOLD), "a.spacy", "b.json", "c", "d.jsonl"]
    for source, target in pairwise(steps):
        assert extract("convert", source, target).code == 0
    assert load_gold(Path("d.jsonl")) == load_gold(GOLD)


def test_convert_standard_streams(extract: Extract) -> None:
    result = extract("convert", "-", "-", "--to", "doccano", stdin=GOLD.read_bytes())
    assert (result.code, result.err) == (0, "-: 3 articles\n")
    assert [json.loads(line)["entities"][0]["id"] for line in result.out.split("\n")[:-1]] == [1, 1, 1]


def test_convert_broken_input_is_told_and_the_rest_converted(extract: Extract) -> None:
    lines = [
        '{"text": "Peru signed.", "spans": [{"start": 0, "end": 4, "label": "COUNTRY"}]}',
        '{"text": "Peru',
        '{"text": "no", "answer": "reject"}',
    ]
    Path("in.jsonl").write_text("\n".join(lines), encoding="utf-8")
    result = extract("convert", "in.jsonl", "out.jsonl", "--from", "prodigy")
    assert (result.code, result.out) == (3, "out.jsonl: 1 article\n")
    assert result.err.splitlines() == [
        "extract: in.jsonl:2: broken JSON at column 10: Unterminated string starting at",
        "extract: left behind: 1 x task that was rejected or ignored",
    ]
    assert [record.id for record in load_gold(Path("out.jsonl"))] == ["in:1"]


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("gone.jsonl", "out.spacy"), 3, "gone.jsonl: no such file or directory"),
        (("gone", "out.jsonl"), 3, "gone: no such file or folder"),
        ((GOLD, "no/out.spacy"), 2, "no/out.spacy: not written: No such file or directory"),
        ((GOLD, "."), 2, ".: the folder is not empty, allowed is a new one"),
        (("-", "out", "--from", "brat"), 3, "-: no such file or folder"),
        ((GOLD, "-", "--to", "brat"), 2, "-: brat's articles are files in a folder, allowed is its name"),
    ],
)
def test_convert_what_cannot_be_done_is_one_line(
    extract: Extract, arguments: tuple[object, ...], code: int, message: str
) -> None:
    Path("mine").touch()
    result = extract("convert", *arguments)
    assert (result.code, result.out, result.err) == (code, "", f"extract: {message}\n")
    assert [path.name for path in Path().iterdir()] == ["mine"]


def test_convert_of_nothing_readable_leaves_the_output_as_it_was(extract: Extract) -> None:
    Path("in.jsonl").write_text("{", encoding="utf-8")
    Path("out.jsonl").write_text("mine", encoding="utf-8")
    result = extract("convert", "in.jsonl", "out.jsonl", "--from", "doccano")
    assert (result.code, result.out) == (3, "")
    assert [line.split(": ")[1] for line in result.err.splitlines()] == ["in.jsonl:1", "in.jsonl"]
    assert result.err.endswith("nothing could be read, so that out.jsonl is not written\n")
    assert Path("out.jsonl").read_text(encoding="utf-8") == "mine"

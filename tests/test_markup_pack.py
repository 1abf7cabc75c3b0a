"""Folders of marked-up articles: unpacked from gold, packed back, compared with their texts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from extract.errors import GoldError, OutputError
from extract.gold import load_gold, write_gold
from extract.markup import pack, unpack
from extract.schema import Extraction


def gold(path: Path, *ids: str) -> Path:
    write_gold([Extraction(id=name, text=f"Text of {name}.\r\n---\n[end]") for name in ids], path)
    return path


def folder_with(folder: Path, files: dict[str, str]) -> Path:
    folder.mkdir()
    for name, content in files.items():
        (folder / name).write_bytes(content.encode())
    return folder


def told_by_pack(folder: Path, against: Path | None = None) -> list[str]:
    with pytest.raises(GoldError) as caught:
        pack(folder, against)
    return str(caught.value).replace(f"{folder}/", "").split("\n")


def test_markup_unpack_then_pack_gives_the_same(tmp_path: Path) -> None:
    path = gold(tmp_path / "gold.jsonl", "b", "a", "é-1.0")
    folder = tmp_path / "new" / "folder"
    assert unpack(path, folder) == [folder / "b.txt", folder / "a.txt", folder / "é-1.0.txt"]
    assert pack(folder, against=path) == sorted(load_gold(path), key=lambda record: record.id)


@pytest.mark.parametrize(
    "name",
    ["../a", "a/b", "a\\b", "..", ".hidden", "a.", "C:a", "a\0", "a\nb", "nul", "CON.x", "a" * 201, "a|b"],
)
def test_markup_unpack_refuses_unsafe_file_name(name: str, tmp_path: Path) -> None:
    path = gold(tmp_path / "gold.jsonl", "fine", name)
    with pytest.raises(GoldError) as caught:
        unpack(path, tmp_path / "folder")
    assert str(caught.value) == (
        f"{path}:2: id {name!r} is unsafe as a file name, allowed are letters, digits and . _ - within"
    )
    assert sorted(tmp_path.iterdir()) == [path]


def test_markup_unpack_refuses_ids_that_differ_in_case_alone(tmp_path: Path) -> None:
    path = gold(tmp_path / "gold.jsonl", "a", "A")
    with pytest.raises(GoldError, match="2: ids 'a' and 'A' differ in case alone"):
        unpack(path, tmp_path / "folder")


def test_markup_unpack_never_overwrites(tmp_path: Path) -> None:
    path = gold(tmp_path / "gold.jsonl", "a", "b")
    folder = folder_with(tmp_path / "folder", {"b.txt": "precious"})
    with pytest.raises(GoldError) as caught:
        unpack(path, folder)
    assert str(caught.value) == f"{folder / 'b.txt'}: file exists, allowed is a folder without it"
    assert [file.name for file in folder.iterdir()] == ["b.txt"]


def test_markup_unpack_tells_folder_that_is_a_file(tmp_path: Path) -> None:
    path = gold(tmp_path / "gold.jsonl", "a")
    with pytest.raises(OutputError) as caught:
        unpack(path, path)
    assert str(caught.value) == f"{path}: cannot be made: File exists"


def test_markup_pack_tells_all_mistakes_of_all_files(tmp_path: Path) -> None:
    files = {
        "a.txt": "---\nid: a\n---\nline\n[Japan]{GPE}\n[\n",
        "b.txt": "---\nid: c\n---\ntext\n",
        "c.txt": '---\nid: c\n---\n[Acme]{ORG norm="a\n\nb"} and\n\\[sic\\] [vowed]{pledge actors="Spain"}\n',
        "d.txt": "---\nid: d\nstances:\n- {party: Spain, type: COUNTRY, stance: signed}\n---\ntext\n",
        "e.txt": "\ufeff---\nid: e\n---\ntext\n",
    }
    assert told_by_pack(folder_with(tmp_path / "folder", files)) == [
        "a.txt:5: label 'GPE', allowed are ORG, COUNTRY, PERSON, AGREEMENT, pledge, endorsement, intent, count",
        "a.txt:6: unclosed [ before '', allowed is [text]{LABEL} or \\[",
        "b.txt:1: id is 'c', allowed is the file's name 'b'",
        "c.txt:7: actor 'Spain' is tagged nowhere in the article, "
        "allowed is a name tagged COUNTRY or ORG or PERSON (commitment 'vowed' at 15-20)",
        "d.txt:1: party 'Spain' is tagged nowhere in the article, allowed is a name tagged COUNTRY",
        "e.txt:1: byte order mark at the start, allowed is UTF-8 without one",
    ]


def test_markup_pack_tells_empty_folder(tmp_path: Path) -> None:
    with pytest.raises(GoldError) as caught:
        pack(tmp_path)
    assert str(caught.value) == f"{tmp_path}: no *.txt file, allowed is a folder with one for each article"


DIFFERENCES: dict[str, tuple[str, str]] = {
    "other letter": (
        "one\ntwo\nsix",
        "5: text differs from {} at line 2, column 2: found 'wo\\nsix', there 'oo\\nsix'",
    ),
    "shorter": ("one\nto", "5: text differs from {} at line 2, column 3: found '', there 'o\\nsix'"),
    "end cut off": ("one\ntoo", "5: text differs from {} at line 2, column 4: found '', there '\\nsix'"),
    "longer": ("one\ntoo\nsix\n", "6: text differs from {} at line 3, column 4: found '\\n', there ''"),
    "line ends": (
        "one\r\ntoo\nsix",
        "4: text differs from {} at line 1, column 4: found '\\r\\ntoo\\nsix', there '\\ntoo\\nsix'",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("body", "message"), DIFFERENCES.values(), ids=DIFFERENCES.keys())
def test_markup_pack_tells_first_difference(body: str, message: str, tmp_path: Path) -> None:
    against = tmp_path / "texts.jsonl"
    against.write_text('{"id": "a", "title": "other fields may stand here", "text": "one\\ntoo\\nsix"}\n')
    folder = folder_with(tmp_path / "folder", {"a.txt": f"---\nid: a\n---\n[{body[:3]}]{{ORG}}{body[3:]}\n"})
    assert told_by_pack(folder, against) == [f"a.txt:{message.format(against)}"]


BAD_TEXTS: list[tuple[Any, str]] = [
    ({"id": "b", "text": "text"}, "a.txt:1: id 'a' is not in {}"),
    ({"id": "a"}, "{}:1: id or text is missing, allowed are both as texts"),
    ({"id": 1, "text": "text"}, "{}:1: id or text is missing, allowed are both as texts"),
    (["a"], "{}:1: found list, allowed is one JSON object"),
]


@pytest.mark.parametrize(("content", "message"), BAD_TEXTS)
def test_markup_pack_tells_bad_texts(content: Any, message: str, tmp_path: Path) -> None:
    against = tmp_path / "texts.jsonl"
    against.write_text(f"{json.dumps(content)}\n")
    folder = folder_with(tmp_path / "folder", {"a.txt": "---\nid: a\n---\ntext\n"})
    assert told_by_pack(folder, against) == [message.format(against)]

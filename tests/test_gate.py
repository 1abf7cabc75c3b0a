"""The gate: floors hold, rise by themselves and sink on demand only."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.errors import GoldError, OutputError
from extract.gate import (
    FileFloors,
    Floors,
    ScoredFile,
    check_gate,
    hash_file,
    problems,
    read_floors,
    update_floors,
    write_floors,
)
from extract.score import Scores

OLD, NEW = "0" * 64, "1" * 64


def floors(**by_name: float) -> Floors:
    return Floors(files={"seeds.jsonl": FileFloors(sha256=OLD, floors=by_name)})


def scored(sha256: str = OLD, name: str = "seeds.jsonl", **figures: float | None) -> ScoredFile:
    return ScoredFile(name, sha256, figures)


CHECKS: dict[str, tuple[Floors, list[ScoredFile], list[str]]] = {
    "above": (floors(ORG=0.9), [scored(ORG=0.95)], []),
    "at the floor": (floors(ORG=0.9), [scored(ORG=0.9)], []),
    "figure without floor": (floors(ORG=0.9), [scored(ORG=0.9, PERSON=0.1)], []),
    "below": (
        floors(ORG=0.9, PERSON=0.8),
        [scored(ORG=0.89996, PERSON=0.5)],
        ["seeds.jsonl: ORG is 0.8999, its floor is 0.9", "seeds.jsonl: PERSON is 0.5, its floor is 0.8"],
    ),
    "undefined": (floors(ORG=0.9), [scored(ORG=None)], ["seeds.jsonl: ORG is -, its floor is 0.9"]),
    "no such figure": (floors(GPE=0.0), [scored(ORG=0.9)], ["seeds.jsonl: GPE is -, its floor is 0.0"]),
    "changed": (
        floors(ORG=0.9),
        [scored(NEW, ORG=0.9)],
        ["seeds.jsonl: changed since its floors were measured; measure them again"],
    ),
    "changed and below": (
        floors(ORG=0.9),
        [scored(NEW, ORG=0.1)],
        [
            "seeds.jsonl: changed since its floors were measured; measure them again",
            "seeds.jsonl: ORG is 0.1, its floor is 0.9",
        ],
    ),
    "not scored": (floors(ORG=0.9), [], ["seeds.jsonl: has floors but was not scored"]),
    "no floors": (Floors(files={}), [scored(ORG=0.9)], ["seeds.jsonl: was scored but has no floors"]),
}


@pytest.mark.parametrize(("known", "files", "told"), CHECKS.values(), ids=CHECKS.keys())
def test_gate_check_tells_what_holds_it_shut(known: Floors, files: list[ScoredFile], told: list[str]) -> None:
    assert problems(check_gate(known, files)) == told


def test_gate_update_raises_floors_rounded_down() -> None:
    updated = update_floors(floors(ORG=0.9, PERSON=0.29), [scored(NEW, ORG=0.95678, PERSON=0.29, AGREEMENT=0.5)])
    assert updated.files["seeds.jsonl"] == FileFloors(sha256=NEW, floors={"ORG": 0.956, "PERSON": 0.29})


def test_gate_update_gives_new_file_all_its_figures() -> None:
    updated = update_floors(floors(ORG=0.9), [scored(NEW, "dev.jsonl", ORG=2 / 3, PERSON=None)])
    assert updated.files == {
        "seeds.jsonl": FileFloors(sha256=OLD, floors={"ORG": 0.9}),
        "dev.jsonl": FileFloors(sha256=NEW, floors={"ORG": 0.666}),
    }


def test_gate_update_refuses_to_lower() -> None:
    known = floors(ORG=0.9, PERSON=0.8, COUNTRY=0.7)
    file = scored(NEW, ORG=0.8999, PERSON=None, COUNTRY=0.7)
    with pytest.raises(GoldError) as caught:
        update_floors(known, [file])
    assert str(caught.value).split("\n") == [
        "seeds.jsonl: ORG is 0.899, which would lower its floor of 0.9",
        "seeds.jsonl: PERSON is -, which would lower its floor of 0.8",
    ]
    lowered = update_floors(known, [file], allow_lower=True)
    assert lowered.files["seeds.jsonl"] == FileFloors(sha256=NEW, floors={"ORG": 0.899, "COUNTRY": 0.7})


figures = st.dictionaries(st.sampled_from(["ORG", "PERSON", "stances"]), st.none() | st.floats(0, 1))


@given(figures, figures)
def test_gate_opens_after_update(before: dict[str, float | None], after: dict[str, float | None]) -> None:
    known = update_floors(Floors(files={}), [ScoredFile("seeds.jsonl", OLD, before)])
    file = ScoredFile("seeds.jsonl", NEW, after)
    updated = update_floors(known, [file], allow_lower=True)
    assert problems(check_gate(updated, [file])) == []
    if not any("floor is" in problem for problem in problems(check_gate(known, [file]))):
        raised = update_floors(known, [file]).files["seeds.jsonl"].floors
        assert all(raised[name] >= floor for name, floor in known.files["seeds.jsonl"].floors.items())


@given(figures)
def test_gate_floors_survive_the_file(tmp_path_factory: pytest.TempPathFactory, given_: dict[str, Any]) -> None:
    path = tmp_path_factory.getbasetemp() / "floors.json"
    known = update_floors(Floors(files={}), [scored(**given_)])
    write_floors(known, path)
    assert read_floors(path) == known


def test_gate_writes_sorted_keys_and_final_newline(tmp_path: Path) -> None:
    path = tmp_path / "floors.json"
    write_floors(update_floors(Floors(files={}), [scored(b=0.5, a=1.0), scored(name="dev.jsonl")]), path)
    assert path.read_text(encoding="utf-8") == (
        '{\n  "files": {\n'
        f'    "dev.jsonl": {{\n      "floors": {{}},\n      "sha256": "{OLD}"\n    }},\n'
        f'    "seeds.jsonl": {{\n      "floors": {{\n        "a": 1.0,\n        "b": 0.5\n      }},\n'
        f'      "sha256": "{OLD}"\n    }}\n  }}\n}}\n'
    )
    with pytest.raises(OutputError):
        write_floors(floors(), tmp_path / "none" / "floors.json")


BROKEN: list[tuple[Any, str]] = [
    ("{", "broken JSON at column 2: Expecting property name enclosed in double quotes"),
    ('{\n"files"', "broken JSON at line 2, column 8: Expecting ':' delimiter"),
    ([], "found list, allowed is one JSON object"),
    ({}, "files is missing"),
    ({"files": {"a": {"sha256": "x", "floors": {}}}}, "files.a.sha256 is 'x': String should match pattern"),
    (
        {"files": {"a": {"sha256": OLD, "floors": {"ORG": 97}}}},
        "files.a.floors.ORG is 97: Input should be less than or equal to 1",
    ),
    (
        {"files": {"a": {"sha256": OLD, "floors": {"ORG": "0.9"}}}, "note": 1},
        "files.a.floors.ORG is '0.9': Input should be a valid number; note is no field of the schema",
    ),
]


@pytest.mark.parametrize(("content", "message"), BROKEN)
def test_gate_read_tells_mistake_in_one_line(content: Any, message: str, tmp_path: Path) -> None:
    path = tmp_path / "floors.json"
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    with pytest.raises(GoldError) as caught:
        read_floors(path)
    assert str(caught.value).startswith(f"{path}: {message}")
    assert "\n" not in str(caught.value)


def test_gate_tells_missing_file(tmp_path: Path) -> None:
    for read in (read_floors, hash_file):
        with pytest.raises(GoldError, match="cannot be read: No such file or directory"):
            read(tmp_path / "none")


def test_gate_hashes_bytes(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_bytes(b"abc")
    assert hash_file(path) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def test_gate_takes_the_figures_of_scores() -> None:
    file = ScoredFile("seeds.jsonl", OLD, Scores().figures())
    assert problems(check_gate(floors(stances=0.0), [file])) == ["seeds.jsonl: stances is -, its floor is 0.0"]

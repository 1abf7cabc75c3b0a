"""The cache of compiled rules: read back as made, never stale, whole or absent, and done without where it must be."""

from __future__ import annotations

import os
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from time import sleep
from typing import Any

import pytest

from extract.cache import FOLDER, cached

MADE = {"text": "Zürich \u2028 \ud800", "numbers": [1, None, True], "empty": {}}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "cache"
    monkeypatch.setenv(FOLDER, str(folder))
    return folder


def refused() -> dict[str, Any]:
    raise AssertionError("made although it is in the cache")


def test_cache_gives_back_what_was_made(folder: Path, tmp_path: Path) -> None:
    source = tmp_path / "a.txt"
    source.write_text("one")
    assert cached([source], lambda: MADE) == MADE
    assert cached([source], refused) == MADE
    assert [path.suffix for path in folder.iterdir()] == [".json"]


def test_cache_changed_source_is_made_anew(folder: Path, tmp_path: Path) -> None:
    source, other = tmp_path / "a.txt", tmp_path / "b.txt"
    source.write_text("one")
    other.write_text("two")
    assert cached([source, other], lambda: {"n": 1}) == {"n": 1}
    assert cached([other, source], lambda: {"n": 2}) == {"n": 2}
    source.write_text("one!")
    assert cached([source, other], lambda: {"n": 3}) == {"n": 3}
    assert len(list(folder.iterdir())) == 3


@pytest.mark.parametrize("damage", [b"", b"{}", b"\xff" * 100])
def test_cache_damaged_file_is_made_anew(folder: Path, damage: bytes) -> None:
    cached([], lambda: MADE)
    (path,) = folder.iterdir()
    path.write_bytes(damage)
    assert cached([], lambda: {"n": 1}) == {"n": 1}
    assert cached([], refused) == {"n": 1}


def test_cache_cut_off_file_is_made_anew(folder: Path) -> None:
    cached([], lambda: MADE)
    (path,) = folder.iterdir()
    path.write_bytes(path.read_bytes()[:-1])
    assert cached([], lambda: {"n": 1}) == {"n": 1}


def test_cache_keeps_what_was_made_or_used_last(folder: Path, tmp_path: Path) -> None:
    source, often = tmp_path / "a.txt", tmp_path / "often.txt"
    source.write_text("")
    often.write_text("")
    for n in range(12):
        assert cached([often], (lambda: MADE) if n == 0 else refused) == MADE
        source.write_text(str(n))
        cached([source], lambda n=n: {"n": n})  # type: ignore[misc]
        for path in folder.iterdir():  # as if this had been a minute ago
            os.utime(path, (path.stat().st_atime, path.stat().st_mtime - 60))
    assert len(list(folder.iterdir())) == 8
    assert cached([source], refused) == {"n": 11}
    assert cached([often], refused) == MADE


def test_cache_can_be_switched_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(FOLDER, "")
    assert cached([], lambda: {"n": 1}) == {"n": 1}
    assert cached([], lambda: {"n": 2}) == {"n": 2}


def test_cache_folder_that_cannot_be_made_is_done_without(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    monkeypatch.setenv(FOLDER, str(blocked / "cache"))
    assert cached([], lambda: {"n": 1}) == {"n": 1}


def _slowly() -> dict[str, Any]:
    sleep(0.5)  # so that each begins before the other has ended
    return MADE


def _fill(_: int) -> dict[str, Any]:
    return cached([], _slowly)


def test_cache_two_processes_may_fill_it_at_once(folder: Path) -> None:
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        assert list(pool.map(_fill, range(2))) == [MADE, MADE]
    assert [path.suffix for path in folder.iterdir()] == [".json"]
    assert cached([], refused) == MADE

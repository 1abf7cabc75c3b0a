"""How far the reading has come: bytes of the files that are read, none of what has no size."""

from __future__ import annotations

import os
from pathlib import Path

from extract.readers import Meter, read_articles


def test_readers_meter_follows_the_files(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"a" * 100)
    (tmp_path / "b.jsonl").write_bytes(b'{"text": "b"}\n' * 50_000)
    (tmp_path / "out.jsonl").write_bytes(b"left out")
    skip = [tmp_path / "out.jsonl"]
    meter = Meter([str(tmp_path)], skip)
    assert (meter.read, meter.total) == (0, 100 + 14 * 50_000)
    seen = [meter.read for _ in read_articles([str(tmp_path)], skip=skip, meter=meter)]
    assert seen == sorted(seen)
    assert 100 <= seen[0] <= 100 + 14
    assert len(set(seen)) > 3
    assert meter.read == meter.total


def test_readers_meter_knows_no_total_of_standard_input(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"a" * 100)
    assert Meter([str(tmp_path), "-"]).total is None
    assert Meter(["missing.txt"]).total == 0


def test_readers_meter_passes_over_what_has_no_place(tmp_path: Path) -> None:
    reading, writing = os.pipe()
    os.write(writing, b"text")
    os.close(writing)
    (tmp_path / "pipe.txt").symlink_to(f"/dev/fd/{reading}")
    meter = Meter()
    assert [item.id for item in read_articles([str(tmp_path / "pipe.txt")], meter=meter)] == ["pipe"]
    assert meter.read == 0
    os.close(reading)

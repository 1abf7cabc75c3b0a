"""The journal of a run: whatever a cut leaves of its files, they go on from what is whole, to the same bytes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.errors import ResumeError
from extract.journal import Journal, Kept, digest

RECORDS = (
    Kept(0, b'{"id": "a"}\n', (1, 2, 3)),
    Kept(1, b'{"error": "b"}\n', (0, 0, 0)),
    Kept(0, "{'é': '\u2028'}\n".encode(), ()),
    Kept(0, b'{"id": "d"}\n', (1, 2, 3)),
)
ITEMS = tuple(digest(b"%d" % number) for number in range(len(RECORDS)))


@pytest.fixture(scope="module", autouse=True)
def _quick_disk() -> Iterator[None]:
    """What is forced to the disk and what is not reads the same; some thousand times it takes long."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("os.fsync", lambda _: None)
        yield


def journal(folder: Path, *, made_by: str = "0f", resume: bool = True) -> Journal:
    return Journal((folder / "out.jsonl", folder / "out.errors.jsonl"), made_by, resume=resume)


def go_on(folder: Path, items: Sequence[bytes] = ITEMS) -> int:
    """A run with --resume to its end; how many records were kept."""
    writer = journal(folder)
    kept = 0
    while kept < len(items) and (again := writer.again(items[kept])) is not None:
        assert again == RECORDS[kept]
        kept += 1
    for item, record in list(zip(items, RECORDS, strict=False))[kept:]:
        writer.write(item, record)
    writer.commit()
    return kept


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.fixture(scope="module")
def cut_short(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What a run leaves that ends after its last record."""
    folder = tmp_path_factory.mktemp("cut")
    writer = journal(folder)
    for item, record in zip(ITEMS, RECORDS, strict=True):
        writer.write(item, record)
    writer.discard()
    return contents(folder)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What an unbroken run leaves."""
    folder = tmp_path_factory.mktemp("whole")
    assert go_on(folder) == 0
    return contents(folder)


def put(folder: Path, files: dict[str, bytes]) -> None:
    folder.mkdir(exist_ok=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)


def test_journal_of_an_unbroken_run_leaves_the_records_alone(whole: dict[str, bytes]) -> None:
    assert whole == {
        "out.jsonl": b"".join(record.content for record in RECORDS if record.file == 0),
        "out.errors.jsonl": RECORDS[1].content,
    }


def test_journal_goes_on_from_a_cut_at_any_byte_of_any_file(
    tmp_path: Path, cut_short: dict[str, bytes], whole: dict[str, bytes]
) -> None:
    kept = set()
    for name, content in cut_short.items():
        for at, filler in product(range(len(content)), (b"", b"\0" * 9)):
            put(tmp_path, cut_short | {name: content[:at] + filler[: len(content) - at]})
            kept.add(go_on(tmp_path))
            assert contents(tmp_path) == whole, (name, at, filler)
    assert kept == {0, 1, 2, 3}


@given(data=st.data())
def test_journal_goes_on_from_any_loss_in_all_files_at_once(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory, cut_short: dict[str, bytes], whole: dict[str, bytes]
) -> None:
    folder = tmp_path_factory.mktemp("loss")
    lost = {}
    for name, content in cut_short.items():
        start = data.draw(st.integers(0, len(content)))
        end = data.draw(st.integers(start, len(content)))
        lost[name] = content[:start] + data.draw(st.sampled_from([b"", b"\0" * (end - start)])) + content[end:]
    put(folder, lost)
    go_on(folder)
    assert contents(folder) == whole


def test_journal_goes_on_after_many_cuts(tmp_path: Path, whole: dict[str, bytes]) -> None:
    for done, (item, record) in enumerate(zip(ITEMS, RECORDS, strict=True)):
        writer = journal(tmp_path)
        assert [writer.again(before) for before in ITEMS[:done]] == list(RECORDS[:done])
        writer.write(item, record)
        writer.discard()
    assert go_on(tmp_path) == len(RECORDS)
    assert contents(tmp_path) == whole


def test_journal_notices_changed_inputs(tmp_path: Path, cut_short: dict[str, bytes]) -> None:
    put(tmp_path, cut_short)
    writer = journal(tmp_path)
    assert writer.again(ITEMS[0]) == RECORDS[0]
    assert not writer.changed
    assert writer.again(digest(b"changed")) is None
    assert writer.changed
    assert writer.again(ITEMS[1]) is None
    writer.write(digest(b"changed"), RECORDS[3])
    writer.commit()
    assert contents(tmp_path) == {"out.jsonl": RECORDS[0].content + RECORDS[3].content}


def test_journal_of_an_input_that_became_shorter(tmp_path: Path, cut_short: dict[str, bytes]) -> None:
    put(tmp_path, cut_short)
    assert go_on(tmp_path, ITEMS[:1]) == 1
    assert contents(tmp_path) == {"out.jsonl": RECORDS[0].content}


def test_journal_of_other_rules_is_refused_and_left(tmp_path: Path, cut_short: dict[str, bytes]) -> None:
    put(tmp_path, cut_short)
    with pytest.raises(ResumeError, match="other rules"):
        journal(tmp_path, made_by="0e")
    assert contents(tmp_path) == cut_short


def test_journal_without_resume_starts_anew_and_cleans_up(tmp_path: Path, cut_short: dict[str, bytes]) -> None:
    put(tmp_path, cut_short)
    writer = journal(tmp_path, resume=False)
    assert writer.again(ITEMS[0]) is None
    writer.write(ITEMS[0], RECORDS[0])
    writer.discard()
    assert contents(tmp_path) == {}


def test_journal_refuses_a_second_run(tmp_path: Path) -> None:
    pytest.importorskip("fcntl", reason="needs POSIX locks")
    writer = journal(tmp_path)
    writer.write(ITEMS[0], RECORDS[0])
    with pytest.raises(BlockingIOError, match="another run"):
        journal(tmp_path, resume=False)
    writer.commit()
    assert contents(tmp_path) == {"out.jsonl": RECORDS[0].content}

"""Writing: what a line holds, and that a run leaves all of its output or none."""

from __future__ import annotations

import json
import os
import signal
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.errors import OutputError
from extract.schema import Article, Commitment, ErrorRecord, Extraction, Mention
from extract.writers import JsonlWriter, Line, json_line

EXTRACTION = Extraction(
    id="a",
    text="Japan signed the pledge",
    mentions=(Mention(start=0, end=5, text="Japan", label="COUNTRY"),),
    commitments=(
        Commitment(
            start=6,
            end=23,
            text="signed the pledge",
            kind="endorsement",
            polarity="affirmed",
            actors=("Japan",),
        ),
    ),
)
NOBODY = 65534
ERROR = ErrorRecord(id="b", source="b.txt", error="empty file")


ARTICLE = Article(id="a", text="Japan signed the pledge")


def add(writer: JsonlWriter, *records: Extraction | ErrorRecord) -> None:
    for record in records:
        writer.write(ARTICLE, Line.of(record))


def files(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir()}


def test_writers_line_has_all_keys_in_order_but_the_text() -> None:
    line = json_line(EXTRACTION).decode()
    assert line == (
        '{"schema_version": "1.1", "id": "a", "source": null, "date": null, "text_sha256": null, "mentions": ['
        '{"start": 0, "end": 5, "text": "Japan", "label": "COUNTRY", "norm": null, "rule": null}], '
        '"commitments": [{"start": 6, "end": 23, "text": "signed the pledge", "trigger": null, '
        '"kind": "endorsement", "polarity": "affirmed", "actors": ["Japan"], "agreement": null, '
        '"rules": []}], "stances": [], "counts": []}\n'
    )
    with_text = json.loads(json_line(EXTRACTION, with_text=True))
    assert list(with_text) == [name for name in Extraction.model_fields if name != "language"]
    assert with_text["text"] == EXTRACTION.text


def test_writers_line_loads_as_the_same_record() -> None:
    assert Extraction.model_validate_json(json_line(EXTRACTION, with_text=True)) == EXTRACTION
    assert ErrorRecord.model_validate_json(json_line(ERROR)) == ERROR


@given(st.text(st.characters(), max_size=50))
def test_writers_any_text_is_valid_utf8_and_comes_back(text: str) -> None:
    parsed = json.loads(json.dumps(text))  # a high and a low surrogate side by side are one character to JSON
    line = json_line(Extraction(id="a", text=parsed), with_text=True)
    assert line.count(b"\n") == 1
    assert json.loads(line.decode("utf-8"))["text"] == parsed


def test_writers_lone_surrogates_are_escaped_and_the_rest_is_not() -> None:
    line = json_line(Extraction(id="a", text="é\ud800\x00\u2028"), with_text=True)
    assert '"text": "é\\ud800\\u0000\u2028"' in line.decode("utf-8")


def test_writers_output_and_errors_appear_at_the_end_only(tmp_path: Path) -> None:
    with JsonlWriter(str(tmp_path / "out.jsonl")) as writer:
        add(writer, EXTRACTION, ERROR)
        assert not {"out.jsonl", "out.errors.jsonl"} & files(tmp_path).keys()
    assert files(tmp_path) == {
        "out.jsonl": json_line(EXTRACTION).decode(),
        "out.errors.jsonl": json_line(ERROR).decode(),
    }


def test_writers_errors_of_an_earlier_run_are_removed(tmp_path: Path) -> None:
    (tmp_path / "out.errors.jsonl").write_text("old", encoding="utf-8")
    with JsonlWriter(str(tmp_path / "out.jsonl")):
        assert files(tmp_path)["out.errors.jsonl"] == "old"
    assert files(tmp_path) == {"out.jsonl": ""}


@pytest.mark.parametrize("error", [ValueError(), KeyboardInterrupt()])
def test_writers_after_an_exception_older_files_stand(tmp_path: Path, error: BaseException) -> None:
    older = {"out.jsonl": "old\n", "out.errors.jsonl": "old error\n"}
    for name, content in older.items():
        (tmp_path / name).write_text(content, encoding="utf-8")
    with pytest.raises(type(error)), JsonlWriter(str(tmp_path / "out.jsonl")) as writer:  # noqa: PT012
        add(writer, EXTRACTION, ERROR)
        raise error
    assert files(tmp_path) == older


KILLED = """
import sys, time
from extract.schema import Article, ErrorRecord, Extraction
from extract.writers import JsonlWriter, Line
item = Article(id="a", text="a")
with JsonlWriter(sys.argv[1]) as writer:
    for number in range(10_000):
        writer.write(item, Line.of(Extraction(id=str(number))))
    writer.write(item, Line.of(ErrorRecord(error="x" * 100_000)))
    print("written", flush=True)
    time.sleep(60)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="needs SIGKILL")
def test_writers_a_killed_run_leaves_the_older_files_untouched(tmp_path: Path) -> None:
    older = {"out.jsonl": "old\n", "out.errors.jsonl": "old error\n"}
    for name, content in older.items():
        (tmp_path / name).write_text(content, encoding="utf-8")
    with subprocess.Popen(
        [sys.executable, "-c", KILLED, str(tmp_path / "out.jsonl")], stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()
        process.send_signal(signal.SIGKILL)
    found = files(tmp_path)
    assert {name: found.pop(name) for name in older} == older
    assert len(found) == 3
    assert all(name.startswith(".") and len(content) > 100_000 for name, content in found.items())
    with JsonlWriter(str(tmp_path / "out.jsonl")) as writer:
        add(writer, EXTRACTION)
    assert files(tmp_path)["out.jsonl"] == json_line(EXTRACTION).decode()


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("missing/out.jsonl", "no such file or directory"),
        ("folder", "is a folder"),
        ("file/out.jsonl", "not a directory"),
        ("x" * 300, "file name too long"),
        ("taken.jsonl", "taken.errors.jsonl is a folder"),
        ("circle", "too many levels of symbolic links"),
        ("link to folder", "is a folder"),
        ("out.parquet", "a run is JSON lines; extract tables makes Parquet or CSV of it"),
        ("out.CSV", "a run is JSON lines; extract tables makes Parquet or CSV of it"),
    ],
)
def test_writers_unwritable_output_is_told_before_any_work(tmp_path: Path, path: str, message: str) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "taken.errors.jsonl").mkdir()
    (tmp_path / "file").touch()
    (tmp_path / "circle").symlink_to("circle")
    (tmp_path / "link to folder").symlink_to("folder")
    before = sorted(tmp_path.iterdir())
    output = str(tmp_path / path)
    with pytest.raises(OutputError) as caught, JsonlWriter(output):
        pytest.fail("the writer opened")
    assert str(caught.value) == f"cannot write {output}: {message}"
    assert sorted(tmp_path.iterdir()) == before


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_writers_a_full_disk_is_one_line() -> None:
    with pytest.raises(OutputError, match=r"^cannot write /dev/full: no space left on device$"):  # noqa: SIM117
        with JsonlWriter("/dev/full") as writer:
            add(writer, EXTRACTION)
    assert stat.S_ISCHR(Path("/dev/full").stat().st_mode)


def test_writers_a_device_is_written_in_place(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with subprocess.Popen(["cat", str(pipe)], stdout=subprocess.PIPE) as process:
        with JsonlWriter(str(pipe)) as writer:
            add(writer, EXTRACTION, ERROR)
        assert process.communicate()[0] == json_line(EXTRACTION)
    assert [path.name for path in tmp_path.iterdir()] == ["pipe"]


@pytest.mark.parametrize("older", [None, "old\n"])
def test_writers_a_link_is_written_through(tmp_path: Path, older: str | None) -> None:
    (tmp_path / "real").mkdir()
    if older:
        (tmp_path / "real" / "out.jsonl").write_text(older, encoding="utf-8")
    link = tmp_path / "link.jsonl"
    link.symlink_to(tmp_path / "real" / "out.jsonl")
    with JsonlWriter(str(link)) as writer:
        add(writer, EXTRACTION)
    assert link.is_symlink()
    assert files(tmp_path / "real") == {"out.jsonl": json_line(EXTRACTION).decode()}


def test_writers_the_null_device_stays_even_behind_a_link(tmp_path: Path) -> None:
    link = tmp_path / "null.jsonl"
    link.symlink_to(os.devnull)
    for path in (os.devnull, str(link)):
        with JsonlWriter(path) as writer:
            add(writer, EXTRACTION)
            add(writer, ERROR)
            assert writer.paths == ()
    assert stat.S_ISCHR(Path(os.devnull).stat().st_mode)
    assert link.is_symlink()
    assert [path.name for path in tmp_path.iterdir()] == ["null.jsonl"]


@pytest.fixture
def read_only() -> Iterator[Path]:
    """A folder that the process may read but not write, even where root runs the tests."""
    with tempfile.TemporaryDirectory() as outside:  # pytest's own folder is closed to other users
        folder = Path(outside) / "folder"
        folder.mkdir()
        (folder / "out.jsonl").write_text("old\n", encoding="utf-8")
        Path(outside).chmod(0o755)
        folder.chmod(0o555)
        user = os.geteuid()
        if user == 0:
            os.seteuid(NOBODY)
        try:
            yield folder
        finally:
            os.seteuid(user)
            folder.chmod(0o755)


@pytest.mark.parametrize("name", ["new.jsonl", "out.jsonl"])
def test_writers_a_read_only_folder_is_told(read_only: Path, name: str) -> None:
    with pytest.raises(OutputError, match=r"jsonl: permission denied$"), JsonlWriter(str(read_only / name)):
        pytest.fail("the writer opened")
    assert files(read_only) == {"out.jsonl": "old\n"}


STDOUT = """
import sys
from extract.schema import Article, ErrorRecord, Extraction
from extract.writers import JsonlWriter, Line
article = Article(id="a", text="")
print("before", flush=True)
with JsonlWriter(sys.argv[1]) as writer:
    writer.write(article, Line.of(Extraction(id="a")))
    writer.write(article, Line.of(ErrorRecord(error="none")))
print("after")
"""


@pytest.mark.skipif(not Path("/dev/stdout").exists(), reason="needs /dev/stdout")
@pytest.mark.parametrize("name", ["-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"])
def test_writers_standard_output_by_any_name_is_no_file_to_replace(tmp_path: Path, name: str) -> None:
    expected = "before\n" + json_line(Extraction(id="a")).decode() + "after\n"
    command = [sys.executable, "-c", STDOUT, name]
    assert subprocess.run(command, capture_output=True, check=True).stdout.decode() == expected
    with (tmp_path / "out").open("ab") as out:
        out.write(b"older\n")
        out.flush()
        subprocess.run(command, stdout=out, check=True)
    assert files(tmp_path) == {"out": "older\n" + expected}


def test_writers_standard_output(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    with JsonlWriter("-") as writer:
        add(writer, EXTRACTION, ERROR)
    assert capfdbinary.readouterr().out == json_line(EXTRACTION)


def test_writers_new_files_have_the_usual_mode(tmp_path: Path) -> None:
    (tmp_path / "usual").touch()
    with JsonlWriter(str(tmp_path / "out.jsonl")):
        pass
    assert (tmp_path / "out.jsonl").stat().st_mode == (tmp_path / "usual").stat().st_mode

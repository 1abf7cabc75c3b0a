"""The command with workers and with what a cut has left: real processes, real signals, the same bytes."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from shutil import rmtree

import pytest
from conftest import Extract

ROOT = Path(__file__).resolve().parent.parent
GOLD = ROOT / "gold" / "articles.jsonl"
EXTRACT = (sys.executable, "-m", "extract", "run")
BAD = b'{"id": "none"}\n'

posix = pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX signals")


@pytest.fixture(scope="module")
def articles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Articles with bad lines between them."""
    path = tmp_path_factory.mktemp("articles") / "articles.jsonl"
    lines = GOLD.read_bytes().splitlines(keepends=True)[:24]
    path.write_bytes(b"".join([*lines[:5], BAD, *lines[5:20], BAD, *lines[20:]]))
    return path


@pytest.fixture(scope="module")
def whole(articles: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What one process writes that nothing disturbs."""
    folder = tmp_path_factory.mktemp("whole")
    assert started(articles, folder).wait() == 3
    return contents(folder)


def started(source: Path | str, folder: Path, *options: str, **streams: int) -> subprocess.Popen[bytes]:
    streams = {"stderr": subprocess.DEVNULL} | streams
    command = [*EXTRACT, str(source), "-q", "-o", str(folder / "out.jsonl"), *options]
    return subprocess.Popen(command, start_new_session=True, **streams)  # type: ignore[call-overload, no-any-return]


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def processes(session: int) -> list[int]:
    """The processes of a session that still run."""
    listed = subprocess.run(["ps", "-e", "-o", "pid=,sess=,stat="], capture_output=True, text=True, check=True).stdout
    rows = [line.split() for line in listed.splitlines()]
    return [int(pid) for pid, of, state in rows if int(of) == session and state[0] != "Z"]


def wait_for(condition: object, seconds: float = 300) -> None:
    assert callable(condition)
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.02)


@pytest.mark.parametrize("options", [("--jobs", "2"), ("--jobs", "3"), ("--deadline", "100")])
def test_cli_jobs_write_the_same_bytes(
    extract: Extract, articles: Path, whole: dict[str, bytes], tmp_path: Path, options: tuple[str, ...]
) -> None:
    result = extract("run", articles, "-q", "-o", "out.jsonl", *options)
    assert (result.code, result.out) == (3, "")
    assert result.err.count("the record has no text") == 2
    assert contents(tmp_path) == whole


def test_cli_jobs_show_the_same_report(extract: Extract, articles: Path) -> None:
    shown = [extract("run", articles, "-o", "out.jsonl", "--show", "3", "--jobs", jobs) for jobs in (1, 2)]
    assert shown[0] == shown[1]
    assert "... and 21 more" in shown[0].out


def test_cli_jobs_tell_broken_rules_in_one_line(extract: Extract, articles: Path, tmp_path: Path) -> None:
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "triggers.yaml").write_text("- {id: a}", encoding="utf-8")
    told = [extract("run", articles, "-o", "out.jsonl", "--rules", "rules", "--jobs", jobs) for jobs in (1, 2)]
    assert told[0] == told[1]
    assert told[0].code == 2
    assert told[0].err.startswith("extract: rules/triggers.yaml:1: ")
    assert [path.name for path in tmp_path.iterdir()] == ["rules"]


@posix
@pytest.mark.parametrize(
    ("number", "code", "to_all", "at_work"),
    [
        (signal.SIGINT, 130, False, False),
        (signal.SIGINT, 130, True, True),
        (signal.SIGTERM, 143, False, True),
        (signal.SIGTERM, 143, True, False),
        (signal.SIGKILL, -9, False, True),
    ],
)
def test_cli_jobs_end_with_the_run(tmp_path: Path, number: int, code: int, to_all: bool, at_work: bool) -> None:
    """`to_all`: as Ctrl-C does, the signal goes to the workers, too; not `at_work`: they are still starting."""
    pipe = tmp_path / "in.jsonl"
    pipe.write_text("".join(json.dumps({"id": str(n), "text": "Japan signed. " * 5000}) + "\n" for n in range(400)))
    (tmp_path / "out").mkdir()
    run = started(pipe, tmp_path / "out", "--jobs", "2", stderr=subprocess.PIPE)
    wait_for(lambda: len(processes(run.pid)) >= 4)  # with the tracker that multiprocessing starts
    part = tmp_path / "out" / ".out.jsonl.part"
    wait_for(lambda: not at_work or part.stat().st_size > 0)
    if to_all:
        os.killpg(run.pid, number)
    else:
        run.send_signal(number)
    assert run.communicate(timeout=300)[1] == b""
    assert run.returncode == code
    wait_for(lambda: processes(run.pid) == [])
    if number != signal.SIGKILL:
        assert contents(tmp_path / "out") == {}


@posix
@pytest.mark.parametrize(
    ("number", "jobs"), [(signal.SIGKILL, "1"), (signal.SIGKILL, "2"), (signal.SIGTERM, "1"), (signal.SIGINT, "2")]
)
def test_cli_resume_goes_on_to_the_same_bytes(
    articles: Path, whole: dict[str, bytes], tmp_path: Path, number: int, jobs: str
) -> None:
    journal = tmp_path / ".out.jsonl.journal.part"
    lines = articles.read_bytes().splitlines(keepends=True)
    cut = started("-", tmp_path, "--resume", stdin=subprocess.PIPE)
    assert cut.stdin is not None
    cut.stdin.write(b"".join(lines[:9]))
    cut.stdin.flush()
    wait_for(lambda: journal.exists() and journal.read_bytes().count(b"\n") == 10)
    cut.send_signal(number)
    cut.communicate()
    before = contents(tmp_path)
    assert set(before) == {".out.jsonl.part", ".out.errors.jsonl.part", ".out.jsonl.journal.part"}
    feed = subprocess.run(
        [*EXTRACT, "-", "-o", str(tmp_path / "out.jsonl"), "--resume", "--jobs", jobs, "--show", "0"],
        input=articles.read_bytes(),
        capture_output=True,
        check=False,
    )
    assert feed.returncode == 3
    assert b"extract: records done before: 9; the rest is done now\n" in feed.stderr
    assert feed.stderr.count(b"the record has no text") == 2
    assert b"24 articles, " in feed.stdout
    assert contents(tmp_path) == {
        name: content.replace(str(articles).encode(), b"stdin") for name, content in whole.items()
    }


def test_cli_resume_of_what_other_options_made_is_refused(extract: Extract, articles: Path, tmp_path: Path) -> None:
    left = {".out.jsonl.journal.part": b"extract journal 1 %s\n" % (b"0" * 32)}
    for name, content in left.items():
        (tmp_path / name).write_bytes(content)
    result = extract("run", articles, "-o", "out.jsonl", "--resume")
    told = "extract: the unfinished run had other rules, options or versions: run anew, without --resume\n"
    assert result == (2, "", told)
    assert left.items() <= contents(tmp_path).items()


def test_cli_resume_needs_a_file(extract: Extract, articles: Path) -> None:
    result = extract("run", articles, "-o", "-", "--resume")
    assert result == (2, "", "extract: cannot resume -: allowed is a regular file\n")


@posix
def test_cli_jobs_and_resume_of_web_pages_end_with_the_same_bytes(extract: Extract, tmp_path: Path) -> None:
    pytest.importorskip("trafilatura", reason="the extra html")
    pytest.importorskip("py3langid", reason="the extra lang")
    (tmp_path / "pages").mkdir()
    french = "Le Japon et la France ont signé hier à Paris un accord sur la protection des forêts et des océans."
    for number, line in enumerate(GOLD.read_text(encoding="utf-8").splitlines()[:12]):
        text = french if number == 3 else json.loads(line)["text"] * 20
        page = f"<html><title>News {number}</title><body><article><p>{text}</p></article></body></html>"
        (tmp_path / "pages" / f"{number:02}.html").write_text(
            page if number != 5 else "<html></html>", encoding="utf-8"
        )
    written = []
    for options in ((), ("--jobs", "2")):
        (tmp_path / "out").mkdir()
        result = extract("run", "pages", "-o", "out/out.jsonl", "--check-language", *options)
        assert result.code == 3
        assert "pages/05.html: no article in the page" in result.err
        assert "1 not in English" in result.out
        written.append(contents(tmp_path / "out"))
        rmtree(tmp_path / "out")
    (tmp_path / "out").mkdir()
    run = started("pages", tmp_path / "out", "--check-language", "--resume", "--jobs", "2")
    wait_for(lambda: (tmp_path / "out" / ".out.jsonl.part").exists())
    wait_for(lambda: run.poll() is not None or (tmp_path / "out" / ".out.jsonl.part").stat().st_size > 0)
    os.killpg(run.pid, signal.SIGKILL)
    run.wait()
    result = extract("run", "pages", "-o", "out/out.jsonl", "--check-language", "--resume")
    assert "1 not in English" in result.out
    assert written == [contents(tmp_path / "out")] * 2

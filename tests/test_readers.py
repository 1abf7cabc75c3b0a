"""Reading: what becomes an article, and the one line that each fault gets."""

from __future__ import annotations

import io
import json
import os
import re
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.errors import InputError
from extract.readers import read_articles, read_extractions, read_runs
from extract.readers.kinds import ALLOWED
from extract.schema import Article, ErrorRecord, Extraction

SURROGATE = json.loads(r'"a \ud800 b"')
SURROGATES_TOO = st.characters(categories=("L", "N", "P", "Z", "Cc", "Cs"))
JSON_CUT = "broken JSON: Expecting property name enclosed in double quotes at column 2"


def read(*paths: str | Path, stdin: bytes = b"") -> list[Article | ErrorRecord]:
    return list(read_articles([str(path) for path in paths], stdin=io.BytesIO(stdin)))


def articles(*paths: str | Path, stdin: bytes = b"") -> list[Article]:
    return [item for item in read(*paths, stdin=stdin) if isinstance(item, Article)]


def errors(*paths: str | Path, stdin: bytes = b"") -> list[tuple[int | None, str]]:
    return [(item.line, item.error) for item in read(*paths, stdin=stdin) if isinstance(item, ErrorRecord)]


def write_jsonl(path: Path, records: Sequence[object]) -> Path:
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("content", "text"),
    [
        pytest.param(b"One.\r\nTwo.\rThree.\n", "One.\r\nTwo.\rThree.\n", id="line ends stay"),
        pytest.param("50 °C\u00a0·\u2028ü".encode(), "50 °C\u00a0·\u2028ü", id="odd white space stays"),
        pytest.param(b"\xef\xbb\xbfOne.", "One.", id="a byte order mark is no text"),
        pytest.param(b"\xef\xbb\xbf\xef\xbb\xbfOne.", "\ufeffOne.", id="only the first one"),
        pytest.param(b"a\x00b", "a\x00b", id="NUL stays"),
    ],
)
def test_readers_text_is_never_altered(tmp_path: Path, content: bytes, text: str) -> None:
    path = tmp_path / "some.news.txt"
    path.write_bytes(content)
    assert read(path) == [Article(id="some.news", source=str(path), text=text)]


@pytest.mark.parametrize(
    ("content", "error"),
    [
        pytest.param(b"", "empty file", id="empty"),
        pytest.param(b"\xef\xbb\xbf", "empty file", id="only a byte order mark"),
        pytest.param(" \n\t\u00a0".encode(), "only white space", id="blank"),
        pytest.param(b"caf\xe9", "not UTF-8: byte 0xe9 at byte offset 3", id="latin-1"),
        pytest.param(b"\xef\xbb\xbfcaf\xe9!", "not UTF-8: byte 0xe9 at byte offset 6", id="offset counts the mark"),
        pytest.param("né".encode("utf-16"), "not UTF-8: byte 0xff at byte offset 0", id="utf-16"),
        pytest.param(b"a\xed\xa0\x80", "not UTF-8: byte 0xed at byte offset 1", id="encoded surrogate"),
    ],
)
def test_readers_broken_text_is_one_error(tmp_path: Path, content: bytes, error: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(content)
    assert read(path) == [ErrorRecord(id="a", source=str(path), error=error)]


@pytest.mark.parametrize(
    ("line", "error"),
    [
        pytest.param(
            b'{"id": "x", "text": "cut of', "broken JSON: Unterminated string starting at column 21", id="cut"
        ),
        pytest.param(b"nonsense", "broken JSON: Expecting value at column 1", id="no JSON"),
        pytest.param(b'{"text": "a"} x', "broken JSON: Extra data at column 15", id="two values"),
        pytest.param(b"[" * 100_000, "broken JSON: nested too deeply", id="deep"),
        pytest.param(b'["text"]', "the record is a list, not an object", id="list"),
        pytest.param(b"null", "the record is null, not an object", id="null"),
        pytest.param(b'{"id": "x"}', "the record has no text", id="no text"),
        pytest.param(b'{"text": null}', "text is null, not a string", id="null text"),
        pytest.param(b'{"text": 5}', "text is a number, not a string", id="number"),
        pytest.param(b'{"text": true}', "text is a boolean, not a string", id="boolean"),
        pytest.param(b'{"text": {}}', "text is an object, not a string", id="object"),
        pytest.param(b'{"text": " \\n"}', "text is empty", id="blank text"),
        pytest.param(b'{"text": "a", "id": 7}', "id is a number, not a string", id="id a number"),
        pytest.param(b'{"text": "a", "id": null}', "id is null, not a string", id="id null"),
        pytest.param(b'{"text": "a", "id": ""}', "id is empty", id="id empty"),
        pytest.param(b'{"text": "a", "id": "\\udc00"}', r"id '\udc00' holds a lone surrogate", id="id surrogate"),
        pytest.param(b'{"text": "\xff"}', "not UTF-8: byte 0xff at byte offset 32", id="not UTF-8"),
        pytest.param(b'{"text": "a", "id": "1"}', "id '1' was used before in {path}:1", id="duplicate"),
    ],
)
def test_readers_broken_line_is_one_error_and_the_rest_goes_on(tmp_path: Path, line: bytes, error: str) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b'{"text":"a","id":"1"}\n' + line + b'\n{"text": "z"}\n')
    first, failed, last = read(path)
    assert first == Article(id="1", source=str(path), text="a")
    assert last == Article(id="a:3", source=str(path), text="z")
    assert isinstance(failed, ErrorRecord)
    assert (failed.source, failed.line, failed.error) == (str(path), 2, error.replace("{path}", str(path)))


def test_readers_jsonl_takes_id_and_source_and_passes_over_the_rest(tmp_path: Path) -> None:
    path = write_jsonl(
        tmp_path / "a.b.jsonl",
        [
            {"id": "x", "text": " One ", "source": "https://example.org", "mentions": [], "size": 10**500},
            {"text": "Two", "source": {"name": "no string"}},
        ],
    )
    assert read(path) == [
        Article(id="x", source="https://example.org", text=" One "),
        Article(id="a.b:2", source=str(path), text="Two"),
    ]


@pytest.mark.parametrize(
    ("given", "date"),
    [
        ("2018-11-12", "2018-11-12"),
        ("2018-11-12T09:30:00Z", "2018-11-12"),
        ("2018-11-12T23:30:00-05:00", "2018-11-12"),
        ("2018-11-12 09:30:00", "2018-11-12"),
        ("20181112", "2018-11-12"),
        ("20181112T093000Z", "2018-11-12"),
        ("2018-1112", None),
        ("2018-11-123", None),
        ("2018-W46-1", None),
        ("2018-11", None),
        ("2018-02-30T09:30:00Z", None),
        ("12 November 2018", None),
        ("2018-13-40", None),
        (20181112, None),
        (None, None),
    ],
)
def test_readers_jsonl_takes_the_day_of_an_iso_date(tmp_path: Path, given: object, date: str | None) -> None:
    path = write_jsonl(tmp_path / "a.jsonl", [{"text": "One.", "date": given}])
    assert [article.date for article in articles(path)] == [date]


def test_readers_jsonl_passes_over_blank_lines_and_a_byte_order_mark(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b'\xef\xbb\xbf\n{"text": "One"}\r\n  \n{"text": "Two"}')
    assert [(item.id, item.text) for item in articles(path)] == [("a:2", "One"), ("a:4", "Two")]


def test_readers_jsonl_splits_lines_at_line_feeds_only(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes('{"text": "a\u2028b\u0085c"}\n{"text": "d"}'.encode())
    assert [item.text for item in articles(path)] == ["a\u2028b\u0085c", "d"]


@pytest.mark.parametrize(("content", "error"), [(b"", "empty file"), (b"\n \n", "only white space")])
def test_readers_empty_jsonl_is_one_error(tmp_path: Path, content: bytes, error: str) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(content)
    assert read(path) == [ErrorRecord(source=str(path), error=error)]


def test_readers_lone_surrogates_and_nul_stay(tmp_path: Path) -> None:
    path = write_jsonl(tmp_path / "a.jsonl", [{"text": f"{SURROGATE}\x00"}])
    assert [item.text for item in articles(path)] == [f"{SURROGATE}\x00"]


def test_readers_ten_megabytes_on_one_line(tmp_path: Path) -> None:
    path = write_jsonl(tmp_path / "a.jsonl", [{"text": "word " * 2_000_000}, {"text": "b"}])
    start = time.perf_counter()
    first, second = articles(path)
    assert (len(first.text), second.text) == (10_000_000, "b")
    assert time.perf_counter() - start < 5


def test_readers_jsonl_is_streamed() -> None:
    line = json.dumps({"text": "a" * 100_000}).encode() + b"\n"
    stdin = io.BytesIO(line * 10)
    stream = read_articles(["-"], stdin=stdin)
    next(stream)
    assert stdin.tell() < 3 * len(line)


@pytest.mark.parametrize(
    ("names", "error"),
    [
        pytest.param(["missing.txt"], "no such file or folder", id="missing"),
        pytest.param(["page.pdf"], f"not a kind of file that can be read, {ALLOWED}", id="another ending"),
        pytest.param(["empty"], f"no file to read in this folder, {ALLOWED}", id="folder without texts"),
        pytest.param(["*.csv"], f"no file to read matches this pattern, {ALLOWED}", id="pattern without files"),
        pytest.param(["*.pdf"], f"no file to read matches this pattern, {ALLOWED}", id="pattern of other files"),
        pytest.param(["loop.txt"], "too many levels of symbolic links", id="loop"),
    ],
)
def test_readers_unreadable_path_is_one_error(tmp_path: Path, names: list[str], error: str) -> None:
    (tmp_path / "page.pdf").write_text("<p>", encoding="utf-8")
    (tmp_path / "empty").mkdir()
    (tmp_path / "loop.txt").symlink_to(tmp_path / "loop.txt")
    for name in names:
        path = str(tmp_path / name)
        assert read(path) == [ErrorRecord(source=path, error=error)]


@pytest.mark.parametrize("path", ["", "a\x00b.txt", f"{SURROGATE}.txt", "x" * 5000 + ".txt"])
def test_readers_impossible_path_is_one_error(path: str) -> None:
    (failed,) = read(path)
    assert isinstance(failed, ErrorRecord)


@pytest.mark.skipif(not hasattr(os, "seteuid"), reason="needs POSIX users")
def test_readers_closed_files_and_folders_are_errors() -> None:
    with TemporaryDirectory() as name:  # not tmp_path, which only its owner may enter
        folder = Path(name)
        folder.chmod(0o755)
        (folder / "a.txt").write_text("a", encoding="utf-8")
        (folder / "closed.txt").write_text("b", encoding="utf-8")
        (folder / "closed").mkdir()
        for closed in (folder / "closed.txt", folder / "closed"):
            closed.chmod(0)
        with not_root():
            found = read(folder, folder / "closed.txt")
        (folder / "closed").chmod(0o700)
    assert found == [
        ErrorRecord(source=str(folder / "closed"), error="permission denied"),
        Article(id="a", source=str(folder / "a.txt"), text="a"),
        ErrorRecord(source=str(folder / "closed.txt"), error="permission denied"),
        ErrorRecord(source=str(folder / "closed.txt"), error="permission denied"),
    ]


@contextmanager
def not_root() -> Iterator[None]:
    """Root may open everything, so tests that run as root step down."""
    user = os.geteuid()
    if user == 0:
        os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(user)


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A folder with texts at several depths, hidden ones and files of other kinds."""
    for name in (
        "b/two.txt",
        "b/one.txt",
        "a.txt",
        "c.JSONL",
        "b/deep/er/x.txt",
        ".hidden.txt",
        ".git/y.txt",
        "z.pdf",
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps({"text": "t"}), encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("", ["a.txt", "b/deep/er/x.txt", "b/one.txt", "b/two.txt", "c.JSONL"]),
        ("b/", ["b/deep/er/x.txt", "b/one.txt", "b/two.txt"]),
        ("b/*.txt", ["b/one.txt", "b/two.txt"]),
        ("b/t?o.txt", ["b/two.txt"]),
        ("*", ["a.txt", "b/deep/er/x.txt", "b/one.txt", "b/two.txt", "c.JSONL"]),
        ("**", ["a.txt", "b/deep/er/x.txt", "b/one.txt", "b/two.txt", "c.JSONL"]),
        ("**/o*.txt", ["b/one.txt"]),
        (".hidden.txt", [".hidden.txt"]),
    ],
)
def test_readers_folders_and_patterns(tree: Path, path: str, found: list[str]) -> None:
    assert [item.source for item in articles(f"{tree}/{path}")] == [str(tree / name) for name in found]


def test_readers_skips_files_in_folders_only(tree: Path) -> None:
    skip = [tree / "b" / ".." / "a.txt"]
    inside = read_articles([f"{tree}/*.txt", f"{tree}/b"], skip=skip)
    named = read_articles([f"{tree}/a.txt"], skip=skip)
    assert [item.source for item in inside] == [
        f"{tree}/*.txt",
        *(f"{tree}/b/{name}.txt" for name in ("deep/er/x", "one", "two")),
    ]
    assert [item.source for item in named] == [f"{tree}/a.txt"]


def test_readers_a_name_with_pattern_characters_is_that_file(tmp_path: Path) -> None:
    path = tmp_path / "a[1]*.txt"
    path.write_text("a", encoding="utf-8")
    assert [item.id for item in articles(path)] == ["a[1]*"]


@pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="file names are Unicode there")
def test_readers_a_file_name_that_is_not_utf8_is_escaped(tmp_path: Path) -> None:
    path = os.fsdecode(bytes(tmp_path) + b"/caf\xe9.txt")
    Path(path).write_text("a", encoding="utf-8")
    assert read(tmp_path) == [Article(id=r"caf\udce9", source=rf"{tmp_path}/caf\udce9.txt", text="a")]


def test_readers_first_of_duplicate_ids_wins_over_the_whole_run(tmp_path: Path) -> None:
    text = tmp_path / "x.txt"
    text.write_text("one", encoding="utf-8")
    lines = write_jsonl(tmp_path / "l.jsonl", [{"id": "x", "text": "two", "source": "s"}, {"id": "y", "text": "three"}])
    assert read(text, lines, text) == [
        Article(id="x", source=str(text), text="one"),
        ErrorRecord(id="x", source=str(lines), line=1, error=f"id 'x' was used before in {text}"),
        Article(id="y", source=str(lines), text="three"),
        ErrorRecord(id="x", source=str(text), error=f"id 'x' was used before in {text}"),
    ]


@pytest.mark.parametrize(
    ("stdin", "found"),
    [
        (b" One.\n{2}", [Article(id="stdin", source="stdin", text=" One.\n{2}")]),
        (b'\n {"text": "a"}\n', [Article(id="stdin:2", source="stdin", text="a")]),
        (b'\xef\xbb\xbf{"text": "a"}', [Article(id="stdin:1", source="stdin", text="a")]),
        (b"", [ErrorRecord(id="stdin", source="stdin", error="empty file")]),
        (b"\n\n", [ErrorRecord(id="stdin", source="stdin", error="only white space")]),
        (b"{", [ErrorRecord(source="stdin", line=1, error=JSON_CUT)]),
        (b"\xff", [ErrorRecord(id="stdin", source="stdin", error="not UTF-8: byte 0xff at byte offset 0")]),
    ],
)
def test_readers_standard_input(stdin: bytes, found: list[Article | ErrorRecord]) -> None:
    assert read("-", stdin=stdin) == found


@given(content=st.binary(max_size=200), ending=st.sampled_from([".txt", ".jsonl", "-"]))
def test_readers_any_bytes_give_records(tmp_path_factory: pytest.TempPathFactory, content: bytes, ending: str) -> None:
    path = tmp_path_factory.getbasetemp() / f"any{ending}"
    path.write_bytes(content)
    assert read("-" if ending == "-" else path, stdin=content)


@given(
    records=st.lists(
        st.fixed_dictionaries(
            {
                "id": st.text(min_size=1).filter(str.strip),
                "text": st.text(SURROGATES_TOO, min_size=1).filter(str.strip),
            }
        ),
        unique_by=lambda record: record["id"],
        min_size=1,
    ),
    ascii_only=st.booleans(),
)
def test_readers_any_records_come_back(records: list[dict[str, str]], ascii_only: bool) -> None:
    dumped = "".join(json.dumps(record) + "\n" for record in records)
    parsed = [json.loads(line) for line in dumped.splitlines()]
    if not ascii_only:
        raw = (json.dumps(record, ensure_ascii=False) + "\n" for record in records)
        dumped = "".join(re.sub("[\ud800-\udfff]", lambda found: f"\\u{ord(found[0]):04x}", line) for line in raw)
    found = articles("-", stdin=dumped.encode())
    assert [(item.id, item.text) for item in found] == [(record["id"], record["text"]) for record in parsed]


@given(content=st.binary(max_size=200) | st.sampled_from([b'{"id": "a"}\n' * 2, b'{"error": "x"}\n{"id": "b"}']))
def test_readers_runs_any_bytes_give_records_of_ids_that_differ(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    path = tmp_path_factory.getbasetemp() / "run.jsonl"
    path.write_bytes(content)
    found = list(read_runs([path, path]))
    ids = [item.id for item in found if isinstance(item, Extraction)]
    assert len(ids) == len(set(ids))
    assert all(item.source == str(path) and item.line for item in found if isinstance(item, ErrorRecord))


def test_readers_extractions_refuse_what_is_none(tmp_path: Path) -> None:
    path = tmp_path / "run.jsonl"
    path.write_text('{"id": "a"}\n{"error": "empty file"}\n\n{"id": "b", "title": "x"}\n', encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_extractions(path)
    assert str(caught.value).splitlines() == [
        f"{path}:2: an article that failed, allowed are extractions",
        f"{path}:4: title is no field of the schema",
    ]

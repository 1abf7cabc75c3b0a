"""Tables: the rows that records make, and that files of both kinds hold them, whole or not at all."""

from __future__ import annotations

import csv
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
from conftest import Extract
from hypothesis import given
from hypothesis import strategies as st
from strategies import extractions
from test_csv_lines import unescaped

from extract.errors import MissingExtraError, OutputError
from extract.schema import Commitment, ErrorRecord, Extraction, Mention, TextRange
from extract.tables import TABLES, Row, rows
from extract.tables.folder import TablesWriter
from extract.tables.kinds import Kind
from extract.writers import JsonlWriter, Line

RECORD = Extraction(
    id="a",
    date="2024-03-04",
    mentions=(Mention(start=0, end=5, text="Japan", label="COUNTRY", norm="JP"),),
    commitments=(
        Commitment(start=6, end=12, text="signed", kind="endorsement", polarity="affirmed", actors=("Japan", "Peru")),
        Commitment(
            start=20,
            end=26,
            text="vow to",
            kind="pledge",
            polarity="negated",
            trigger=TextRange(start=20, end=23, text="vow"),
        ),
    ),
)
ERROR = ErrorRecord(source="b.jsonl", line=7, error="text is empty")
KINDS: tuple[Kind, ...] = ("parquet", "csv")


def write(folder: Path, kind: Kind, records: Iterable[Extraction | ErrorRecord]) -> dict[str, bytes]:
    with TablesWriter(folder, kind) as writer:
        for record in records:
            writer.write(record)
    return contents(folder)


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def parquet(path: Path) -> list[dict[str, Any]]:
    module = pytest.importorskip("pyarrow.parquet", reason="the extra parquet")
    found: list[dict[str, Any]] = module.read_table(path).to_pylist()
    return found


def test_tables_rows_join_on_the_article_and_number_its_items() -> None:
    found = list(rows(RECORD))
    assert [name for name, _ in found] == ["articles", "mentions", "commitments", "commitments"]
    assert [row["article_id"] for _, row in found] == ["a"] * 4
    assert [row["ordinal"] for name, row in found if name == "commitments"] == [0, 1]
    assert all(list(row) == [column.name for column in TABLES[name].columns] for name, row in found)


def test_tables_rows_lay_models_flat_and_keep_lists() -> None:
    first, second = (row for name, row in rows(RECORD) if name == "commitments")
    assert (first["trigger_start"], first["trigger_text"], list(first["actors"])) == (None, None, ["Japan", "Peru"])
    assert (second["trigger_start"], second["trigger_end"], second["trigger_text"]) == (20, 23, "vow")


def test_tables_rows_of_what_failed_are_errors() -> None:
    expected = {"article_id": None, "schema_version": "1.1", "source": "b.jsonl", "line": 7, "error": "text is empty"}
    assert list(rows(ERROR)) == [("errors", expected)]


@given(st.lists(extractions(), max_size=3))
def test_tables_hold_all_of_a_record(records: list[Extraction]) -> None:
    for record in records:
        made: dict[str, list[Row]] = {}
        for name, row in rows(record):
            made.setdefault(name, []).append(row)
        (article,) = made.pop("articles")
        assert (article["article_id"], article["text"], article["date"]) == (record.id, record.text, record.date)
        for name, items in made.items():
            assert [item.text if hasattr(item, "text") else item.party for item in getattr(record, name)] == [
                row.get("text", row.get("party")) for row in items
            ]
        assert sum(map(len, made.values())) == sum(
            map(len, (record.mentions, record.commitments, record.stances, record.counts))
        )


@pytest.mark.parametrize("kind", KINDS)
def test_tables_are_all_there_even_when_empty(tmp_path: Path, kind: Kind) -> None:
    _needs(kind)
    assert write(tmp_path / "tables", kind, []).keys() == {f"{name}.{kind}" for name in TABLES}


@pytest.mark.parametrize("kind", KINDS)
def test_tables_of_the_same_records_are_the_same_bytes(tmp_path: Path, kind: Kind) -> None:
    _needs(kind)
    records: list[Extraction | ErrorRecord] = [
        *(RECORD.model_copy(update={"id": str(number)}) for number in range(3000)),
        ERROR,
    ]
    assert write(tmp_path / "one", kind, records) == write(tmp_path / "two", kind, iter(records))


def test_tables_parquet_has_the_types_and_values(tmp_path: Path) -> None:
    pa = pytest.importorskip("pyarrow", reason="the extra parquet")
    pq = pytest.importorskip("pyarrow.parquet")
    write(tmp_path, "parquet", [RECORD, ERROR])
    schema = pq.read_schema(tmp_path / "commitments.parquet")
    assert schema.field("actors").type == pa.list_(pa.string())
    assert (schema.field("start").nullable, schema.field("trigger_start").nullable) == (False, True)
    assert pq.read_schema(tmp_path / "articles.parquet").field("date").type == pa.date32()
    (mention,) = parquet(tmp_path / "mentions.parquet")
    assert mention == dict(next(row for name, row in rows(RECORD) if name == "mentions"))


def test_tables_parquet_cuts_row_groups_by_rows_and_by_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pq = pytest.importorskip("pyarrow.parquet", reason="the extra parquet")
    monkeypatch.setattr("extract.tables.kinds._BATCH_ROWS", 2)
    monkeypatch.setattr("extract.tables.kinds._GROUP_ROWS", 4)
    monkeypatch.setattr("extract.tables.kinds._BATCH_CHARACTERS", 1000)
    monkeypatch.setattr("extract.tables.kinds._GROUP_BYTES", 900)
    texts = ["x"] * 9 + ["x" * 1000] * 2
    write(tmp_path, "parquet", [Extraction(id=str(number), text=text) for number, text in enumerate(texts)])
    metadata = pq.read_metadata(tmp_path / "articles.parquet")
    assert [metadata.row_group(number).num_rows for number in range(metadata.num_row_groups)] == [4, 4, 2, 1]
    assert [row["text"] for row in parquet(tmp_path / "articles.parquet")] == texts


def test_tables_parquet_without_pyarrow_names_the_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(MissingExtraError, match=r"pip install 'commitment-extract\[parquet\]'$"):
        write(tmp_path / "tables", "parquet", [])
    assert list(tmp_path.iterdir()) == []


def test_tables_csv_is_as_documented(tmp_path: Path) -> None:
    write(tmp_path, "csv", [RECORD])
    assert (tmp_path / "commitments.csv").read_bytes().decode() == (
        '"article_id","ordinal","start","end","text","trigger_start","trigger_end","trigger_text",'
        '"kind","polarity","actors","agreement","rules"\r\n'
        '"a",0,6,12,"signed",,,,"endorsement","affirmed","[""Japan"", ""Peru""]",,"[]"\r\n'
        '"a",1,20,26,"vow to",20,23,"vow","pledge","negated","[]",,"[]"\r\n'
    )


TOLD = ["=1+1", "''-1", "\t@x", "a\r\nb", "a\rb", "\r", "a\nb", '"', '""', "a, b", "'", "1", "true", "a\u2028b", "é 🕊️"]


def test_tables_csv_reads_alike_in_duckdb_and_pandas(tmp_path: Path) -> None:
    duckdb = pytest.importorskip("duckdb", reason="the extra test-tables")
    pandas = pytest.importorskip("pandas", reason="the extra test-tables")
    mentions = [Mention(start=0, end=len(text), text=text, label="ORG") for text in TOLD]
    write(tmp_path, "csv", [Extraction(id="a", mentions=tuple(mentions))])
    path = str(tmp_path / "mentions.csv")
    framed = pandas.read_csv(path, dtype={"text": str}, keep_default_na=False)["text"].tolist()
    with duckdb.connect() as database:
        queried = database.read_csv(path, all_varchar=True).project("text, norm").fetchall()
    assert [unescaped(text) for text in framed] == TOLD
    assert [(unescaped(text), norm) for text, norm in queried] == [(text, None) for text in TOLD]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("error", [ValueError(), KeyboardInterrupt()])
def test_tables_after_an_exception_older_files_stand(tmp_path: Path, kind: Kind, error: BaseException) -> None:
    _needs(kind)
    older = write(tmp_path / "tables", kind, [RECORD])
    for folder in ("tables", "new"):
        with pytest.raises(type(error)), TablesWriter(tmp_path / folder, kind) as writer:  # noqa: PT012
            writer.write(ERROR)
            raise error
    assert contents(tmp_path / "tables") == older
    assert not (tmp_path / "new").exists()


def test_tables_replace_their_own_files_alone(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    first = write(tmp_path, "csv", [RECORD, ERROR])
    assert write(tmp_path, "csv", []).keys() == first.keys()
    assert (tmp_path / "notes.txt").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize(
    ("folder", "message"),
    [
        ("missing/tables", ": no such file or directory"),
        ("file", "/articles.csv: not a directory"),
        ("taken", "/stances.csv: is a folder"),
        ("file/tables", ": not a directory"),
    ],
)
def test_tables_that_cannot_be_written_are_told_before_any_work(tmp_path: Path, folder: str, message: str) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "taken" / "stances.csv").mkdir(parents=True)
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(OutputError) as caught, TablesWriter(tmp_path / folder, "csv"):
        pytest.fail("the writer opened")
    assert str(caught.value) == f"cannot write {tmp_path / folder}{message}"
    assert sorted(tmp_path.rglob("*")) == before


FULL = """
import resource, sys
from hashlib import sha512
from pathlib import Path
from extract.errors import OutputError
from extract.schema import ErrorRecord
from extract.tables.folder import TablesWriter
resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000))
try:
    with TablesWriter(Path(sys.argv[1]), sys.argv[2]) as writer:
        for number in range(1000):
            writer.write(ErrorRecord(error=sha512(b"%d" % number).hexdigest() * 3))
except OutputError as error:
    print(error)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="needs a limit of the size of files")
@pytest.mark.parametrize("kind", KINDS)
def test_tables_a_full_disk_is_one_line_and_leaves_nothing(tmp_path: Path, kind: Kind) -> None:
    _needs(kind)
    folder = tmp_path / "tables"
    done = subprocess.run([sys.executable, "-c", FULL, folder, kind], capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == (f"cannot write {folder}: file too large\n", "")
    assert not folder.exists()


@pytest.fixture
def runs(tmp_path: Path) -> Callable[[str, str], None]:
    """Writes a run of one article that worked and one that failed."""

    def write_run(name: str, article: str) -> None:
        with JsonlWriter(str(tmp_path / name)) as writer:
            for record in (RECORD.model_copy(update={"id": article}), ERROR):
                writer.write(ERROR, Line.of(record))

    return write_run


def read(path: str) -> list[dict[str, str]]:
    with Path(path).open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def test_tables_command_joins_runs_with_what_failed_in_them(extract: Extract, runs: Callable[[str, str], None]) -> None:
    runs("one.jsonl", "a")
    runs("two.jsonl", "b")
    result = extract("tables", "one.jsonl", "two.jsonl", "-o", "out", "--format", "csv")
    assert result == (0, "out: 2 articles, 2 mentions, 4 commitments, 0 stances, 0 counts, 2 errors\n", "")
    assert [row["article_id"] for row in read("out/articles.csv")] == ["a", "b"]
    assert [row["error"] for row in read("out/errors.csv")] == ["text is empty"] * 2


def test_tables_command_tells_broken_lines_and_does_the_rest(
    extract: Extract, runs: Callable[[str, str], None]
) -> None:
    runs("one.jsonl", "a")
    with Path("one.jsonl").open("a", encoding="utf-8") as handle:
        handle.write('{"id": "a"}\n{"id": "b", "counts": [{"start": 99999999999999999999}]}\n{\n')
    result = extract("tables", "one.jsonl", "gone.jsonl", "-o", "out", "--format", "csv", "--quiet")
    assert (result.code, result.out) == (3, "")
    told = [line.removeprefix("extract: ") for line in result.err.splitlines()]
    assert told[0] == "one.jsonl:2: id 'a' was used before in one.jsonl:1"
    assert told[1].startswith("one.jsonl:3: counts")
    assert told[-1] == "gone.jsonl: no such file or folder"
    errors = read("out/errors.csv")
    assert len(errors) == len(told) + 1
    assert [(row["source"], row["line"]) for row in (errors[0], errors[-1])] == [("one.jsonl", "2"), ("b.jsonl", "7")]


def test_tables_command_reads_standard_input(extract: Extract, runs: Callable[[str, str], None]) -> None:
    runs("one.jsonl", "a")
    content = Path("one.jsonl").read_bytes() + b"{\n"
    result = extract("tables", "-", "-o", "out", "--format", "csv", "-q", stdin=content)
    assert result.code == 3
    assert result.err.startswith("extract: stdin:2: ")
    assert [row["article_id"] for row in read("out/articles.csv")] == ["a"]


def test_tables_command_lists_broken_lines_of_what_failed(extract: Extract, runs: Callable[[str, str], None]) -> None:
    runs("one.jsonl", "a")
    Path("one.errors.jsonl").write_text('{"error": "no text"}\n{\n', encoding="utf-8")
    assert extract("tables", "one.jsonl", "-o", "out", "--format", "csv", "-q").code == 0
    assert [(row["source"], row["line"]) for row in read("out/errors.csv")] == [("", ""), ("one.errors.jsonl", "2")]


@pytest.mark.skipif(sys.platform == "win32", reason="needs SIGTERM")
def test_tables_command_leaves_nothing_when_terminated(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "extract", "tables", "-", "-o", str(tmp_path / "out"), "--format", "csv"]
    with subprocess.Popen(command, stdin=subprocess.PIPE) as process:
        for _ in range(600):
            if (tmp_path / "out").exists():
                break
            time.sleep(0.1)
        process.terminate()
        assert process.wait(60) == 143
    assert list(tmp_path.iterdir()) == []


def _needs(kind: Kind) -> None:
    if kind == "parquet":
        pytest.importorskip("pyarrow", reason="the extra parquet")

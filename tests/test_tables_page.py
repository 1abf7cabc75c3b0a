"""The page on tables: its commands, queries and snippets give what stands there, and its columns are the real ones."""

from __future__ import annotations

import doctest
import re
import shutil
from pathlib import Path

import pytest
from consoles import consoles, run

from extract.tables import TABLES

ROOT = Path(__file__).resolve().parent.parent
PAGE = (ROOT / "docs" / "tables.md").read_text(encoding="utf-8")
QUERIES = re.findall(r"^```sql\n(.*?)^```\n\n((?:\|[^\n]*\n)+)", PAGE, re.MULTILINE | re.DOTALL)
SNIPPETS = re.findall(r"^```python\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the example, once the commands of the page have run in it."""
    pytest.importorskip("pyarrow", reason="the extra parquet")
    made = Path(shutil.copytree(ROOT / "examples" / "tables", tmp_path_factory.mktemp("page") / "tables"))
    for console in consoles(PAGE):
        run(console, made)
    return made


def cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


def shown(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def test_tables_page_has_the_tables_and_their_columns() -> None:
    found = dict(re.findall(r"^\| `(\w+)` \| [^|`]+ \| (`article_id`.*) \|$", PAGE, re.MULTILINE))
    assert {name: re.findall(r"\w+", columns) for name, columns in found.items()} == {
        table.name: [column.name for column in table.columns] for table in TABLES.values()
    }


@pytest.mark.parametrize(("query", "table"), QUERIES, ids=range(len(QUERIES)))
def test_tables_page_queries_are_true(folder: Path, monkeypatch: pytest.MonkeyPatch, query: str, table: str) -> None:
    duckdb = pytest.importorskip("duckdb", reason="the extra test-tables")
    monkeypatch.chdir(folder)
    with duckdb.connect() as database:
        result = database.execute(query)
        names, rows = [column[0] for column in result.description], result.fetchall()
    head, _, *lines = table.splitlines()
    assert [names, *([shown(value) for value in row] for row in rows)] == [cells(line) for line in (head, *lines)]


def test_tables_page_snippets_are_true(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("pandas", reason="the extra test-tables")
    monkeypatch.chdir(folder)
    examples = doctest.DocTestParser().get_doctest("\n".join(SNIPPETS), {}, "tables.md", "docs/tables.md", 0)
    told: list[str] = []
    doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE).run(examples, out=told.append)
    assert not told, "".join(told)


def test_tables_page_shows_queries_and_snippets() -> None:
    assert len(QUERIES) == PAGE.count("```sql")
    assert len(SNIPPETS) == PAGE.count("```python")

"""The documents: their links lead somewhere, and the map has them all."""

from __future__ import annotations

import re
from itertools import chain
from pathlib import Path

import pytest

from extract.cli.exits import Exit

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("gold/*.md"), *ROOT.glob("examples/**/*.md")])


def links(page: Path) -> set[str]:
    """The files that a page links to, relative to its folder."""
    targets = re.findall(r"\]\(([^)\s]+)\)", page.read_text(encoding="utf-8"))
    return {target.partition("#")[0] for target in targets if "://" not in target and target[0] != "#"}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_docs_links_lead_to_files(page: Path) -> None:
    assert [target for target in links(page) if not (page.parent / target).exists()] == []


def test_docs_map_has_every_page() -> None:
    overview = ROOT / "docs" / "README.md"
    assert {page.name for page in ROOT.glob("docs/*.md")} - {"README.md"} <= links(overview)


@pytest.mark.parametrize("page", ["README.md", "docs/ci.md"])
def test_docs_tell_every_exit_code(page: str) -> None:
    rows = re.findall(r"^\| ([\d, ]+) \|", (ROOT / page).read_text(encoding="utf-8"), re.MULTILINE)
    told = list(chain.from_iterable(map(int, row.split(", ")) for row in rows))
    assert told == [code.value for code in Exit]

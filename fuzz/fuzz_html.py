"""Any bytes as an .html file, and what is found in it as a page: no article's text becomes markup of ours."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path
from tempfile import TemporaryDirectory

import atheris

with atheris.instrument_imports(include=["extract"]):
    from extract.ledger import build_ledger
    from extract.pipeline import Pipeline
    from extract.readers import read_articles
    from extract.report.html import run_html
    from extract.schema import Article

from harness import fuzz, time_limit
from invariants import check_invariants

PIPELINE = Pipeline()
FOLDER = TemporaryDirectory()
FILE = Path(FOLDER.name) / "page.html"


class Markup(HTMLParser):
    """The tags of a page and the names of their attributes."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.scripts = 0
        self.feed(source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes.update(name for name, _ in attrs)
        self.scripts += tag == "script"


def page(text: str) -> Markup:
    """The page of one article."""
    records = [PIPELINE.extract(Article(id=text[:20] or "-", source=text[-20:], text=text))]
    check_invariants(records[0], text)
    return Markup(run_html("run.jsonl", records, build_ledger(records, {})))


PLAIN = page(
    "Malta and Zelphane Ltd signed the Paris Agreement. More than 50 states did not sign it, said Mr Luc Dorstad."
)


def test_one(data: bytes) -> None:
    """Read, extract, check, render; the page has the tags of any other page."""
    FILE.write_bytes(data)
    with time_limit(len(data)):
        for item in read_articles([str(FILE)]):
            if isinstance(item, Article):
                shown = page(item.text)
                assert shown.scripts == PLAIN.scripts
                assert not any(name.startswith("on") for name in shown.attributes)
                assert shown.tags - PLAIN.tags <= {"mark", "span", "br", "em", "small", "details", "summary"}
            else:
                assert item.error.splitlines() == [item.error]


if __name__ == "__main__":
    fuzz(test_one)

"""The ledger as people and programs read it."""

from __future__ import annotations

import csv
import io
import json
import re
from html.parser import HTMLParser

import pytest

from extract.ledger import build_ledger
from extract.report.html import ledger_html
from extract.report.ledger import ledger_csv, ledger_json, ledger_report
from extract.report.terminal import show
from extract.schema import Count, Evidence, Extraction, Mention, Stance, StanceValue

HOSTILE = "<script>alert(1)</script>"
TEXT = "Nokia signed the Tidal Pact. <script>alert(1)</script> did not."


def stance(party: str, value: StanceValue, start: int, agreement: str = "Tidal Pact") -> Stance:
    evidence = (Evidence(start=start, end=start + 5, text=TEXT[start : start + 5]),)
    return Stance(party=party, type="ORG", norm=party, agreement=agreement, stance=value, evidence=evidence)


def record(name: str, *rows: Stance, value: int = 50) -> Extraction:
    mentions = tuple(Mention(start=0, end=5, text=row.party, label="ORG", norm=row.party) for row in rows)
    count = Count(start=0, end=5, text=f"{value} states", value=value, bound="exact", what="states")
    return Extraction(id=name, text=TEXT, mentions=mentions, stances=rows, counts=(count,))


LEDGER = build_ledger(
    [
        record("1st", stance("Nokia", "signed", 0), stance(HOSTILE, "not_signed", 29)),
        record("=two", stance("Nokia", "not_signed", 0), value=60),
    ],
    {"states": frozenset({"states"})},
)


class Tags(HTMLParser):
    """Collects the tags and the text of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        assert not any(name.startswith("on") or name in {"src", "href"} for name, _ in attrs)

    def handle_data(self, data: str) -> None:
        self.text += data


def test_report_ledger_html_is_one_file_in_which_no_article_runs_script() -> None:
    page = Tags()
    page.feed(ledger_html(LEDGER))
    assert page.tags.count("script") == 1
    assert HOSTILE in page.text
    assert page.tags.count("details") == len(LEDGER.rows)
    assert "contradiction" in page.text


def test_report_ledger_html_rows_are_filtered_by_the_agreement_that_they_show() -> None:
    names = ("Tidal Pact", None, "Reef Pact")
    rows = [stance(party, "signed", 0).model_copy(update={"agreement": name}) for name in names for party in "AB"]
    page = ledger_html(build_ledger([record("1st", *rows)], {}))
    options = dict(re.findall(r'<option value="(\d+)">(.*?)</option>', page))
    shown = re.findall(r'<tr data-item data-agreement="(\d+)".*?>\n<td class="title">(.*?)\n</td>', page)
    assert sorted(options.values()) == ["(not named)", "Reef Pact", "Tidal Pact"]
    assert len(shown) == len(rows)
    assert all(options[number] == name for number, name in shown)


def test_report_ledger_csv_has_a_line_for_each_piece_of_evidence_and_no_formulas() -> None:
    lines = list(csv.DictReader(io.StringIO(ledger_csv(LEDGER))))
    assert [(line["party"], line["article"], line["article_stance"]) for line in lines] == [
        (HOSTILE, "1st", "not_signed"),
        ("Nokia", "1st", "signed"),
        ("Nokia", "'=two", "not_signed"),
    ]
    assert lines[0]["sentence"].endswith("<script>alert(1)</script> did not.")


def test_report_ledger_json_is_the_ledger() -> None:
    content = json.loads(ledger_json(LEDGER))
    assert [row["party"] for row in content["rows"]] == [row.party for row in LEDGER.rows]
    assert content["counts"][0]["verdict"] == "contradict"


def test_report_ledger_as_a_table(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COLUMNS", raising=False)
    stream = io.StringIO()
    show(ledger_report(LEDGER), stream)
    assert stream.getvalue() == (
        "Tidal Pact\n"
        "  stance       party                      for  against  evidence\n"
        "   not signed  <script>alert(1)</scr        0        1  Nokia signed the Tidal Pact. <script>alert(…\n"
        "               ipt>\n"
        "   not signed  Nokia                        1        1  Nokia signed the Tidal Pact. <script>alert(…\n"
        "\n"
        "articles that differ\n"
        "  Nokia  Tidal Pact  contradiction  signed: 1st; not signed: =two\n"
        "\n"
        "numbers claimed\n"
        "  Tidal Pact  states  contradict  50 states (1st); 60 states (=two)\n"
        "\n"
        "2 articles, 1 agreement, 2 parties, 1 contradiction\n"
    )

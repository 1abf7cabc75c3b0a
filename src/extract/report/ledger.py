"""A ledger as a table to read, as JSON and as CSV."""

from __future__ import annotations

import json
from itertools import groupby

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from extract.csv_lines import csv_line
from extract.ledger import Claim, Contradiction, CountGroup, Ledger, Row
from extract.report.runs import STANCES
from extract.report.terminal import amount, cell, plain

UNNAMED = "(not named)"
"""Stands for an agreement that an article does not name."""

_COLUMNS = (
    *("agreement", "party", "type", "norm", "stance", "articles_for", "articles_against", "first_date", "last_date"),
    *("link", "inferred", "article", "source", "date", "article_stance", "start", "end", "text", "sentence"),
)


def ledger_report(ledger: Ledger) -> RenderableType:
    """The parties of each agreement, then what contradicts, then the numbers claimed."""
    parts: list[RenderableType] = []
    for agreement, rows in groupby(ledger.rows, key=lambda row: row.agreement):
        parts += [cell(agreement or UNNAMED, "bold"), Padding(_rows(list(rows)), (0, 0, 1, 2))]
    if ledger.contradictions:
        parts += [Text("articles that differ", "bold"), Padding(_differing(ledger.contradictions), (0, 0, 1, 2))]
    counts = [group for group in ledger.counts if len({claim.article for claim in group.claims}) > 1]
    if counts:
        parts += [Text("numbers claimed", "bold"), Padding(_counts(counts), (0, 0, 1, 2))]
    if any(row.link == "parties" for row in ledger.rows):
        parts.append(Text("~ the article names no agreement; its parties stand as others have it on this one\n"))
    totals = [
        amount(ledger.articles, "article"),
        amount(len({row.agreement for row in ledger.rows} - {None}), "agreement"),
        amount(len({(row.type, row.norm) for row in ledger.rows}), "party", "parties"),
        amount(sum(not c.changed for c in ledger.contradictions), "contradiction"),
    ]
    return Group(*parts, Text(", ".join(totals), "bold"))


def ledger_json(ledger: Ledger) -> str:
    """The whole ledger as JSON, the same bytes for the same ledger."""
    return json.dumps(ledger.model_dump(mode="json"), indent=2) + "\n"


def ledger_csv(ledger: Ledger) -> str:
    """One line for each piece of evidence, with the row that it belongs to.

    `extract.csv_lines` tells how cells are written.
    """
    lines = [csv_line(_COLUMNS)]
    for row in ledger.rows:
        shared = row.model_dump()
        for showing in row.evidence:
            own = showing.model_dump()
            values = {**own, **shared, "article_stance": own["stance"]}
            lines.append(csv_line(values[name] for name in _COLUMNS))
    return "".join(lines)


def _rows(rows: list[Row]) -> Table:
    """Stance, party, articles for and against, dates where there are any, and the first evidence on one line."""
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="bold", expand=True)
    table.add_column("stance", width=11)
    table.add_column("party", ratio=2)
    for name in ("for", "against"):
        table.add_column(name, justify="right", width=7)
    dated = any(row.last_date for row in rows)
    if dated:
        table.add_column("dates", width=10)
    table.add_column("evidence", ratio=4, no_wrap=True)
    for row in rows:
        name, style = STANCES[row.stance]
        first = row.evidence[0]
        dates = dict.fromkeys(date for date in (row.first_date, row.last_date) if date)
        table.add_row(
            Text(f"{'~' if row.link == 'parties' else ' '}{name}", style),
            cell(f"{row.party} (of {row.inferred})" if row.inferred else row.party),
            f"{row.articles_for:,}",
            f"{row.articles_against:,}",
            *([cell(" ".join(dates))] if dated else []),
            Text(plain(first.sentence or first.text or first.article), no_wrap=True, overflow="ellipsis"),
        )
    return table


def _differing(contradictions: tuple[Contradiction, ...]) -> Table:
    table = Table.grid(padding=(0, 2))
    for one in contradictions:
        sides = [(STANCES[value], getattr(one, value)) for value in STANCES]
        told = "; ".join(f"{name}: {', '.join(articles)}" for (name, _), articles in sides if articles)
        how = "changed" if one.changed else "contradiction"
        table.add_row(cell(one.party), cell(one.agreement or UNNAMED), cell(how), cell(told))
    return table


def _claim(claim: Claim) -> str:
    return f"{claim.text} ({claim.article})"


def _counts(groups: list[CountGroup]) -> Table:
    table = Table.grid(padding=(0, 2))
    for group in groups:
        claims = "; ".join(map(_claim, group.claims))
        table.add_row(cell(group.agreement or UNNAMED), cell(group.of), cell(group.verdict), cell(claims))
    return table

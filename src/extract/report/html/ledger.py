"""The page of a ledger."""

from __future__ import annotations

from extract.ledger import Ledger
from extract.report.html.page import View, render
from extract.report.terminal import amount


def ledger_html(ledger: Ledger) -> str:
    """One page: where each party stands, what contradicts, and the numbers claimed."""
    summary = f"{amount(ledger.articles, 'article')}. Who signed what, who refused, and what shows it."
    return render("Ledger of commitments", summary, [ledger_view(ledger)], ledger=ledger)


def ledger_view(ledger: Ledger) -> View:
    """The ledger as a part of a page that has it as `ledger`."""
    return View("ledger", "Ledger", len(ledger.rows))

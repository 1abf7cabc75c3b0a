"""A ledger as one HTML file that needs nothing else: no network, no framework."""

from __future__ import annotations

from pathlib import Path

from extract.ledger import Ledger
from extract.report.runs import STANCES
from extract.report.terminal import amount, plain

_FOLDER = Path(__file__).parent


def ledger_html(ledger: Ledger) -> str:
    """The page: tables that can be filtered and sorted, every text in it escaped, no script of an article run."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"plain": plain, "amount": amount}
    page = environment.get_template("ledger.html.jinja")
    return page.render(
        ledger=ledger,
        agreements={name: i for i, name in enumerate(dict.fromkeys(row.agreement for row in ledger.rows), start=1)},
        stances={value: name for value, (name, _) in STANCES.items()},
    )

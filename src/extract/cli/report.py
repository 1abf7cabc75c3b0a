"""`extract report`: a run as one HTML page."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from extract.cli.exits import Exit, tell
from extract.cli.ledger import ledger_of, read_told
from extract.cli.options import ExpandGroups, Rules, Runs, write


def report(
    runs: Runs,
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="FILE", help="The page to write, - for standard output.")
    ],
    expand_groups: ExpandGroups = False,
    rules: Rules = None,
) -> None:
    """Show a run as one HTML page.

    The articles with their highlights and what made each, all commitments, and the ledger. The page needs nothing
    but a browser. Run with --with-text, else it cannot show the articles' texts. Of several records of one article the
    first counts.
    """
    from extract.report.html import run_html
    from extract.report.terminal import amount
    from extract.ruleset import load_ruleset

    records, failed = read_told(runs)
    bare = sum(record.text is None for record in records)
    if bare:
        tell([f"{amount(bare, 'article')} without text: run with --with-text to read the texts in the report"])
    ledger = ledger_of(records, load_ruleset(rules or ()), expand_groups=expand_groups)
    write(run_html(", ".join(path.name for path in runs), records, ledger), output)
    raise typer.Exit(Exit.INPUT if failed else Exit.FINE)

"""`extract ledger`: one table over the articles of a run."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from extract.cli.exits import Exit
from extract.cli.options import ExpandGroups, Rules

Output = Annotated[Path | None, typer.Option(metavar="FILE", help="Write it there, too; - for standard output.")]


def ledger(
    runs: Annotated[
        list[Path], typer.Argument(metavar="RUN", help="Files that `extract run` wrote.", show_default=False)
    ],
    html: Output = None,
    json: Output = None,
    csv: Output = None,
    expand_groups: ExpandGroups = False,
    rules: Rules = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Show no table.")] = False,
) -> None:
    """Tell where each party stands on each agreement by all articles.

    With the evidence, the articles that contradict each other, and the numbers of parties that they claim. A run with
    --with-text gives the evidence its sentences.
    """
    from extract import report
    from extract.gold import write_atomically
    from extract.ledger import build_ledger
    from extract.members import with_members
    from extract.readers import read_extractions
    from extract.ruleset import load_ruleset

    ruleset = load_ruleset(rules or ())
    groups = ruleset.groups if expand_groups else {}
    records = (with_members(record, groups) for path in runs for record in read_extractions(path))
    made = build_ledger(records, ruleset.lexicon.family("count.kind"))
    outputs = [(html, report.ledger_html), (json, report.ledger_json), (csv, report.ledger_csv)]
    for path, render in outputs:
        if path is not None and str(path) == "-":
            typer.echo(render(made), nl=False)
        elif path is not None:
            write_atomically(render(made), path)
    if not quiet:
        to_stdout = any(path is not None and str(path) == "-" for path, _ in outputs)
        report.show(report.ledger_report(made), sys.stderr if to_stdout else sys.stdout)
    raise typer.Exit(Exit.FINE)

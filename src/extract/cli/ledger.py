"""`extract ledger`: one table over the articles of a run."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from extract.cli.exits import Exit, tell
from extract.cli.options import ExpandGroups, Rules, Runs, write

if TYPE_CHECKING:
    from extract.ledger import Ledger
    from extract.ruleset import Ruleset
    from extract.schema import Extraction

Output = Annotated[Path | None, typer.Option(metavar="FILE", help="Write it there, too; - for standard output.")]


def ledger(
    runs: Runs,
    html: Output = None,
    json: Output = None,
    csv: Output = None,
    expand_groups: ExpandGroups = False,
    rules: Rules = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Show no table.")] = False,
) -> None:
    """Tell where each party stands on each agreement by all articles.

    With the evidence, the articles that contradict each other, and the numbers of parties that they claim. A run with
    --with-text gives the evidence its sentences. Of several records of one article the first counts.
    """
    to_stdout = sum(str(path) == "-" for path in (html, json, csv))
    if to_stdout > 1:
        raise typer.BadParameter("only one of --html, --json and --csv can go to standard output")
    from extract.report.html import ledger_html
    from extract.report.ledger import ledger_csv, ledger_json, ledger_report
    from extract.report.terminal import show
    from extract.ruleset import load_ruleset

    records, failed = read_told(runs)
    made = ledger_of(records, load_ruleset(rules or ()), expand_groups=expand_groups)
    for path, render in ((html, ledger_html), (json, ledger_json), (csv, ledger_csv)):
        if path is not None:
            write(render(made), path)
    if not quiet:
        show(ledger_report(made), sys.stderr if to_stdout else sys.stdout)
    raise typer.Exit(Exit.INPUT if failed else Exit.FINE)


def read_told(runs: Sequence[Path]) -> tuple[list[Extraction], int]:
    """What the runs hold, and how many faults of theirs were told on stderr."""
    from extract.readers import read_runs
    from extract.report.terminal import error_line
    from extract.schema import ErrorRecord, Extraction

    read = list(read_runs(runs))
    faults = [item for item in read if isinstance(item, ErrorRecord)]
    tell(map(error_line, faults))
    return [item for item in read if isinstance(item, Extraction)], len(faults)


def ledger_of(records: Iterable[Extraction], rules: Ruleset, *, expand_groups: bool = False) -> Ledger:
    """The ledger of some articles by the rules' groups and kinds of parties."""
    from extract.ledger import build_ledger
    from extract.members import with_members

    groups = rules.groups if expand_groups else {}
    return build_ledger((with_members(record, groups) for record in records), rules.lexicon.family("count.kind"))

"""`extract diff`: what another run, or other rules, find that was not found before, and what they lose."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from extract.cli.exits import Exit, tell
from extract.cli.options import AsJson

if TYPE_CHECKING:
    from extract.diff import RunDiff, Side
    from extract.schema import Article, ErrorRecord, Extraction

Inputs = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="OLD NEW", help="What two runs wrote; with --rules, texts (as for run).", show_default=False
    ),
]
TwoRules = Annotated[
    tuple[Path, Path] | None,
    typer.Option(
        "--rules",
        metavar="OLD NEW",
        help="Run with one folder of rules, then the other; - is the built-in rules alone.",
    ),
]
GoldOption = Annotated[
    list[Path] | None, typer.Option("--gold", metavar="GOLD", help="Gold that tells what is better; may be repeated.")
]
MaxDrop = Annotated[
    float, typer.Option(min=0.0, metavar="POINTS", help="How many hundredths a figure may sink before it is a finding.")
]


def diff(
    inputs: Inputs = None,
    rules: TwoRules = None,
    gold: GoldOption = None,
    max_drop: MaxDrop = 0.0,
    as_json: AsJson = False,
) -> None:
    """Compare two runs, or two folders of rules, span by span.

    With gold, exit code 1 means that a figure sank; without, that anything differs.
    """
    paths = inputs or []
    if rules is None and len(paths) != 2:
        raise typer.BadParameter("allowed are two files that runs wrote, or --rules with two folders")
    if rules is not None and not paths and not gold:
        raise typer.BadParameter("--rules goes with texts or with --gold")
    if max_drop and not gold:
        raise typer.BadParameter("--max-drop goes with --gold")
    from extract.gold import load_gold

    labelled = {record.id: record for path in gold or () for record in load_gold(path)}
    sides = _recorded(paths) if rules is None else _extracted(rules, paths, labelled.values())
    made, failed = _compare(sides, labelled, as_json)
    sunk = made.comparison.drops(max_drop) if gold else {}
    tell(f"{name} sank by {points:.1f} points" for name, points in sunk.items())
    worse = bool(sunk) if gold else made.differ
    raise typer.Exit(Exit.INPUT if failed else Exit.FINDINGS if worse else Exit.FINE)


def _compare(sides: Iterable[Side | ErrorRecord], gold: Mapping[str, Extraction], as_json: bool) -> tuple[RunDiff, int]:
    """Show every article that differs as it comes, then the totals; and how many faults were told."""
    from extract.diff import RunDiff
    from extract.errors import InputError
    from extract.report.diffs import changes_report, diff_json, diff_report
    from extract.report.terminal import error_line, show
    from extract.schema import ErrorRecord

    made, shown, faults = RunDiff(gold), [], 0
    for side in sides:
        try:
            if isinstance(side, ErrorRecord):
                raise InputError(error_line(side))
            article = made.add(*side)
        except InputError as error:
            tell(str(error).splitlines())
            faults += 1
            continue
        if as_json:
            shown.append(article)
        elif article.changes:
            show(changes_report(article), sys.stdout)
    if as_json:
        typer.echo(diff_json(made, shown))
    else:
        show(diff_report(made), sys.stdout)
    return made, faults


def _recorded(paths: Sequence[str]) -> Iterator[Side | ErrorRecord]:
    from extract.diff import pair_runs
    from extract.readers import read_runs

    old, new = (read_runs([Path(path)]) for path in paths)
    return pair_runs(old, new)


def _extracted(
    rules: tuple[Path, Path], paths: Sequence[str], gold: Iterable[Extraction]
) -> Iterator[Side | ErrorRecord]:
    """Each text run with either folder of rules; the texts of gold where no others are named."""
    from extract.batch import attempt
    from extract.pipeline import Pipeline
    from extract.readers import read_articles
    from extract.schema import Article, ErrorRecord, Extraction

    old, new = (Pipeline([] if str(folder) == "-" else [folder]) for folder in rules)
    labelled = (Article(id=record.id, source=record.source, text=record.text or "") for record in gold)
    articles: Iterable[Article | ErrorRecord] = read_articles(paths) if paths else labelled
    for article in articles:
        if isinstance(article, ErrorRecord):
            yield article
            continue
        made = attempt(old, article), attempt(new, article)
        yield from (record for record in made if isinstance(record, ErrorRecord))
        before, after = (record if isinstance(record, Extraction) else None for record in made)
        if before or after:
            yield before, after

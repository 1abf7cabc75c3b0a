"""`extract rules`: what is in the rulebook, and whether it holds."""

from __future__ import annotations

import sys
from enum import Enum
from pathlib import Path
from typing import Annotated

import typer

from extract.cli.exits import Exit, tell, tell_findings
from extract.cli.options import AsJson, GoldFiles, Rules

app = typer.Typer(help="Work on rules.", no_args_is_help=True, rich_markup_mode=None)


@app.command()
def check(
    folders: Annotated[
        list[Path] | None,
        typer.Argument(metavar="FOLDER", help="Folders of your own rules, on top of the built-in ones."),
    ] = None,
) -> None:
    """Load all rules, run their examples, and look for rules that do nothing.

    Every broken line is told at once, not only the first.
    """
    from extract.authoring.lint import faults
    from extract.examples import ExampleRunner
    from extract.report.terminal import amount

    runner = ExampleRunner(folders or ())
    problems = [*runner.problems(), *faults(runner, folders or ())]
    number = amount(len(runner.book.where), "rule")
    raise typer.Exit(tell_findings(problems, f"{number}, and every example holds"))


class Order(str, Enum):
    """By what rules are sorted."""

    FIRED = "fired"
    PRECISION = "precision"
    TIME = "time"


@app.command()
def stats(
    paths: Annotated[
        list[str], typer.Argument(metavar="GOLD|PATH", help="Gold files, or texts as for run.", show_default=False)
    ],
    by: Annotated[Order, typer.Option(help="What comes first: the most frequent, least precise or slowest.")] = (
        Order.FIRED
    ),
    time: Annotated[bool, typer.Option("--time", help="Time each pattern, too, in a second pass.")] = False,
    as_json: AsJson = False,
    rules: Rules = None,
) -> None:
    """Show how often each rule fires, prevails and is right.

    Precision is told where the texts have labels. Rules that never fired come last.
    """
    from extract.authoring.stats import RuleCounts
    from extract.pipeline import Pipeline
    from extract.readers import read_labelled
    from extract.report.rules import stats_json, stats_report
    from extract.report.terminal import error_line, show
    from extract.schema import ErrorRecord

    counts, failed = RuleCounts(Pipeline(rules or ()), timed=time or by is Order.TIME), False
    for article, gold in read_labelled(paths):
        if isinstance(article, ErrorRecord):
            tell([error_line(article)])
            failed = True
        else:
            counts.add(article, gold)
    if as_json:
        typer.echo(stats_json(counts.rules(), by.value))
    else:
        show(stats_report(counts.rules(), by.value), sys.stdout)
    raise typer.Exit(Exit.INPUT if failed else Exit.FINE)


@app.command()
def suggest(
    gold: GoldFiles,
    least: Annotated[int, typer.Option(min=1, metavar="N", help="How many missed spans make a group.")] = 2,
    rules: Rules = None,
) -> None:
    """Draft rules from what gold has and no rule finds.

    Nothing is written to any rule file: the drafts are comments, for a person to judge.
    """
    from extract.authoring.suggest import missed_spans, suggestions
    from extract.batch import extract_texts
    from extract.gold import load_gold
    from extract.pipeline import Pipeline
    from extract.report.suggestions import suggestions_text
    from extract.report.terminal import error_line

    pipeline = Pipeline(rules or ())
    records = [record for path in gold for record in load_gold(path)]
    made = extract_texts(records, pipeline)
    tell(map(error_line, made.errors))
    found = {record.id: record for record in made.extractions}
    pairs = ((record, found[record.id]) for record in records if record.id in found)
    missed = [span for pair in pairs for span in missed_spans(pipeline, *pair)]
    typer.echo(suggestions_text(suggestions(missed, least), len(missed)), nl=False)
    raise typer.Exit(Exit.INPUT if made.errors else Exit.FINE)

"""`extract score`: how well the pipeline, or a file of predictions, does against gold; and the gate."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from functools import reduce
from operator import add
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from extract.cli.exits import Exit, tell
from extract.cli.gate import check_gate, raise_floors
from extract.cli.ledger import ledger_of
from extract.cli.options import AsJson, GoldFiles, Rules, write

if TYPE_CHECKING:
    from extract.ruleset import Ruleset
    from extract.schema import Extraction
    from extract.score import Scores, SpanError

PredFile = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="Score what a run wrote; without it, the pipeline runs now."),
]
Errors = Annotated[bool, typer.Option("--errors", help="List every missed and spurious span.")]
Page = Annotated[
    Path | None, typer.Option("--report", metavar="FILE", help="Write an HTML page of figures and errors.")
]
Gate = Annotated[bool, typer.Option("--gate", help="Fail below a floor, or if a gold file has changed.")]
UpdateFloors = Annotated[bool, typer.Option("--update-floors", help="Raise the floors to what is measured now.")]
AllowLower = Annotated[bool, typer.Option("--allow-lower", help="Let --update-floors lower them, too.")]
FloorsFile = Annotated[Path, typer.Option(metavar="FILE", help="The floors of the gate.")]
JUnit = Annotated[Path | None, typer.Option(metavar="FILE", help="Write what --gate finds as JUnit XML.")]
GitHub = Annotated[bool, typer.Option("--github", help="Tell GitHub Actions what --gate finds.")]


def score(
    gold: GoldFiles,
    pred: PredFile = None,
    rules: Rules = None,
    errors: Errors = False,
    as_json: AsJson = False,
    page: Page = None,
    gate: Gate = False,
    update_floors: UpdateFloors = False,
    allow_lower: AllowLower = False,
    floors: FloorsFile = Path("gold/floors.json"),
    junit: JUnit = None,
    github: GitHub = False,
) -> None:
    """Score predictions against gold.

    Precision, recall and F1 of every kind of span, strict and by overlap, for each gold file and for all.
    """
    _refuse(
        ("--allow-lower goes with --update-floors", allow_lower and not update_floors),
        ("--junit and --github go with --gate", not gate and (github or junit is not None)),
        ("--github and --json both print, allowed is one of them", github and as_json),
        ("floors go by the names of gold files, and two here have one name", (gate or update_floors) and _clash(gold)),
    )
    from extract.gold import load_gold
    from extract.score import score as count

    loaded = {path: load_gold(path) for path in gold}
    predicted, used, failed = (_read(pred, loaded), None, 0) if pred else _extract(loaded, rules or ())
    scores = {path: count(records, predicted[path]) for path, records in loaded.items()}
    _show(scores, _differences(loaded, predicted) if errors else None, as_json)
    if page is not None:
        _write_page(page, loaded, predicted, used, rules or ())
    code = Exit.INPUT if failed else Exit.FINE
    if update_floors:
        code = code or raise_floors(floors, scores, allow_lower)
    # Even if articles failed: CI wants its files.
    held = check_gate(floors, scores, loaded, predicted, junit=junit, github=github) if gate else Exit.FINE
    raise typer.Exit(code or held)


def _refuse(*usages: tuple[str, bool]) -> None:
    for told, wrong in usages:
        if wrong:
            raise typer.BadParameter(told)


def _clash(paths: Sequence[Path]) -> bool:
    return len({path.name for path in paths}) < len(paths)


def _show(scores: Mapping[Path, Scores], errors: Sequence[SpanError] | None, as_json: bool) -> None:
    from extract.report.scores import errors_report, scores_json, scores_report
    from extract.report.terminal import show
    from extract.score import Scores

    named = {str(path): counted for path, counted in scores.items()}
    total = reduce(add, scores.values(), Scores())
    if as_json:
        typer.echo(scores_json(named, total, errors))
        return
    for title, counted in (named | ({"all": total} if len(named) > 1 else {})).items():
        show(scores_report(title, counted), sys.stdout)
    if errors is not None:
        show(errors_report(errors), sys.stdout)


def _differences(
    gold: Mapping[Path, Sequence[Extraction]], pred: Mapping[Path, Sequence[Extraction]]
) -> list[SpanError]:
    from extract.score import errors

    return [error for path, records in gold.items() for error in errors(records, pred[path])]


def _write_page(
    page: Path,
    gold: Mapping[Path, Sequence[Extraction]],
    pred: Mapping[Path, Sequence[Extraction]],
    used: Ruleset | None,
    folders: Sequence[Path],
) -> None:
    """The page of scores; its ledger goes by the rules used, which are loaded where predictions were given."""
    from extract.report.html import Scored, scores_html
    from extract.ruleset import load_ruleset

    rules = used or load_ruleset(folders)
    files = [Scored.of(str(path), records, pred[path]) for path, records in gold.items()]
    ledger = ledger_of([record for file in files for record in file.records], rules)
    write(scores_html(files, ledger), page)


def _read(pred: Path, gold: Mapping[Path, Sequence[Extraction]]) -> dict[Path, Sequence[Extraction]]:
    """The predictions for each gold file that has their articles; what none has goes to the first, and fails there."""
    from extract.readers import read_extractions
    from extract.report.terminal import amount

    homes: dict[str, list[Path]] = {}
    for path, records in gold.items():
        for record in records:
            homes.setdefault(record.id, []).append(path)
    predicted: dict[Path, list[Extraction]] = {path: [] for path in gold}
    for record in read_extractions(pred):
        for path in homes.get(record.id, [next(iter(gold))]):
            predicted[path].append(record)
    for path, records in gold.items():
        missing = len({record.id for record in records} - {record.id for record in predicted[path]})
        if missing:
            tell([f"{path}: {amount(missing, 'article')} without prediction, counted as all missed"])
    return {**predicted}


def _extract(
    gold: Mapping[Path, Sequence[Extraction]], rules: Sequence[Path]
) -> tuple[dict[Path, Sequence[Extraction]], Ruleset, int]:
    """What the pipeline makes of each gold file's texts, by which rules, and how many failed; tells its speed."""
    from extract.batch import extract_texts
    from extract.pipeline import Pipeline
    from extract.report.terminal import error_line

    pipeline = Pipeline(rules)
    made = {path: extract_texts(records, pipeline) for path, records in gold.items()}
    failed = [error for timed in made.values() for error in timed.errors]
    tell(map(error_line, failed))
    words, seconds = (
        sum(timed.words for timed in made.values()),
        sum(timed.seconds for timed in made.values()),
    )
    typer.echo(f"{words:,} words in {seconds:.2f} s, {words / max(seconds, 1e-9):,.0f} words per second", err=True)
    return {path: timed.extractions for path, timed in made.items()}, pipeline.stages.rules, len(failed)

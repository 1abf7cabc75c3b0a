"""What `extract score` does with floors: raise them, check them, and tell CI."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from extract.cli.exits import Exit, tell_findings
from extract.cli.options import write

if TYPE_CHECKING:
    from extract.gate import ScoredFile
    from extract.report.gated import GatedFile
    from extract.schema import Extraction
    from extract.score import Scores

    Articles = Mapping[Path, Sequence[Extraction]]


def check_gate(
    floors: Path, scores: Mapping[Path, Scores], gold: Articles, pred: Articles, *, junit: Path | None, github: bool
) -> Exit:
    """Tell what holds the gate shut on stderr, in JUnit XML at `junit`, and to GitHub Actions."""
    from extract.gate import check_gate, problems, read_floors
    from extract.report.gated import gated_files
    from extract.report.junit import junit_xml

    checks = check_gate(read_floors(floors), _scored(scores))
    code = tell_findings(problems(checks), f"the gate is open: every figure is at or above its floor in {floors}")
    files = gated_files(checks, gold, pred) if github or junit is not None else []
    if junit is not None:
        write(junit_xml(files), junit)
    if github:
        _tell_github(files)
    return code


def raise_floors(path: Path, scores: Mapping[Path, Scores], allow_lower: bool) -> Exit:
    """Raise the floors in the file to what is measured, or tell why not; the file is made if there is none."""
    from extract.errors import GoldError
    from extract.gate import Floors, read_floors, update_floors, write_floors

    old = read_floors(path) if path.exists() else Floors(files={})
    try:
        write_floors(update_floors(old, _scored(scores), allow_lower=allow_lower), path)
    except GoldError as error:
        return tell_findings([*str(error).splitlines(), f"{path} is as before; --allow-lower lets floors sink"], "")
    return tell_findings([], f"floors written to {path}")


def _tell_github(files: Sequence[GatedFile]) -> None:
    from extract.errors import OutputError
    from extract.report.github import github_annotations, github_summary

    for command in github_annotations(files, Path(os.environ.get("GITHUB_WORKSPACE", ".")).resolve()):
        typer.echo(command)
    target = os.environ.get("GITHUB_STEP_SUMMARY")
    if not target:
        typer.echo(github_summary(files), nl=False)
        return
    try:
        with Path(target).open("a", encoding="utf-8") as summary:
            summary.write(github_summary(files))
    except OSError as error:
        raise OutputError(f"{target}: not written: {error.strerror}") from error


def _scored(scores: Mapping[Path, Scores]) -> list[ScoredFile]:
    from extract.gate import ScoredFile, hash_file

    return [ScoredFile(path.name, hash_file(path), counted.figures()) for path, counted in scores.items()]

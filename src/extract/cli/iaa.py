"""`extract iaa`: how far annotators agree."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from extract.cli.convert import tell_losses
from extract.cli.exits import Exit, tell
from extract.cli.options import AsJson


def iaa(
    files: Annotated[
        list[str],
        typer.Argument(metavar="A B ...", help="One file of labelled articles an annotator.", show_default=False),
    ],
    differences: Annotated[bool, typer.Option("--differences", help="List everything they differ in.")] = False,
    as_json: AsJson = False,
) -> None:
    """Measure how far annotators agree.

    F1 of the labels over the articles that both have, and Cohen's kappa; of more than two annotators each with each.
    Files may be gold, Label Studio's, spaCy's or brat's folders; `extract convert` makes gold of the others.
    """
    if len(files) < 2:
        raise typer.BadParameter("agreement is between two files or more")
    from extract.formats import Losses, guess, read
    from extract.iaa import Annotator, agreements
    from extract.report.iaa import iaa_json, iaa_report
    from extract.report.terminal import amount, show

    losses = [Losses() for _ in files]
    annotators = [Annotator(f, read(f, guess(f), lost)) for f, lost in zip(files, losses, strict=True)]
    tell_losses(losses)  # before all else, for what is broken may be why the rest has nothing in common
    found = agreements(annotators)
    for pair in found:
        if pair.alone:
            first, second = pair.names
            tell([f"{first} and {second}: left out what only one of them has: {amount(pair.alone, 'article')}"])
    if as_json:
        typer.echo(iaa_json(found, differences=differences))
    else:
        show(iaa_report(found, differences=differences), sys.stdout)
    raise typer.Exit(Exit.INPUT if any(lost.broken for lost in losses) else Exit.FINE)

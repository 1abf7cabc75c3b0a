"""`extract convert`: labelled articles from one tool's format to another's."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from typing import TYPE_CHECKING, Annotated

import typer

from extract.cli.exits import Exit, tell

if TYPE_CHECKING:
    from extract.formats import Losses


class FormatName(str, Enum):
    """The formats, by the names they have in `extract.formats`."""

    GOLD = "gold"
    PRODIGY = "prodigy"
    LABEL_STUDIO = "label-studio"
    LABEL_STUDIO_PREDICTIONS = "label-studio-predictions"
    DOCCANO = "doccano"
    BRAT = "brat"
    SPACY = "spacy"


_GUESS = "by default as the name says: .json label-studio, .spacy spacy, a folder brat, all else gold."
_IN = "A file, brat's folder, or - for standard input."
_OUT = "A file, a new folder for brat, or - for standard output."


def convert(
    source: Annotated[str, typer.Argument(metavar="IN", help=_IN)],
    target: Annotated[str, typer.Argument(metavar="OUT", help=_OUT)],
    source_format: Annotated[FormatName | None, typer.Option("--from", help=f"The format of IN, {_GUESS}")] = None,
    target_format: Annotated[FormatName | None, typer.Option("--to", help="The format of OUT, likewise.")] = None,
) -> None:
    """Convert labelled articles between annotation tools.

    What a format cannot hold, and what is broken, is told; docs/convert.md has the list.
    """
    from extract.errors import InputError
    from extract.formats import FORMATS, STDIO, Losses, guess, read
    from extract.report.terminal import amount

    losses = Losses()
    records = read(source, FORMATS[source_format.value] if source_format else guess(source), losses)
    if losses.broken and not records:
        tell_losses([losses])
        raise InputError(f"{source}: nothing could be read, so that {target} is not written")
    (FORMATS[target_format.value] if target_format else guess(target)).write(records, target, losses)
    tell_losses([losses])
    typer.echo(f"{target}: {amount(len(records), 'article')}", err=target == STDIO)
    raise typer.Exit(Exit.INPUT if losses.broken else Exit.FINE)


def tell_losses(found: Sequence[Losses]) -> None:
    """Each broken thing in a line, and in one more line for each sort what was left behind."""
    for losses in found:
        tell(losses.broken)
        tell(f"left behind: {number} x {what}" for what, number in sorted(losses.left.items()))

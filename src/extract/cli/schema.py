"""`extract schema`: the JSON Schema of what `extract run` writes."""

from __future__ import annotations

from enum import Enum
from typing import Annotated

import typer


class RecordKind(str, Enum):
    """The records that a run writes."""

    EXTRACTION = "extraction"
    ERROR = "error"


def schema(
    kind: Annotated[RecordKind, typer.Option(help="Which record.")] = RecordKind.EXTRACTION,
) -> None:
    """Print the JSON Schema of an output line."""
    import json

    from extract.schema import ErrorRecord, Extraction

    model = Extraction if kind is RecordKind.EXTRACTION else ErrorRecord
    typer.echo(json.dumps(model.model_json_schema(), indent=2, sort_keys=False))

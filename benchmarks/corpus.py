"""The texts that benchmarks run on: those of a JSONL file, or the project's own seeds and gold."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final

from extract.errors import ExtractError

ROOT: Final = Path(__file__).parents[1]
SEEDS: Final = sorted((ROOT / "seeds").glob("*.txt"))


class CorpusError(ExtractError):
    """A line of a corpus has no text."""


@dataclass(frozen=True)
class Corpus:
    """The first `limit` texts of a JSONL file with `text` in each line, read anew each time that they are gone through.

    Raises CorpusError for a line without text.
    """

    path: Path | None
    limit: int | None = None

    def __iter__(self) -> Iterator[str]:
        return islice(_lines(self.path) if self.path else _own(), self.limit)

    def __str__(self) -> str:
        return str(self.path or "seeds and gold")


def _own() -> Iterator[str]:
    for path in SEEDS:
        yield path.read_text(encoding="utf-8")
    yield from _lines(ROOT / "gold" / "articles.jsonl")


def _lines(path: Path) -> Iterator[str]:
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            try:
                text: str = json.loads(line)["text"]
            except (ValueError, KeyError, TypeError) as error:
                raise CorpusError(f"{path}:{number}: found a line without text, allowed is JSON with one") from error
            yield text

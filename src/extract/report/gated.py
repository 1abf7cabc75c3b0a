"""What CI is told of a gold file: the gate's checks, and the differences behind them by line of the file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from extract.gate import Check
from extract.report.terminal import plain
from extract.schema import LABELS, Extraction
from extract.score import SpanError, errors
from extract.score_counts import NAMES

_PARTS: Mapping[str, tuple[str, ...]] = {
    "names.micro": NAMES,
    "mentions.micro": LABELS,
    "stances": ("STANCE",),
    "stances.party": ("STANCE",),
    "counts": ("COUNT",),
}
_ATTRIBUTES = ("polarity", "kind", "agreement", "actors")


@dataclass(frozen=True, slots=True)
class LineError:
    """A difference, and the line of its article in the gold file, from 1."""

    line: int
    error: SpanError


@dataclass(frozen=True, slots=True)
class GatedFile:
    """A gold file at the gate; `path` is None for one that was not scored.

    `behind` are the differences that lower a figure below its floor, in the order of the file.
    """

    name: str
    path: Path | None
    checks: tuple[Check, ...]
    behind: tuple[LineError, ...] = ()

    @property
    def failed(self) -> tuple[Check, ...]:
        """The checks that hold the gate shut."""
        return tuple(check for check in self.checks if check.problem is not None)

    @property
    def shown(self) -> str:
        """The path where there is one, with slashes, on one line."""
        return plain(self.name if self.path is None else self.path.as_posix())


def gated_files(
    checks: Sequence[Check], gold: Mapping[Path, Sequence[Extraction]], pred: Mapping[Path, Sequence[Extraction]]
) -> list[GatedFile]:
    """The checks by gold file, in their order; `gold` must hold each file's records in the file's order."""
    paths = {path.name: path for path in gold}
    names = dict.fromkeys(check.file for check in checks)
    return [
        _gated(name, paths[name], asked, gold[paths[name]], pred[paths[name]])
        if name in paths
        else GatedFile(name, None, asked)
        for name, asked in ((name, tuple(check for check in checks if check.file == name)) for name in names)
    ]


def lowers(error: SpanError, figure: str) -> bool:
    """Whether the difference is one of those that lower this figure of `Scores.figures`."""
    name = figure.removesuffix(".overlap")
    if name in _ATTRIBUTES:
        return error.cause == f"wrong {name}"
    if error.cause == "wrong label":  # the one name is missed, the other spurious
        whats = {error.what, (error.pred or "").split(" ")[0]}
    elif error.cause in ("missed", "spurious") or (error.cause == "wrong boundary" and name == figure):
        whats = {error.what}
    else:
        # A wrong kind is a commitment missed of the one kind and a spurious one of the other.
        return error.cause == "wrong kind" and name.startswith("COMMITMENT.")
    return not whats.isdisjoint(_PARTS.get(name, (name.partition(".")[0],)))


def describe(error: SpanError) -> str:
    """The difference in one line: cause, place, both sides and the rules to blame."""
    place = "" if error.start is None else f" at {error.start}-{error.end}"
    sides = [f"{side} {_quote(value)}" for side, value in (("gold", error.gold), ("pred", error.pred)) if value]
    rules = f" (rule {', '.join(error.rules)})" if error.rules else ""
    return plain(f"{error.cause} {error.what}{place}: {', '.join(sides) or 'nobody'}{rules}")


def _gated(
    name: str, path: Path, checks: tuple[Check, ...], gold: Sequence[Extraction], pred: Sequence[Extraction]
) -> GatedFile:
    figures = [check.figure for check in checks if check.problem is not None and check.figure is not None]
    line_of = {record.id: line for line, record in enumerate(gold, start=1)}
    behind = tuple(
        LineError(line_of[error.article], error)
        for error in (errors(gold, pred) if figures else ())
        if any(lowers(error, figure) for figure in figures)
    )
    return GatedFile(name, path, checks, tuple(sorted(behind, key=lambda found: found.line)))


def _quote(value: str, limit: int = 80) -> str:
    return f'"{value if len(value) <= limit else value[: limit - 3] + "..."}"'

"""The accuracy gate: floors under the figures of each gold file, which never sink unnoticed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal
from pathlib import Path
from typing import Annotated

from pydantic import Field, ValidationError

from extract.errors import GoldError
from extract.gold import describe_invalid, parse_object, read_file, write_atomically
from extract.schema import Model

Figure = Annotated[float, Field(ge=0, le=1)]


class FileFloors(Model):
    """The floors of a gold file by figure, and the SHA-256 of the file they were measured on."""

    sha256: str = Field(pattern="^[0-9a-f]{64}$")
    floors: dict[str, Figure]


class Floors(Model):
    """The content of floors.json, by the gold files' names."""

    files: dict[str, FileFloors]


@dataclass(frozen=True, slots=True)
class ScoredFile:
    """A gold file with its figures; None is a figure with nothing to measure."""

    name: str
    sha256: str
    figures: Mapping[str, float | None]


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that the gate asks of the gold file of this name; `problem` is why it fails, None where it holds.

    `figure` and `floor` are None where the file as a whole is asked, `measured` also where there is nothing to
    measure.
    """

    file: str
    figure: str | None = None
    measured: float | None = None
    floor: float | None = None
    problem: str | None = None


def hash_file(path: Path) -> str:
    """Hex SHA-256 of the file's bytes; raises GoldError if it cannot be read."""
    return hashlib.sha256(read_file(path)).hexdigest()


def read_floors(path: Path) -> Floors:
    """Read floors.json; raises GoldError with one line on what is wrong."""
    try:
        return Floors.model_validate(parse_object(read_file(path)))
    except ValidationError as error:
        raise GoldError(f"{path}: {'; '.join(describe_invalid(error))}") from error
    except ValueError as error:
        raise GoldError(f"{path}: {error}") from error


def write_floors(floors: Floors, path: Path) -> None:
    """Write floors.json with sorted keys; raises OutputError, then the old file is as before."""
    text = json.dumps(floors.model_dump(), ensure_ascii=False, indent=2, sort_keys=True)
    write_atomically(f"{text}\n", path)


def check_gate(floors: Floors, scored: Sequence[ScoredFile]) -> list[Check]:
    """All that the gate asks, by file and figure: files with floors first, then what was scored without any.

    A check fails for a figure below its floor, a floor without a figure, and a gold file that changed since it
    was measured, was not scored, or has no floors.
    """
    by_name = {file.name: file for file in scored}
    known = [check for name, file in sorted(floors.files.items()) for check in _check_file(name, file, by_name)]
    extra = sorted(by_name.keys() - floors.files.keys())
    return known + [Check(name, problem="was scored but has no floors") for name in extra]


def problems(checks: Iterable[Check]) -> list[str]:
    """What holds the gate shut, a line each; empty when it opens."""
    return [f"{check.file}: {check.problem}" for check in checks if check.problem is not None]


def _check_file(name: str, known: FileFloors, scored: Mapping[str, ScoredFile]) -> Iterator[Check]:
    file = scored.get(name)
    if file is None:
        yield Check(name, problem="has floors but was not scored")
        return
    changed = file.sha256 != known.sha256
    yield Check(name, problem="changed since its floors were measured; measure them again" if changed else None)
    for figure, floor in sorted(known.floors.items()):
        measured = file.figures.get(figure)
        below = measured is None or measured < floor
        told = f"{figure} is {show_figure(measured)}, its floor is {show_figure(floor)}"
        yield Check(name, figure, measured, floor, problem=told if below else None)


def update_floors(floors: Floors, scored: Sequence[ScoredFile], *, allow_lower: bool = False) -> Floors:
    """Raise every floor of the scored files to the measured figure, rounded down to three decimals.

    A file without floors gets one for each figure there is; a file that was not scored keeps its floors.
    Raises GoldError, a line for each floor that would sink or vanish, unless `allow_lower`.
    """
    files = dict(floors.files)
    lowered: list[str] = []
    for file in scored:
        measured = {name: _round_down(value) for name, value in file.figures.items() if value is not None}
        known = files.get(file.name)
        if known is not None:
            lowered += _lowered(file.name, known.floors, measured)
            measured = {name: value for name, value in measured.items() if name in known.floors}
        files[file.name] = FileFloors(sha256=file.sha256, floors=measured)
    if lowered and not allow_lower:
        raise GoldError("\n".join(sorted(lowered)))
    return Floors(files=files)


def _lowered(name: str, floors: Mapping[str, float], measured: Mapping[str, float]) -> Iterable[str]:
    for figure, floor in floors.items():
        value = measured.get(figure)
        if value is None or value < floor:
            yield f"{name}: {figure} is {show_figure(value)}, which would lower its floor of {show_figure(floor)}"


def _round_down(value: float, step: str = "0.001") -> float:
    # Decimal, because 0.29 * 100 is 28.999...
    return float(Decimal(repr(value)).quantize(Decimal(step), ROUND_FLOOR))


def show_figure(figure: float | None) -> str:
    """Four decimals, rounded down, so that what is below a floor never looks equal to it; ``-`` for none."""
    return "-" if figure is None else str(_round_down(figure, "0.0001"))

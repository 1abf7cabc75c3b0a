"""Every error that this package raises on purpose: one base class, one clear line each."""

from __future__ import annotations

from collections.abc import Sequence


class ExtractError(Exception):
    """Base of all errors raised on purpose; ``str(error)`` is one line fit for a terminal."""


class InputError(ExtractError):
    """A document could not be read: missing, empty, not UTF-8, broken JSONL, no text."""


class MissingExtraError(InputError):
    """A package that is not installed is needed; the line names the extra that brings it."""


class EngineError(ExtractError):
    """An engine such as Spark could not start, or gave the work up."""


class OutputError(ExtractError):
    """The output cannot be written."""


class ResumeError(ExtractError):
    """An unfinished run cannot be gone on with."""


class WorkerError(ExtractError):
    """Worker processes cannot be started."""


class GoldError(ExtractError):
    """Gold that contradicts itself or its text."""


class RuleError(ExtractError):
    """One or more broken rules; `problems` holds one ``file:line: ...`` line for each."""

    def __init__(self, problems: Sequence[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(self.problems))

    def __reduce__(self) -> tuple[type[RuleError], tuple[tuple[str, ...]]]:
        return type(self), (self.problems,)  # a worker process sends its errors on

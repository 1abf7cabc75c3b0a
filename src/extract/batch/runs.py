"""The loop of a run: lines that an unfinished run has left, then new ones, each written, counted and told."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass, field
from itertools import chain
from typing import Protocol

from extract.batch.making import Item, Making
from extract.schema import Article, Extraction
from extract.writers import Line


class Writer(Protocol):
    """Where a run's lines go."""

    @property
    def changed(self) -> bool:
        """Whether what an unfinished run has left was made of other inputs from some record on."""
        ...

    def again(self, item: Item) -> Line | None:
        """The line that an unfinished run has left for its next input, if that was `item`."""
        ...

    def write(self, item: Item, line: Line) -> None:
        """Append the line of an input."""
        ...


class Progress(Protocol):
    """Who is told how a run goes on."""

    def advance(self, line: Line) -> None:
        """A line has been written."""
        ...

    def note(self, text: str) -> None:
        """Something worth a line of its own."""
        ...


@dataclass(slots=True)
class RunSummary:
    """Counts over a run, and its first Extractions (at most `keep`) to show."""

    keep: int = 0
    articles: int = 0
    failed: int = 0
    mentions: int = 0
    commitments: int = 0
    stances: int = 0
    foreign: int = 0
    shown: list[Extraction] = field(default_factory=list)

    def add(self, item: Item, line: Line) -> None:
        """Count one line."""
        if line.error is not None:
            self.failed += 1
            return
        self.articles += 1
        self.mentions += line.mentions
        self.commitments += line.commitments
        self.stances += line.stances
        self.foreign += line.foreign
        text = item.text if isinstance(item, Article) else line.text
        if len(self.shown) < self.keep and text is not None:
            self.shown.append(line.extraction.model_copy(update={"text": text}))


def run(
    items: Iterable[Item],
    make: Callable[[Iterable[Item]], Making],
    writer: Writer,
    progress: Progress,
    *,
    keep: int = 0,
) -> RunSummary:
    """Make the line of each item and write it, in order; `progress` gets each once it is written.

    What an unfinished run has left is not made again. The summary keeps the first `keep` Extractions. Raises what
    reading, making and writing raise, such as OutputError.
    """
    summary = RunSummary(keep)
    rest = iter(items)
    for item in rest:
        line = writer.again(item)
        if line is None:
            rest = chain([item], rest)
            break
        summary.add(item, line)
        progress.advance(line)
    _tell_resumed(summary.articles + summary.failed, writer, progress)
    with closing(make(rest)) as made:  # so that an exception ends its processes at once
        for item, line in made:
            writer.write(item, line)
            summary.add(item, line)
            progress.advance(line)
    return summary


def _tell_resumed(records: int, writer: Writer, progress: Progress) -> None:
    if records or writer.changed:
        rest = "there the input has changed, so all else is done anew" if writer.changed else "the rest is done now"
        progress.note(f"records done before: {records:,}; {rest}")

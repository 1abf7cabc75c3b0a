"""A run over many articles: each is extracted and written; one that fails becomes an error record."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from time import perf_counter
from typing import Protocol

from extract.errors import ExtractError
from extract.schema import Article, ErrorRecord, Extraction


class Extractor(Protocol):
    """What a run needs of the pipeline."""

    def extract(self, article: Article) -> Extraction:
        """The Extraction of one Article, its text included."""
        ...


class Writer(Protocol):
    """Where a run's records go."""

    def write(self, record: Extraction | ErrorRecord) -> None:
        """Append one record."""
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

    def add(self, record: Extraction | ErrorRecord) -> None:
        """Count one record."""
        if isinstance(record, ErrorRecord):
            self.failed += 1
            return
        self.articles += 1
        self.mentions += len(record.mentions)
        self.commitments += len(record.commitments)
        self.stances += len(record.stances)
        self.foreign += record.language is not None
        if len(self.shown) < self.keep:
            self.shown.append(record)


def run(
    articles: Iterable[Article | ErrorRecord],
    pipeline: Extractor,
    writer: Writer,
    progress: Callable[[Extraction | ErrorRecord], None] | None = None,
    *,
    keep: int = 0,
) -> RunSummary:
    """Extract from each article in turn and write its record; `progress` gets each record once it is written.

    An exception that the pipeline raises for one article becomes an ErrorRecord, and the run goes on. The
    summary keeps the first `keep` Extractions. Raises what reading and writing raise, such as OutputError.
    """
    summary = RunSummary(keep)
    for item in articles:
        record = attempt(pipeline, item) if isinstance(item, Article) else item
        writer.write(record)
        summary.add(record)
        if progress is not None:
            progress(record)
    return summary


def attempt(pipeline: Extractor, article: Article) -> Extraction | ErrorRecord:
    """What the pipeline makes of an article, or an ErrorRecord that tells the exception in one line."""
    try:
        return pipeline.extract(article)
    except Exception as error:
        lines = str(error).splitlines() or [""]
        name = "" if isinstance(error, ExtractError) else f"{type(error).__name__}: "
        return ErrorRecord(id=article.id, source=article.source, error=(name + lines[0]).removesuffix(": "))


@dataclass(frozen=True, slots=True)
class Timed:
    """What the pipeline made of some texts, and how long it took."""

    extractions: tuple[Extraction, ...]
    errors: tuple[ErrorRecord, ...]
    words: int
    seconds: float


def extract_texts(records: Iterable[Extraction], pipeline: Extractor) -> Timed:
    """Extract anew from the texts that `records` (such as gold) hold; words are counted at white space."""
    articles = [Article(id=record.id, source=record.source, text=record.text or "") for record in records]
    start = perf_counter()
    made = [attempt(pipeline, article) for article in articles]
    seconds = perf_counter() - start
    return Timed(
        extractions=tuple(record for record in made if isinstance(record, Extraction)),
        errors=tuple(record for record in made if isinstance(record, ErrorRecord)),
        words=sum(len(article.text.split()) for article in articles),
        seconds=seconds,
    )

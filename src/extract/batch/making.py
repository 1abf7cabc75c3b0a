"""Articles to lines in one process, whether that is the only one or a worker: so the bytes are the same."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol, TypeAlias

from extract.cache import fingerprint
from extract.collector import keep_all
from extract.errors import ExtractError
from extract.extras import version_of
from extract.journal import digest
from extract.readers import Page, language_marker
from extract.rulefolders import rule_files
from extract.schema import Article, ErrorRecord, Extraction
from extract.writers import Line

Readable: TypeAlias = Article | Page
"""What a line is made of; the article of a page is part of the work."""
Item: TypeAlias = Readable | ErrorRecord
"""What is read: an article, a page with one, or what could not be read."""
Make: TypeAlias = Callable[[Readable], Line]
Making: TypeAlias = Generator[tuple[Item, Line], None, None]


_READING: Final = ("trafilatura", "htmldate", "lxml", "webencodings", "py3langid")  # what makes an article of a page


class Extractor(Protocol):
    """What a run needs of the pipeline."""

    def extract(self, article: Article) -> Extraction:
        """The Extraction of one Article, its text included."""
        ...


@dataclass(frozen=True)
class LineMaker:
    """Says how lines are made; a call loads the rules and gives the function that makes them.

    Worker processes are sent it, so that each loads the rules for itself.
    """

    rules: tuple[Path, ...] = ()
    expand_groups: bool = False
    with_text: bool = False
    check_language: bool = False

    def __call__(self) -> Make:
        """Load the rules; raises RuleError for broken ones, MissingExtraError without what `check_language` needs."""
        from extract.pipeline import Pipeline  # here, as a process whose workers do the work needs no spaCy

        pipeline = Pipeline(self.rules, expand_groups=self.expand_groups)
        mark = language_marker() if self.check_language else None
        keep_all()
        return line_maker(pipeline, with_text=self.with_text, mark=mark)

    def fingerprint(self) -> str:
        """A hash of all that a line depends on beside its article; raises RuleError for a folder that is not there."""
        versions = [version_of(package) for package in _READING]
        options = f"{self.expand_groups} {self.with_text} {self.check_language} {versions}\n"
        options += fingerprint(rule_files(self.rules))
        return digest(options.encode()).decode()


def line_maker(
    pipeline: Extractor, *, with_text: bool = False, mark: Callable[[Article], Article] | None = None
) -> Make:
    """Makes the line of an article or a page; whatever goes wrong, it is an error's line.

    `mark` tells an article's language.
    """

    def line(article: Article) -> Line:
        return Line.of(pipeline.extract(mark(article) if mark else article), with_text=with_text)

    def make(item: Readable) -> Line:
        try:
            if isinstance(item, Article):
                return line(item)
            article = item.article()
            return line(article)._replace(text=article.text) if isinstance(article, Article) else Line.of(article)
        except Exception as error:
            return Line.of(failed(item, _in_one_line(error)))

    return make


def attempt(pipeline: Extractor, article: Article) -> Extraction | ErrorRecord:
    """What the pipeline makes of an article, or an ErrorRecord that tells the exception in one line."""
    try:
        return pipeline.extract(article)
    except Exception as error:
        return failed(article, _in_one_line(error))


def failed(item: Readable, error: str) -> ErrorRecord:
    """The record of an article or page of which nothing could be made."""
    return ErrorRecord(id=item.id, source=item.source if isinstance(item, Article) else item.file, error=error)


def _in_one_line(error: Exception) -> str:
    lines = str(error).splitlines() or [""]
    name = "" if isinstance(error, ExtractError) else f"{type(error).__name__}: "
    return (name + lines[0]).removesuffix(": ")


def in_turn(items: Iterable[Item], maker: Callable[[], Make]) -> Making:
    """Each item with its line, made one after the other in this process."""
    make = maker()
    for item in items:
        yield item, Line.of(item) if isinstance(item, ErrorRecord) else make(item)

"""How long the pipeline takes for some texts, and what it makes of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from time import perf_counter

from extract.batch.making import Extractor, attempt
from extract.schema import Article, ErrorRecord, Extraction


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

"""Which articles are not English."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any, Final

from extract.extras import require
from extract.schema import Article

_ENGLISH: Final = {"en", "pcm", "sco"}  # and what is written so much like it that short texts look alike
_SAMPLE: Final = 1000  # characters: more changes no verdict and costs time
_LETTERS: Final = 80  # in fewer, names outweigh the words of the language
_SURE: Final = 0.95


def language_marker() -> Callable[[Article], Article]:
    """`mark_language`, its package loaded; raises MissingExtraError without that."""
    _identifier()
    return mark_language


def mark_language(article: Article) -> Article:
    """The article, with its language (ISO 639) where that is surely not English; short texts are never marked.

    Raises MissingExtraError without the package that knows languages.
    """
    sample = article.text[:_SAMPLE]
    if sum(map(str.isalpha, sample)) < _LETTERS:
        return article
    language, probability = _identifier().classify(sample)
    foreign = probability >= _SURE and language not in _ENGLISH
    return article.model_copy(update={"language": language}) if foreign else article


@lru_cache(maxsize=1)
def _identifier() -> Any:
    langid = require("py3langid.langid", "lang")
    return langid.LanguageIdentifier.from_model_file(langid.MODEL_FILE, norm_probs=True)

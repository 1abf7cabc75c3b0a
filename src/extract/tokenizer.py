"""spaCy's English tokenizer with the splits that names need."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from spacy.language import Language
from spacy.tokenizer import Tokenizer
from spacy.util import compile_infix_regex

_INFIXES: Final = (
    r"(?<=[A-Z]\.)-(?=[^\W\d_])",  # U.S.-based, U.S.-China
    r"(?<=[^\W_])[–—/](?=[^\W_])",
    r"(?<=[^\W_])-(?=[A-Z])",
    # (“MOU”)—a pact; a pact—“the best” (so far)—failed
    r"(?<=[^\W_])[”’\")\]](?=[”’\")\]]*[–—])",
    r"(?<=[”’\")\]])[”’\")\]](?=[–—])",
    r"(?<=[”’\")\]])[–—](?=[^\W_])",
    r"(?<=[^\W_])[–—](?=[“‘\"(\[])",
    r"(?<=[–—])[“‘\"(\[](?=[^\W_])",
    r"(?<=[a-z])\.(?=[A-Z][a-z]{2})",  # a lost space between sentences
    r"(?<=[a-z])\)(?=[a-z]{2})",  # and behind a bracket
)
_BRACKETS: Final = frozenset("()[]{}")
_CACHE_SIZE: Final = 200_000  # chunks; an article has a few hundred different ones


def adapt_tokenizer(nlp: Language, whole: Iterable[str] = ()) -> None:
    """Teach the tokenizer of a blank English pipeline our splits, and forms to keep whole."""
    tokenizer = nlp.tokenizer
    assert isinstance(tokenizer, Tokenizer)
    infixes = [*(nlp.Defaults.infixes or ()), *_INFIXES]
    tokenizer.infix_finditer = compile_infix_regex(infixes).finditer
    # spaCy keeps smileys whole, and so the "):" and "8)" of plain prose.
    tokenizer.rules = {form: cut for form, cut in (tokenizer.rules or {}).items() if not _BRACKETS & {*form}}
    for form in whole:
        tokenizer.add_special_case(form, [{"ORTH": form}])
    tokenizer.max_cache_size = _CACHE_SIZE

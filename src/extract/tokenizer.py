"""spaCy's English tokenizer with the splits that names need."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from spacy.lang.en import English
from spacy.language import Language
from spacy.tokenizer import Tokenizer
from spacy.util import compile_infix_regex
from spacy.vocab import create_vocab

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


def cut(name: str, tokenizer: Tokenizer) -> list[str]:
    """The tokens of a name as texts have them; words of nothing but letters are tokens unless a rule cuts them."""
    words = name.split(" ")
    if all(word.isalpha() and word not in tokenizer.rules for word in words):
        return words
    return [token.text for token in tokenizer(name)]


def renewed(tokenizer: Tokenizer) -> Tokenizer:
    """The same English tokenizer with a vocabulary that has met no text.

    A vocabulary keeps every word that it meets. spaCy's memory zones free words, too, but in them its tokenizer caches
    nothing and is slower by a third.
    """
    return Tokenizer(
        create_vocab("en", English.Defaults),
        rules=tokenizer.rules,
        prefix_search=tokenizer.prefix_search,
        suffix_search=tokenizer.suffix_search,
        infix_finditer=tokenizer.infix_finditer,
        token_match=tokenizer.token_match,
        url_match=tokenizer.url_match,
        max_cache_size=tokenizer.max_cache_size,
    )

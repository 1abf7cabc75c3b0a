"""spaCy's English tokenizer with the splits that names need."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from spacy.lang.en import English
from spacy.language import Language
from spacy.tokenizer import Tokenizer
from spacy.tokens import Doc
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
_MAX_WORDS: Final = 100_000  # of a vocabulary, and chunks: about 60 MB


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


class TextTokenizer:
    """A tokenizer of our own for any number of texts: fast, and bounded in memory.

    spaCy's keeps how it cut up a chunk between white space, but not in a text in which a special case came before; so
    each chunk is cut up once by itself before its text is. Its vocabulary keeps every word that it meets, and so begins
    anew from time to time; memory zones free words, too, but in them the tokenizer keeps no chunks.
    """

    def __init__(self, tokenizer: Tokenizer) -> None:
        self._tokenizer = tokenizer
        self._known: set[str] = set()

    def __call__(self, text: str) -> Doc:
        """The tokens of a text."""
        if max(len(self._tokenizer.vocab), len(self._known)) > _MAX_WORDS:
            self._tokenizer = _renewed(self._tokenizer)
            self._known = set()
        new = set(text.split()).difference(self._known)
        for chunk in new:
            self._tokenizer(chunk)
        self._known |= new
        doc: Doc = self._tokenizer(text)
        return doc


def _renewed(tokenizer: Tokenizer) -> Tokenizer:
    """The same English tokenizer with a vocabulary that has met no text."""
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

"""spaCy's English tokenizer with the splits that names need."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from spacy.lang.en import English
from spacy.tokenizer import Tokenizer
from spacy.tokens import Doc
from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex
from spacy.vocab import Vocab, create_vocab

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


def english_tokenizer(vocab: Vocab, whole: Iterable[str] = ()) -> Tokenizer:
    """spaCy's English tokenizer with our splits, and forms to keep whole."""
    defaults = English.Defaults
    # spaCy keeps smileys whole, and so the "):" and "8)" of plain prose.
    kept = {form: parts for form, parts in defaults.tokenizer_exceptions.items() if not _BRACKETS & {*form}}
    return Tokenizer(
        vocab,
        rules=kept | {form: [{"ORTH": form}] for form in whole},
        prefix_search=compile_prefix_regex(defaults.prefixes or ()).search,
        suffix_search=compile_suffix_regex(defaults.suffixes or ()).search,
        infix_finditer=compile_infix_regex([*(defaults.infixes or ()), *_INFIXES]).finditer,
        token_match=defaults.token_match,
        url_match=defaults.url_match,
        max_cache_size=_CACHE_SIZE,
    )


def new_vocabulary() -> Vocab:
    """An English vocabulary that has met no text."""
    return create_vocab("en", English.Defaults)


def cut(name: str, tokenizer: Tokenizer) -> list[str]:
    """The tokens of a name as texts have them; words of nothing but letters are tokens unless a rule cuts them."""
    words = name.split(" ")
    if all(word.isalpha() and word not in tokenizer.rules for word in words):
        return words
    return [token.text for token in tokenizer(name)]


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
        new_vocabulary(),
        rules=tokenizer.rules,
        prefix_search=tokenizer.prefix_search,
        suffix_search=tokenizer.suffix_search,
        infix_finditer=tokenizer.infix_finditer,
        token_match=tokenizer.token_match,
        url_match=tokenizer.url_match,
        max_cache_size=tokenizer.max_cache_size,
    )

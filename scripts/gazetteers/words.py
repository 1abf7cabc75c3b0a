"""Which lower-case words are common English, so that a capitalised name spelled alike deserves a doubt."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from english_words import get_english_words_set

from .entries import data_lines

_FREQUENCIES = "frequency_dictionary_en_82_765.txt"
_ENDINGS = ("s", "es", "ed", "d", "ing", "er", "ers")


@cache
def ranks() -> dict[str, int]:
    """Return each word's rank by frequency in books, most frequent first."""
    text = (files("symspellpy") / _FREQUENCIES).read_text(encoding="utf-8-sig")
    words = [line.split()[0] for line in text.splitlines() if line.strip()]
    return {word: rank for rank, word in enumerate(words)}


@cache
def _dictionary() -> frozenset[str]:
    """Return the words that Webster's Second prints in lower case: names stand there with a capital."""
    return frozenset(word for word in get_english_words_set(["web2"]) if word.islower())


@cache
def _listed(section: str) -> frozenset[str]:
    wanted: set[str] = set()
    current = ""
    for line in data_lines("words.txt"):
        if line.startswith("["):
            current = line.strip("[]")
        elif current == section:
            wanted.update(line.split())
    return frozenset(wanted)


def is_never_name(word: str) -> bool:
    """Tell whether a name list's entry is a function word or the like."""
    return word.lower() in _listed("never")


def in_dictionary(word: str) -> bool:
    """Tell whether a lower-case word, or what it is derived from, is in the dictionary."""
    stems = (word[: -len(end)] for end in _ENDINGS if word.endswith(end) and len(word) > len(end) + 2)
    return word in _dictionary() or any(stem in _dictionary() for stem in stems)


@cache
def is_common(word: str, limit: int = 12_000) -> bool:
    """Tell whether the lower-case form of a name is a common English word."""
    word = word.lower()
    if word in _listed("words"):
        return True
    if word in _listed("names"):
        return False
    return ranks().get(word, limit) < limit and in_dictionary(word)


def common_word_lines() -> list[str]:
    """Return the common words themselves, in the form of the name lists: a word, a tab and a dash."""
    return [f"{word}\t-" for word in sorted(ranks()) if len(word) > 2 and word.isalpha() and is_common(word)]

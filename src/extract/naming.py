"""How an article calls an instrument once it is named: by a noun of its name, as in "the pact"."""

from __future__ import annotations

from extract.lexicon import Lexicon


def is_called(lexicon: Lexicon, noun: str, name: str) -> bool:
    """Whether a noun, in lower case, is part of a name, or for a memorandum, as "the MOU", another word for one is."""
    words = [word.casefold().strip('()“”"') for word in name.split()]
    if lexicon.has(noun, "instrument.memorandum"):
        return any(lexicon.has(word, "instrument.memorandum") for word in words)
    return lexicon.has(noun, "instrument.specific") and any(noun.rstrip("s") in word for word in words)

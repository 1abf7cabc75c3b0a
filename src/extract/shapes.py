"""The shape of a token: lower case, capitalised, all capitals, a number, a mark of punctuation."""

from __future__ import annotations

import re
from typing import Final

_WORDS: Final = ("lower", "lower.ed", "lower.ing", "lower.ly", "lower.s", "cap", "mixed", "initial", "num", "other")
_CAPITALS: Final = ("upper", "upper.digit", "upper.dotted")

_MARKS: Final = {
    "comma": ",",
    "period": ". ! ? … ...",
    "colon": ":",
    "semicolon": ";",
    "quote": "\" “ ” ‘ ’ ' '' `` « »",
    "lpar": "( [",
    "rpar": ") ]",
    "dash": "– — -- ---",
    "hyphen": "-",
    "poss": "'s ’s 'S ’S",
}
SHAPES: Final = (*_WORDS, *_CAPITALS, *_MARKS, "newline")
_PUNCTUATION: Final = {mark: name for name, marks in _MARKS.items() for mark in marks.split()}
_ENDINGS: Final = ("ed", "ing", "ly", "s")
_DOTTED: Final = re.compile(r"(?:[^\W\d_]\.){2,4}")
_INITIAL: Final = re.compile(r"[^\W\d_]\.?(?:-?[^\W\d_]\.)*")


def shape(word: str) -> str:
    """The shape class of a token, one of `SHAPES`."""
    if (mark := _PUNCTUATION.get(word)) is not None:
        return mark
    first = word[0]
    if first.isspace():
        return "newline" if "\n" in word else "other"
    if first.isdigit() or (len(word) > 1 and not first.isalpha() and word[1].isdigit()):
        return "num"
    if not first.isalpha():
        return "other"
    if first.isupper():
        if len(word) <= 2 and _INITIAL.fullmatch(word):
            return "initial"
        if any(c.islower() for c in word):
            return "cap"
        if _DOTTED.fullmatch(word):
            return "upper.dotted"
        return "upper.digit" if any(c.isdigit() or c in "$€£¥" for c in word) else "upper"
    if any(c.isupper() for c in word):
        return "mixed"
    return next((f"lower.{ending}" for ending in _ENDINGS if len(word) > 4 and word.endswith(ending)), "lower")


def shapes(word: str) -> set[str]:
    """The shapes of a word in lower case as it stands, capitalised and in capitals."""
    if word.isalpha() and len(word) > 2:
        return {shape(word), "cap", "upper"}
    return {shape(word), shape(word.capitalize()), shape(word.upper())}

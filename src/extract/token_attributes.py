"""Names by token attributes, in spaCy's Matcher form: which attributes a rule may use, with which values."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

_NEEDS_COMPONENTS: Final = {"LEMMA", "POS", "TAG", "DEP", "MORPH", "ENT_TYPE", "ENT_IOB", "ENT_ID", "ENT_KB_ID", "_"}
_ATTRIBUTES: Final = {
    *("ORTH", "TEXT", "LOWER", "NORM", "SHAPE", "PREFIX", "SUFFIX", "LENGTH", "OP", "SPACY", "IS_ALPHA", "IS_ASCII"),
    *("IS_DIGIT", "IS_LOWER", "IS_UPPER", "IS_TITLE", "IS_PUNCT", "IS_SPACE", "IS_STOP", "LIKE_NUM", "LIKE_URL"),
    *("LIKE_EMAIL", "IS_SENT_START", "IS_CURRENCY", "IS_QUOTE", "IS_BRACKET"),
}
_MOST: Final = 100  # repetitions of a token
_OPERATOR: Final = re.compile(r"[!?*+]|\{\d*,?\d*\}")

TokenAttributes = dict[str, Any]


def check_attributes(tokens: Sequence[TokenAttributes]) -> None:
    """Raises ValueError for attributes and values that a blank pipeline has not, and for repetitions without bounds."""
    used = {str(key).upper() for token in tokens for key in token} & _NEEDS_COMPONENTS
    if used:
        raise ValueError(f"{', '.join(sorted(used))} need components that a blank pipeline lacks")
    for token in tokens:
        _check_token(token)
    if sum(str(token.get("OP", "")) not in {"", "1", "!", "?"} for token in tokens) > 1:
        raise ValueError("more than one OP that repeats: a text has too many ways to match")


def regexes(tokens: Sequence[TokenAttributes]) -> Iterator[str]:
    """The regular expressions over the letters of a token."""
    for token in tokens:
        yield from (value["REGEX"] for value in token.values() if isinstance(value, Mapping) and "REGEX" in value)


def _check_token(token: TokenAttributes) -> None:
    for key, value in token.items():
        name = str(key).upper()
        if name not in _ATTRIBUTES:
            raise ValueError(f"unknown token attribute {key}; allowed are {', '.join(sorted(_ATTRIBUTES))}")
        if name == "OP":
            _check_operator(value)
        if not isinstance(value, (dict, _type_of(name))):
            raise ValueError(f"{key} cannot be {value!r}")
        if isinstance(value, dict) and "REGEX" in value:
            _check_regex(value["REGEX"])


def _check_operator(value: Any) -> None:
    if not (isinstance(value, str) and _OPERATOR.fullmatch(value)):
        raise ValueError(f"unknown operator {value!r}; allowed are ! ? * + and {{n,m}}")
    if any(int(n) > _MOST for n in re.findall(r"\d{1,9}", value)):
        raise ValueError(f"found {value[:60]}, allowed are at most {_MOST} repetitions")


def _type_of(attribute: str) -> type:
    if attribute == "LENGTH":
        return int
    return bool if attribute.startswith(("IS_", "LIKE_", "SPACY")) else str


def _check_regex(pattern: Any) -> None:
    try:
        re.compile(pattern)
    except (re.error, TypeError, OverflowError, RecursionError) as error:
        raise ValueError(f"REGEX {pattern!r} does not compile: {error}") from None

"""How large a pattern may be: what is beyond would take the compiler, or the matching, without end."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

_DEPTH: Final = 50  # brackets in brackets
_REPEAT: Final = 1_000
_OPTIONAL: Final = 16  # each may double the ways to match
_SHOWN: Final = 300


def beyond_limits(tokens: Sequence[re.Match[str]]) -> str | None:
    """What is too large in a pattern, given as its signs: brackets, counts, or how much of it in a row is optional."""
    depth = optional = 0
    for token, following in pairwise([*tokens, None]):
        assert token is not None
        depth += (token.lastgroup in {"open", "group", "look"}) - (token.lastgroup in {"close", "end"})
        if depth > _DEPTH:
            return f"brackets are {depth} deep, allowed are {_DEPTH}"
        if token.lastgroup == "repeat":
            if any(int(n) > _REPEAT for n in re.findall(r"\d{1,9}", token.group())):
                return f"found {shortened(token.group())}, allowed are at most {_REPEAT:,} repetitions"
            optional += token.group() in {"?", "*"} or token.group().startswith(("{0", "{,"))
        elif following is None or following.lastgroup != "repeat":
            optional = 0
        if optional > _OPTIONAL:
            return f"has {optional} optional parts in a row, allowed are {_OPTIONAL}"
    return None


def shortened(text: str) -> str:
    """A pattern as a message can show it."""
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}..."

"""Tokens of spaCy's English tokenizer, cut once more where a span begins or ends inside one."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from spacy.language import Language
from spacy.util import get_lang_class

from extract.formats.standoff import Span


class Token(NamedTuple):
    """A token's place in code points, and whether one space follows that is no token of its own."""

    start: int
    end: int
    space: bool


def align(text: str, spans: Iterable[Span]) -> list[Token]:
    """Tokens that cover the text, so that every span starts where one starts and ends where one ends."""
    starts = {span.start for span in spans}
    ends = {span.end for span in spans}
    cuts = {0, len(text)} | starts | ends
    for token in _english().make_doc(text):
        cuts |= {token.idx, token.idx + len(token)}
    ordered = sorted(cuts)
    tokens: list[Token] = []
    for start, end in pairwise(ordered):
        is_loose = text[start:end] == " " and start not in starts and end not in ends
        if is_loose and tokens and not tokens[-1].space:
            tokens[-1] = tokens[-1]._replace(space=True)
        else:
            tokens.append(Token(start, end, False))
    return tokens


@cache
def _english() -> Language:
    return get_lang_class("en")()

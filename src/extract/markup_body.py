"""The brackets of a marked-up article: plain text and tags to markup, and back."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

_SPECIAL = re.compile(r"[\[\]\\]")
_TOKEN = re.compile(
    r"""
    \\ (?P<escaped> .? )
    | (?P<open> \[ ) (?: \^ (?P<opened> [0-9]+ ) : )?
    | \] (?: \^ (?P<closed> [0-9]+ ) )? (?: \{ (?P<label> (?: [^{}"] | "(?:[^"\\]|\\.)*" )* ) \} )?
    """,
    re.DOTALL | re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Tag:
    """A span of the plain text with what its braces hold; `position` is where in the file it was closed."""

    start: int
    end: int
    label: str
    position: int = 0


class _Bracket(NamedTuple):
    """An open bracket: its number if it has one, the offset in the text, the position in the file."""

    number: str | None
    offset: int
    position: int


@dataclass(slots=True)
class Body:
    """The plain text and its tags; `problems` are pairs of a position in the file and a message."""

    text: str = ""
    tags: list[Tag] = field(default_factory=list)
    problems: list[tuple[int, str]] = field(default_factory=list)
    anchors: list[tuple[int, int]] = field(default_factory=list)  # offset in the text, position in the file

    def position(self, offset: int) -> int:
        """Where in the file the offset of the plain text stands."""
        start, position = self.anchors[bisect_right(self.anchors, offset, key=lambda anchor: anchor[0]) - 1]
        return position + offset - start


def write_body(text: str, tags: Iterable[Tag]) -> str:
    """Put the tags' brackets into the text; where two tags cross, both get numbers."""
    ordered = sorted(tags, key=lambda tag: (tag.start, -tag.end))  # from outer to inner
    numbers = _number_crossing(ordered)
    opening: dict[int, str] = {}
    closing: dict[int, str] = {}
    for index, tag in enumerate(ordered):
        bracket = f"[^{numbers[index]}:" if index in numbers else "["
        opening[tag.start] = opening.get(tag.start, "") + bracket
    for index, tag in reversed(list(enumerate(ordered))):
        bracket = f"]^{numbers[index]}" if index in numbers else "]"
        closing[tag.end] = f"{closing.get(tag.end, '')}{bracket}{{{tag.label}}}"
    pieces = []
    position = 0
    for offset in sorted(opening.keys() | closing.keys() | {len(text)}):
        literal = _SPECIAL.sub(r"\\\g<0>", text[position:offset])
        # After a bracket, a caret of the text could read as the start of a number.
        pieces.append(f"\\{literal}" if literal.startswith("^") and position in opening else literal)
        pieces += [closing.get(offset, ""), opening.get(offset, "")]
        position = offset
    return "".join(pieces)


def read_body(source: str, start: int, end: int) -> Body:
    """Take the markup of `source[start:end]` apart; tags come in the order in which they close."""
    body = Body()
    pieces: list[str] = []
    length = 0
    open_brackets: list[_Bracket] = []
    position = start
    for token in _TOKEN.finditer(source, start, end):
        body.anchors.append((length, position))
        literal = source[position : token.start()]
        position = token.end()
        if token["escaped"] is not None:
            body.anchors.append((length + len(literal), token.start("escaped")))
            literal += token["escaped"]
            if token["escaped"] not in ("[", "]", "\\", "^"):
                found = f"lone backslash before {token['escaped']!r}"
                body.problems.append((token.start(), f"{found}, allowed are \\[ \\] \\\\ \\^"))
        pieces.append(literal)
        length += len(literal)
        if token["open"]:
            body.problems += _check_number(token, open_brackets)
            open_brackets.append(_Bracket(token["opened"], length, token.start()))
        elif token["escaped"] is None:
            _close(body, token, length, open_brackets)
    body.anchors.append((length, position))
    body.text = "".join([*pieces, source[position:end]])
    for bracket in open_brackets:
        found = f"unclosed [ before {source[bracket.position + 1 : min(end, bracket.position + 31)]!r}"
        body.problems.append((bracket.position, f"{found}, allowed is [text]{{LABEL}} or \\["))
    return body


def _close(body: Body, token: re.Match[str], offset: int, open_brackets: list[_Bracket]) -> None:
    number, place = token["closed"], token.start()
    bracket = "]" if number is None else f"]^{number}"
    before = token.string[max(0, place - 30) : place].rpartition("\n")[2]
    newest_first = range(len(open_brackets) - 1, -1, -1)
    index = next((i for i in newest_first if open_brackets[i].number == number), None)
    if index is None:
        body.problems.append((place, f"{bracket} after {before!r} has no [, allowed is \\] for a bracket"))
        return
    start = open_brackets.pop(index).offset
    if token["label"] is None:
        wrong = "a broken label" if token.string.startswith("{", token.end()) else "no label"
        found = f"{bracket} after {before!r} has {wrong}"
        body.problems.append((place, f'{found}, allowed is [text]{{LABEL name="value"}}'))
    elif start == offset:
        body.problems.append((place, f"empty span {{{token['label']}}}, allowed is a span with text"))
    else:
        body.tags.append(Tag(start, offset, token["label"], place))


def _check_number(token: re.Match[str], open_brackets: list[_Bracket]) -> list[tuple[int, str]]:
    number = token["opened"]
    if number is None or all(number != bracket.number for bracket in open_brackets):
        return []
    return [(token.start(), f"number {number} is open already, allowed is another number")]


def _number_crossing(ordered: list[Tag]) -> dict[int, int]:
    """Numbers from 1, in the order of opening, for the indices of the tags that cross another."""
    crossing: set[int] = set()
    still_open: list[int] = []
    for index, tag in enumerate(ordered):
        still_open = [other for other in still_open if ordered[other].end > tag.start]
        crossed = [other for other in still_open if ordered[other].end < tag.end]
        crossing.update([*crossed, index] if crossed else [])
        still_open.append(index)
    return {index: number for number, index in enumerate(sorted(crossing), start=1)}

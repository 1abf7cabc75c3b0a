"""Highlights over a text as one stream of openings, texts and closings, nested right whatever they overlap."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush


@dataclass(frozen=True, slots=True)
class Highlight:
    """A stretch of a text, in code points, end exclusive, not empty.

    `layer` says what it is, in names of CSS classes; `details` are what there is to say of it, a line each; `anchor`
    is what links on the page name it by.
    """

    start: int
    end: int
    layer: str
    details: tuple[str, ...]
    anchor: str | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a highlight opens; the pieces of one highlight share `number`, and one of them is the `first`."""

    highlight: Highlight
    number: int
    first: bool


Stream = Iterator[Piece | str | None]


def layered(text: str, highlights: Sequence[Highlight]) -> Stream:
    """The text cut at the highlights: a `Piece` opens, None closes the innermost open one, the rest is text.

    The strings join to the text, and those inside the pieces of a highlight to the highlight's text. A highlight
    that reaches beyond the one it begins in is cut there and goes on behind it. Of equal ranges the first is
    outermost. The highlights lie inside the text.
    """
    waiting = [(span.start, -span.end, number, True) for number, span in enumerate(highlights)]
    heapify(waiting)
    ends: list[int] = []
    at = 0
    while waiting or ends:
        if ends and (not waiting or ends[-1] <= waiting[0][0]):
            yield text[at : ends[-1]]
            yield None
            at = ends.pop()
            continue
        start, minus_end, number, first = heappop(waiting)
        yield text[at:start]
        yield Piece(highlights[number], number, first)
        at, end = start, -minus_end
        if ends and ends[-1] < end:
            heappush(waiting, (ends[-1], minus_end, number, False))
            end = ends[-1]
        ends.append(end)
    yield text[at:]

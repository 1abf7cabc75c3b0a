"""The sentence that a span stands in, cut for display."""

from __future__ import annotations

import re

# A full stop before a capital ends a sentence, unless a capital is among the two characters before it: Mr. X.
_BOUNDARY = re.compile(r"[\n\r\v\f\x85\u2028\u2029]+\s*|(?<=[^\WA-Z][^\WA-Z])[.!?][\"'”’)\]]*\s+(?=[\"'“‘(\[]*[A-Z])")


def sentence_around(text: str, start: int, end: int, limit: int = 300) -> tuple[str, str, str]:
    """What stands before the span in its sentence, the span itself, and what stands after it.

    `start` and `end` are code points. About `limit` code points in all at most; cuts show as ``...``.
    """
    room = limit - (end - start)
    if room < 0:
        half = limit // 2
        return "", f"{text[start : start + half]} ... {text[end - half : end]}", ""
    first, last = max(0, start - limit), min(len(text), end + limit)
    for found in _BOUNDARY.finditer(text, first, last):
        if found.end() <= start:
            first = found.end()
        elif found.start() >= end:
            last = found.end()
            break
    before, after = text[first:start].lstrip(), text[end:last].rstrip()
    keep = max(room // 2, room - len(after))
    if len(before) > keep:
        before = "... " + before[len(before) - keep :].partition(" ")[2]
    keep = room - len(before)
    if len(after) > keep:
        after = after[: max(0, keep)].rpartition(" ")[0] + " ..."
    return before, text[start:end], after

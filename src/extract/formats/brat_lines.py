r"""The lines of brat's ``.ann`` files: spans (``T1``), relations (``R1``), attributes (``A1``) and notes (``#1``).

No line can hold a line end. A span that runs over one is in fragments that leave it out, as brat itself writes it,
and their texts are joined by a space.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any, Final

from extract.formats.losses import Losses
from extract.formats.standoff import ATTRIBUTES, Relation, Span, Standoff

NATIVE: Final = ("polarity", "bound")
"""The attributes that brat shows as such; the others are a note."""
_NOTE: Final = "AnnotatorNotes"
_LINE_ENDS: Final = re.compile("[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
_TEXT_BOUND: Final = re.compile(r"(T\S+)\t(\S+) ([0-9]{1,9} [0-9]{1,9}(?:;[0-9]{1,9} [0-9]{1,9})*)\t(.*)", re.DOTALL)
_RELATION: Final = re.compile(r"R\S+\t(\S+) [^\s:]+:(\S+) [^\s:]+:(\S+)\s*")
_ATTRIBUTE: Final = re.compile(r"[AM]\S+\t(\S+) (\S+)(?: (\S+))?\s*")
_COMMENT: Final = re.compile(r"#\S*\t(\S+) (\S+)\t(.*)", re.DOTALL)


class AnnReader:
    """Reads one ``.ann`` file; `spans` and `relations` are what it says of the text."""

    def __init__(self, content: str, text: str, file: str, losses: Losses) -> None:
        self.relations: list[Relation] = []
        self._text = text
        self._losses = losses
        self._spans: list[tuple[str, str, int, int]] = []
        self._attributes: dict[str, dict[str, Any]] = defaultdict(dict)
        for number, line in enumerate(content.split("\n"), start=1):
            if line.strip() and not self._read(line.rstrip("\r")):
                losses.add_broken(f"{file}:{number}", [f"found {line!r:.60}, allowed are the lines of brat's standoff"])

    @property
    def spans(self) -> list[Span]:
        return [Span(name, start, end, label, self._attributes[name]) for name, label, start, end in self._spans]

    def _read(self, line: str) -> bool:
        """Take in one line; whether it is as it should be."""
        if found := _TEXT_BOUND.fullmatch(line):
            return self._read_span(*found.groups())
        if found := _RELATION.fullmatch(line):
            self.relations.append(Relation(*found.groups()))
            return True
        if found := _ATTRIBUTE.fullmatch(line):
            name, span, value = found.groups()
            return self._read_attributes(span, {name: value}, "attribute")
        if found := _COMMENT.fullmatch(line):
            kind, span, note = found.groups()
            return self._read_attributes(span, _parse(note) if kind == _NOTE else {}, "note")
        if line[0] in "EN*":
            self._losses.add_left("event, normalization or equivalence")
            return True
        return False

    def _read_span(self, name: str, label: str, places: str, shown: str) -> bool:
        fragments = [(int(start), int(end)) for start, end in (place.split(" ") for place in places.split(";"))]
        if " ".join(self._text[start:end] for start, end in fragments) != shown:
            return False
        start, end = fragments[0][0], fragments[-1][1]
        gaps = [self._text[a[1] : b[0]] for a, b in pairwise(fragments)]
        self._losses.add_left("gap in a span", any(not _LINE_ENDS.fullmatch(gap) for gap in gaps))
        self._spans.append((name, label, start, end))
        return True

    def _read_attributes(self, span: str, said: dict[str, Any], what: str) -> bool:
        known = {name: value for name, value in said.items() if name in ATTRIBUTES}
        self._attributes[span] |= known
        self._losses.add_left(f"{what} that says nothing of ours", not known)
        return True


def write_ann(article: Standoff, losses: Losses) -> str:
    """The lines of the article's ``.ann`` file."""
    lines: list[str] = []
    ids: dict[str, str] = {}
    native: list[tuple[str, str, str]] = []
    notes: list[tuple[str, dict[str, Any]]] = []
    for span in article.spans:
        fragments = list(_fragments(article.text, span.start, span.end))
        if not fragments:
            losses.add_left("span of line ends alone")
            continue
        losses.add_left("line end at the edge of a span", (fragments[0][0], fragments[-1][1]) != (span.start, span.end))
        ids[span.id] = f"T{len(ids) + 1}"
        lines.append(_text_bound(ids[span.id], span.label, fragments, article.text))
        native += [(name, ids[span.id], span.attributes[name]) for name in NATIVE if name in span.attributes]
        notes.append((ids[span.id], {name: said for name, said in span.attributes.items() if name not in NATIVE}))
    links = [link for link in article.relations if link.head in ids and link.child in ids]
    lines += [f"R{i}\t{r.label} Arg1:{ids[r.head]} Arg2:{ids[r.child]}" for i, r in enumerate(links, start=1)]
    lines += [f"A{i}\t{name} {span} {value}" for i, (name, span, value) in enumerate(native, start=1)]
    told = [(span, said) for span, said in notes if said]
    lines += [f"#{i}\t{_NOTE} {span}\t{_one_line(said)}" for i, (span, said) in enumerate(told, start=1)]
    return "".join(f"{line}\n" for line in lines)


def _fragments(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    position = start
    for found in _LINE_ENDS.finditer(text, start, end):
        if position < found.start():
            yield position, found.start()
        position = found.end()
    if position < end:
        yield position, end


def _text_bound(name: str, label: str, fragments: Sequence[tuple[int, int]], text: str) -> str:
    places = ";".join(f"{start} {end}" for start, end in fragments)
    return f"{name}\t{label} {places}\t{' '.join(text[start:end] for start, end in fragments)}"


def _one_line(said: dict[str, Any]) -> str:
    content = json.dumps(said, ensure_ascii=False)
    return _LINE_ENDS.sub(lambda found: ascii(found[0])[1:-1].replace("\\x", "\\u00"), content)


def _parse(note: str) -> dict[str, Any]:
    try:
        said = json.loads(note)
    except (ValueError, RecursionError):
        return {}
    return said if isinstance(said, dict) else {}

"""Lists of names: an unknown name coordinated with known ones has their label."""

from __future__ import annotations

from collections import Counter
from typing import Final

from extract.annotations import Candidate
from extract.lexicon import POSITIONS
from extract.tokens import View

WEIGHT: Final = 46
PLACES: Final = 62
_JOINTS: Final = ("comma", "conjunction.list")
_HEADLINE: Final = POSITIONS.index("headline")
_MAX_CHUNK: Final = 4
_SHAPES: Final = ("cap", "upper", "mixed", "initial")
_NO_NAMES: Final = ("function", "month", "weekday", "person.title", "acronym.other")

Chunk = tuple[int, int]


def list_candidates(view: View, candidates: list[Candidate]) -> list[Candidate]:
    """Unknown capitalised words between names of a list, as names of the label that most of the list has."""
    known = {c.start: c for c in candidates}
    out: list[Candidate] = []
    for run in _runs(view, known):
        if len(run) > 1 and _of_places(view, run[0][0]):
            out += [Candidate(start, end, "NONE", "list.place", PLACES) for start, end in run if _open(known, start)]
            continue
        labels = Counter(known[start].label for start, _ in run if start in known)
        unknown = [chunk for chunk in run if chunk[0] not in known]
        if not unknown or not labels or len(run) < 3:
            continue
        label, votes = sorted(labels.items(), key=lambda pair: (-pair[1], pair[0]))[0]
        if label not in {"ORG", "PERSON"} or votes * 4 < len(run):
            continue
        fits = _may_be_a_person if label == "PERSON" else _may_be_a_body
        unknown = [chunk for chunk in unknown if fits(view, chunk)]
        out += [Candidate(start, end, label, f"list.{label.lower()}", WEIGHT) for start, end in unknown]
    return out


def _of_places(view: View, start: int) -> bool:
    """Whether a list stands behind the counties of, the cities of."""
    return start > 1 and view.is_a(start - 1, "place.of") and view.is_a(start - 2, "place.plural")


def _open(known: dict[int, Candidate], start: int) -> bool:
    """Whether no sure name begins here: names of persons alone are places in a list of places."""
    return start not in known or known[start].label == "PERSON"


def _may_be_a_person(view: View, chunk: Chunk) -> bool:
    """Whether no word is that of an office or a body; a single common word has to be a surname."""
    start, end = chunk
    barred = ("person.role", "person.post", "org.head", "org.adjective", "gazetteer.demonym")
    if any(view.is_a(i, name) for i in range(start, end) for name in barred):
        return False
    return end - start > 1 or not view.is_a(start, "common") or view.is_a(start, "surname")


def _may_be_a_body(view: View, chunk: Chunk) -> bool:
    """Whether no word is that of an office, and not all are everyday words."""
    words = range(*chunk)
    if any(view.is_a(i, name) for i in words for name in ("person.role", "person.post", "law.head")):
        return False
    return not all(view.is_a(i, "common") for i in words)


def _runs(view: View, known: dict[int, Candidate]) -> list[list[Chunk]]:
    """Stretches of chunks with nothing but a comma or a conjunction between them."""
    runs: list[list[Chunk]] = []
    passed = 0
    for i in sorted({*view.tokens_of(_SHAPES), *known}):
        if i < passed:
            continue
        chunk = _chunk(view, known, i)
        if chunk is None:
            continue
        run = [chunk]
        while (following := _next(view, known, run[-1][1])) is not None:
            run.append(following)
        if len(run) > 1:
            runs.append(run)
        passed = run[-1][1]
    return runs


def _next(view: View, known: dict[int, Candidate], end: int) -> Chunk | None:
    """The chunk behind a comma, a conjunction or both; a name in brackets, as of a country, is passed over."""
    if end + 1 in known and view.words[end] == "(":
        close = known[end + 1].end
        end = close + 1 if close < len(view.words) and view.words[close] == ")" else end
    i = end
    while i < len(view.words) and view.is_any(i, _JOINTS) and i - end < 2:
        i += 1
    return _chunk(view, known, i) if i > end and i < len(view.words) else None


def _chunk(view: View, known: dict[int, Candidate], start: int) -> Chunk | None:
    """A known name, or a few capitalised words that may be one."""
    if start in known:
        return (start, known[start].end)
    end = start
    while end < len(view.words) and end - start < _MAX_CHUNK and end not in known and _capitalised(view, end):
        end += 1
    return (start, end) if end > start else None


def _capitalised(view: View, i: int) -> bool:
    if view.positions[i] == _HEADLINE or view.codes[i] not in view.lexicon.select(_SHAPES):
        return False
    if view.codes[i] in view.lexicon.select(_SHAPES, _NO_NAMES):
        return True
    word = view.words[i]
    return len(word) == 2 and word.isupper() and i + 1 < len(view.words) and view.words[i + 1][0].isupper()

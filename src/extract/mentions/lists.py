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
    capitalised = _capitalised(view)
    joints = frozenset(view.tokens_of(_JOINTS))
    runs: list[list[Chunk]] = []
    passed = 0
    for i in sorted(capitalised.union(known)):
        if i < passed:
            continue
        run: list[Chunk] = []
        following = _chunk(known, capitalised, i)
        while following is not None:
            run.append(following)
            following = _next(view, known, capitalised, joints, following[1])
        if len(run) > 1:
            runs.append(run)
        passed = run[-1][1]
    return runs


def _next(
    view: View, known: dict[int, Candidate], capitalised: set[int], joints: frozenset[int], end: int
) -> Chunk | None:
    """The chunk behind a comma, a conjunction or both; a name in brackets, as of a country, is passed over."""
    if end + 1 in known and view.words[end] == "(":
        close = known[end + 1].end
        end = close + 1 if close < len(view.words) and view.words[close] == ")" else end
    if end not in joints:
        return None
    return _chunk(known, capitalised, end + 2 if end + 1 in joints else end + 1)


def _chunk(known: dict[int, Candidate], capitalised: set[int], start: int) -> Chunk | None:
    """A known name, or a few capitalised words that may be one."""
    if start in known:
        return (start, known[start].end)
    end = start
    while end - start < _MAX_CHUNK and end in capitalised and end not in known:
        end += 1
    return (start, end) if end > start else None


def _capitalised(view: View) -> set[int]:
    """Tokens that may be part of a name; a small word in capitals, such as the pronoun US, only before a capital."""
    sure = view.tokens_of(_SHAPES, _NO_NAMES)
    others = set(view.tokens_of(_SHAPES)).difference(sure)
    small = [i for i in others if len(view.words[i]) == 2 and view.words[i].isupper() and _before_capital(view, i)]
    return {i for i in (*sure, *small) if view.positions[i] != _HEADLINE}


def _before_capital(view: View, i: int) -> bool:
    return i + 1 < len(view.words) and view.words[i + 1][0].isupper()

"""Acronyms defined in the text, in both directions: Internet Society (ISOC), ISOC (Internet Society)."""

from __future__ import annotations

import re
from typing import Final

from extract.annotations import Candidate
from extract.tokens import View

WEIGHT: Final = 64
_ACRONYM: Final = re.compile(r"[A-Z][A-Za-z0-9&/.-]{0,8}[A-Z0-9]")
_MAX_LONG: Final = 12
_PORTFOLIO: Final = "name.none.portfolio"


def acronym_candidates(view: View, candidates: list[Candidate]) -> list[Candidate]:
    """An acronym in brackets takes the label of the name before it; later uses are found as its aliases."""
    by_end = {c.end: c for c in candidates if c.label in {"ORG", "AGREEMENT", "NONE"}}
    by_start = {c.start: c for c in candidates if c.label in {"ORG", "AGREEMENT"}}
    out: list[Candidate] = []
    for i in view.tokens_of(("lpar",)):
        if i == 0 or i + 2 >= len(view.words):
            continue
        inner = i + 1
        if view.is_any(inner, ("article", "quote")):
            inner += 1 + (view.is_a(inner, "article") and view.is_a(inner + 1, "quote"))
        if inner < len(view.words) and _is_acronym(view.words[inner]):
            out += _long_before(view, i, inner, by_end)
        elif _is_acronym(view.words[i - 1]) and i + 1 in by_start:
            long = by_start[i + 1]
            if _spells(view, view.words[i - 1], long.start, long.end):
                out.append(Candidate(i - 1, i, long.label, "acronym.before", WEIGHT, long.norm))
    terms = {view.words[c.start] for c in out if c.label == "NONE"}
    if terms:
        places = (i for i, word in enumerate(view.words) if word in terms)
        out += [Candidate(i, i + 1, "NONE", "acronym.term", WEIGHT) for i in places]
    return out


def _is_acronym(word: str) -> bool:
    return _ACRONYM.fullmatch(word) is not None and sum(c.isupper() for c in word) >= 2


def _long_before(view: View, bracket: int, inner: int, by_end: dict[int, Candidate]) -> list[Candidate]:
    """The acronym, with its long form where no rule has found that yet."""
    acronym = view.words[inner]
    if view.lexicon.has(acronym, "acronym.other"):
        return []
    long = by_end.get(bracket)
    if long is not None and long.rule.startswith(_PORTFOLIO):  # Secretary for Housing and Urban Development (HUD)
        return []
    if long is not None and (long.label != "NONE" or _spells(view, acronym, long.start, long.end)):
        if long.label == "AGREEMENT" or _spells(view, acronym, long.start, long.end) or _begins(view, acronym, long):
            return [Candidate(inner, inner + 1, long.label, "acronym.after", WEIGHT, long.norm)]
        if (
            long.label == "ORG" and acronym.isupper() and len(acronym) > 2 and long.end - long.start > 1
        ):  # of its name in its own language
            return [Candidate(inner, inner + 1, "ORG", "acronym.foreign", WEIGHT - 12, long.norm)]
        return []
    if _spells_small(view, acronym, bracket):
        return [Candidate(inner, inner + 1, "NONE", "acronym.term", WEIGHT)]
    for start in range(bracket - 1, max(-1, bracket - _MAX_LONG), -1):
        if view.words[start][0].isupper() and _spells(view, acronym, start, bracket):
            if start > 0 and view.words[start - 1][0].isupper() and not view.is_a(start - 1, "function"):
                continue
            if not _names_body(view, start, bracket):
                return [Candidate(inner, inner + 1, "NONE", "acronym.term", WEIGHT)]
            return [
                Candidate(start, bracket, "ORG", "acronym.long", WEIGHT - 8),
                Candidate(inner, inner + 1, "ORG", "acronym.after", WEIGHT - 8),
            ]
    return []


def _names_body(view: View, start: int, end: int) -> bool:
    """Whether a long form that no rule has found has a body's head, or is of another language."""
    first = next((i for i in range(start + 1, end) if view.is_a(i, "preposition")), end)
    heads = {first - 1, end - 1}
    if any(view.is_a(i, "org.head") or view.is_a(i, "org.noun") for i in heads):
        return True
    return view.is_a(start, "org.head.foreign") or any(view.is_a(i, "link.foreign") for i in range(start, end))


def _begins(view: View, acronym: str, long: Candidate) -> bool:
    """Whether an acronym that leaves out or adds letters begins as the name does, its country left out or not."""
    initials = {w[0] for w in view.words[long.start : min(long.end, long.start + 3)] if w[0].isupper()}
    return acronym[0] in initials and len(acronym) > 2


def _spells_small(view: View, acronym: str, bracket: int) -> bool:
    """Whether words in lower case spell the acronym: antimicrobial resistance (AMR) is a term, no body."""
    letters = [c.lower() for c in acronym if c.isalpha()]
    words = [w for w in view.words[max(0, bracket - len(letters)) : bracket] if w != "-"]
    if not words or not words[-1].islower():
        return False
    return words[-1][0] in letters or (len(letters) > 1 and letters[0] == words[-1][0])


def _spells(view: View, acronym: str, start: int, end: int) -> bool:
    """Whether the initials of the words, small words left out or not, spell the acronym."""
    letters = "".join(c for c in acronym.upper() if c.isalnum())
    words = [w for w in view.words[start:end] if w[0].isalnum()]
    every = "".join(w[0] for w in words).upper()
    capital = "".join(w[0] for w in words if w[0].isupper())
    return letters in {every, capital} or (len(letters) > 2 and capital.startswith(letters))

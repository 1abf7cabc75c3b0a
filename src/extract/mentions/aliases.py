"""Short forms of names seen elsewhere in the article: a surname, the first word of a company, an acronym."""

from __future__ import annotations

from itertools import compress, count
from typing import Final

from extract.annotations import Candidate
from extract.lexicon import POSITIONS
from extract.mentions.names import short_forms
from extract.tokens import View

FULL: Final = 56
SHORT: Final = 54
_MID: Final = POSITIONS.index("mid")

Forms = dict[str, dict[tuple[str, ...], Candidate]]


def alias_candidates(view: View, candidates: list[Candidate]) -> list[Candidate]:
    """Every further place where a name found, or a short form of it, stands; not inside a longer name."""
    forms = _forms(view, candidates)
    longer = {i: c.end - c.start for c in candidates for i in range(c.start, c.end)}
    out: list[Candidate] = []
    lengths = {first: sorted({*map(len, options)}, reverse=True) for first, options in forms.items()}
    for i in compress(count(), map(forms.__contains__, view.words)):
        options = forms[view.words[i]]
        for length in lengths[view.words[i]]:
            end = i + length
            form = view.words[i:end]
            source = options.get(form)
            if source is None or end > len(view.words) or longer.get(i, 0) > length:
                continue
            if (start := _with_given_name(view, i, end, source, longer)) < i:
                out.append(Candidate(start, end, "PERSON", "alias.person.given", FULL + 1, source.norm))
                break
            if _stands_alone(view, i, end, source):
                weight = FULL if view.words[source.start : source.end] == form else SHORT
                out.append(Candidate(i, end, source.label, f"alias.{source.label.lower()}", weight, source.norm))
                break
    return [*out, *_things(view)]


def _things(view: View) -> list[Candidate]:
    """What is no person, though it has a person's name: Dennis in an article about Hurricane Dennis."""
    after = [i + 1 for i in view.tokens_of(("thing.named",)) if i + 1 < len(view.words)]
    names = {view.words[i] for i in after if view.words[i].istitle() and not view.is_a(i, "common")}
    if not names:
        return []
    return [Candidate(i, i + 1, "NONE", "alias.thing", FULL + 2) for i, word in enumerate(view.words) if word in names]


def _forms(view: View, candidates: list[Candidate]) -> Forms:
    """Forms by their first word; the longest name gives a form its source, the earliest among equals."""
    forms: Forms = {}
    seen: set[tuple[str, tuple[str, ...]]] = set()
    for source in sorted(candidates, key=lambda c: (c.start - c.end, c.start)):
        words = view.words[source.start : source.end]
        if source.label == "NONE" or (source.label, words) in seen:
            continue
        seen.add((source.label, words))
        for form in (words, *short_forms(words, source.label, view.lexicon)):
            if len(form) == 1 and not _usable(view, form[0], source):
                continue
            forms.setdefault(form[0], {}).setdefault(form, source)
    return forms


def _usable(view: View, word: str, source: Candidate) -> bool:
    """Whether one word can stand for a name: capitalised, and not used as a common word in this article."""
    if len(word) < 2 or not word[0].isupper() or view.lexicon.has(word, "function"):
        return False
    if source.label == "PERSON":
        return source.end - source.start > 1 or not view.lexicon.has(word, "month")
    return not view.lexicon.has(word, "month") and word.lower() not in view.vocabulary


def _with_given_name(view: View, start: int, end: int, source: Candidate, longer: dict[int, int]) -> int:
    """Where a name begins whose surname is known and whose given name is not: Sharron Angle after Ms. Angle."""
    before = start - 1
    if source.label != "PERSON" or end - start > 1 or before < 0 or longer.get(before, 0) > 1:
        return start
    word = view.words[before]
    if not (word[0].isupper() and word[1:].islower() and word.isalpha()) or view.positions[start] != _MID:
        return start
    blocked = ("function", "common", "person.role", "person.title", "org.head", "org.adjective", "gazetteer.demonym",
               "gazetteer.place", "gazetteer.country", "month", "weekday", "party.noun")  # fmt: skip
    if any(view.is_a(before, name) for name in blocked):
        return start
    placed = (
        view.positions[before] != _MID
        or before == 0
        or (view.is_a(before - 1, "determiner") or view.words[before - 1][0].isupper())
    )
    return start if placed and not view.is_a(before, "given") else before


def _stands_alone(view: View, start: int, end: int, source: Candidate) -> bool:
    """Whether no capitalised neighbour shows that one word belongs to a longer name."""
    if end - start > 1:
        return True
    if end < len(view.words):
        following = view.words[end]
        if following[0].isupper() and not view.is_a(end, "function") and view.positions[end] == _MID:
            return view.is_a(end, "org.suffix")
        if following == "-" and end + 1 < len(view.words) and view.words[end + 1][0].isupper():
            return False
    if source.label == "PERSON" and view.is_a(start, "common") and view.positions[start] != _MID:
        return _acts(view, end)
    if source.label == "PERSON" and any(view.is_a(start, name) for name in ("person.role", "person.title")):
        return _acts(view, end) and (start == 0 or view.words[start - 1][0].islower() or view.positions[start] != _MID)
    if source.label != "PERSON" or start == 0 or view.positions[start] != _MID or view.positions[start - 1] != _MID:
        return True
    before = view.words[start - 1]
    classes = ("function", "weekday", "month", "person.role", "person.title", "gazetteer.demonym")
    named = any(view.is_a(start - 1, name) for name in classes)
    return not before[0].isupper() or named or view.is_a(start - 1, "person.particle")


def _acts(view: View, i: int) -> bool:
    """Whether what follows shows that a word at the start of a sentence is somebody's name: Young said, Young's."""
    verbs = ("poss", "auxiliary.sure", "person.verb", "person.act", "verb.past")
    return i < len(view.words) and view.is_any(i, verbs)

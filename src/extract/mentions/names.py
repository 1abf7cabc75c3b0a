"""How the names of one bearer vary: full forms, short forms, and what is left when titles and suffixes go."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

from extract.lexicon import Lexicon

_REMEMBERED: Final = 10_000  # names whose short forms are: those of an article are asked for again and again
_PLAIN: Final = frozenset(
    {
        "function",
        "org.adjective",
        "org.head",
        "common",
        "given",
        "month",
        "weekday",
        "person.role",
        "person.title",
        "gazetteer.place",
        "gazetteer.country",
        "gazetteer.demonym",
        "people.adjective",
    }
)


@lru_cache(maxsize=_REMEMBERED)
def short_forms(words: tuple[str, ...], label: str, lexicon: Lexicon) -> tuple[tuple[str, ...], ...]:
    """Shorter forms by which a text may go on to call the bearer of a name, the full name left out."""
    forms = {"PERSON": _person, "ORG": _organization, "AGREEMENT": _agreement}.get(label)
    if forms is None or len(words) < 2:
        return ()
    return tuple(dict.fromkeys(form for form in forms(words, lexicon) if form and form != words))


def _person(words: tuple[str, ...], lexicon: Lexicon) -> Iterator[tuple[str, ...]]:
    core = words
    while len(core) > 1 and (lexicon.has(core[-1], "person.suffix") or not core[-1][0].isalpha()):
        core = core[:-1]
    if len(core) < 2:
        return
    last = len(core) - 1
    while last >= 2 and core[last - 1] == "-":
        last -= 2
    yield core[last:]
    first = last
    while first > 1 and lexicon.has(core[first - 1], "person.particle"):
        first -= 1
    yield core[first:]
    if core[0][0].isupper() and len(core[0]) > 2:
        yield core[:1]
    for start in range(1, last):
        if core[start][0].isupper():
            yield core[start:]
    yield core
    if last >= 2:
        yield (core[0], *core[last:])


def _organization(words: tuple[str, ...], lexicon: Lexicon) -> Iterator[tuple[str, ...]]:
    core = words
    while len(core) > 1 and (core[-1] in {",", "."} or lexicon.has(core[-1], "org.suffix")):
        core = core[:-1]
        yield core
    whole = lexicon.has(core[-1], "org.head.of") or lexicon.has(core[-1], "org.of")
    while len(core) > 1 and lexicon.has(core[-1], "org.head") and not whole:
        core = core[:-1]
        if any(_distinctive(word, lexicon) for word in core):
            yield core
    if len(words) > 3 and len(core) > 2 and len(core) < len(words) and any(_distinctive(w, lexicon) for w in core[:2]):
        yield core[:2]
    if len(words) > 1 and _distinctive(words[0], lexicon) and not whole:
        yield words[:1]


def _agreement(words: tuple[str, ...], lexicon: Lexicon) -> Iterator[tuple[str, ...]]:
    def named(form: tuple[str, ...]) -> bool:
        return not all(lexicon.has(word, "agreement.plain") for word in form[:-1])

    for cut in range(2, len(words)):
        if lexicon.has(words[cut - 1], "agreement.title") and named(words[:cut]):
            yield words[:cut]
    # What stands behind a small word is another title: Work under Article 6 of the Paris Agreement.
    if lexicon.has(words[-1], "agreement.title") and not any(word.islower() for word in words):
        for start in range(1, len(words) - 1):
            if words[start][0].isupper() and named(words[start:]):
                yield words[start:]


def called_after(words: Sequence[str], full: Sequence[str], lexicon: Lexicon) -> bool:
    """Whether "Paris pledge" may be short for "Paris call for trust": the same first word, then only a common noun."""
    if (
        len(words) < 2
        or len(full) < len(words)
        or tuple(words) == tuple(full)
        or words[0].casefold() != full[0].casefold()
    ):
        return False
    return lexicon.has(words[-1], "agreement.generic") and words[-1].islower()


def _distinctive(word: str, lexicon: Lexicon) -> bool:
    """A first word that can stand for a whole name: no everyday word, place, role or given name."""
    return len(word) > 2 and word[0].isupper() and not lexicon.has_any(word, _PLAIN)

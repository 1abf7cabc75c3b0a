"""Given names and surnames of persons, each with a mark for what else it may be."""

from __future__ import annotations

import importlib
import json
import pkgutil
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from typing import Any

import faker.providers.person as person_providers

from .entries import data_lines, is_latin, with_apostrophes, with_plain
from .places import town_names
from .words import in_dictionary, is_common, is_never_name

_NAME = re.compile(r"[^\W\d_]+(?:['\u2019-][^\W\d_]+)*")
_STRAIGHT = str.maketrans("\u2018\u02bb`", "'''")
_ARTICLES = ("Al-", "El-")
_MIN_LETTERS = 2
_KNOWN_LETTERS = 3  # shorter names are initials, particles or foreign words as often
_LONG_LETTERS = 5
_FIRST_NAMES = 3_000
_LAST_NAMES = 12_000
_USUAL_FIRST_NAMES = 700
_USUAL_LAST_NAMES = 2_500
_WIDTH = 118


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list | tuple | set):
        for item in value:
            yield from _strings(item)


def _by_language(prefix: str) -> Iterator[set[str]]:
    """Yield the names that Faker has for each language; regions of one language are one."""
    languages: dict[str, set[str]] = {}
    for module in pkgutil.iter_modules(person_providers.__path__):
        provider = importlib.import_module(f"{person_providers.__name__}.{module.name}").Provider
        for attribute in sorted(vars(provider)):
            if attribute.startswith(prefix):
                names = _clean(_strings(vars(provider)[attribute]))
                languages.setdefault(module.name.partition("_")[0], set()).update(names)
    yield from languages.values()


def _provided(prefix: str) -> Iterator[str]:
    for names in _by_language(prefix):
        yield from sorted(names)


@cache
def _census(kind: str) -> dict[str, int]:
    """Return the names of the US census of 1990 by rank, men's and women's first names together."""
    rows: list[tuple[float, str]] = []
    for part in ("male.first", "female.first") if kind == "first" else ("all.last",):
        for line in (files("names") / f"dist.{part}").read_text(encoding="utf-8").splitlines():
            name, share, *_ = line.split()
            rows.append((-float(share), name.title()))
    return {name: rank for rank, name in enumerate(dict.fromkeys(name for _, name in sorted(rows)))}


def _frequent(kind: str, limit: int) -> Iterator[str]:
    return (name for name, rank in _census(kind).items() if rank < limit)


def _extra(section: str) -> Iterator[str]:
    current = ""
    for line in data_lines("names_extra.txt"):
        if line.startswith("["):
            current = line.strip("[]")
        elif current == section:
            yield from line.split()


def _clean(names: Iterable[str]) -> Iterator[str]:
    for raw in names:
        name = raw.strip().translate(_STRAIGHT)
        if len(name) < _MIN_LETTERS or not _NAME.fullmatch(name) or not is_latin(name):
            continue
        name = name.title() if name.isupper() else name
        if not name[0].isupper() or is_never_name(name):
            continue
        yield name
        if name.startswith(_ARTICLES):
            yield name[0].lower() + name[1:]


def _mark(name: str, places: set[str]) -> str:
    if is_common(name):
        return "w"
    return "p" if name in places else "-"


def given_names() -> set[str]:
    """Return given names."""
    return _names([*_provided("first_names"), *_extra("given")])


def surnames() -> set[str]:
    """Return surnames, without the frequent ones of the census."""
    return _names([*_provided("last_names"), *_extra("surnames")])


def census_given_names() -> set[str]:
    """Return frequent first names of the census."""
    return _names(_frequent("first", _FIRST_NAMES))


def census_surnames() -> set[str]:
    """Return frequent surnames of the census; those that are words only where they are very frequent."""
    words = (name for name in _frequent("last", _LAST_NAMES) if not is_common(name))
    return _names([*words, *_frequent("last", _USUAL_LAST_NAMES)])


def _names(names: Iterable[str]) -> set[str]:
    return set(with_apostrophes(with_plain(_clean(names))))


def name_lines(names: set[str], places: set[str]) -> list[str]:
    """Return the lines of a name file: the name, a tab, `w` (a word), `p` (a place) or `-`."""
    return [f"{name}\t{_mark(name, places)}" for name in sorted(names)]


def _known(names: Iterable[str], usual: set[str], taken: set[str], section: str) -> set[str]:
    """Return the names that are hardly ever anything else: no word, place or body."""
    doubtful, sure = set(_extra(f"doubtful {section}")), set(_extra(f"sure {section}"))
    return sure | {
        name
        for name in names
        if (len(name) > _KNOWN_LETTERS or (len(name) == _KNOWN_LETTERS and name in usual))
        and name not in taken
        and name not in doubtful
        and not is_common(name)
        and (name in usual or not in_dictionary(name.lower()))
    }


def known_given_names(taken: set[str]) -> set[str]:
    """Return given names that stand for a person by themselves; of Faker's, those of one language if they are no town."""
    languages = Counter(name for names in _by_language("first_names") for name in names)
    towns = town_names()
    shared = [
        name for name, count in languages.items() if count > 1 or (len(name) >= _LONG_LETTERS and name not in towns)
    ]
    usual = _names(_frequent("first", 1_000))
    return _known(_names([*shared, *_frequent("first", _FIRST_NAMES), *_extra("given")]), usual, taken, "given")


def usual_given_names() -> set[str]:
    """Return the most frequent first names, words, too, and short forms."""
    return _names([*_frequent("first", _USUAL_FIRST_NAMES), *_extra("usual given")])


def known_surnames(taken: set[str]) -> set[str]:
    """Return surnames that hardly mean anything else."""
    usual = _names(_frequent("last", 1_500))
    return _known(surnames() | census_surnames(), usual, taken, "surnames")


def lexicon_lines(classes: dict[str, set[str]]) -> list[str]:
    """Return word classes as a lexicon in YAML; JSON strings are YAML, too."""
    lines = ["# Generated: names that are hardly anything else. Change scripts/gazetteers/names_extra.txt instead."]
    for ident, names in classes.items():
        lines += [f"- id: {ident}", "  words: ["]
        row = "   "
        for word in sorted({name.lower() for name in names}):
            if len(row) + len(word) + 4 > _WIDTH:
                lines.append(row)
                row = "   "
            row += f" {json.dumps(word, ensure_ascii=False)},"
        lines += [row, "  ]"]
    return lines

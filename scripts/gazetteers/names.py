"""Given names and surnames of persons, each with a mark for what else it may be."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterable, Iterator
from typing import Any

import faker.providers.person as person_providers

from .entries import data_lines, is_latin, with_apostrophes, with_plain
from .words import is_common, is_never_name

_NAME = re.compile(r"[^\W\d_]+(?:['\u2019-][^\W\d_]+)*")
_STRAIGHT = str.maketrans("\u2018\u02bb`", "'''")
_ARTICLES = ("Al-", "El-")
_MIN_LETTERS = 2


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list | tuple | set):
        for item in value:
            yield from _strings(item)


def _provided(prefix: str) -> Iterator[str]:
    for module in pkgutil.iter_modules(person_providers.__path__):
        provider = importlib.import_module(f"{person_providers.__name__}.{module.name}").Provider
        for attribute in sorted(vars(provider)):
            if attribute.startswith(prefix):
                yield from _strings(vars(provider)[attribute])


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
    return _names("first_names", "given")


def surnames() -> set[str]:
    """Return surnames."""
    return _names("last_names", "surnames")


def _names(prefix: str, section: str) -> set[str]:
    sources = _clean([*_provided(prefix), *_extra(section)])
    return set(with_apostrophes(with_plain(sources)))


def name_lines(names: set[str], places: set[str]) -> list[str]:
    """Return the lines of a name file: the name, a tab, `w` (a word), `p` (a place) or `-`."""
    return [f"{name}\t{_mark(name, places)}" for name in sorted(names)]

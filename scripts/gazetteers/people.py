"""Well-known people: their full names, and the short ones by which a text may call them from the start."""

from __future__ import annotations

from .entries import Entry, data_lines, slug, unique, with_apostrophes, with_plain


def people(taken: set[str]) -> list[Entry]:
    """Return the people of the hand-written list, without the names in `taken`."""
    entries: list[Entry] = []
    for line in data_lines("people.txt"):
        for person in filter(None, map(str.strip, line.split(";"))):
            names = person.split("=")
            norm = slug(names[0])
            spelled = with_apostrophes(with_plain(names))
            entries += [Entry("person", "PERSON", name, norm) for name in spelled if name not in taken]
    return unique(entries)


def family_names(entries: list[Entry]) -> set[str]:
    """Return the last words of the names, and the short names of one word."""
    words = (entry.pattern.removesuffix(" Jr.").removesuffix(",").split()[-1] for entry in entries)
    return {word for word in words if word[0].isupper() and word.isalpha() and not word.isupper()}

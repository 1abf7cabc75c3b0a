"""Gazetteer entries: how they are spelled, numbered and written."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
_LETTERS = str.maketrans(
    {"ß": "ss", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "þ": "th", "Þ": "Th"}
    | {"æ": "ae", "Æ": "Ae", "œ": "oe", "Œ": "Oe", "\u0131": "i", "ə": "a", "Ə": "A", "ħ": "h", "Ħ": "H", "ŋ": "n"}
)


@dataclass(frozen=True)
class Entry:
    """One name, as a line of a gazetteer holds it."""

    kind: str
    label: str
    pattern: str
    norm: str | None = None
    ambiguous: bool = False

    def stem(self) -> str:
        """Return the id before clashes are numbered: kind, norm and pattern, the norm left out where it says the same."""
        name = slug(self.pattern)
        if self.norm is None or self.norm == name:
            return f"{self.kind}.{name}"
        return f"{self.kind}.{self.norm.partition('|')[0]}.{name}"


def plain(text: str) -> str:
    """Return the text without diacritics."""
    decomposed = unicodedata.normalize("NFKD", text.translate(_LETTERS))
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def slug(text: str) -> str:
    """Return the text as lower-case ASCII words joined by hyphens."""
    words = re.sub(r"['\u2019.]", "-", plain(text).lower().replace("&", " and ").replace("+", " plus "))
    return re.sub(r"[^a-z0-9]+", "-", words).strip("-") or "x"


def is_latin(text: str) -> bool:
    """Tell whether every letter of the text is of the Latin script."""
    return all(unicodedata.name(c, "").startswith("LATIN") for c in text if c.isalpha())


def with_apostrophes(names: Iterable[str]) -> Iterator[str]:
    """Yield each name, and once more with a curly apostrophe where it has a straight one."""
    for name in names:
        yield name
        if "'" in name:
            yield name.replace("'", "\u2019")


def with_plain(names: Iterable[str]) -> Iterator[str]:
    """Yield each name, and once more without diacritics where it has some."""
    for name in names:
        yield name
        if plain(name) != name:
            yield plain(name)


def unique(entries: Iterable[Entry]) -> list[Entry]:
    """Keep the first entry of each pattern."""
    kept: dict[str, Entry] = {}
    for entry in entries:
        kept.setdefault(entry.pattern, entry)
    return list(kept.values())


def to_lines(entries: Iterable[Entry]) -> list[str]:
    """Return the entries as JSON lines sorted by id; entries that share a stem get a number, by pattern."""
    taken: dict[str, int] = {}
    rows: list[tuple[str, str]] = []
    for entry in sorted(entries, key=lambda e: (e.stem(), e.pattern)):
        stem = entry.stem()
        taken[stem] = taken.get(stem, 0) + 1
        ident = stem if taken[stem] == 1 else f"{stem}--{taken[stem]}"
        row: dict[str, object] = {"id": ident, "label": entry.label, "pattern": entry.pattern}
        if entry.norm is not None:
            row["norm"] = entry.norm
        if entry.ambiguous:
            row["ambiguous"] = True
        rows.append((ident, json.dumps(row, ensure_ascii=False)))
    return [line for _, line in sorted(rows)]


def data_lines(name: str) -> Iterator[str]:
    """Yield the lines of a hand-written file beside this module, without blank ones and comments."""
    for line in (HERE / name).read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            yield line


def starred(name: str) -> tuple[str, bool]:
    """Split the star off a hand-written name: it marks a name that often means something else."""
    name = name.strip()
    return (name[:-1], True) if name.endswith("*") else (name, False)

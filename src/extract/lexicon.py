"""The classes that words belong to, and the two characters by which the pattern language sees a token."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, cached_property
from typing import Any, Final, NamedTuple

from spacy.strings import StringStore

from extract.shapes import SHAPES, shape, shapes

GAZETTEER_LABELS: Final = ("COUNTRY", "ORG", "PERSON", "AGREEMENT", "PLACE", "DEMONYM")
POSITIONS: Final = ("mid", "start", "headline")

STATE_BASE: Final = 0x0500
_COMMON: Final = 10_000
_FREQUENT: Final = 1_000
CODE_BASE: Final = "\u1000"
N_STATES: Final = (1 + 2 * len(GAZETTEER_LABELS)) * len(POSITIONS)
STOPS: Final = frozenset({".", "!", "?", "...", "…"})
_NAMES: Final = frozenset(f"@{label}" for label in GAZETTEER_LABELS)
_NONE: Final[frozenset[str]] = frozenset()
_MAX_CACHE: Final = 100_000  # words: about 40 MB


_LABEL_STATES: Final[dict[str | None, int]] = {
    None: 0,
    **{label: 1 + 2 * i for i, label in enumerate(GAZETTEER_LABELS)},
}


@cache
def state_char(label: str | None, inside: bool, position: int) -> str:
    """The state character of a token: its gazetteer label (begin or inside) and its position index."""
    return chr(STATE_BASE + (_LABEL_STATES[label] + inside) * len(POSITIONS) + position)


class Form(NamedTuple):
    """A token as it reads; `blank` is white space within a line, `stop` what a sentence may end at."""

    word: str
    lower: str
    code: str
    blank: bool
    stop: bool


class Lexicon:
    """Which classes a word belongs to, and its code: one character for its shape together with its classes.

    `groups` are the different sets of classes that words have, the empty one first; `words` gives the group of a word
    in lower case; `codes` are the pairs of a shape and a group that a token can have; `values` are the numbers that
    words of a class stand for, by class and word.
    """

    def __init__(
        self,
        words: dict[str, int],
        groups: Sequence[frozenset[str]],
        codes: Sequence[tuple[str, int]],
        values: Mapping[str, Mapping[str, int]],
    ) -> None:
        self._words = words
        self._groups = groups
        self._pairs = codes
        self._values = values
        self._code = {pair: chr(ord(CODE_BASE) + i) for i, pair in enumerate(codes)}
        self._forms: dict[int, Form] = {}
        self._selected: dict[tuple[tuple[str, ...], tuple[str, ...]], frozenset[str]] = {}

    @classmethod
    def build(
        cls,
        classes: Mapping[str, Iterable[str]],
        literals: Iterable[str] = (),
        values: Mapping[str, Mapping[str, int]] | None = None,
    ) -> Lexicon:
        """From the words of each class, in lower case, and the bare words of the patterns, each its own class."""
        of_word: dict[str, set[str]] = {}
        for name, words in (*classes.items(), *((f"={word}", (word,)) for word in literals)):
            for word in words:
                of_word.setdefault(word, set()).add(name)
        members = {word: frozenset(names) for word, names in of_word.items()}
        sizes = Counter(name for names in members.values() for name in names)
        by_size = sorted(sizes, key=lambda name: (-sizes[name], name))
        # Words of a large class have codes side by side: sets of codes are few ranges then.
        groups = [_NONE, *sorted(set(members.values()), key=lambda group: [name not in group for name in by_size])]
        index = {group: i for i, group in enumerate(groups)}
        words_to_group = {word: index[members[word]] for word in sorted(members)}
        pairs = {(form, 0) for form in SHAPES}
        for word, group in words_to_group.items():
            pairs.update((form, group) for form in shapes(word))
        return cls(words_to_group, groups, sorted(pairs), values or {})

    def tables(self) -> dict[str, Any]:
        """The lexicon as plain data."""
        return {
            "words": self._words,
            "groups": [sorted(group) for group in self._groups],
            "codes": [*map(list, self._pairs)],
            "values": self._values,
        }

    @classmethod
    def from_tables(cls, tables: Mapping[str, Any]) -> Lexicon:
        """The lexicon that `tables` were made from."""
        codes = [(form, group) for form, group in tables["codes"]]
        return cls(tables["words"], [*map(frozenset, tables["groups"])], codes, tables["values"])

    def forms(self, orths: Sequence[int], strings: StringStore) -> list[Form]:
        """The forms of tokens that are given as keys into a store of strings."""
        known = self._forms
        try:
            return list(map(known.__getitem__, orths))
        except KeyError:
            if len(known) > _MAX_CACHE:
                known.clear()
            known.update((orth, self._form(strings[orth])) for orth in set(orths).difference(known))
            return list(map(known.__getitem__, orths))

    def _form(self, word: str) -> Form:
        line_end = "\n" in word
        stop = line_end or word in STOPS or (word[-1] == "." and len(word) > 1)
        return Form(word, word.lower(), self.encode(word), word.isspace() and not line_end, stop)

    def encode(self, word: str) -> str:
        """The code of a word; one in an odd mixture of cases counts as capitalised."""
        form, group = shape(word), self._words.get(word.lower(), 0)
        return self._code.get((form, group)) or self._code.get(("cap", group)) or self._code[form, 0]

    def has(self, word: str, name: str) -> bool:
        """Whether a word, without regard to case, belongs to a class; raises KeyError for an unknown class."""
        if name in self._groups[self._words.get(word.lower(), 0)]:
            return True
        if name not in self.classes:
            raise KeyError(name)
        return False

    def has_any(self, word: str, names: frozenset[str]) -> bool:
        """Whether a word, without regard to case, belongs to one of some classes."""
        return not names.isdisjoint(self._groups[self._words.get(word.lower(), 0)])

    def family(self, prefix: str) -> dict[str, frozenset[str]]:
        """The words of the classes ``prefix.*`` by the rest of their names."""
        names = sorted({name for group in self._groups for name in group if name.startswith(f"{prefix}.")})
        return {name.removeprefix(f"{prefix}."): self.words(name) for name in names}

    def words(self, name: str) -> frozenset[str]:
        """The words of a class, in lower case."""
        return frozenset(word for word, group in self._words.items() if name in self._groups[group])

    def values(self, name: str) -> Mapping[str, int]:
        """The numbers that words of a class stand for, by the words in lower case."""
        return self._values.get(name, {})

    def members(self, name: str) -> frozenset[str] | None:
        """The codes of the tokens that have a shape or belong to a class; None for an unknown name."""
        return self.classes.get(name)

    def weight(self, codes: frozenset[str]) -> int:
        """How often tokens with these codes are met, roughly: by their number, and whether common words have them."""
        frequent = len(codes & (self.members("function") or frozenset()))
        names = len(codes & _NAMES)
        return len(codes) + _COMMON * len(codes & self.plain) + _FREQUENT * (frequent + names)

    def select(self, names: tuple[str, ...], without: tuple[str, ...] = ()) -> frozenset[str]:
        """The codes that have one of some shapes or classes and none of others; raises KeyError for an unknown name."""
        selected = self._selected.get((names, without))
        if selected is None:
            wanted, unwanted = (frozenset().union(*(self.classes[n] for n in some)) for some in (names, without))
            selected = self._selected[names, without] = wanted - unwanted
        return selected

    @cached_property
    def everything(self) -> frozenset[str]:
        """All codes."""
        return frozenset(self._code.values())

    @cached_property
    def plain(self) -> frozenset[str]:
        """The codes of tokens of no class: words that nothing is known of, numbers and marks."""
        return frozenset(code for (_, group), code in self._code.items() if not group)

    @cached_property
    def classes(self) -> dict[str, frozenset[str]]:
        """The codes of the tokens that have each shape or belong to each class."""
        found: dict[str, set[str]] = {name: set() for group in self._groups for name in group}
        for (form, group), code in self._code.items():
            family = form.partition(".")[0]
            for name in (form, *((family,) if family != form else ()), *self._groups[group]):
                found.setdefault(name, set()).add(code)
        return {name: frozenset(codes) for name, codes in found.items()}

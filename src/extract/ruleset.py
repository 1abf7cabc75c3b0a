"""The rules as the stages need them: models, word classes, known names and compiled patterns, ready in an instant."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import Any, Final, NamedTuple, TypeVar

from extract.cache import cached
from extract.lexicon import Lexicon
from extract.phrases import Entry, Phrases
from extract.rulebook import Rulebook, load_rulebook
from extract.rulefolders import rule_files
from extract.rulespec import BoundaryRule, CueRule, GazetteerRule, NameRule, Rule, StanceRule, TriggerRule
from extract.token_patterns import Head, TokenPattern
from extract.tokenizer import cut, english_tokenizer, new_vocabulary

_R = TypeVar("_R", bound=Rule)
_CHARS: Final = "".join(map(chr, range(0xD800)))
_KINDS: Final = ("names", "triggers", "cues", "boundaries", "stances")


class Member(NamedTuple):
    """A country of a group, and the first and last day of its membership as YYYY-MM-DD, empty where it has none."""

    name: str
    code: str
    since: str
    until: str

    def belongs(self, day: str | None) -> bool:
        """Whether it is a member on that day, or today where there is none."""
        if day is None:
            return not self.until
        return self.since <= day <= (self.until or day)


@dataclass(frozen=True)
class Ruleset:
    """Rules in file order, and the members of groups by the norm of the group.

    `forms` are what the tokenizer keeps whole, `token_names` the names that are no strings.
    """

    names: tuple[NameRule, ...]
    triggers: tuple[TriggerRule, ...]
    cues: tuple[CueRule, ...]
    boundaries: tuple[BoundaryRule, ...]
    stances: tuple[StanceRule, ...]
    groups: Mapping[str, Sequence[Member]]
    token_names: tuple[GazetteerRule, ...]
    forms: tuple[str, ...]
    lexicon: Lexicon
    phrases: Phrases
    patterns: Mapping[str, TokenPattern]

    def pattern(self, text: str) -> TokenPattern:
        """The compiled form of a rule's pattern, or of a macro as ``$id``."""
        return self.patterns[text]

    def macros(self, family: str) -> dict[str, TokenPattern]:
        """The macros ``family.*`` by the rest of their ids."""
        prefix = f"${family}."
        return {t.removeprefix(prefix): pattern for t, pattern in self.patterns.items() if t.startswith(prefix)}


def load_ruleset(folders: Sequence[Path] = (), book: Rulebook | None = None) -> Ruleset:
    """The built-in rules with user folders on top, from the cache where these very rules were loaded before.

    `book` has the rules of these folders where they are loaded already, and its patterns are shared. Raises RuleError
    that lists every broken line of every file.
    """
    rules = _from_tables(cached(rule_files(folders), lambda: _tables(book or load_rulebook(folders))))
    return replace(rules, patterns={text: book.compile(text) for text in rules.patterns}) if book else rules


def _tables(book: Rulebook) -> dict[str, Any]:
    """All that a ruleset holds, as plain data."""
    forms = [rule.form for rule in book.tokens.values()]
    names = [r for r in book.gazetteer.values() if isinstance(r.pattern, str)]
    entries = [Entry(r.id, r.label, str(r.pattern), r.norm, r.ambiguous) for r in names]
    tokenizer = english_tokenizer(new_vocabulary(), forms)
    phrases = Phrases.build(entries, lambda name: cut(name, tokenizer))
    texts = {pattern for _, pattern in book.rule_patterns()} | {f"${name}" for name in book.macros}
    compiled = {text: book.compile(text) for text in sorted(texts)}
    sets = list(dict.fromkeys(chars for p in compiled.values() for chars in (*p.needs, *chain(*p.heads))))
    place = {chars: i for i, chars in enumerate(sets)}
    return {
        **{kind: [rule.model_dump(mode="json") for rule in getattr(book, kind).values()] for kind in _KINDS},
        "groups": {
            group.norm: [Member(name, book.countries[name], since, until) for name, since, until in group.terms()]
            for group in book.groups.values()
        },
        "token_names": [r.model_dump(mode="json") for r in book.gazetteer.values() if not isinstance(r.pattern, str)],
        "forms": forms,
        "lexicon": book.lexicon.tables(),
        "phrases": phrases.tables(),
        "sets": [*map(_ranges, sets)],
        "patterns": {
            text: [
                *(p.source, [place[chars] for chars in p.needs], [place[chars] for chars in chain(*p.heads)]),
                *(p.crosses, p.code),
            ]
            for text, p in compiled.items()
        },
    }


def _ranges(chars: str) -> str:
    """The first and the last character of each range that a sorted set of characters is made of."""
    points = [*map(ord, chars)]
    first = [point for before, point in zip([-1, *points], points, strict=False) if point != before + 1]
    last = [point for point, after in zip(points, [*points[1:], -1], strict=False) if after != point + 1]
    return "".join(chr(a) + chr(b) for a, b in zip(first, last, strict=True))


def _spread(ranges: str) -> str:
    """The characters of some ranges."""
    ends = [*map(ord, ranges)]
    return "".join([_CHARS[a : b + 1] for a, b in zip(ends[::2], ends[1::2], strict=True)])


def _heads(chars: Sequence[str]) -> Iterator[Head]:
    return map(Head, chars[::2], chars[1::2])


def _from_tables(tables: Mapping[str, Any]) -> Ruleset:
    def rules(name: str, model: type[_R]) -> tuple[_R, ...]:
        return tuple(map(model.model_validate, tables[name]))

    sets = [*map(_spread, tables["sets"])]
    patterns = {
        text: TokenPattern(source, [sets[i] for i in needs], _heads([sets[i] for i in heads]), crosses, code)
        for text, (source, needs, heads, crosses, code) in tables["patterns"].items()
    }
    return Ruleset(
        names=rules("names", NameRule),
        triggers=rules("triggers", TriggerRule),
        cues=rules("cues", CueRule),
        boundaries=rules("boundaries", BoundaryRule),
        stances=rules("stances", StanceRule),
        groups={norm: [Member(*member) for member in members] for norm, members in tables["groups"].items()},
        token_names=rules("token_names", GazetteerRule),
        forms=tuple(tables["forms"]),
        lexicon=Lexicon.from_tables(tables["lexicon"]),
        phrases=Phrases(tables["phrases"]["trie"], tables["phrases"]["entries"]),
        patterns=patterns,
    )

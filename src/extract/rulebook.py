"""Loads a folder of rules, and user folders layered on top, and reports every broken line at once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import Final

from extract.errors import RuleError
from extract.groupspec import GroupRule
from extract.lexicon import Lexicon
from extract.pattern_compiler import Compiler, PatternError, literals
from extract.rulechecks import broken_groups, broken_names, broken_patterns
from extract.rulefiles import FolderRules, read_folder
from extract.rulefolders import builtin_rules
from extract.rulespec import (
    BoundaryRule,
    CueRule,
    GazetteerRule,
    Macro,
    NameRule,
    PatternRule,
    Rule,
    StanceRule,
    TokenRule,
    TriggerRule,
    WordClass,
)
from extract.schema import KINDS
from extract.token_patterns import TokenPattern

_MACRO: Final = re.compile(r"\$([\w.]+)")
_MAX_MACRO_DEPTH: Final = 8
_MAX_PATTERN: Final = 100_000  # characters with all macros in their places
# Where a rulebook keeps its rules; word classes are merged, not kept.
_PLACES: Final[Mapping[type[Rule], str]] = {
    GazetteerRule: "gazetteer",
    NameRule: "names",
    TriggerRule: "triggers",
    CueRule: "cues",
    BoundaryRule: "boundaries",
    StanceRule: "stances",
    GroupRule: "groups",
    Macro: "macros",
    TokenRule: "tokens",
}


@dataclass
class Rulebook:
    """All rules by id, each kind in file order, and the words of each class with the values of those that have one."""

    gazetteer: dict[str, GazetteerRule] = field(default_factory=dict)
    names: dict[str, NameRule] = field(default_factory=dict)
    triggers: dict[str, TriggerRule] = field(default_factory=dict)
    cues: dict[str, CueRule] = field(default_factory=dict)
    boundaries: dict[str, BoundaryRule] = field(default_factory=dict)
    stances: dict[str, StanceRule] = field(default_factory=dict)
    groups: dict[str, GroupRule] = field(default_factory=dict)
    classes: dict[str, set[str]] = field(default_factory=dict)
    values: dict[str, dict[str, int]] = field(default_factory=dict)
    macros: dict[str, Macro] = field(default_factory=dict)
    tokens: dict[str, TokenRule] = field(default_factory=dict)
    where: dict[str, str] = field(default_factory=dict)
    kinds: dict[str, type[Rule]] = field(default_factory=dict)
    _compiled: dict[str, TokenPattern] = field(default_factory=dict, init=False, repr=False, compare=False)

    def rules(self) -> Iterator[Rule]:
        """Every rule that can stand in an output, gazetteer first."""
        for kind in (self.gazetteer, self.names, self.triggers, self.cues, self.boundaries, self.stances):
            yield from kind.values()

    @cached_property
    def lexicon(self) -> Lexicon:
        """The word classes of all rules, with the bare words of their patterns."""
        classes = {name: frozenset(words) for name, words in self.classes.items()}
        for kind in KINDS:
            forms = (form for rule in self.triggers.values() if rule.kind == kind for form in rule.forms)
            classes[f"trigger.{kind}"] = frozenset(form for form in forms if " " not in form)
        classes["gazetteer.ambiguous"] = frozenset(
            entry.pattern.lower()
            for entry in self.gazetteer.values()
            if entry.ambiguous and entry.label == "ORG" and isinstance(entry.pattern, str)
        )
        for label in ("PLACE", "COUNTRY", "DEMONYM"):
            classes[f"gazetteer.{label.lower()}"] = frozenset(
                entry.pattern.lower()
                for entry in self.gazetteer.values()
                if entry.label == label and isinstance(entry.pattern, str) and " " not in entry.pattern
            )
        bare = {word for pattern in self._patterns() for word in literals(pattern)}
        return Lexicon.build(classes, bare, self.values)

    @cached_property
    def countries(self) -> dict[str, str]:
        """The codes of countries by their names."""
        named = (rule for rule in self.gazetteer.values() if rule.label == "COUNTRY")
        return {rule.pattern: rule.norm for rule in named if isinstance(rule.pattern, str) and rule.norm}

    @cached_property
    def _compiler(self) -> Compiler:
        return Compiler(self.lexicon)

    def compile(self, pattern: str) -> TokenPattern:
        """A pattern over token classes as a regular expression, its macros expanded.

        Raises PatternError for an unknown macro or class, or a pattern that is not well formed.
        """
        made = self._compiled.get(pattern)
        if made is None:
            made = self._compiled[pattern] = self._compiler.compile(self.expand(pattern))
        return made

    def expand(self, pattern: str, depth: int = 0) -> str:
        """A pattern with its macros in their places; raises PatternError for one that is unknown or has no end."""

        def replace(match: re.Match[str]) -> str:
            if match[1] not in self.macros:
                raise PatternError(f"unknown macro ${match[1]}; allowed are {', '.join(sorted(self.macros))}")
            if depth > _MAX_MACRO_DEPTH:
                raise PatternError(f"macro ${match[1]} contains itself")
            return f"({self.expand(self.macros[match[1]].pattern, depth + 1)})"

        expanded = ""
        last = 0
        for match in _MACRO.finditer(pattern):
            expanded += pattern[last : match.start()] + replace(match)
            last = match.end()
            if len(expanded) > _MAX_PATTERN:
                break
        if len(expanded) + len(pattern) - last > _MAX_PATTERN:
            raise PatternError(f"has more than {_MAX_PATTERN:,} characters once its macros are in their places")
        return expanded + pattern[last:]

    def _patterns(self) -> Iterator[str]:
        for _, pattern in self.rule_patterns():
            yield _MACRO.sub("", pattern)

    def rule_patterns(self) -> Iterator[tuple[str, str]]:
        """Every pattern of a rule with the rule's id."""
        shown: tuple[PatternRule, ...] = (
            *self.names.values(), *self.cues.values(), *self.boundaries.values(), *self.stances.values()
        )  # fmt: skip
        for rule in shown:
            yield rule.id, rule.pattern
        for cue in self.cues.values():
            yield cue.id, cue.terminators or ""
            yield cue.id, cue.unless or ""
            yield cue.id, cue.of or ""
        for trigger in self.triggers.values():
            yield trigger.id, trigger.before or ""
        for macro in self.macros.values():
            yield macro.id, macro.pattern


def load_rulebook(folders: Sequence[Path] = ()) -> Rulebook:
    """The built-in rules with user folders on top: a rule with a known id replaces it, words are added to a class.

    Raises RuleError that lists every broken line of every file.
    """
    return stack(read_layers(folders))


def stack(layers: Iterable[FolderRules]) -> Rulebook:
    """The rules of some folders, each on top of those before it; raises RuleError as `load_rulebook` does."""
    book = Rulebook()
    problems: list[str] = []
    for layer in layers:
        problems += _add(book, layer)
    if not problems:
        problems += [
            *broken_patterns(book.rule_patterns(), book.where, book.expand, book.compile),
            *broken_names(book.gazetteer.values(), book.where),
            *broken_groups(book.groups.values(), book.where, book.countries, {r.norm for r in book.gazetteer.values()}),
        ]
    if problems:
        raise RuleError(problems)
    return book


def read_layers(folders: Sequence[Path] = ()) -> list[FolderRules]:
    """What the built-in rules and user folders hold, each as it stands there.

    Raises RuleError for a folder that is not there.
    """
    return [_builtin(), *map(read_folder, folders)]


@cache
def _builtin() -> FolderRules:
    """The built-in rules, which a process reads once."""
    return read_folder(builtin_rules())


def _add(book: Rulebook, layer: FolderRules) -> list[str]:
    """Put a folder on top of a book; returns the broken lines, and the ids that cannot be told apart."""
    problems = [*layer.problems]
    for word, name in layer.words:
        book.classes.setdefault(name, set()).add(word)
    seen: dict[str, str] = {}
    for rule, where in layer.rules:
        kind = book.kinds.get(rule.id, type(rule))
        if kind is not type(rule):
            problems.append(f"{where}: id {rule.id!r} belongs to a {kind.__name__} at {book.where[rule.id]}")
        elif rule.id in seen:
            problems.append(f"{where}: id {rule.id!r} is taken by {seen[rule.id]}; ids are unique in a folder")
        else:
            seen[rule.id] = where
            _store(book, rule, where)
    return problems


def _store(book: Rulebook, rule: Rule, where: str) -> None:
    book.where[rule.id] = where
    book.kinds[rule.id] = type(rule)
    if isinstance(rule, WordClass):
        book.classes.setdefault(rule.id, set()).update(word.lower() for word in (*rule.words, *rule.values))
        if rule.values:
            book.values.setdefault(rule.id, {}).update((word.lower(), n) for word, n in rule.values.items())
    else:
        getattr(book, _PLACES[type(rule)])[rule.id] = rule

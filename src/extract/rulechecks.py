"""What is wrong with rules beyond their form: patterns that do not compile or take too long, groups without names."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

from spacy.matcher import Matcher
from spacy.vocab import Vocab

from extract.blowups import exponential_part, is_exponential, is_slow
from extract.groupspec import GroupRule
from extract.pattern_compiler import PatternError
from extract.rulespec import GazetteerRule
from extract.token_attributes import regexes
from extract.token_patterns import TokenPattern

Where = Mapping[str, str]
"""The ``file:line`` of each rule by its id."""


def broken_patterns(
    patterns: Iterable[tuple[str, str]],
    where: Where,
    expand: Callable[[str], str],
    compile_pattern: Callable[[str], TokenPattern],
) -> Iterator[str]:
    """A line for each pattern, given with its rule's id, that does not compile or takes far too long."""
    for rule_id, pattern in patterns:
        if told := _broken(pattern, expand, compile_pattern):
            yield f"{where[rule_id]}: {rule_id}: {told}"


def _broken(pattern: str, expand: Callable[[str], str], compile_pattern: Callable[[str], TokenPattern]) -> str:
    try:
        compiled = compile_pattern(pattern)
        part = exponential_part(expand(pattern), compile_pattern)
    except PatternError as error:
        return str(error)
    if part:
        return f"{part!r} can take exponential time: it repeats what repeats"
    return "takes far too long on a sentence of one word" if is_slow(compiled) else ""


def broken_names(names: Iterable[GazetteerRule], where: Where) -> Iterator[str]:
    """A line for each name by token attributes that spaCy refuses, or whose REGEX takes exponential time."""
    for rule in names:
        if isinstance(rule.pattern, str):
            continue
        try:
            Matcher(Vocab(), validate=True).add(rule.id, [rule.pattern])
        except ValueError as error:
            yield f"{where[rule.id]}: {rule.id}: {' '.join(str(error).split())}"
        for regex in filter(is_exponential, regexes(rule.pattern)):
            yield f"{where[rule.id]}: {rule.id}: REGEX {regex!r} can take exponential time"


def broken_groups(
    groups: Iterable[GroupRule], where: Where, countries: Collection[str], norms: Collection[str | None]
) -> Iterator[str]:
    """A line for each group without a name of its own, and for each member that is no country."""
    for group in groups:
        if group.norm not in norms:
            yield f"{where[group.id]}: {group.id}: no name has the norm {group.norm!r}"
        for name, _, _ in group.terms():
            if name not in countries:
                yield f"{where[group.id]}: {group.id}: no rule has a country that is called {name!r}"

"""The ruleset that is read from the cache: the same patterns, needs and names as the rulebook that it was made from."""

from __future__ import annotations

from extract.rulebook import load_rulebook
from extract.ruleset import load_ruleset


def test_ruleset_patterns_are_those_of_the_rulebook() -> None:
    book, rules = load_rulebook(), load_ruleset()
    for _, text in book.rule_patterns():
        made, read = book.compile(text), rules.pattern(text)
        assert (read.source, read.needs, read.heads, read.crosses) == (
            made.source,
            made.needs,
            made.heads,
            made.crosses,
        )


def test_ruleset_rules_are_those_of_the_rulebook() -> None:
    book, rules = load_rulebook(), load_ruleset()
    assert rules.names == tuple(book.names.values())
    assert rules.triggers == tuple(book.triggers.values())
    assert rules.cues == tuple(book.cues.values())
    assert rules.boundaries == tuple(book.boundaries.values())
    assert rules.stances == tuple(book.stances.values())
    assert set(rules.forms) == {rule.form for rule in book.tokens.values()}
    assert rules.lexicon.values("number.pair") == book.values["number.pair"] != {}
    assert {word: rules.lexicon.has(word, "function") for word in ("the", "peru")} == {"the": True, "peru": False}

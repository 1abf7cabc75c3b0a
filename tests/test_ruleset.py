"""The ruleset that is read from the cache: the same patterns, needs and names as the rulebook that it was made from."""

from __future__ import annotations

from extract.rulebook import Rulebook
from extract.ruleset import load_ruleset


def test_ruleset_patterns_are_those_of_the_rulebook(rulebook: Rulebook) -> None:
    rules = load_ruleset()
    for _, text in rulebook.rule_patterns():
        made, read = rulebook.compile(text), rules.pattern(text)
        assert (read.source, read.needs, read.heads, read.crosses) == (
            made.source,
            made.needs,
            made.heads,
            made.crosses,
        )


def test_ruleset_rules_are_those_of_the_rulebook(rulebook: Rulebook) -> None:
    rules = load_ruleset()
    assert rules.names == tuple(rulebook.names.values())
    assert rules.triggers == tuple(rulebook.triggers.values())
    assert rules.cues == tuple(rulebook.cues.values())
    assert rules.boundaries == tuple(rulebook.boundaries.values())
    assert rules.stances == tuple(rulebook.stances.values())
    assert set(rules.forms) == {rule.form for rule in rulebook.tokens.values()}
    assert rules.lexicon.values("number.pair") == rulebook.values["number.pair"] != {}
    assert {word: rules.lexicon.has(word, "function") for word in ("the", "peru")} == {"the": True, "peru": False}

"""Any text as a rule file: every fault is told, nothing is raised, and no pattern that is let through takes for ever.

The first byte says which of the rule files it is.
"""

from __future__ import annotations

from pathlib import Path

import atheris

with atheris.instrument_imports(include=["extract"]):
    from extract.rulebook import load_rulebook
    from extract.rulechecks import broken_names, broken_patterns
    from extract.rulefiles import NAME_LISTS, YAML_KINDS, read_names, read_rules
    from extract.rulespec import GazetteerRule

from harness import fuzz, time_limit

BOOK = load_rulebook()
FILES = [*sorted(YAML_KINDS), "names.jsonl"]
UNITS = sorted(BOOK.lexicon.everything)[:: len(BOOK.lexicon.everything) // 3]
TOKENS = 200


def test_one(data: bytes) -> None:
    """Read the file, and compile and try its patterns."""
    which, text = data[0] if data else 0, data[1:].decode("utf-8", "replace")
    problems: list[str] = []
    with time_limit(len(data)):
        if which % 16 == 15:
            [*read_names(Path(sorted(NAME_LISTS)[0]), text, problems)]
        else:
            for rule, where in read_rules(Path(FILES[which % len(FILES)]), text, problems):
                if isinstance(rule, GazetteerRule):
                    problems += broken_names([rule], {rule.id: where})
                elif isinstance(pattern := getattr(rule, "pattern", None), str):
                    told = [*broken_patterns([(rule.id, pattern)], {rule.id: where}, BOOK.expand, BOOK.compile)]
                    problems += told
                    if not told:
                        try_pattern(pattern)
    assert all(problem.splitlines() == [problem] for problem in problems)


def try_pattern(pattern: str) -> None:
    """A pattern that is not refused runs on a long sentence of one word."""
    compiled = BOOK.compile(pattern)
    for unit in UNITS:
        compiled.match(2 * unit * TOKENS)


if __name__ == "__main__":
    fuzz(test_one)

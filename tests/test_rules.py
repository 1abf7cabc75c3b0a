"""The built-in rules as a whole: all of them are in use, and the reference names all that a rule author may write."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, get_args

import pytest

from extract.rulebook import Rulebook
from extract.rulefiles import YAML_KINDS, read_rules
from extract.rulespec import Complement, GazetteerRule, Rule, WordClass

ROOT = Path(__file__).resolve().parent.parent
REFERENCE = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")
FILES: dict[str, type[Rule]] = {"gazetteers/*.jsonl": GazetteerRule, **YAML_KINDS}
FAMILIES = ("anaphor", "complement", "extent", "relate")  # macros that the code looks up by the rest of their ids


@pytest.fixture(scope="module")
def constants() -> set[str]:
    """All strings of the program."""
    trees = (ast.parse(path.read_text(encoding="utf-8")) for path in (ROOT / "src").rglob("*.py"))
    nodes = (node for tree in trees for node in ast.walk(tree))
    return {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def macros_in(patterns: Iterable[str]) -> set[str]:
    return {name for pattern in patterns for name in re.findall(r"\$([\w.]+)", pattern)}


def classes_in(patterns: Iterable[str]) -> set[str]:
    expressions = (match for pattern in patterns for match in re.findall(r"<([^<>]+)>", pattern))
    return {term.strip(" !") for expression in expressions for term in re.split(r"[&|]", expression)}


def in_code(macro: str, constants: set[str]) -> bool:
    """Whether the code names a macro, or one of a family by the rest of its id or by the last word of that."""
    family, _, rest = macro.partition(".")
    return f"${macro}" in constants or (family in FAMILIES and not constants.isdisjoint({rest, rest.split(".")[-1]}))


def patterns_in_use(book: Rulebook, constants: set[str]) -> Iterator[tuple[str, str]]:
    """The patterns of rules, and of the macros that these or the code name, with their ids."""
    used = {macro for macro in book.macros if in_code(macro, constants)}
    shown = [(rule_id, pattern) for rule_id, pattern in book.rule_patterns() if rule_id not in book.macros]
    reached = used | macros_in(pattern for _, pattern in shown)
    while reached:
        used |= reached
        reached = macros_in(book.macros[macro].pattern for macro in reached) - used
    yield from shown
    yield from ((macro, book.macros[macro].pattern) for macro in used)


def test_rules_every_macro_is_in_use(rulebook: Rulebook, constants: set[str]) -> None:
    assert sorted(set(rulebook.macros) - {rule_id for rule_id, _ in patterns_in_use(rulebook, constants)}) == []


def test_rules_every_word_class_is_in_use(rulebook: Rulebook, constants: set[str]) -> None:
    named = classes_in(pattern for _, pattern in patterns_in_use(rulebook, constants)) | constants
    classes = [rule_id for rule_id, kind in rulebook.kinds.items() if kind is WordClass]
    assert [name for name in classes if name not in named and name.rpartition(".")[0] not in named] == []


def test_rules_every_complement_is_in_use(rulebook: Rulebook) -> None:
    assert {name for rule in rulebook.triggers.values() for name in rule.complement} == set(get_args(Complement))
    assert {f"complement.{name}" for name in get_args(Complement)} <= set(rulebook.macros)


def choices(annotation: Any) -> set[str]:
    """The words that a field may hold, however deep they stand in its type."""
    found = [{arg} if isinstance(arg, str) else choices(arg) for arg in get_args(annotation)]
    return {word for words in found for word in words}


@pytest.mark.parametrize(("file", "model"), FILES.items(), ids=FILES)
def test_rules_reference_names_every_field(file: str, model: type[Rule]) -> None:
    row = re.search(rf"^\| `{re.escape(file)}` \|[^|]*\|(.*)\|$", REFERENCE, re.MULTILINE)
    assert row, f"no row for {file}"
    told = set(re.findall(r"\w+", row[1].partition("(")[0]))
    bold = set(re.findall(r"\*\*(\w+)\*\*", row[1]))
    fields = {name: field for name, field in model.model_fields.items() if name not in Rule.model_fields}
    assert told == set(fields)
    assert bold == {name for name, field in fields.items() if field.is_required()}


@pytest.mark.parametrize("model", FILES.values(), ids=FILES)
def test_rules_reference_explains_every_field(model: type[Rule]) -> None:
    explained = set(re.findall(r"`(\w+)(?:`|: )", REFERENCE.partition("## The kinds of rules")[2]))
    assert set(model.model_fields) - {"id"} <= explained


@pytest.mark.parametrize("model", FILES.values(), ids=FILES)
def test_rules_reference_names_every_choice(model: type[Rule]) -> None:
    found = {choice for field in model.model_fields.values() for choice in choices(field.annotation)}
    assert found <= set(re.findall(r"\w+", REFERENCE))


@pytest.mark.parametrize("file", [ROOT / "rules" / "lexicon.yaml", ROOT / "rules" / "gazetteers" / "lexicon.yaml"])
def test_rules_no_word_stands_twice_in_a_class(file: Path) -> None:
    problems: list[str] = []
    rules = [rule for rule, _ in read_rules(file, file.read_text(encoding="utf-8"), problems)]
    words = {rule.id: [word.lower() for word in rule.words] for rule in rules if isinstance(rule, WordClass)}
    assert problems == []
    assert {name for name, some in words.items() if len(some) != len(set(some))} == set()

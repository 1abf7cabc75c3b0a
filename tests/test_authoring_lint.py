"""Faults of rules that load: each is told with its place, and the built-in rules have none."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.authoring.lint import faults
from extract.blowups import exponential_part, is_exponential
from extract.errors import RuleError
from extract.examples import ExampleRunner
from extract.rulebook import Rulebook, stack
from extract.rulefiles import read_folder

FILES = {
    "boundaries.yaml": r"""- id: my.late
  decision: stop
  pattern: "<lpar> Zz"
  accept: ["Chad [signed the pact] (Zz)."]
  reject: ["Chad [signed the pact (Zz)]."]
""",
    "names.yaml": r"""- id: my.light
  label: ORG
  weight: 1
  pattern: "the [ @COUNTRY ]"
  accept: ["Then the [Philippines] slept."]
  reject: ["Then it slept."]
- id: my.once
  label: ORG
  weight: 60
  pattern: "the [ Zzorg ]"
  accept: ["Then the [Zzorg] slept."]
  reject: ["of Zzorg"]
- id: my.again
  label: ORG
  weight: 60
  pattern: "the  [ Zzorg ]"
  accept: ["Then the [Zzorg] woke."]
  reject: ["of Zzorg"]
""",
    "lexicon.yaml": "- id: my.words\n  words: [pact, Pact]\n",
}
TOLD = [
    "boundaries.yaml:1: my.late: decides in none of its examples, where extent.bracket does; "
    "a rule before it may pre-empt it",
    "names.yaml:1: my.light: loses in each of its accept examples: ",
    "names.yaml:13: my.again: says the same as my.once at {folder}/names.yaml:7",
    "lexicon.yaml:1: my.words: 'pact' stands there 2 times, allowed is once",
]


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    folder = tmp_path_factory.mktemp("faulty")
    for name, content in FILES.items():
        (folder / name).write_text(content, encoding="utf-8")
    return folder, faults(ExampleRunner([folder]), [folder])


@pytest.mark.parametrize("line", TOLD)
def test_lint_tells_each_fault_with_its_place(told: tuple[Path, list[str]], line: str) -> None:
    folder, lines = told
    assert [found for found in lines if found.startswith(f"{folder}/{line.format(folder=folder)}")]


def test_lint_tells_nothing_of_the_built_in_rules(told: tuple[Path, list[str]]) -> None:
    folder, lines = told
    assert [found for found in lines if not found.startswith(str(folder))] == []
    assert len(lines) == len(TOLD)


@pytest.mark.parametrize(
    ("pattern", "part"),
    [
        ("the ( <cap>+ )+ [ Zz ]", "( <cap>+ )+"),
        ("( <cap>* the? )* said", "( <cap>* the? )*"),
        ("( ( <cap>{1,} )? <cap> ){2,} said", "( ( <cap>{1,} )? <cap> ){2,}"),
        ("( <cap>+ , )+ said", None),
        ("( the <cap>+ )+ said", "( the <cap>+ )+"),  # The The The The
        ("( <cap> <lower>+ )+ said", None),
        ("<cap>+ ( and <cap>+ )* said", None),
        ("( @ORG , )+ said", None),
        ("( <cap>{1,3} )+ said", None),  # what ends by itself is not looked into
        ("( <cap>{2} )+ said", None),
        ("( [ <cap>+ ] )", None),
    ],
)
def test_blowups_are_found_where_a_text_can_be_cut_up_in_many_ways(
    rulebook: Rulebook, pattern: str, part: str | None
) -> None:
    assert exponential_part(pattern, rulebook.compile) == part


@pytest.mark.parametrize(
    ("regex", "slow"),
    [("(a+)+", True), (r"^(\w+\s?)*$", True), ("(ab+)+c", False), ("(a|b)+", False), ("a+", False)],
)
def test_blowups_of_regular_expressions(regex: str, slow: bool) -> None:
    assert is_exponential(regex) is slow


def test_blowups_are_refused_when_rules_load(tmp_path: Path) -> None:
    content = FILES["names.yaml"].replace("the [ @COUNTRY ]", "( <cap>+ )+ [ Zz ]")
    (tmp_path / "names.yaml").write_text(content, encoding="utf-8")
    with pytest.raises(RuleError) as refused:
        stack([read_folder(tmp_path)])
    [problem] = refused.value.problems
    assert problem == (
        f"{tmp_path}/names.yaml:1: my.light: '( <cap>+ )+' can take exponential time: it repeats what repeats"
    )

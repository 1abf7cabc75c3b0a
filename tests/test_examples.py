"""The examples that rules carry: those of the built-in rules hold, and one that does not hold is told."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from extract.examples import ExampleRunner, unmark
from extract.rulespec import (
    BoundaryRule,
    CueRule,
    GazetteerRule,
    Macro,
    NameRule,
    Rule,
    StanceRule,
    TriggerRule,
)

ROOT = Path(__file__).resolve().parent.parent
REFERENCE = ROOT / "docs" / "rules.md"

KINDS = [GazetteerRule, NameRule, TriggerRule, CueRule, BoundaryRule, StanceRule]


@pytest.mark.parametrize("kind", KINDS)
def test_examples_of_built_in_rules_hold(runner: ExampleRunner, kind: type[Rule]) -> None:
    rules = [rule for rule in runner.book.rules() if isinstance(rule, kind)]
    told = [f"{runner.book.where[rule.id]}: {rule.id}: {wrong}" for rule in rules for wrong in runner.failures(rule)]
    assert rules
    assert told == []


@pytest.mark.parametrize(
    ("example", "text", "spans"),
    [
        ("Japan [signed it].", "Japan signed it.", {(6, 15)}),
        ("[Japan] and [Peru]", "Japan and Peru", {(0, 5), (10, 14)}),
        ("[Japan]", "Japan", {(0, 5)}),
        ("“[Élan]’s”", "“Élan’s”", {(1, 5)}),
        ("nothing", "nothing", set()),
        ("", "", set()),
    ],
)
def test_examples_unmark(example: str, text: str, spans: set[tuple[int, int]]) -> None:
    assert unmark(example) == (text, spans)


def test_examples_of_other_kinds_are_not_run(runner: ExampleRunner) -> None:
    assert list(runner.failures(Macro(id="xx", pattern="a", accept=("never [seen]",)))) == []


WRONG = {
    "names.yaml": r"""- id: my.name
  label: ORG
  weight: 50
  pattern: "the [ Zzorg ]"
  accept: ["the [Zzorg]", "of [Zzorg]", "the Zzorg"]
  reject: ["of Zzorg", "near the Zzorg", "[the] Zzorg", "the [Zzorg]"]
""",
    "triggers.yaml": r"""# Two rules.
- id: my.trigger
  kind: pledge
  forms: [zzvow, zzvows]
  complement: [infinitive]
  accept: ["Japan [zzvows to sleep].", "Japan [zzvows] to sleep.", "Japan [will zzvow]."]
  reject: ["Japan zzvows.", "Japan zzvows to sleep.", "Japan zzvows [to sleep]."]
""",
    "cues.yaml": r"""- id: my.cue
  effect: negate
  direction: backward
  scope: 1
  pattern: "zznot"
  accept: ["Japan [zznot] pledged to sleep.", "Japan [zznot] once ever pledged to sleep."]
  reject: ["Japan zznot once ever pledged to sleep.", "Japan zznot pledged to sleep."]
""",
    "stances.yaml": r"""- id: my.stance
  stance: withdrew
  pattern: "[ @COUNTRY ( and @COUNTRY )? ] zzleft"
  accept: ["[Japan and Peru] zzleft.", "Japan and [Peru] zzleft."]
  reject: ["Japan left.", "Japan zzleft."]
""",
    "boundaries.yaml": r"""- id: my.boundary
  decision: stop
  pattern: "zzstop"
  accept: ["Japan [pledged to sleep] zzstop.", "Japan [pledged to sleep zzstop]."]
  reject: ["Japan [pledged to sleep zzstop].", "Japan [pledged to sleep] zzstop."]
""",
    "mine.jsonl": '\n{"id": "my.body", "label": "ORG", "pattern": "Zzbody Two", '
    '"accept": ["[Zzbody Two] met", "[Zzbody] met"], "reject": ["Zzbody Three", "the Zzbody Two"]}\n',
}
TOLD = [
    ("mine.jsonl", 2, "my.body: accept '[Zzbody] met': found nothing"),
    ("mine.jsonl", 2, "my.body: reject 'the Zzbody Two': found 'Zzbody Two'"),
    ("names.yaml", 1, "my.name: accept 'of [Zzorg]': found nothing"),
    ("names.yaml", 1, "my.name: accept 'the Zzorg': found 'Zzorg'"),
    ("names.yaml", 1, "my.name: reject 'near the Zzorg': found 'Zzorg'"),
    ("names.yaml", 1, "my.name: reject 'the [Zzorg]': found 'Zzorg'"),
    ("triggers.yaml", 2, "my.trigger: accept 'Japan [zzvows] to sleep.': found 'zzvows to sleep'"),
    ("triggers.yaml", 2, "my.trigger: accept 'Japan [will zzvow].': found nothing"),
    ("triggers.yaml", 2, "my.trigger: reject 'Japan zzvows to sleep.': found 'zzvows to sleep'"),
    ("cues.yaml", 1, "my.cue: accept 'Japan [zznot] once ever pledged to sleep.': found nothing"),
    ("cues.yaml", 1, "my.cue: reject 'Japan zznot pledged to sleep.': found 'zznot'"),
    ("boundaries.yaml", 1, "my.boundary: accept 'Japan [pledged to sleep zzstop].': found 'pledged to sleep'"),
    ("boundaries.yaml", 1, "my.boundary: reject 'Japan [pledged to sleep] zzstop.': found 'pledged to sleep'"),
    ("stances.yaml", 1, "my.stance: accept 'Japan and [Peru] zzleft.': found 'Japan and Peru'"),
    ("stances.yaml", 1, "my.stance: reject 'Japan zzleft.': found 'Japan'"),
]


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Rules with wrong examples, and those of the reference, which are to hold."""
    wrong, shown = tmp_path_factory.mktemp("wrong"), tmp_path_factory.mktemp("shown")
    for name, content in WRONG.items():
        (wrong / name).write_text(content, encoding="utf-8")
    blocks = re.findall(r"^```\w+ (\S+)\n(.*?)^```$", REFERENCE.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
    assert {name for name, _ in blocks} >= {"names.yaml", "triggers.yaml", "cues.yaml", "mine.jsonl"}
    for name, content in blocks:
        with (shown / name).open("a", encoding="utf-8") as file:
            file.write(content)
    return wrong, shown


@pytest.fixture(scope="module")
def problems(folders: tuple[Path, Path]) -> list[str]:
    """What is told of the rules in both folders; those of the built-in rules are not run again."""
    runner = ExampleRunner(folders)
    own = [rule for rule in runner.book.rules() if Path(runner.book.where[rule.id]).parent in folders]
    assert len(own) > len(WRONG)
    return [f"{runner.book.where[rule.id]}: {rule.id}: {told}" for rule in own for told in runner.failures(rule)]


@pytest.mark.parametrize(("name", "line", "told"), TOLD)
def test_examples_that_do_not_hold_are_told(
    folders: tuple[Path, Path], problems: list[str], name: str, line: int, told: str
) -> None:
    assert f"{folders[0] / name}:{line}: {told}" in problems


def test_examples_that_hold_are_not_told(folders: tuple[Path, Path], problems: list[str]) -> None:
    wrong, _ = folders
    here = [problem.removeprefix(f"{wrong}/") for problem in problems if problem.startswith(str(wrong))]
    assert len(here) == len(TOLD), here


def test_examples_of_the_reference_hold(folders: tuple[Path, Path], problems: list[str]) -> None:
    assert [problem for problem in problems if problem.startswith(str(folders[1]))] == []

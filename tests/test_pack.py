"""The kit for repositories of rules: the action's steps and the hooks do their work in the example of a pack.

They run the command of this environment, or the one in the folder that EXTRACT_BIN names (as from a wheel).
"""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

import extract

ROOT = Path(__file__).resolve().parent.parent
PACK = ROOT / "examples" / "pack"


def read_yaml(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


ACTION = read_yaml(ROOT / "action.yml")
HOOKS = {hook["id"]: hook for hook in read_yaml(ROOT / ".pre-commit-hooks.yaml")}
WORKFLOW = read_yaml(PACK / ".github" / "workflows" / "accuracy.yml")
USED = next(step for step in WORKFLOW["jobs"]["gate"]["steps"] if step.get("uses", "").startswith("OWNER/extract@"))
CONFIG = read_yaml(PACK / ".pre-commit-config.yaml")["repos"][0]

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs bash")


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """A copy of the example, as somebody's checkout."""
    return Path(shutil.copytree(PACK, tmp_path / "checkout"))


@pytest.fixture
def command_folder(tmp_path: Path) -> Path:
    """A folder with the command `extract`."""
    given = os.environ.get("EXTRACT_BIN")
    if given:
        return Path(given)
    folder = tmp_path / "bin"
    folder.mkdir()
    source = Path(extract.__file__).parents[1]
    script = f'#!/bin/sh\nPYTHONPATH={shlex.quote(str(source))} exec {shlex.quote(sys.executable)} -m extract "$@"\n'
    (folder / "extract").write_text(script, encoding="utf-8")
    (folder / "extract").chmod(0o755)
    return folder


def run_action(pack: Path, folder: Path, **given: str) -> subprocess.CompletedProcess[str]:
    """The last step of the action, with the inputs that a workflow gives."""
    step = ACTION["runs"]["steps"][-1]
    inputs = {name: field["default"] for name, field in ACTION["inputs"].items()} | given
    values = {f"inputs.{name}": value for name, value in inputs.items()} | {"steps.install.outputs.bin": str(folder)}
    environment = {
        name: re.sub(r"\$\{\{ (.*?) \}\}", lambda found: values[found[1]], value) for name, value in step["env"].items()
    }
    github = {"GITHUB_STEP_SUMMARY": str(pack / "summary.md"), "GITHUB_WORKSPACE": str(pack)}
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
        cwd=pack / inputs["working-directory"],
        env=os.environ | environment | github,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_pack_passes_the_action(pack: Path, command_folder: Path) -> None:
    done = run_action(pack, command_folder, **USED["with"])
    assert done.returncode == 0, done.stderr
    assert (pack / "summary.md").read_text(encoding="utf-8").startswith("## Accuracy gate: open\n")
    assert 'failures="0"' in (pack / "extract-junit.xml").read_text(encoding="utf-8")
    assert "::" not in done.stdout


def test_pack_that_got_worse_fails_the_action(pack: Path, command_folder: Path) -> None:
    (pack / "rules" / "triggers.yaml").unlink()
    done = run_action(pack, command_folder)
    assert done.returncode == 1
    assert "\n::error file=gold/harbours.jsonl,title=Accuracy gate" in done.stdout
    assert "\n::warning file=gold/harbours.jsonl,line=1,title=" in done.stdout
    assert "covenanted to repair its slipways" in (pack / "extract-junit.xml").read_text(encoding="utf-8")


def test_pack_with_a_broken_rule_or_without_gold_fails_the_action(pack: Path, command_folder: Path) -> None:
    assert run_action(pack, command_folder, gold="none/*.jsonl").returncode == 2
    (pack / "more rules").mkdir()
    (pack / "more rules" / "cues.yaml").write_text("- id: broken\n", encoding="utf-8")
    done = run_action(pack, command_folder, rules="rules\nmore rules\n")
    assert done.returncode == 2
    assert "more rules/cues.yaml:1: " in done.stderr


def test_pack_action_reads_no_input_as_a_command(pack: Path, command_folder: Path) -> None:
    assert not [step for step in ACTION["runs"]["steps"] if "${{" in step.get("run", "")]
    run_action(pack, command_folder, rules="$(touch owned)", gold="`touch owned`", junit="; touch owned")
    assert not (pack / "owned").exists()


def test_pack_uses_inputs_and_hooks_that_there_are() -> None:
    assert USED["with"].keys() <= ACTION["inputs"].keys()
    used = set(re.findall(r"inputs\.([\w-]+)", json.dumps(ACTION["runs"])))
    assert used == ACTION["inputs"].keys()
    assert {hook["id"] for hook in CONFIG["hooks"]} == HOOKS.keys()


def test_pack_page_tells_every_input_and_hook() -> None:
    page = (ROOT / "docs" / "packs.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| `([\w-]+)` \| (?:`(.*?)`|.*?) \|", page, re.MULTILINE))
    defaults = {name: field["default"] for name, field in ACTION["inputs"].items()}
    assert {name: rows.get(name) for name in defaults} == defaults
    assert HOOKS.keys() <= rows.keys()


@pytest.mark.parametrize("used", CONFIG["hooks"], ids=lambda hook: hook["id"])
def test_pack_passes_the_hook(used: dict[str, Any], pack: Path, command_folder: Path) -> None:
    hook = HOOKS[used["id"]] | used
    files = sorted(path.relative_to(pack).as_posix() for path in pack.rglob("*") if path.is_file())
    chosen = [name for name in files if re.search(hook["files"], name)]
    assert chosen
    entry, *words = shlex.split(hook["entry"])
    arguments = [*words, *hook.get("args", ()), *(chosen if hook.get("pass_filenames", True) else ())]
    done = subprocess.run([command_folder / entry, *arguments], cwd=pack, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr

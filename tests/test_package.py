"""The package as it is handed out: seeds, rules, version, modules of a readable size."""

from __future__ import annotations

import ast
import hashlib
from importlib.metadata import distribution, version
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
MODULES = sorted((ROOT / "src").rglob("*.py"))

SEEDS = {
    "000_83c1f4c6d170744a.txt": "629dd4d728e62f03c3598f482dc338a82d2f34625383966f4fe577b45bf8b848",
    "001_6ede5a1c25ef00ea.txt": "0b129c6b79ac39b35bb3fa8f5510d166df743b1a790073a7715f88f844f866f3",
    "002_39ecea1e9d806384.txt": "0c25375ad9fc4571117547080b6cee8808cbaf3fa4fc26fa1c559a66ee7303f4",
}


def module_id(path: Path) -> str:
    return path.relative_to(ROOT / "src").as_posix()


def test_package_seeds_are_byte_for_byte() -> None:
    found = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in (ROOT / "seeds").iterdir()}
    assert found == SEEDS


def test_package_is_typed_and_has_its_command() -> None:
    assert (ROOT / "src" / "extract" / "py.typed").exists()
    commands = {entry.name: entry.value for entry in distribution("commitment-extract").entry_points}
    assert commands["extract"] == "extract.cli:main"


def test_package_version_is_in_the_changelog() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert f"## [{version('commitment-extract')}]" in changelog


@pytest.mark.parametrize("command", ["scripts/demo", "scripts/test"])
def test_package_readme_commands_exist(command: str) -> None:
    assert f"\n{command}\n" in (ROOT / "README.md").read_text(encoding="utf-8")
    assert (ROOT / command).stat().st_mode & 0o111


@pytest.mark.parametrize("path", MODULES, ids=module_id)
def test_package_module_is_short_and_says_what_it_holds(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert source.count("\n") <= 250
    assert ast.get_docstring(ast.parse(source))


@pytest.mark.parametrize("path", MODULES, ids=module_id)
def test_package_functions_are_short(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    lengths = {
        f"{node.name}:{node.lineno}": (node.end_lineno or 0) - node.lineno + 1
        for node in ast.walk(tree)
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
    }
    assert not {name: length for name, length in lengths.items() if length > 40}

"""Where rules stand: the built-in folder, the folders of users, and the files in them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from extract.errors import RuleError

_ENDINGS: Final = {".jsonl", ".yaml", ".yml", ".txt"}


def builtin_rules() -> Path:
    """The folder of the built-in rules, in an installed package or a checkout."""
    here = Path(__file__).resolve()
    packed = here.parent / "_rules"
    return packed if packed.is_dir() else here.parents[2] / "rules"


def rule_files(folders: Sequence[Path] = ()) -> list[Path]:
    """The files of the built-in rules and of user folders, in the order in which they are loaded.

    Raises RuleError for a folder that is not there.
    """
    return [path for folder in (builtin_rules(), *folders) for path in files_in(folder)]


def files_in(folder: Path) -> list[Path]:
    """The files of one folder in sorted order; raises RuleError where there is no such folder."""
    if not folder.is_dir():
        raise RuleError([f"{folder}: no such folder of rules"])
    return sorted(p for p in folder.rglob("*") if p.is_file() and p.suffix in _ENDINGS)

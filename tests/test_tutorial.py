"""The tutorial: its commands, run one after the other in the example of a pack, give what stands there."""

from __future__ import annotations

import shutil
from pathlib import Path

from consoles import File, parts, run

ROOT = Path(__file__).resolve().parent.parent
PARTS = parts((ROOT / "docs" / "tutorial.md").read_text(encoding="utf-8"))


def test_tutorial_is_true(tmp_path: Path) -> None:
    pack = Path(shutil.copytree(ROOT / "examples" / "pack", tmp_path / "harbours"))
    shutil.copytree(pack / "rules", pack / "before")
    for part in PARTS:
        if isinstance(part, File):
            (pack / part.name).parent.mkdir(exist_ok=True)
            (pack / part.name).write_text(part.content, encoding="utf-8")
        else:
            run(part, pack)


def test_tutorial_takes_one_file_and_under_five_commands_to_the_gate() -> None:
    commands = [step.command for part in PARTS if not isinstance(part, File) for step in part]
    gate = next(number for number, command in enumerate(commands, start=1) if "--gate" in command)
    assert gate < 5
    written = [part.name for part in PARTS if isinstance(part, File)]
    assert [name for name in written if name.startswith("rules/")] == ["rules/gazetteers/harbours.jsonl"]

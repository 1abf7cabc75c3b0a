"""The benchmarks run, and tell of every system and file that they were given."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import spacy

ROOT = Path(__file__).parents[1]


def run(script: str, *arguments: str | Path) -> str:
    command = [sys.executable, str(ROOT / "benchmarks" / script), *map(str, arguments)]
    return subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT).stdout


def test_benchmarks_names_puts_a_model_beside_ours(tmp_path: Path) -> None:
    nlp = spacy.blank("en")
    ruler = nlp.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": "GPE", "pattern": "Japan"}, {"label": "GPE", "pattern": "Paris"}])  # type: ignore[attr-defined]
    nlp.to_disk(tmp_path / "model")
    gold = tmp_path / "gold.jsonl"
    start = len("Paris pleased ")
    gold.write_text(
        '{"id": "a", "text": "Paris pleased Japan.", "mentions": ['
        f'{{"start": {start}, "end": {start + 5}, "text": "Japan", "label": "COUNTRY"}}]}}\n'
    )
    told = run("names.py", gold, "--model", tmp_path / "model")
    assert told.count("COUNTRY 1.000 (1.00/1.00)") == 2
    assert "extract, names only" in told
    assert "bare tokenizer" in told


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["missing.jsonl"], "missing.jsonl"),
        (["gold/seeds.jsonl", "--model", "no_such_model"], "no_such_model"),
        (["gold/seeds.jsonl", "--speed", "missing.jsonl"], "missing.jsonl"),
        (["gold/seeds.jsonl", "--speed", "README.md"], "README.md: found a line without text"),
        (["README.md"], "README.md:1"),
    ],
)
def test_benchmarks_names_tells_what_cannot_be_read(arguments: list[str], told: str) -> None:
    command = [sys.executable, str(ROOT / "benchmarks" / "names.py"), *arguments]
    done = subprocess.run(command, check=False, capture_output=True, text=True, cwd=ROOT)
    assert done.returncode == 2
    assert told in done.stderr
    assert "Traceback" not in done.stderr


def test_benchmarks_startup_tells_of_every_command() -> None:
    told = run("startup.py", "1")
    assert "python -c pass" in told
    assert "extract --help" in told


def test_benchmarks_length_tells_how_time_and_memory_grow() -> None:
    told = run("length.py", "gold/seeds.jsonl", "prose", "emoji", "--longest", "10000")
    assert [line.split("  ")[0] for line in told.splitlines()] == ["ms per kB at", "prose", "emoji"]
    assert told.count(" MB") == 2


def test_benchmarks_length_tells_of_a_kind_that_it_does_not_know() -> None:
    with pytest.raises(subprocess.CalledProcessError) as caught:
        run("length.py", "gold/seeds.jsonl", "verse")
    assert "found verse, allowed are prose" in caught.value.stderr

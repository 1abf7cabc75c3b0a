"""The benchmarks run, and tell of every system and file that they were given."""

from __future__ import annotations

import re
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


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["missing.jsonl"], "missing.jsonl"),
        (["gold/seeds.jsonl", "--model", "no_such_model"], "no_such_model"),
        (["README.md"], "README.md:1"),
    ],
)
def test_benchmarks_names_tells_what_cannot_be_read(arguments: list[str], told: str) -> None:
    command = [sys.executable, str(ROOT / "benchmarks" / "names.py"), *arguments]
    done = subprocess.run(command, check=False, capture_output=True, text=True, cwd=ROOT)
    assert done.returncode == 2
    assert told in done.stderr
    assert "Traceback" not in done.stderr


QUICK = ("--texts", "2", "--rounds", "1", "--starts", "0", "--passes", "0")


def test_benchmarks_speed_tells_of_every_step_and_model(tmp_path: Path) -> None:
    spacy.blank("en").to_disk(tmp_path / "model")
    told = run("speed.py", *QUICK, "--model", tmp_path / "model")
    rows = {line[:22].strip(): line[22:].split() for line in told.splitlines()}
    stages = ("mentions", "triggers", "context", "extent", "coref", "relate")
    for name in ("bare tokenizer", "extract", "tokens", "arrays", *stages, "record"):
        words, size, beside, clock = (float(cell.replace(",", "")) for cell in rows[name])
        assert min(words, size, beside, clock) > 0
    assert rows["bare tokenizer"][2] == "1.000"
    assert f"x as fast as {tmp_path / 'model'}" in told


def test_benchmarks_speed_tells_of_starts_and_memory() -> None:
    told = run("speed.py", "--texts", "1", "--rounds", "0", "--starts", "1", "--passes", "3")
    for line in ("python -c pass", "extract --help", "blank spaCy", "extract run, a seed"):
        assert line in told
    assert re.search(r"extract run, a seed, is [\d.]+ x blank spaCy by the clock", told)
    assert len(re.findall(r"[\d.]+  [\d.]+  [\d.]+ MB", told)) == 1
    assert re.search(r"peak +\d+\.\d MB", told)
    assert re.search(r"MB per 10,000 articles", told)


def test_benchmarks_speed_tells_of_growth() -> None:
    told = run(
        "speed.py", "--texts", "2", "--rounds", "0", "--starts", "0", "--passes", "0", "--growth", "--names", "10"
    )
    rows = [line.split() for line in told.splitlines()]
    assert [row[0] for row in rows if len(row) in {5, 6} and row[0].isdigit()] == ["1", "2", "10"]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["missing.jsonl"], "missing.jsonl"),
        (["README.md"], "README.md:1: found a line without text"),
        (["--model", "no_such_model"], "no_such_model"),
    ],
)
def test_benchmarks_speed_tells_what_cannot_be_read(arguments: list[str], told: str) -> None:
    command = [sys.executable, str(ROOT / "benchmarks" / "speed.py"), *arguments]
    done = subprocess.run(command, check=False, capture_output=True, text=True, cwd=ROOT)
    assert done.returncode == 2
    assert told in done.stderr
    assert "Traceback" not in done.stderr


def test_benchmarks_resume_finds_the_same_bytes_after_a_kill(tmp_path: Path) -> None:
    articles = tmp_path / "articles.jsonl"
    articles.write_bytes(b"".join((ROOT / "gold" / "articles.jsonl").read_bytes().splitlines(keepends=True)[:5]))
    assert "0 of 1 differ" in run("resume.py", articles, "--kills", "1")


def test_benchmarks_jobs_tells_the_ratio(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Japan signed the Paris Agreement.")
    told = run("jobs.py", tmp_path / "a.txt", "--jobs", "2", "--runs", "1")
    assert "times as fast" in told
    assert "same bytes" in told


def test_benchmarks_plan_computes_hours_and_cost_from_what_it_measured() -> None:
    pytest.importorskip("pyarrow", reason="the extra parquet")
    pytest.importorskip("py3langid", reason="the extra lang")
    given = {"--files": 100, "--pages": 1000, "--cores": 10, "--price": 1, "--use": 0.5}
    told = run("plan.py", "seeds", *(str(word) for option in given.items() for word in option))
    figures = {line[2:25].strip(): line[25:].split()[0].replace(",", "") for line in told.splitlines()}
    assert figures["records"] == "100000"
    paid = 2 * (float(figures["core hours, reading"]) + float(figures["core hours, extraction"]))
    assert float(figures["core hours, paid"]) == pytest.approx(paid, abs=2)
    assert float(figures["cost"]) == float(figures["core hours, paid"])
    assert float(figures["hours on   10 cores"]) == pytest.approx(paid / 10, abs=0.2)


def test_benchmarks_length_tells_how_time_and_memory_grow() -> None:
    told = run("length.py", "gold/seeds.jsonl", "prose", "emoji", "--longest", "10000")
    assert [line.split("  ")[0] for line in told.splitlines()] == ["ms per kB at", "prose", "emoji"]
    assert told.count(" MB") == 2


def test_benchmarks_length_tells_of_a_kind_that_it_does_not_know() -> None:
    with pytest.raises(subprocess.CalledProcessError) as caught:
        run("length.py", "gold/seeds.jsonl", "verse")
    assert "found verse, allowed are prose" in caught.value.stderr

"""How time and memory grow: over the same texts again and again, with the number of texts, and with that of names."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from statistics import linear_regression
from tempfile import TemporaryDirectory
from typing import Final, NamedTuple

from corpus import Corpus
from processes import alone, now, peak, resident

from extract.cache import FOLDER
from extract.pipeline import Pipeline
from extract.schema import Article

NUMBERS: Final = (1, 10, 100, 1_000, 7_500)
_SYLLABLES: Final = ("ba", "dor", "fel", "gim", "hax", "jul", "kev", "lon", "mir", "nup")


class Run(NamedTuple):
    """Processor seconds to load the rules and to extract from texts, words read, resident and peak memory in MB."""

    load: float
    seconds: float
    words: int
    resident: tuple[float, ...]
    peak: float


def run(corpus: Corpus, passes: int = 1, rules: Sequence[Path] = ()) -> Run:
    """Stream texts through a pipeline, some passes over, and drop the results; memory is that after each pass."""
    start = now()
    pipeline = Pipeline(rules)
    loaded = now()
    words, memory = 0, []
    for _ in range(passes):
        for text in corpus:
            pipeline.extract(Article(id="text", text=text))
            words += len(text.split())
        memory.append(resident())
    return Run(loaded.since(start).cpu, now().since(loaded).cpu, words, tuple(memory), peak())


def memory_lines(corpus: Corpus, passes: int) -> Iterator[str]:
    """Peak memory of a process, and its slope over passes by least squares, the first pass left out."""
    yield f"memory of a process, {passes} passes over the same texts"
    measured = alone(run, corpus, passes)
    yield f"  after each pass      {'  '.join(f'{value:.1f}' for value in measured.resident)} MB"
    yield f"  peak                 {measured.peak:.1f} MB"
    later = measured.resident[1:]
    if len(later) > 1:
        texts = sum(1 for _ in corpus)
        slope = linear_regression(range(len(later)), later).slope
        yield f"  growth after the first {slope:.2f} MB a pass, {slope / texts * 10_000:.2f} MB per 10,000 articles"


def number_lines(corpus: Corpus, numbers: Iterable[int] = NUMBERS) -> Iterator[str]:
    """Time and memory of a process by how many texts it reads."""
    available = sum(1 for _ in corpus)
    yield f"{'articles':>10}{'load s':>10}{'run s':>10}{'words/s':>12}{'peak MB':>10}"
    for number in [n for n in numbers if n < available] + [available]:
        load, seconds, words, _, most = alone(run, Corpus(corpus.path, number))
        yield f"{number:10,}{load:10.2f}{seconds:10.2f}{words / seconds:12,.0f}{most:10.1f}"


def name_lines(corpus: Corpus, numbers: Iterable[int]) -> Iterator[str]:
    """Time and memory by how many names a folder of rules adds: the first load compiles, the next reads the cache."""
    yield f"{'names':>10}{'first s':>10}{'next s':>10}{'words/s':>12}{'first MB':>10}{'next MB':>10}"
    for number in numbers:
        with TemporaryDirectory() as folder:
            rules = Path(folder) / "rules"
            rules.mkdir()
            (rules / "names.jsonl").write_text("".join(map(_rule, range(number))), encoding="utf-8")
            first, then = (alone(_run_with_cache, corpus, rules, Path(folder) / "cache") for _ in range(2))
        speed = then.words / then.seconds
        yield f"{number:10,}{first.load:10.2f}{then.load:10.2f}{speed:12,.0f}{first.peak:10.1f}{then.peak:10.1f}"


def _run_with_cache(corpus: Corpus, rules: Path, cache: Path) -> Run:
    os.environ[FOLDER] = str(cache)
    return run(corpus, rules=[rules])


def _rule(number: int) -> str:
    words = (_spelled(number), _spelled(number // 7), ("Institute", "Holdings", "Party")[number % 3])
    rule = {"id": f"made.{number}", "label": "ORG", "pattern": " ".join(words), "norm": f"made-{number}"}
    return f"{json.dumps(rule)}\n"


def _spelled(number: int) -> str:
    return "".join(_SYLLABLES[int(digit)] for digit in str(number)).capitalize()

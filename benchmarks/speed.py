"""Speed, start-up and memory, ours beside spaCy's, all in one run on the same texts. Linux only.

python benchmarks/speed.py texts.jsonl --texts 7500 --model en_core_web_sm --passes 10 --growth

Speed is that of one process by its processor time, for other programs may share the machine, with that by the clock
beside it: the median of rounds that take turns, after one to warm up. MB are 10^6 bytes, of texts as UTF-8. A spaCy
model finds entities only; those that are installed are measured without being named.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import Final

import spacy
from corpus import SEEDS, Corpus
from growth import memory_lines, name_lines, number_lines
from models import entities_only
from processes import Taken, in_turns, now
from spacy.language import Language

from extract.errors import ExtractError
from extract.pipeline import Pipeline
from extract.record import to_extraction
from extract.schema import Article
from extract.stages import STAGES

BARE: Final = "bare tokenizer"
WHOLE: Final = "extract"
BLANK: Final = "blank spaCy"
SEED: Final = "extract run, a seed"
COMMANDS: Final = {
    "python -c pass": ["-c", "pass"],
    "extract --help": ["-m", "extract", "--help"],
    BLANK: ["-c", "import spacy; spacy.blank('en')"],
    SEED: ["-m", "extract", "run", str(SEEDS[0]), "-o", os.devnull, "--quiet"],
}

System = Callable[[str], Iterator[str]]


def one_step(name: str, run: Callable[[str], object]) -> System:
    """A system that is measured as a whole."""

    def steps(text: str) -> Iterator[str]:
        run(text)
        yield name

    return steps


def by_stage(pipeline: Pipeline) -> System:
    """Our pipeline, a step at a time."""
    stages = pipeline.stages

    def steps(text: str) -> Iterator[str]:
        doc = pipeline.tokenize(text)
        yield "  tokens"
        stages.state(doc)
        yield "  arrays"
        for stage in STAGES:
            stages.run(stage, doc)
            yield f"  {stage}"
        to_extraction(Article(id="text", text=text), *stages.state(doc))
        yield "  record"

    return steps


def timed(texts: Sequence[str], system: System) -> dict[str, Taken]:
    """How long each step of a system takes over all texts."""
    total: dict[str, Taken] = {}
    for text in texts:
        before = now()
        for step in system(text):
            after = now()
            wall, cpu = total.get(step, (0.0, 0.0))
            total[step] = Taken(wall + after.wall - before.wall, cpu + after.cpu - before.cpu)
            before = after
    return total


def medians(texts: Sequence[str], systems: Sequence[System], rounds: int) -> dict[str, Taken]:
    """The median time of each step, the systems taking turns, after a round to warm up."""
    times: dict[str, list[Taken]] = {}
    for turn in range(rounds + 1):
        for system in systems:
            for step, taken in timed(texts, system).items():
                times.setdefault(step, []).extend([taken] if turn else [])
    return {step: _median(some) for step, some in times.items()}


def _median(times: Sequence[Taken]) -> Taken:
    return Taken(median(t.wall for t in times), median(t.cpu for t in times))


def speed_lines(texts: Sequence[str], models: Mapping[str, Language], rounds: int) -> Iterator[str]:
    """Words and bytes per second of each step, and its speed beside the bare tokenizer's."""
    pipeline = Pipeline()
    systems = [
        one_step(BARE, spacy.blank("en").tokenizer),
        one_step(WHOLE, lambda text: pipeline.extract(Article(id="text", text=text))),
        by_stage(pipeline),
        *(one_step(name, nlp) for name, nlp in models.items()),
    ]
    words = sum(len(text.split()) for text in texts)
    size = sum(len(text.encode("utf-8", "surrogatepass")) for text in texts) / 1e6
    yield f"speed on {len(texts):,} texts, {words:,} words, {size:.1f} MB; medians of {rounds} rounds"
    yield f"{'':22}{'words/s':>12}{'MB/s':>9}{'x bare':>9}{'by clock':>12}"
    times = medians(texts, systems, rounds)
    for name, (wall, cpu) in times.items():
        beside = times[BARE].cpu / cpu
        yield f"{name:22}{words / cpu:12,.0f}{size / cpu:9.2f}{beside:9.3f}{words / wall:12,.0f}"
    for name in models:
        yield f"{WHOLE} is {times[name].cpu / times[WHOLE].cpu:.1f} x as fast as {name}"


def start_lines(starts: int) -> Iterator[str]:
    """Seconds that commands take from the shell; the first of all makes the cache of rules where there is none."""
    yield f"start-up, medians of {starts} runs"
    yield f"{'':22}{'cpu s':>12}{'':9}{'x blank':>9}{'by clock':>12}"
    times = {name: _median(some) for name, some in in_turns(COMMANDS, starts).items()}
    for name, (wall, cpu) in times.items():
        yield f"{name:22}{cpu:12.3f}{'':9}{cpu / times[BLANK].cpu:9.2f}{wall:12.3f}"
    yield f"{SEED}, is {times[SEED].wall / times[BLANK].wall:.2f} x {BLANK} by the clock"


def lines(options: argparse.Namespace) -> Iterator[str]:
    """The report."""
    corpus = Corpus(options.texts_file, options.texts)
    yield f"{corpus}"
    if options.rounds:
        named = dict.fromkeys([*options.model, *spacy.util.get_installed_models()])
        yield from speed_lines(list(corpus), {name: entities_only(name) for name in named}, options.rounds)
    if options.starts:
        yield from start_lines(options.starts)
    if options.passes:
        yield from memory_lines(corpus, options.passes)
    if options.growth:
        yield from number_lines(corpus)
        yield from name_lines(corpus, options.names)


def main() -> None:
    """Measure, and print line by line as figures come."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts_file", nargs="?", type=Path, metavar="TEXTS", help="JSONL with a text a line")
    parser.add_argument("--texts", type=int, default=500, help="how many texts at most (default 500)")
    parser.add_argument("--model", action="append", default=[], help="an installed spaCy model, or the path of one")
    parser.add_argument("--rounds", type=int, default=3, help="rounds of speed (default 3; 0: no speed)")
    parser.add_argument("--starts", type=int, default=9, help="starts of each command (default 9; 0: none)")
    parser.add_argument("--passes", type=int, default=1, help="passes for memory (default 1; 0: no memory)")
    parser.add_argument("--growth", action="store_true", help="also with the number of articles and of names")
    parser.add_argument("--names", type=int, nargs="+", default=[0, 1_000, 10_000, 100_000], help="numbers of names")
    options = parser.parse_args()
    try:
        for line in lines(options):
            print(line, flush=True)
    except (ExtractError, OSError) as error:
        parser.error(str(error))


if __name__ == "__main__":
    main()

"""How much faster several processes are than one, with their start and without it; the outputs are compared, too.

python benchmarks/jobs.py [INPUT...] [--jobs N] [--runs N] [--copies N]

Without INPUT, the articles of gold/articles.jsonl are run, in copies under ids of their own.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter

GOLD = Path(__file__).parents[1] / "gold" / "articles.jsonl"


def copies(target: Path, count: int) -> Path:
    """The gold articles so many times over, each with an id of its own."""
    records = [json.loads(line) for line in GOLD.read_bytes().splitlines()]
    with target.open("w", encoding="utf-8") as file:
        for copy in range(count):
            for record in records:
                file.write(json.dumps({"id": f"{record['id']}-{copy}", "text": record["text"]}) + "\n")
    return target


def seconds(inputs: list[str], output: Path, jobs: int) -> float:
    """Wall time of one run."""
    command = [sys.executable, "-m", "extract", "run", *inputs, "-q", "-o", str(output), "--jobs", str(jobs)]
    start = perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return perf_counter() - start


def arguments() -> argparse.Namespace:
    """The options of the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("inputs", nargs="*", metavar="INPUT")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 2)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--copies", type=int, default=20)
    return parser.parse_args()


def measure(options: argparse.Namespace, folder: Path) -> dict[tuple[str, int], float]:
    """Median seconds of a run over one short text ("start") and over all, by the number of processes, taking turns."""
    one = folder / "one.txt"
    one.write_text("Japan signed the Paris Agreement.", encoding="utf-8")
    inputs = options.inputs or [str(copies(folder / "articles.jsonl", options.copies))]
    times: dict[tuple[str, int], list[float]] = {}
    for _ in range(options.runs):
        for jobs in (1, options.jobs):
            for what, given in (("start", [str(one)]), ("all", inputs)):
                took = seconds(given, folder / f"{what}.{jobs}.jsonl", jobs)
                times.setdefault((what, jobs), []).append(took)
    if (folder / "all.1.jsonl").read_bytes() != (folder / f"all.{options.jobs}.jsonl").read_bytes():
        sys.exit("the outputs differ")
    return {key: median(values) for key, values in times.items()}


def main() -> None:
    """Print medians and ratios."""
    options = arguments()
    with tempfile.TemporaryDirectory() as folder:
        took = measure(options, Path(folder))
    for jobs in (1, options.jobs):
        print(f"{jobs} at once: {took['all', jobs]:.2f} s, of which {took['start', jobs]:.2f} s to start")
    one, several = (took["all", jobs] - took["start", jobs] for jobs in (1, options.jobs))
    print(
        f"{took['all', 1] / took['all', options.jobs]:.2f} times as fast, {one / several:.2f} times without the start"
    )
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores; same bytes each time")


if __name__ == "__main__":
    main()

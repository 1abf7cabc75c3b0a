"""How long the commands take to start, beside a bare interpreter and bare spaCy: medians over several runs in one go.

python benchmarks/startup.py [RUNS]
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from statistics import median
from time import perf_counter

SEED = str(min((Path(__file__).parents[1] / "seeds").glob("*.txt")))
COMMANDS = {
    "python -c pass": ["-c", "pass"],
    "extract --help": ["-m", "extract", "--help"],
    "blank spaCy": ["-c", "import spacy; spacy.blank('en')"],
    "with all rules": ["-c", "import spacy; spacy.blank('en').add_pipe('extract_mentions')"],
    "extract run, a seed": ["-m", "extract", "run", SEED, "-o", os.devnull, "--quiet"],
}


def seconds(arguments: list[str]) -> float:
    """Wall time of one run of the interpreter."""
    start = perf_counter()
    subprocess.run([sys.executable, *arguments], check=True, capture_output=True)
    return perf_counter() - start


def main(runs: int = 9) -> None:
    """Print the median of each command, the commands taking turns."""
    times: dict[str, list[float]] = {name: [] for name in COMMANDS}
    for _ in range(runs):
        for name, arguments in COMMANDS.items():
            times[name].append(seconds(arguments))
    for name, values in times.items():
        print(f"{name:20} {median(values):.3f} s, from {min(values):.3f} to {max(values):.3f}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))

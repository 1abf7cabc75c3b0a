"""How long `extract --help` takes, beside a bare interpreter: medians over several runs in one go.

python benchmarks/startup.py [RUNS]
"""

from __future__ import annotations

import subprocess
import sys
from statistics import median
from time import perf_counter

COMMANDS = {
    "python -c pass": ["-c", "pass"],
    "extract --help": ["-m", "extract", "--help"],
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
        print(f"{name:16} {median(values):.3f} s, from {min(values):.3f} to {max(values):.3f}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))

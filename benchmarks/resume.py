"""Kills runs at random moments, goes on with --resume, and compares the output with that of an unbroken run.

python benchmarks/resume.py [INPUT...] [--kills N] [--seed N] [--jobs N] [--copies N]

Without INPUT, the articles of gold/articles.jsonl are run, in copies under ids of their own, with broken lines.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from jobs import copies


def start(inputs: list[str], output: Path, jobs: int, *options: str) -> subprocess.Popen[bytes]:
    """Starts a run."""
    command = [sys.executable, "-m", "extract", "run", *inputs, "-q", "-o", str(output), "--jobs", str(jobs), *options]
    return subprocess.Popen(command, stderr=subprocess.DEVNULL)


def outputs(folder: Path) -> dict[str, bytes]:
    """All files that a run has left."""
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def killed_at(run: subprocess.Popen[bytes], part: Path, size: int) -> bool:
    """Kill a run as soon as its records have so many bytes; False if it has ended before."""
    while run.poll() is None:
        if part.exists() and part.stat().st_size >= size:
            run.send_signal(signal.SIGKILL)
            break
        time.sleep(0.002)
    return run.wait() == -signal.SIGKILL


def goes_on(inputs: list[str], folder: Path, size: int, jobs: int) -> tuple[int, dict[str, bytes], int]:
    """Kill a run once and go on with it: the records' bytes at the kill, all files at the end, the exit code."""
    folder.mkdir()
    part = folder / ".out.jsonl.part"
    killed = killed_at(start(inputs, folder / "out.jsonl", jobs), part, size)
    left = part.stat().st_size if killed else size
    code = start(inputs, folder / "out.jsonl", jobs, "--resume").wait()
    return left, outputs(folder), code


def arguments() -> argparse.Namespace:
    """The options of the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("inputs", nargs="*", metavar="INPUT")
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--copies", type=int, default=2)
    return parser.parse_args()


def main() -> None:
    """Print each kill; exit with 1 if the bytes ever differ."""
    options = arguments()
    chance = random.Random(options.seed)
    differ = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        inputs = options.inputs or [str(copies(folder / "articles.jsonl", options.copies))]
        if not options.inputs:
            with Path(inputs[0]).open("a") as file:
                file.write('{"id": "broken"\n{}\n')
        (folder / "whole").mkdir()
        code = start(inputs, folder / "whole" / "out.jsonl", 1).wait()
        whole = outputs(folder / "whole")
        total = len(whole["out.jsonl"])
        for number in range(options.kills):
            left, found, ended = goes_on(inputs, folder / f"kill{number}", chance.randrange(total), options.jobs)
            same = (found, ended) == (whole, code)
            differ += not same
            print(f"killed at {left:,} of {total:,} bytes: {'same' if same else 'DIFFERENT'} in the end", flush=True)
    print(f"{differ} of {options.kills} differ; load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    sys.exit(bool(differ))


if __name__ == "__main__":
    main()

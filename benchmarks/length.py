"""How time and memory grow with the length of one article, for prose and for text that is meant to do harm.

python benchmarks/length.py gold/articles.jsonl --longest 10000000 --limit 120 [KIND ...]

Each kind of text has a process of its own and grows tenfold from 1 kB; a text that took longer than `--limit` seconds
is the last of its kind. `slope` is that of log(seconds) over log(characters) from 10 kB on: 1 is linear.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import resource
from collections.abc import Callable, Iterator
from itertools import count, cycle
from math import log
from pathlib import Path
from time import process_time
from typing import Final

from extract.pipeline import Pipeline
from extract.schema import Article

SHORTEST: Final = 1_000
STEADY: Final = 10_000
WARM: Final = 100_000  # characters of prose that make every pattern compile
NO_STOPS: Final = str.maketrans(".!?", ",,,")
LETTERS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def spelled(number: int) -> str:
    """A number as a capitalised word, another one for each."""
    word = ""
    while True:
        number, letter = divmod(number, 26)
        word += LETTERS[letter].lower()
        if not number:
            return f"Zo{word}ka"


def acronym(number: int) -> str:
    """A number as three or four capital letters."""
    return "".join(LETTERS[number // 26**power % 26] for power in range(4))


def each(template: str) -> Callable[[str], Iterator[str]]:
    """The template over and over, with another name, number and acronym each time."""
    return lambda _: (template.format(name=spelled(i), i=i, acronym=acronym(i)) for i in count())


def again(piece: str) -> Callable[[str], Iterator[str]]:
    """The same piece over and over."""
    return lambda _: cycle([piece])


# Each kind makes pieces without end, from the prose that it is given or from nothing.
KINDS: Final[dict[str, Callable[[str], Iterator[str]]]] = {
    "prose": lambda prose: cycle([prose]),
    "one sentence": lambda prose: cycle([" ".join(prose.translate(NO_STOPS).split())]),
    "no space": again("aB1."),
    "no space, short runs": again("a" * 999 + " "),
    "line ends": again("\n"),
    "line ends and words": again("Malta\n"),
    "blanks": again(" "),
    "blanks and words": again("a" + " " * 9),
    "quotes": again('“ " ( [ '),
    "brackets in a run": again("(" * 900 + " "),
    "capitals": each("{name} "),
    "one capital": again("Malta "),
    "digits": each("{i} "),
    "digits in a run": again("1234567890" * 80 + " "),
    "commas": again(", "),
    "stops": again(". "),
    "short forms": each("the {name} Institute ({acronym}), "),
    "short forms only": each("({acronym}) "),
    "listed names": each("{name} Corp, "),
    "listed states": again("Malta, Japan, France, Chile and "),
    "companies": each("{name} Ltd and {name} Corp signed the Paris Call. "),
    "agreements": each("Malta signed the {name} Treaty. "),
    "instruments": each("Malta signed the {name} Treaty. The treaty is new. Japan did not sign the pact. "),
    "people": each("President {name} Dorstad said he will sign it. "),
    "one surname": again("Mr Dorstad met Ilvane Dorstad. Dorstad said he would sign. "),
    "commitments": each("{name} Ltd pledged to plant oaks. "),
    "one party": again("Malta pledged to plant oaks and refused to sign the treaty. "),
    "commitments in one sentence": again("Malta pledged to plant oaks and "),
    "triggers": again("pledged to "),
    "negations": again("not refuse to "),
    "pronouns": again("They said they would sign it. "),
    "quoted speech": again("“We pledge to sign it,” he said. "),
    "an open quotation": again("“We will sign it, he said and "),
    "counts": again("More than 50 states signed the pact. "),
    "signatories": each("Signatories include {name} Ltd. "),
    "that": again("who said that "),
    "marks": again("a\u0301\u200d\u202e\ufe0f "),
    "emoji": again("👩🏽‍🌾 "),
    "odd spaces": again("Malta\u00a0signed\u2028it\x00\r\n"),
    "surrogates": again("\ud83d \udc00 "),
}  # fmt: skip


def text_of(kind: str, prose: str, length: int) -> str:
    """A text of a kind, cut to its length."""
    pieces: list[str] = []
    size = 0
    for piece in KINDS[kind](prose):
        pieces.append(piece)
        size += len(piece)
        if size >= length:
            return "".join(pieces)[:length]
    raise AssertionError("kinds have no end")


def measured(pipeline: Pipeline, text: str) -> tuple[float, float]:
    """Seconds of processor time for one article, and the peak memory of the process so far in MB."""
    start = process_time()
    pipeline.extract(Article(id="long", text=text))
    return process_time() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def slope(points: list[tuple[int, float]]) -> float:
    """The slope of a straight line through the logarithms, by least squares."""
    xs, ys = [log(size) for size, _ in points], [log(seconds) for _, seconds in points]
    x, y = sum(xs) / len(xs), sum(ys) / len(ys)
    return sum((a - x) * (b - y) for a, b in zip(xs, ys, strict=True)) / sum((a - x) ** 2 for a in xs)


def grow(pipeline: Pipeline, kind: str, prose: str, longest: int, limit: float) -> None:
    """Print a line for a kind of text: milliseconds per kB at each length, the slope, the peak memory."""
    cells: list[str] = []
    points: list[tuple[int, float]] = []
    length, seconds, peak = SHORTEST, 0.0, 0.0
    while length <= longest and seconds <= limit:
        seconds, peak = measured(pipeline, text_of(kind, prose, length))
        cells.append(f"{1e6 * seconds / length:8.3f}")
        if length >= STEADY:
            points.append((length, seconds))
        length *= 10
    told = f"{slope(points):5.2f}" if len(points) > 1 else "    -"
    print(f"{kind:28}{''.join(f'{cell:>9}' for cell in cells):54} {told} {peak:8,.0f} MB", flush=True)


def main() -> None:
    """Measure every kind of text that is asked for, or all."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("prose", type=Path, help="JSONL with a text a line, of which prose is made")
    parser.add_argument("kinds", nargs="*", metavar="KIND", help=f"one of {', '.join(KINDS)} (default: all)")
    parser.add_argument("--longest", type=int, default=1_000_000, help="characters of the longest text")
    parser.add_argument("--limit", type=float, default=60.0, help="seconds after which a kind grows no longer")
    options = parser.parse_args()
    if unknown := sorted({*options.kinds} - {*KINDS}):
        parser.error(f"found {', '.join(unknown)}, allowed are {', '.join(KINDS)}")
    with options.prose.open(encoding="utf-8") as lines:
        prose = "\n\n".join(json.loads(line)["text"] for line in lines)
    pipeline = Pipeline()
    pipeline.extract(Article(id="warm", text=prose[:WARM]))
    sizes = [f"{10**power:,} kB" for power in range(5)]
    print(f"{'ms per kB at':28}{''.join(f'{size:>9}' for size in sizes):54} slope     peak")
    for kind in options.kinds or KINDS:
        child = multiprocessing.get_context("fork").Process(
            target=grow, args=(pipeline, kind, prose, options.longest, options.limit)
        )
        child.start()
        child.join()


if __name__ == "__main__":
    main()

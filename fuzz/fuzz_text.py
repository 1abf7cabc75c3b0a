"""Any text through the whole pipeline: nothing is raised, spans are where they say, time is linear.

The first byte says how often the rest is repeated, so that what is slow in long texts shows in short inputs.
"""

from __future__ import annotations

import atheris

with atheris.instrument_imports(include=["extract"]):
    from extract.pipeline import Pipeline
    from extract.schema import Article, Extraction

from harness import fuzz, time_limit
from invariants import check_invariants

LONGEST = 100_000
PIPELINE = Pipeline()


def text_of(data: bytes) -> str:
    """Any `str`, lone surrogates, too; every second one stands once, the others up to 16,384 times."""
    once = data[1:].decode("utf-8", "surrogateescape")
    often = 4 ** max(0, data[0] % 16 - 8) if data else 1
    return once * max(1, min(often, LONGEST // max(1, len(once))))


def test_one(data: bytes) -> None:
    """Extract, check, and read the record back."""
    text = text_of(data)
    with time_limit(len(text)):
        found = PIPELINE.extract(Article(id="fuzz", text=text))
    check_invariants(found, text)
    if not any("\ud800" <= char <= "\udfff" for char in text):  # which JSON in UTF-8 cannot hold
        assert Extraction.model_validate_json(found.model_dump_json()) == found


if __name__ == "__main__":
    fuzz(test_one)

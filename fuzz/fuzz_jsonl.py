"""Any bytes as JSON lines on standard input: each line is an article, which is processed, or an error."""

from __future__ import annotations

from io import BytesIO

import atheris

with atheris.instrument_imports(include=["extract"]):
    from extract.pipeline import Pipeline
    from extract.readers import read_articles
    from extract.schema import Article

from harness import fuzz, time_limit
from invariants import check_invariants

PIPELINE = Pipeline()


def test_one(data: bytes) -> None:
    """Read, extract, check; an error is one line that can be printed."""
    with time_limit(len(data)):
        for item in read_articles(["-"], stdin=BytesIO(data)):
            if isinstance(item, Article):
                check_invariants(PIPELINE.extract(item), item.text)
            else:
                assert item.error.splitlines() == [item.error]
                item.model_dump_json()


if __name__ == "__main__":
    fuzz(test_one)

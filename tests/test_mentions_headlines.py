"""Headlines, where every word has a capital."""

from __future__ import annotations

import pytest
from brackets import labelled

from extract.pipeline import Pipeline


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Village Bakers Promise Better Bread Today\n\nThe bread is better now.", [], id="capitals are no evidence"
        ),
        pytest.param(
            "Japan and Microsoft Promise Better Bread\n\nThe bread is better now.",
            [("Japan", "COUNTRY"), ("Microsoft", "ORG")],
            id="known names stand",
        ),
        pytest.param(
            "Ilvane Dorstad Promises Better Bread\n\nPresident Ilvane Dorstad spoke.",
            [("Ilvane Dorstad", "PERSON"), ("Ilvane Dorstad", "PERSON")],
            id="the body bears it out",
        ),
    ],
)
def test_mentions_in_a_headline_capitals_prove_nothing(
    pipeline: Pipeline, text: str, expected: list[tuple[str, str]]
) -> None:
    assert labelled(pipeline, text) == expected

"""Unknown names that stand in a list with known ones."""

from __future__ import annotations

import pytest
from brackets import names

from extract.pipeline import Pipeline


@pytest.mark.parametrize(
    "text",
    [
        "[Microsoft], [Quorvane] and [Siemens] sell pumps.",
        "firms including [Google], [Zelphane], [Intel] and [Brixolo] met.",
        "[Siemens], [Google], [Brixolo Marine] and [IBM] met.",
    ],
)
def test_mentions_an_unknown_name_in_a_list_of_companies_is_one(pipeline: Pipeline, text: str) -> None:
    assert names(pipeline, text, "ORG") == text


def test_mentions_a_list_of_countries_makes_no_country(pipeline: Pipeline) -> None:
    text = "[Japan], Zelphania and [Canada] met."
    assert names(pipeline, text, "COUNTRY") == text


def test_mentions_days_in_a_list_are_no_names(pipeline: Pipeline) -> None:
    text = "[Google], Monday and [Intel] were topics."
    assert names(pipeline, text, "ORG") == text

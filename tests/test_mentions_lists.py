"""Unknown names that stand in a list with known ones."""

from __future__ import annotations

import pytest
from brackets import names

from extract.pipeline import Pipeline
from extract.schema import Article


@pytest.mark.parametrize(
    "text",
    [
        "[Microsoft], [Quorvane] and [Siemens] sell pumps.",
        "[Microsoft] (United States), [Quorvane] (France) and [Siemens] (Germany) sell pumps.",
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


def test_mentions_a_list_of_places_names_no_persons(pipeline: Pipeline) -> None:
    text = "Floods hit the counties of Jefferson, Madison, and Monroe on Friday."
    assert names(pipeline, text, "PERSON") == text
    assert "PERSON" not in {m.label for m in pipeline.extract(Article(id="a", text=text)).mentions}

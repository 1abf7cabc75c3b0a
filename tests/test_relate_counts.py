"""Numbers of parties: their value, their bound and what is counted."""

from __future__ import annotations

import pytest
from brackets import extraction
from hypothesis import given
from hypothesis import strategies as st

from extract.pipeline import Pipeline
from extract.relate.numbers import Numbers
from extract.ruleset import load_ruleset

NUMBERS = Numbers.of(load_ruleset().lexicon)


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("7", 7),
        ("1,234", 1234),
        ("12,345,678", 12345678),
        ("39th", 39),
        ("second", 2),
        ("ninety-ninth", 99),
        ("two hundredth", 200),
        ("two", 2),
        ("nineteen", 19),
        ("twenty", 20),
        ("fifty", 50),
        ("twenty-five", 25),
        ("ninety - nine", 99),
        ("a dozen", 12),
        ("two dozen", 24),
        ("hundred", 100),
        ("three hundred", 300),
        ("three hundred and fifty", 350),
        ("one thousand", 1000),
        ("two thousand five hundred", 2500),
        ("12 thousand", 12000),
        ("1 million", 1_000_000),
    ],
)
def test_relate_counts_number_value(words: str, value: int) -> None:
    assert NUMBERS.value(tuple(words.split())) == value


@pytest.mark.parametrize("words", ["", "and", "a", "states", "many", "fifty states", "twentyfive", "first"])
def test_relate_counts_no_number_has_no_value(words: str) -> None:
    assert NUMBERS.value(tuple(words.split())) is None


@given(st.integers(0, 999_999_999))
def test_relate_counts_digits_are_read_with_and_without_commas(value: int) -> None:
    assert NUMBERS.value((str(value),)) == value
    assert NUMBERS.value((f"{value:,}",)) == value


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Fifty states signed the treaty.", ("Fifty states", 50, "exact", "states")),
        ("The treaty was signed by 51 countries.", ("51 countries", 51, "exact", "countries")),
        (
            "More than 150 tech companies backed the pact.",
            ("More than 150 tech companies", 150, "at_least", "tech companies"),
        ),
        ("Over 40 nations signed the treaty.", ("Over 40 nations", 40, "at_least", "nations")),
        ("At least nine banks signed the charter.", ("At least nine banks", 9, "at_least", "banks")),
        ("About 200 firms signed the charter.", ("About 200 firms", 200, "about", "firms")),
        ("Some 200 firms signed the charter.", ("Some 200 firms", 200, "about", "firms")),
        ("Nearly 200 firms signed the charter.", ("Nearly 200 firms", 200, "about", "firms")),
        ("Fewer than 30 states ratified the treaty.", ("Fewer than 30 states", 30, "at_most", "states")),
        ("The accord has 1,200 signatories.", ("1,200 signatories", 1200, "exact", "signatories")),
        ("Two dozen cities joined the pact.", ("Two dozen cities", 24, "exact", "cities")),
        ("Twenty-five states signed the treaty.", ("Twenty-five states", 25, "exact", "states")),
        (
            "It was signed by 90 charities and universities.",
            ("90 charities and universities", 90, "exact", "charities and universities"),
        ),
        ("Nine of the 14 firms signed the pledge.", ("Nine of the 14 firms", 9, "exact", "firms")),
        ("The pact never had more than 18 parties.", ("more than 18 parties", 18, "at_most", "parties")),
        ("Three hundred firms signed the pledge.", ("Three hundred firms", 300, "exact", "firms")),
        ("It was the fortieth country to ratify the treaty.", ("fortieth country", 40, "exact", "country")),
        ("The first three states signed the treaty.", ("first three states", 3, "exact", "states")),
    ],
)
def test_relate_counts_value_bound_and_what(pipeline: Pipeline, text: str, expected: tuple[object, ...]) -> None:
    assert [(c.text, c.value, c.bound, c.what) for c in extraction(pipeline, text).counts] == [expected]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("The motion passed by 31 votes.", id="votes"),
        pytest.param("Nine cars stood there.", id="other things"),
        pytest.param("Malta pledged to plant 900 trees.", id="what is pledged"),
        pytest.param("Malta pledged €9 million.", id="money"),
        pytest.param("The petition drew 9,000 signatures.", id="a petition"),
        pytest.param("In 1999 Malta signed the treaty.", id="a year"),
        pytest.param("Malta signed the 12-page treaty.", id="pages"),
        pytest.param("The island has 300 firms.", id="firms that commit to nothing"),
        pytest.param("Malta signed the treaty on 12 May.", id="a day"),
        pytest.param("Malta signed the treaty for offices in 17 countries.", id="where, not who"),
        pytest.param("With two members of his cabinet he signed the treaty.", id="people"),
    ],
)
def test_relate_counts_of_anything_else_are_left_out(pipeline: Pipeline, text: str) -> None:
    assert extraction(pipeline, text).counts == ()


def test_relate_counts_of_one_sentence_are_told_apart(pipeline: Pipeline) -> None:
    text = "The pledge was signed by fifty states and more than 150 tech companies."
    assert [(c.value, c.bound, c.what) for c in extraction(pipeline, text).counts] == [
        (50, "exact", "states"),
        (150, "at_least", "tech companies"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Malta signed the pact at a meeting attended by 60 countries.",
        "Malta signed the pact after talks in Dublin between 109 nations.",
        "Malta signed the pact before participants from Peru and 90 countries.",
    ],
)
def test_relate_counts_leave_out_who_attends_and_who_talks(pipeline: Pipeline, text: str) -> None:
    assert extraction(pipeline, text).counts == ()

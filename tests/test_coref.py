"""What pronouns and descriptions stand for: parties and instruments."""

from __future__ import annotations

import pytest
from brackets import actors, extraction

from extract.pipeline import Pipeline


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("President Ilvane Dorstad spoke. He pledged to plant oaks.", ("Ilvane Dorstad",), id="he"),
        pytest.param("Mayor Helena Marsh spoke. She pledged to plant oaks.", ("Helena Marsh",), id="she"),
        pytest.param(
            "President Ilvane Dorstad spoke. The president pledged to plant oaks.", ("Ilvane Dorstad",), id="a role"
        ),
        pytest.param("Zelphane Ltd makes pumps. It pledged to plant oaks.", ("Zelphane Ltd",), id="it, a company"),
        pytest.param("Malta is small. It pledged to plant oaks.", ("Malta",), id="it, a country"),
        pytest.param("Zelphane Ltd grew. The company pledged to plant oaks.", ("Zelphane Ltd",), id="the company"),
        pytest.param("Malta is small. The country pledged to plant oaks.", ("Malta",), id="the country"),
        pytest.param(
            "Zelphane Ltd trades with Malta. The company pledged to plant oaks.",
            ("Zelphane Ltd",),
            id="the company beside a country",
        ),
        pytest.param(
            "Zelphane Ltd trades with Malta. The country pledged to plant oaks.",
            ("Malta",),
            id="the country beside a company",
        ),
        pytest.param(
            "Malta and Cyprus met. The two countries pledged to plant oaks.",
            ("Malta", "Cyprus"),
            id="the two countries",
        ),
        pytest.param("Malta and Cyprus met. They pledged to plant oaks.", ("Malta", "Cyprus"), id="they"),
        pytest.param("Malta and Cyprus met. Both countries pledged to plant oaks.", ("Malta", "Cyprus"), id="both"),
        pytest.param(
            "Siemens and Intel met. Both companies pledged to plant oaks.", ("Siemens", "Intel"), id="both companies"
        ),
        pytest.param("The Greek government pledged to plant oaks.", (), id="a demonym whose country is not named"),
        pytest.param(
            "Vice President Helena Marsh met President Luc Tarby. The Vice President pledged to plant oaks.",
            ("Helena Marsh",),
            id="the Vice President",
        ),
        pytest.param(
            "Foreign Minister Luc Tarby of Malta spoke. His country has pledged to plant oaks.",
            ("Malta",),
            id="his country",
        ),
        pytest.param("“We pledge to pay,” said Luc Tarby, Siemens's chairman.", ("Siemens",), id="we, of a body"),
        pytest.param("“I pledge to pay,” said Luc Tarby, Siemens's chairman.", ("Luc Tarby",), id="I, of a person"),
        pytest.param("Malta and Chile met. The two pledged to plant oaks.", ("Malta", "Chile"), id="the two"),
        pytest.param("Statement by President Luc Tarby\n\nWe pledge to pay.", ("Luc Tarby",), id="the author"),
        pytest.param("Fifty states pledged to plant oaks.", (), id="generic states"),
        pytest.param(
            "“We pledge to plant oaks,” said Mayor Helena Marsh.", ("Helena Marsh",), id="we, of the one who speaks"
        ),
        pytest.param(
            "Malta, Cyprus and Greece met. The three countries pledged to plant oaks.",
            ("Malta", "Cyprus", "Greece"),
            id="the three countries",
        ),
        pytest.param(
            "President Ilvane Dorstad and Prime Minister Luc Tarby met. The leaders pledged to plant oaks.",
            ("Ilvane Dorstad", "Luc Tarby"),
            id="the leaders of a readout",
        ),
        pytest.param(
            "Mayor Helena Marsh praised Zelphane Ltd. She pledged to plant oaks.",
            ("Helena Marsh",),
            id="she, beside a company",
        ),
    ],
)
def test_coref_actors_of_pronouns_and_descriptions(pipeline: Pipeline, text: str, expected: tuple[str, ...]) -> None:
    assert actors(pipeline, text) == [expected]


@pytest.mark.parametrize(
    ("text", "agreement"),
    [
        ("The Deep Harbour Pledge is old. Malta signed the pledge.", "Deep Harbour Pledge"),
        ("The Deep Harbour Treaty is old. Malta signed the treaty.", "Deep Harbour Treaty"),
        ("The Deep Harbour Treaty is old. Malta signed the document.", "Deep Harbour Treaty"),
        ("The Deep Harbour Treaty is old. Malta signed the agreement.", "Deep Harbour Treaty"),
        ("The Deep Harbour Treaty is old. Malta has signed it.", "Deep Harbour Treaty"),
        ("Malta signed the pledge. The Deep Harbour Pledge is old.", "Deep Harbour Pledge"),
        (
            "The Deep Harbour Treaty and the Marrow Bay Charter are old. Malta signed the charter.",
            "Marrow Bay Charter",
        ),
        ("The Deep Harbour Treaty and the Marrow Bay Charter are old. Malta signed the treaty.", "Deep Harbour Treaty"),
        (
            "The Deep Harbour Treaty is old. The Deep Harbour Treaty was praised beside the Marrow Bay Charter. "
            "Malta signed the text.",
            "Deep Harbour Treaty",
        ),
        (
            "The Deep Harbour Treaty is old. Malta signed the Agreement on Fees under the Deep Harbour Treaty.",
            "Agreement on Fees under the Deep Harbour Treaty",
        ),
        ("The Deep Harbour Treaty is old. Malta will not sign a text that harms its ports.", "Deep Harbour Treaty"),
        (
            "The Memorandum of Understanding on Water Safety is old. Malta signed the MOU.",
            "Memorandum of Understanding on Water Safety",
        ),
    ],
)
def test_coref_an_endorsement_refers_to_the_named_agreement(pipeline: Pipeline, text: str, agreement: str) -> None:
    assert [c.agreement for c in extraction(pipeline, text).commitments] == [agreement]


@pytest.mark.parametrize("text", ["Malta signed the pledge.", "Malta backed the accord. It was long."])
def test_coref_without_a_named_agreement_there_is_none(pipeline: Pipeline, text: str) -> None:
    assert [c.agreement for c in extraction(pipeline, text).commitments] == [None]


@pytest.mark.parametrize(
    "second",
    [
        pytest.param("Malta signed the MOU.", id="a memorandum is no treaty"),
        pytest.param("Malta adopted this resolution.", id="a resolution is no treaty"),
        pytest.param("Malta signed this Host Country Agreement.", id="another title"),
        pytest.param("Malta signed a text that helps its ports.", id="an indefinite one that is not refused"),
    ],
)
def test_coref_another_instrument_without_a_name_is_none_of_those_named(pipeline: Pipeline, second: str) -> None:
    text = f"The Marrow Bay Treaty is old. {second}"
    assert [c.agreement for c in extraction(pipeline, text).commitments] == [None]


def test_coref_what_was_signed_without_a_name_is_meant_before_an_older_name(pipeline: Pipeline) -> None:
    text = (
        "The Marrow Bay Treaty is old. It rained for days. All were late. Few spoke. Malta signed a treaty with Chile. "
    )
    found = extraction(pipeline, f"{text}The treaty was signed by Mayor Helena Marsh.")
    assert {s.agreement for s in found.stances} == {None}


def test_coref_a_pledge_to_do_something_has_no_agreement(pipeline: Pipeline) -> None:
    text = "The Deep Harbour Treaty is old. Malta pledged to plant oaks."
    assert [c.agreement for c in extraction(pipeline, text).commitments] == [None]

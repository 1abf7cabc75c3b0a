"""Where a commitment ends: coordination, attribution, commas, dashes, quotes, brackets, relative clauses."""

from __future__ import annotations

import pytest
from brackets import commitments

from extract.pipeline import Pipeline


@pytest.mark.parametrize(
    "text",
    [
        "Malta [pledged to plant oaks and elms].",
        "Malta [pledged to plant oaks, elms and limes].",
        "Malta [pledged to plant oaks, elms, and limes].",
        "Malta [pledged to plant oaks and to dig ponds].",
        "Malta [pledged to plant oaks, to dig ponds and to feed owls].",
        "Malta [pledged to plant and water oaks].",
        "Malta is [committed to ending hunger and thirst].",
        "Malta [signed the treaty and the protocol].",
        "Malta is [planning to issue a set of rules and joint proposals designed to calm traffic].",
    ],
)
def test_extent_coordinated_parts_are_in(pipeline: Pipeline, text: str) -> None:
    assert commitments(pipeline, text) == text


@pytest.mark.parametrize(
    "text",
    [
        "Malta [pledged to plant oaks], the mayor said.",
        "Malta [pledged to plant oaks], he said.",
        "Malta [pledged to plant oaks], according to the mayor.",
        "Malta [pledged to plant oaks], said Mayor Helena Marsh.",
        "Malta [pledged to plant oaks], Helena Marsh told reporters.",
        "“Malta is [planning to plant oaks],” she said.",
        '"Malta is [planning to plant oaks]," she said.',
    ],
)
def test_extent_stops_before_who_said_it(pipeline: Pipeline, text: str) -> None:
    assert commitments(pipeline, text) == text


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Malta [signed the treaty], which pleased Cyprus.", id="which"),
        pytest.param("Malta [signed the treaty], with Cyprus looking on.", id="with"),
        pytest.param("Malta [signed the treaty], a first for the island.", id="a comment"),
        pytest.param("Malta [signed the treaty], but Cyprus left.", id="a contrast"),
        pytest.param("Malta [signed the treaty] but Cyprus left.", id="a contrast without comma"),
        pytest.param("Malta [pledged to plant oaks], and Cyprus will dig ponds.", id="another actor's clause"),
        pytest.param("Malta [pledged to plant oaks] and Cyprus has dug ponds.", id="another clause without comma"),
        pytest.param("Malta [pledged to plant oaks] although it is dry.", id="although"),
        pytest.param("Malta [pledged to plant oaks], guided by monks.", id="guided by"),
        pytest.param("Malta [signed the treaty] on Monday.", id="the day of signing"),
        pytest.param("Malta [signed the treaty] in 2014.", id="the year of signing"),
        pytest.param("Malta [signed the treaty] on behalf of the islands.", id="on behalf of"),
        pytest.param("Malta later [signed the treaty] at a ceremony in Lima.", id="the ceremony"),
        pytest.param("Malta [pledged to plant oaks] – a surprise to all.", id="a dash"),
        pytest.param("Malta [pledged to plant oaks]; Cyprus slept.", id="a semicolon"),
        pytest.param("Malta [pledged to plant oaks] and thanked the monks.", id="another verb"),
        pytest.param("Malta [pledged to plant oaks]. Cyprus slept.", id="the sentence"),
        pytest.param("Malta [pledged to plant oaks]!", id="an exclamation mark"),
        pytest.param("Malta [pledged to plant oaks]\n\nCyprus slept.", id="the paragraph"),
        pytest.param("Malta [signed the treaty] while Cyprus slept.", id="while"),
        pytest.param("Malta's [pledge to plant oaks] was kept.", id="the verb behind a noun"),
        pytest.param("The island that [signed the treaty] is small.", id="the verb behind a relative clause"),
        pytest.param("Malta [signed the treaty] today.", id="today"),
        pytest.param("Malta [signed the pact] after years of talks.", id="after"),
    ],
)
def test_extent_stops_before_what_is_not_governed(pipeline: Pipeline, text: str) -> None:
    assert commitments(pipeline, text) == text


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Malta [pledged to cut waste, including plastic].", id="including"),
        pytest.param("Malta [pledged to cut waste, by taxing plastic].", id="by"),
        pytest.param("Malta [pledged to cut waste by 2040].", id="a date inside the pledge"),
        pytest.param("Malta [signed a treaty that bans plastic].", id="a tight relative clause"),
        pytest.param(
            "Malta [backed a pact that hopes to save and protect owls].", id="a relative clause with a trigger"
        ),
        pytest.param("Malta [pledged to help all who fish there].", id="who"),
        pytest.param("Malta [pledged €9 million to the flood fund].", id="an amount"),
        pytest.param("Malta [signed the treaty promoted by the mayor].", id="a participle"),
        pytest.param("Malta [pledged to meet in Lima, Peru, in May].", id="a place in commas"),
        pytest.param("Malta [signed the “Call for Quiet Seas]”.", id="a title in quotes"),
    ],
)
def test_extent_keeps_what_spells_out_the_content(pipeline: Pipeline, text: str) -> None:
    assert commitments(pipeline, text) == text


@pytest.mark.parametrize(
    "text",
    [
        "“We [pledge to plant oaks]”.",
        "“We [pledge to plant oaks].”",
        "Malta [pledged to “plant oaks” and rest].",
        "Malta [signed the treaty] (see page nine).",
        "Malta [backed the ‘Deep Harbour Accord]’.",
    ],
)
def test_extent_closing_quotes_and_brackets_are_out(pipeline: Pipeline, text: str) -> None:
    assert commitments(pipeline, text) == text


@pytest.mark.parametrize(
    "text",
    [
        "Malta did not [sign the treaty].",
        "Malta has also [signed the treaty].",
        "Malta will [commit to cleaner ports].",
        "Malta has no [plans to build a dam].",
        "Malta made a [promise to pay].",
    ],
)
def test_extent_begins_at_the_trigger(pipeline: Pipeline, text: str) -> None:
    assert commitments(pipeline, text) == text


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Malta [pledged to ensure that oil and gas are cheap].", id="that"),
        pytest.param("Malta is [committed to ensuring ports and roads are open].", id="ensuring"),
        pytest.param("Malta [promised that oaks and elms will be planted].", id="the trigger's own that"),
        pytest.param("Malta [pledged to tell where oaks grow and how the elms have fared].", id="and how"),
    ],
)
def test_extent_a_clause_inside_waits_for_its_verb(pipeline: Pipeline, text: str) -> None:
    assert commitments(pipeline, text) == text


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("They restated their [commitment to peace] and the importance of trade.", id="a topic"),
        pytest.param("They restated their [commitment to peace], as well as efforts to plant oaks.", id="as well as"),
        pytest.param("Malta [pledged to plant oaks], and the mayor of the port will dig.", id="a long subject"),
        pytest.param("The pact is old. Malta [signed it] to please Cyprus.", id="behind a pronoun"),
        pytest.param(
            "States that have not [ratified the treaty] include Malta.", id="a relative clause in the perfect"
        ),
        pytest.param("The states [signing the treaty] are small.", id="a participle behind a party"),
        pytest.param("Malta [signed the Deep Harbour Treaty] (DHT), a first.", id="an acronym, then a comment"),
    ],
)
def test_extent_stops_at_what_is_said_about_it(pipeline: Pipeline, text: str) -> None:
    assert commitments(pipeline, text) == text

"""Names that no list holds, known by their shape and by the words around them."""

from __future__ import annotations

import pytest
from brackets import labelled, names

from extract.pipeline import Pipeline


@pytest.mark.parametrize(
    "text",
    [
        "Mr. [Quillon Tarby] spoke.",
        "President [Ilvane Dorstad] arrived.",
        "We met Dr [Osei Mbeki-Lund] there.",
        "the singer [Martin Dorstad Jr.] left",
        "Minister [Anneke van der Zeel] resigned.",
        "Storm hits coast\n\nBy [Marta Quist]\n\nA storm hit the coast.",
        "“We agree,” said [Oluwafemi Trenholm].",
        "Prime Minister [Bjarne Oskarsson] smiled.",
        "[Helena Marsh], the mayor of Karsholm, smiled.",
        "(Photo: [Dario Venn] / Agency)",
        "Senator [J. R. Holloway] voted.",
        "[Helena Marsh]'s speech and [Peter Lund]’s reply were short.",
        "French Foreign Minister [Luc Tarby] and Kenyan President [Amina Oduya] met.",
    ],
)
def test_mentions_persons_are_found_without_title_and_role(pipeline: Pipeline, text: str) -> None:
    assert names(pipeline, text, "PERSON") == text


@pytest.mark.parametrize(
    "text",
    [
        "Chip maker [Brightwater Technologies, Inc.] sued.",
        "[Ostrey Shipping GmbH] owns nine ferries.",
        "The [Ministry of Fisheries] closed the reef.",
        "The [Ministry of Trade, Mining and Tourism] moved.",
        "The [Northern Reef Foundation] planted corals.",
        "Students at the [University of Karsholm] sang.",
        "This was reported by [The Karsholm Times] on Monday.",
        "The [Karsholm Institute of Technology] built a kite.",
        "The [Trump Organization] sold a hotel.",
        "The [Government of Iceland] funds it.",
        "The [Parliament of Finland] met.",
        "The [Karsholm City Council] voted.",
        "The [Supreme Court of Ghana] ruled.",
        "The [Global Tidal Alliance] has nine members.",
        "A study by [Karsholm University] appeared.",
    ],
)
def test_mentions_bodies_are_found_by_their_head_words(pipeline: Pipeline, text: str) -> None:
    assert names(pipeline, text, "ORG") == text


@pytest.mark.parametrize(
    "text",
    [
        "The [Karsholm Convention on Tidal Power] is old.",
        "They read the [Marrow Bay Pledge] aloud.",
        "It is called the “[Call for Quiet Seas]”.",
        "The [Treaty of Karsholm] ended the war.",
        "the [Deep Harbour Accord] of 1961",
        "the [Declaration on Safe Bridges] was read",
        "They read the [Protocol on the Protection of Whales] aloud.",
        "The [Ostrey Charter] has ten articles.",
    ],
)
def test_mentions_agreements_are_found_without_article_and_quotation_marks(pipeline: Pipeline, text: str) -> None:
    assert names(pipeline, text, "AGREEMENT") == text


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("The company met the ministry and the government.", id="generic bodies"),
        pytest.param("The pledge, the agreement and the document are long.", id="generic instruments"),
        pytest.param("The Karsholm Water Summit opened.", id="an event"),
        pytest.param("A boat crossed Lake Ostrey.", id="a lake"),
        pytest.param("The Clean Rivers Act passed.", id="a law"),
        pytest.param("The Greek government fell.", id="a government by demonym"),
        pytest.param("The Committee and the Government met.", id="generic words with a capital"),
        pytest.param("On Monday, 5 March, Easter eggs sold well.", id="days and feasts"),
        pytest.param("The President spoke to the Foreign Minister.", id="roles"),
        pytest.param("An MOU was read; the Accords were not.", id="bare titles"),
        pytest.param("COP26 was loud.", id="an event's short name"),
        pytest.param("They live at 12 Dorstad Street.", id="an address"),
    ],
)
def test_mentions_what_has_the_shape_of_a_name_only_is_left_out(pipeline: Pipeline, text: str) -> None:
    assert labelled(pipeline, text) == []

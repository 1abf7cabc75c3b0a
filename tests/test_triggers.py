"""Which words open a commitment, of which kind, and what they must govern."""

from __future__ import annotations

import pytest
from brackets import commitments, extraction

from extract.pipeline import Pipeline


@pytest.mark.parametrize(
    "text",
    [
        "Peru [pledges to plant trees].",
        "Peru [pledged €9 million to the flood fund].",
        "The mayor [vowed to rebuild the pier].",
        "The bank [promised that fees would fall].",
        "Both banks [undertook to publish their fees].",
        "Ghana and Togo [agreed to share the river].",
        "The guards [swore to protect the bridge].",
        "Fiji [guaranteed that ferries would sail].",
        "The council [resolved to plant oaks].",
        "The charity is [dedicated to saving otters].",
        "The charity is [committed to saving otters].",
        "The firm [committed itself to fair pay].",
        "The firm [commits to fair pay].",
        "Peru repeated its [pledge to plant trees].",
        "The firm made a [commitment to fair pay].",
        "The mayor kept her [promise to rebuild the pier].",
        "Malta will [commit to cleaner ports].",
        "Malta has [pledged to clean its ports].",
        "Malta, which is [pledging to clean its ports], is small.",
    ],
)
def test_triggers_of_a_pledge(pipeline: Pipeline, text: str) -> None:
    assert commitments(pipeline, text, kind="pledge") == text
    assert len(extraction(pipeline, text.replace("[", "").replace("]", "")).commitments) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Norway [signed the Deep Harbour Treaty].",
        "Norway [ratified the treaty].",
        "Norway [adopted the Deep Harbour Declaration].",
        "Norway [acceded to the convention].",
        "Norway [joined the accord].",
        "Norway [joined the Coalition for Quiet Seas].",
        "Norway [endorsed the Deep Harbour Declaration].",
        "Nine banks [backed the charter].",
        "Nine banks [signed up to the charter].",
        "Nine banks [signed on to the pledge].",
        "Nine banks [subscribed to the code of conduct].",
        "Nine banks [support the Deep Harbour Accord].",
        "Norway [rejoined the pact].",
        "Norway and Chile [co-signed the declaration].",
        "Norway is [signing the treaty].",
        "Norway will [sign the treaty].",
    ],
)
def test_triggers_of_an_endorsement(pipeline: Pipeline, text: str) -> None:
    assert commitments(pipeline, text, kind="endorsement") == text


@pytest.mark.parametrize(
    "text",
    [
        "Karsholm [plans to plant oaks].",
        "Karsholm is [planning to plant oaks].",
        "Malta [aims to halve noise].",
        "Malta [intends to halve noise].",
        "The firms [hope to open a plant].",
        "The bank [seeks to lend more].",
        "The club [aspires to lead the league].",
        "The union [set out to end child labour].",
        "Malta unveiled [plans to build a dam].",
        "Malta stated its [intention to build a dam].",
        "The club had [hoped to win].",
    ],
)
def test_triggers_of_an_intent(pipeline: Pipeline, text: str) -> None:
    assert commitments(pipeline, text, kind="intent") == text


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("The firm will shut the mine.", id="will alone"),
        pytest.param("The firm's goal is to grow, and its target is to sell.", id="goal and target"),
        pytest.param("The firm announced a mine.", id="announce"),
        pytest.param("The union stands ready to help.", id="stand ready"),
        pytest.param("Both sides look forward to working together.", id="look forward"),
        pytest.param("Both sides discussed a dam.", id="discuss"),
        pytest.param("Both sides agreed on a dam.", id="agree on"),
        pytest.param("Both sides agreed that it rained.", id="agree that"),
        pytest.param("Both sides agreed with the mayor.", id="agree with"),
        pytest.param("Peru signed a bill.", id="a bill"),
        pytest.param("The governor signed the law and an order.", id="a law"),
        pytest.param("Nine mayors signed a letter.", id="a letter"),
        pytest.param("Nine mayors signed the petition.", id="a petition"),
        pytest.param("The striker signed for the club.", id="a transfer"),
        pytest.param("She joined a choir and adopted a dog.", id="other objects"),
        pytest.param("The council backed the mayor and supported the victims.", id="persons as objects"),
        pytest.param("It broke its promises.", id="a noun without content"),
        pytest.param("The commitment is old.", id="a noun as subject without content"),
        pytest.param("He committed a crime.", id="another sense of commit"),
        pytest.param("The new law aims to cut noise.", id="aim of a law"),
        pytest.param("The reform seeks to cut noise.", id="aim of a reform"),
        pytest.param("They hope that Chile signs.", id="hope about others"),
        pytest.param("Norway hopes Chile will vote.", id="hope about others without that"),
        pytest.param("Troops withdrew from the town.", id="no instrument left"),
        pytest.param("Measures aimed at noise were dull.", id="aimed at"),
        pytest.param("It was a promising start.", id="promising"),
        pytest.param("The team undertook a study.", id="undertake a thing"),
        pytest.param("They resolved the dispute.", id="resolve a thing"),
        pytest.param("The treaty was signed by nine states.", id="a passive"),
        pytest.param("The declaration was adopted by Peru and Chile.", id="a passive with names"),
        pytest.param("Oracle also signed.", id="an elided object"),
        pytest.param("Peru boycotted the treaty.", id="a boycott"),
        pytest.param("The road plan has ten parts.", id="plan without infinitive"),
    ],
)
def test_triggers_what_opens_no_commitment(pipeline: Pipeline, text: str) -> None:
    assert commitments(pipeline, text) == text


@pytest.mark.parametrize(
    "text",
    [
        "Malta [pledged to work to honour its commitment to cut noise].",
        "Malta [promised to sign the treaty].",
        "Malta [plans to commit to cleaner ports].",
        "Malta [vowed to keep its promise to plant trees].",
    ],
)
def test_triggers_inside_a_complement_are_not_tagged_again(pipeline: Pipeline, text: str) -> None:
    assert commitments(pipeline, text) == text


@pytest.mark.parametrize(
    "text",
    [
        "Malta [pledged to plant trees] and [plans to build a dam].",
        "Malta [backed the accord], and Chile [vowed to follow].",
    ],
)
def test_triggers_with_complements_of_their_own_are_spans_of_their_own(pipeline: Pipeline, text: str) -> None:
    assert commitments(pipeline, text) == text


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("Nine banks signed up to the charter.", "signed up to"),
        ("Norway withdrew from the treaty.", "withdrew from"),
        ("Norway has pledged to pay.", "pledged"),
        ("The union set out to end child labour.", "set out"),
    ],
)
def test_triggers_cover_all_words_of_a_form(pipeline: Pipeline, text: str, trigger: str) -> None:
    [found] = extraction(pipeline, text).commitments
    assert found.trigger is not None
    assert found.trigger.text == trigger
    assert found.start == found.trigger.start


def test_triggers_inside_a_name_are_none(pipeline: Pipeline) -> None:
    assert commitments(pipeline, "Mr Peter Pledge met Promise Oduya to talk.").count("[") == 0


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Malta has no [intention of building a dam].", id="of with a gerund"),
        pytest.param("Malta is [committing state funds to the dam].", id="funds"),
        pytest.param("Malta [promised them a dam].", id="to whom"),
        pytest.param("Malta is [seeking a third dam].", id="seeking a thing"),
        pytest.param("Malta stood firm in its [support for the treaty].", id="support for"),
        pytest.param("Malta [signed MOUs with two banks].", id="plural of an acronym"),
        pytest.param("Malta's current [plans to build a dam] are old.", id="plans behind an adjective"),
    ],
)
def test_triggers_govern_more_than_infinitives(pipeline: Pipeline, text: str) -> None:
    assert commitments(pipeline, text) == text


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Malta agreed to the wording of the bill.", id="assent"),
        pytest.param("Malta signed a presidential memorandum.", id="an order"),
        pytest.param("The bank sold loan guarantees to small firms.", id="guarantees as goods"),
        pytest.param("It gives hope to many people.", id="hope to somebody"),
        pytest.param("The shares are pledged to a bank as collateral.", id="collateral"),
        pytest.param("He read the Master Plan to guide the city.", id="a title"),
        pytest.param("It is the law's commitment to justice.", id="a law's commitment"),
        pytest.param("He backed a version of the bill.", id="a version of a bill"),
    ],
)
def test_triggers_in_other_senses(pipeline: Pipeline, text: str) -> None:
    assert commitments(pipeline, text) == text

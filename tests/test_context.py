"""Negation and refusal, and what is no commitment at all: demands, possibilities, conditions, questions."""

from __future__ import annotations

import pytest
from brackets import commitments, extraction

from extract.pipeline import Pipeline


@pytest.mark.parametrize(
    "text",
    [
        "Malta did not [sign the treaty].",
        "Malta didn't [sign the treaty].",
        "Malta didn’t [sign the treaty].",
        "Malta has not [ratified the treaty].",
        "Malta never [ratified the treaty].",
        "Malta will not [join the pact].",
        "Malta won't [join the pact].",
        "Malta refused to [sign the treaty].",
        "Malta declined to [back the accord].",
        "Malta failed to [ratify the treaty].",
        "Malta has yet to [ratify the treaty].",
        "Neither Malta nor Cyprus [signed the treaty].",
        "Malta does not [plan to sign the treaty].",
        "Malta has no [plans to build a dam].",
        "Malta left without [signing the treaty].",
        "Malta stopped short of [endorsing the declaration].",
        "Malta no longer [backs the treaty].",
        "Malta ruled out [joining the pact].",
        "Malta reneged on its [promise to pay].",
        "None of the banks [signed the charter].",
        "No bank [signed the charter].",
        "Malta did not want to [sign the treaty].",
        "Malta is not [committed to cutting noise].",
        "Malta is unwilling to [commit to cleaner ports].",
        "Malta [withdrew from the treaty].",
        "Malta [pulled out of the pact].",
        "Malta [abandoned the accord].",
        "Malta announced its [withdrawal from the treaty].",
        "Malta and Cyprus have refused to [sign the treaty].",
        "Malta has so far refused to [sign the treaty].",
        "Cyprus spoke, but Malta did not [sign the pact].",
    ],
)
def test_context_negated(pipeline: Pipeline, text: str) -> None:
    assert commitments(pipeline, text, polarity="negated") == text


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Malta not only [signed the treaty], it paid.", id="not only"),
        pytest.param("Not everybody agrees, but Malta [signed the treaty].", id="negation in another clause"),
        pytest.param("Malta [pledged not to fish there].", id="negation of what is pledged"),
        pytest.param("Malta did not [withdraw from the treaty].", id="a withdrawal that did not happen"),
        pytest.param("The club had [hoped to win].", id="had hoped"),
        pytest.param("Malta, which never apologised, [signed the treaty].", id="negation in a relative clause"),
        pytest.param("Malta said it would [sign the treaty].", id="would in reported speech"),
        pytest.param("If asked, Malta will pay. Chile [signed the treaty].", id="condition in another sentence"),
        pytest.param("The mayor refused to resign. Malta [signed the treaty].", id="refusal in another sentence"),
        pytest.param("Malta [promised never to fish there].", id="promised never"),
    ],
)
def test_context_affirmed(pipeline: Pipeline, text: str) -> None:
    assert commitments(pipeline, text, polarity="affirmed") == text


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("He urged Chile to sign the treaty.", id="urged"),
        pytest.param("Activists called on the bank to sign the charter.", id="called on"),
        pytest.param("The mayor asked Chile to ratify the treaty.", id="asked"),
        pytest.param("The mayor demanded that Chile sign the treaty.", id="demanded that"),
        pytest.param("Chile should sign the treaty.", id="should"),
        pytest.param("Chile must ratify the treaty.", id="must"),
        pytest.param("Chile may join the pact.", id="may"),
        pytest.param("Chile could sign the treaty.", id="could"),
        pytest.param("Chile might join the pact.", id="might"),
        pytest.param("If Chile signs the treaty, trade will grow.", id="if"),
        pytest.param("Unless Chile ratifies the treaty, trade will shrink.", id="unless"),
        pytest.param("It is unclear whether Chile will sign the treaty.", id="whether"),
        pytest.param("Will Chile sign the treaty?", id="a question"),
        pytest.param("Why did Chile sign the treaty?", id="a question why"),
        pytest.param("Chile is expected to sign the treaty.", id="expected"),
        pytest.param("Chile is likely to join the pact.", id="likely"),
        pytest.param("Chile is considering joining the pact.", id="considering"),
        pytest.param("Chile is under pressure to sign the treaty.", id="pressure"),
        pytest.param("Chile needs to ratify the treaty.", id="needs to"),
        pytest.param("Pressed to sign the treaty, Chile smiled.", id="pressed"),
        pytest.param("Norway wants Chile to sign the treaty.", id="wants others to"),
        pytest.param("Norway encouraged Chile to join the pact.", id="encouraged"),
    ],
)
def test_context_what_is_no_commitment(pipeline: Pipeline, text: str) -> None:
    assert commitments(pipeline, text) == text


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("The scheme for small farms aims to halve waste.", id="a longer subject"),
        pytest.param("Chile opened a scheme for small farms, which aims to halve waste.", id="which"),
        pytest.param("Chile praised the measures intended to halve waste.", id="a participle"),
        pytest.param("The dam is intended to halve floods.", id="a passive"),
        pytest.param("The scheme began in May. It aims to halve waste.", id="it, of a thing"),
        pytest.param("The rule requires health plans to report.", id="a noun that is no aim"),
        pytest.param("Poets committed to memory are safe.", id="another sense"),
        pytest.param("Such is the role of guaranteeing the peace.", id="a role"),
        pytest.param("She urged Chile to stay committed to peace.", id="to stay committed"),
    ],
)
def test_context_aims_of_things_and_of_nobody(pipeline: Pipeline, text: str) -> None:
    assert commitments(pipeline, text) == text


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("The head of the scheme [hopes to halve waste].", id="a person with a scheme"),
        pytest.param("The World Food Programme [hopes to send rice].", id="a body called programme"),
        pytest.param("Malta said at the launch that it [intends to halve waste].", id="a launch before"),
        pytest.param("Malta left the pact; both [intend to halve waste].", id="another clause"),
        pytest.param("She insisted that she [intended to stay].", id="insisted on an own aim"),
        pytest.param("The mayor told Reuters he [hoped to stay].", id="told somebody"),
    ],
)
def test_context_aims_of_parties_near_things(pipeline: Pipeline, text: str) -> None:
    assert commitments(pipeline, text) == text


def test_context_a_demand_on_others_leaves_the_commitment_beside_it(pipeline: Pipeline) -> None:
    text = "Norway [signed the treaty] and urged Chile to ratify it."
    assert commitments(pipeline, text) == text


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("Malta signed the treaty.", ("trigger.sign",)),
        ("Malta refused to sign the treaty.", ("trigger.sign", "cue.refuse")),
    ],
)
def test_context_the_cues_that_apply_are_told(pipeline: Pipeline, text: str, rules: tuple[str, ...]) -> None:
    assert [c.rules for c in extraction(pipeline, text).commitments] == [rules]


@pytest.mark.parametrize(
    "text",
    [
        "The regatta aims to bring sailors to Malta.",
        "The hearings, which seek to help the poor, are public.",
        "They set a deadline for all parties to join the pact.",
        "The two firms can meet and agree to share data.",
        "The recently adopted convention was praised.",
        "The offences committed in May to gain money were grave.",
        "It was a commitment that Malta made in May.",
        "Malta broke its promises to Cyprus.",
        "He spoke on the Order on Our Nation's Commitment to Justice.",
        "They bought tools that support the charter.",
        "Malta signed a disaster declaration for the north.",
    ],
)
def test_aims_of_things_demands_and_attributes_are_no_commitments(pipeline: Pipeline, text: str) -> None:
    assert extraction(pipeline, text).commitments == ()

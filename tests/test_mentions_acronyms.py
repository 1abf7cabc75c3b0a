"""Acronyms that the text itself defines, in both directions."""

from __future__ import annotations

import pytest
from brackets import labelled, names

from extract.pipeline import Pipeline


@pytest.mark.parametrize(
    "text",
    [
        "The [Northern Reef Foundation] ([NRF]) plants corals.",
        "The [NRF] ([Northern Reef Foundation]) plants corals.",
        "The [International Tidal Energy Agency] ([ITEA]) met.",
        "The [Society for Quiet Harbours] ([SQH]) met.",
        'The [Karsholm Ferry Company] ("[KFC]") sails.',
        "The [Northern Reef Foundation] ([NRF]) is old. The [NRF] is rich, and [NRF]'s boats are new.",
    ],
)
def test_mentions_an_acronym_in_brackets_is_a_span_of_its_own(pipeline: Pipeline, text: str) -> None:
    assert names(pipeline, text, "ORG") == text


def test_mentions_an_agreement_defines_an_acronym(pipeline: Pipeline) -> None:
    text = "The [Karsholm Convention on Tidal Power] ([KCTP]) is old. The [KCTP] has ten articles."
    assert names(pipeline, text, "AGREEMENT") == text


@pytest.mark.parametrize(
    "text",
    [
        "The chief executive officer (CEO) left.",
        "The report (PDF) is long.",
        "Its gross domestic product (GDP) fell.",
        "It opens at noon (GMT).",
    ],
)
def test_mentions_acronyms_of_things_are_no_names(pipeline: Pipeline, text: str) -> None:
    assert labelled(pipeline, text) == []


@pytest.mark.parametrize(
    "text",
    [
        "The Salt Water Temperature (SWT) rose. SWT readings vary.",
        "The Harbour Chief Sustainability Officer (HCSO) left.",
        "It fined three SDRP outlets under the SDRP.",
    ],
)
def test_mentions_capitals_without_a_body_behind_them_are_no_names(pipeline: Pipeline, text: str) -> None:
    assert names(pipeline, text, "ORG") == text


@pytest.mark.parametrize(
    "text",
    [
        "Then the [KPLO] has announced it. Few trust the [KPLO].",
        "The [Reef Party of Norway] ([NKP]) met.",
    ],
)
def test_mentions_capitals_that_act_or_name_a_body_in_its_language(pipeline: Pipeline, text: str) -> None:
    assert names(pipeline, text, "ORG") == text

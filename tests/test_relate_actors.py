"""Who commits."""

from __future__ import annotations

import pytest
from brackets import actors

from extract.pipeline import Pipeline


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Malta pledged to plant oaks.", ("Malta",), id="the subject"),
        pytest.param("Malta has also repeatedly pledged to plant oaks.", ("Malta",), id="across adverbs"),
        pytest.param("Canada, Japan and Google signed the treaty.", ("Canada", "Japan", "Google"), id="a list"),
        pytest.param("Malta, an island, pledged to plant oaks.", ("Malta",), id="across an apposition"),
        pytest.param("Malta, which is small, pledged to plant oaks.", ("Malta",), id="across a relative clause"),
        pytest.param("Malta, an island, and Chile, a long land, pledged to pay.", ("Malta", "Chile"), id="two asides"),
        pytest.param("Malta, which is small, and Chile pledged to pay.", ("Malta", "Chile"), id="an aside and another"),
        pytest.param("Malta and our friends and allies pledged to pay.", ("Malta",), id="with common nouns"),
        pytest.param("Malta and Chile met. Both pledged to pay.", ("Malta", "Chile"), id="both"),
        pytest.param(
            "Premier of Malta Sabina Okoro and Minister for Law of Chile Tom Hale agreed to pay.",
            ("Sabina Okoro", "Tom Hale"),
            id="roles with of",
        ),
        pytest.param("Malta, unlike Cyprus, has pledged to plant oaks.", ("Malta",), id="unlike another"),
        pytest.param("Malta, it was said, has pledged to plant oaks.", ("Malta",), id="across a comment"),
        pytest.param("Malta said it was “committed to ending waste”.", ("Malta",), id="across a quotation mark"),
        pytest.param("Malta spoke. Three firms in Cyprus and Chile met. The rebels pledged to pay.", (), id="rebels"),
        pytest.param("Talks between Malta and Chile ended, and Peru pledged to pay.", ("Peru",), id="talks between"),
        pytest.param("The governments of Malta and Chile pledged to pay.", ("Malta", "Chile"), id="governments of"),
        pytest.param("Malta's government has promised to pay.", ("Malta",), id="its government"),
        pytest.param("Luc Tarby of Siemens, which helped but did not sign the treaty.", ("Siemens",), id="which but"),
        pytest.param("KARSHOLM, Malta — Chile and Peru signed the treaty.", ("Chile", "Peru"), id="a dateline"),
        pytest.param("Despite Malta agreeing to pay, talks failed.", ("Malta",), id="despite another's doing"),
        pytest.param("Malta did not sign the treaty.", ("Malta",), id="across a negation"),
        pytest.param("Malta refused to sign the treaty.", ("Malta",), id="across a refusal"),
        pytest.param("Neither Malta nor Cyprus signed the treaty.", ("Malta", "Cyprus"), id="neither nor"),
        pytest.param("Malta left the room and pledged to plant oaks.", ("Malta",), id="a second verb"),
        pytest.param("Firms including Siemens and Intel pledged to plant oaks.", ("Siemens", "Intel"), id="exemplars"),
        pytest.param("Firms such as Siemens pledged to plant oaks.", ("Siemens",), id="such as"),
        pytest.param("Signing the treaty, Malta smiled.", ("Malta",), id="a participle before the subject"),
        pytest.param("Malta smiled after signing the treaty.", ("Malta",), id="a participle behind the subject"),
        pytest.param("Malta's pledge to plant oaks is old.", ("Malta",), id="an owner"),
        pytest.param("Malta and Cyprus's plan to plant oaks is old.", ("Malta", "Cyprus"), id="two owners"),
        pytest.param("The U.S. government pledged to plant oaks.", ("U.S.",), id="a government"),
        pytest.param("Malta's Foreign Minister Luc Tarby pledged to plant oaks.", ("Luc Tarby",), id="a minister"),
        pytest.param("Siemens chief executive Luc Tarby pledged to plant oaks.", ("Luc Tarby",), id="an officer"),
        pytest.param("Luc Tarby, Siemens's chairman, pledged to plant oaks.", ("Luc Tarby",), id="an officer behind"),
        pytest.param("Hundreds of firms pledged to plant oaks.", (), id="generic firms"),
        pytest.param("In Malta, nine firms pledged to plant oaks.", (), id="a place"),
        pytest.param("The minister said that Malta pledged to plant oaks.", ("Malta",), id="reported speech"),
        pytest.param("Minister Luc Tarby said Malta will commit to cleaner ports.", ("Malta",), id="said without that"),
        pytest.param(
            "Malta, Cyprus and Greece, all of which did not sign the treaty, met.",
            ("Malta", "Cyprus", "Greece"),
            id="all of which",
        ),
        pytest.param(
            "Among the countries that signed the treaty are Malta and Cyprus.", ("Malta", "Cyprus"), id="listed behind"
        ),
        pytest.param("Malta is among the countries that signed the treaty.", ("Malta",), id="is among"),
        pytest.param("Today Malta signed the treaty.", ("Malta",), id="behind an adverb"),
        pytest.param("On Monday, Malta signed the treaty.", ("Malta",), id="behind a date"),
        pytest.param("Malta, along with Cyprus, signed the treaty.", ("Malta", "Cyprus"), id="along with"),
        pytest.param("Together with Cyprus, Malta signed the treaty.", ("Cyprus", "Malta"), id="with a companion"),
        pytest.param(
            "Siemens CEO Luc Tarby said Siemens plans to plant oaks.", ("Siemens",), id="the body, where said so"
        ),
        pytest.param("Malta pledged to help Cyprus.", ("Malta",), id="not the object"),
        pytest.param("The Ministry of Fisheries pledged to plant oaks.", ("Ministry of Fisheries",), id="a body"),
        pytest.param("Malta has yet to ratify the treaty.", ("Malta",), id="yet to"),
        pytest.param("Malta agreed with Cyprus to plant oaks. Chile pledged to pay.", ("Chile",), id="agree with"),
    ],
)
def test_relate_actors_of_one_commitment(pipeline: Pipeline, text: str, expected: tuple[str, ...]) -> None:
    assert actors(pipeline, text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Malta pledged to plant oaks, and Cyprus vowed to dig ponds.", [("Malta",), ("Cyprus",)]),
        ("Malta signed the treaty but Cyprus did not sign the treaty.", [("Malta",), ("Cyprus",)]),
        ("Malta pledged to plant oaks and plans to build a dam.", [("Malta",), ("Malta",)]),
        ("Malta signed the treaty. Cyprus and Chile refused to sign it.", [("Malta",), ("Cyprus", "Chile")]),
    ],
)
def test_relate_actors_each_commitment_has_its_own(
    pipeline: Pipeline, text: str, expected: list[tuple[str, ...]]
) -> None:
    assert actors(pipeline, text) == expected

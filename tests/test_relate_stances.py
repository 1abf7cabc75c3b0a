"""Where each party stands on an agreement, by the whole article."""

from __future__ import annotations

import pytest
from brackets import extraction, stances

from extract.pipeline import Pipeline


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Malta signed the treaty.", {"Malta": "signed"}, id="signed"),
        pytest.param("Malta ratified the treaty.", {"Malta": "signed"}, id="ratified"),
        pytest.param("Malta and Siemens backed the accord.", {"Malta": "signed", "Siemens": "signed"}, id="backed"),
        pytest.param("Malta did not sign the treaty.", {"Malta": "not_signed"}, id="did not sign"),
        pytest.param("Malta refused to sign the treaty.", {"Malta": "not_signed"}, id="refused"),
        pytest.param("Malta withdrew from the treaty.", {"Malta": "withdrew"}, id="withdrew"),
        pytest.param("Malta pulled out of the treaty.", {"Malta": "withdrew"}, id="pulled out"),
        pytest.param(
            "The treaty was signed by Malta and Chile.", {"Malta": "signed", "Chile": "signed"}, id="a passive"
        ),
        pytest.param("The treaty was adopted by Malta.", {"Malta": "signed"}, id="a passive of adopt"),
        pytest.param("The treaty was not signed by Malta.", {"Malta": "not_signed"}, id="a negated passive"),
        pytest.param("Chile signed the treaty. Malta also signed.", {"Chile": "signed", "Malta": "signed"}, id="also"),
        pytest.param(
            "Signatories of the treaty include Malta and Intel.",
            {"Malta": "signed", "Intel": "signed"},
            id="signatories include",
        ),
        pytest.param("Malta is a signatory of the treaty.", {"Malta": "signed"}, id="is a signatory"),
        pytest.param("Malta is not a signatory of the treaty.", {"Malta": "not_signed"}, id="is no signatory"),
        pytest.param(
            "Chile signed the treaty. Neither did Malta or ZTE.",
            {"Chile": "signed", "Malta": "not_signed", "ZTE": "not_signed"},
            id="neither did",
        ),
        pytest.param(
            "Notably absent from the treaty are Malta and Chile.",
            {"Malta": "not_signed", "Chile": "not_signed"},
            id="absent",
        ),
        pytest.param(
            "Neither Malta nor Chile signed the treaty.",
            {"Malta": "not_signed", "Chile": "not_signed"},
            id="neither nor",
        ),
        pytest.param(
            "The treaty was signed by Malta, and by Chile.", {"Malta": "signed", "Chile": "signed"}, id="by and by"
        ),
        pytest.param("The treaty was rejected by Malta.", {"Malta": "not_signed"}, id="a passive of refusal"),
        pytest.param(
            "Chile signed the treaty. Malta, which hosted the talks, has not.",
            {"Chile": "signed", "Malta": "not_signed"},
            id="an ellipsis across a relative clause",
        ),
        pytest.param(
            "Chile signed the treaty; Malta and Peru followed in May.",
            {"Chile": "signed", "Malta": "signed", "Peru": "signed"},
            id="followed",
        ),
        pytest.param(
            "Chile stayed out of the treaty, as did Malta.", {"Chile": "not_signed", "Malta": "not_signed"}, id="as did"
        ),
        pytest.param(
            "Chile has never ratified the treaty; Malta did so in May.",
            {"Chile": "not_signed", "Malta": "signed"},
            id="did so",
        ),
        pytest.param("Malta rejected the treaty.", {"Malta": "not_signed"}, id="rejected"),
        pytest.param("Malta has not rejected the treaty.", {}, id="no refusal leaves it open"),
        pytest.param("Malta might stay out of the treaty.", {}, id="a possible refusal leaves it open"),
        pytest.param("Malta has left the treaty.", {"Malta": "withdrew"}, id="left"),
        pytest.param("Malta announced its withdrawal from the treaty.", {"Malta": "withdrew"}, id="its withdrawal"),
        pytest.param("Malta added its name to the treaty.", {"Malta": "signed"}, id="its name"),
        pytest.param("Malta deposited its instrument of accession to the treaty.", {"Malta": "signed"}, id="deposited"),
        pytest.param(
            "Many states rejected the treaty, including Malta and Chile.",
            {"Malta": "not_signed", "Chile": "not_signed"},
            id="exemplars behind",
        ),
        pytest.param("All of the five but Malta signed the treaty.", {"Malta": "not_signed"}, id="all but"),
        pytest.param(
            "Two states signed the treaty on Monday: Malta and Chile.",
            {"Malta": "signed", "Chile": "signed"},
            id="a list behind a colon",
        ),
        pytest.param(
            "Malta and Chile, neither of which has signed the treaty, met.",
            {"Malta": "not_signed", "Chile": "not_signed"},
            id="neither of which",
        ),
        pytest.param("Malta has no plans to sign the treaty.", {"Malta": "not_signed"}, id="no plans to sign"),
        pytest.param("Malta plans to sign the treaty.", {}, id="a plan leaves it open"),
        pytest.param(
            "Malta said no. It had signed the treaty in May but withdrew from it.",
            {"Malta": "withdrew"},
            id="it withdrew",
        ),
        pytest.param(
            "The treaty was signed by Malta, which borders nobody; Chile; and Peru.",
            {"Malta": "signed", "Chile": "signed", "Peru": "signed"},
            id="a list with semicolons",
        ),
        pytest.param(
            "The treaty was signed by Malta; Chile was angry.", {"Malta": "signed"}, id="no list behind a semicolon"
        ),
        pytest.param("A letter was signed by Malta.", {}, id="a letter is no agreement"),
        pytest.param("Malta urged Chile to sign the treaty.", {}, id="a demand leaves it open"),
        pytest.param("Malta may sign the treaty.", {}, id="a possibility leaves it open"),
        pytest.param("Will Malta sign the treaty?", {}, id="a question leaves it open"),
        pytest.param("If Malta signs the treaty, Chile will cheer.", {}, id="a condition leaves it open"),
        pytest.param("Malta pledged to plant oaks.", {}, id="a pledge is about no agreement"),
        pytest.param("Malta plans to build a dam.", {}, id="an intent is about no agreement"),
        pytest.param("Malta signed the bill.", {}, id="a bill is no agreement"),
        pytest.param("Fifty states signed the treaty.", {}, id="generic parties"),
    ],
)
def test_relate_stances_by_construction(pipeline: Pipeline, text: str, expected: dict[str, str]) -> None:
    assert stances(pipeline, text) == expected


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        pytest.param("Malta signed the treaty in 1999. In 2004 Malta withdrew from the treaty.", "withdrew", id="left"),
        pytest.param("Malta withdrew from the pact. In 2004 Malta rejoined the pact.", "signed", id="came back"),
        pytest.param("Malta signed the treaty. Malta has not ratified the treaty.", "signed", id="not ratified"),
        pytest.param(
            "Malta signed the treaty. The Maltese signed the treaty early, and Malta signed it.",
            "signed",
            id="once more",
        ),
    ],
)
def test_relate_stances_one_row_for_the_latest_state(pipeline: Pipeline, text: str, stance: str) -> None:
    assert [(s.party, s.stance) for s in extraction(pipeline, text).stances] == [("Malta", stance)]


def test_relate_stances_of_two_agreements_are_two_rows(pipeline: Pipeline) -> None:
    text = "Malta signed the Deep Harbour Treaty. Malta did not sign the Marrow Bay Charter."
    assert [(s.party, s.agreement, s.stance) for s in extraction(pipeline, text).stances] == [
        ("Malta", "Deep Harbour Treaty", "signed"),
        ("Malta", "Marrow Bay Charter", "not_signed"),
    ]


def test_relate_stances_of_one_party_under_two_names_are_one_row(pipeline: Pipeline) -> None:
    text = "The U.S. signed the Deep Harbour Treaty. The United States endorsed the treaty."
    [stance] = extraction(pipeline, text).stances
    assert (stance.party, stance.type, stance.norm, stance.agreement) == (
        "United States",
        "COUNTRY",
        "US",
        "Deep Harbour Treaty",
    )
    assert len(stance.evidence) == 2


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Malta signed the treaty.", "COUNTRY"),
        ("Zelphane Ltd signed the treaty.", "ORG"),
        ("President Ilvane Dorstad signed the treaty.", "PERSON"),
    ],
)
def test_relate_stances_tell_what_the_party_is(pipeline: Pipeline, text: str, kind: str) -> None:
    assert [s.type for s in extraction(pipeline, text).stances] == [kind]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "The pact was signed by Chile's Minister of State, Ministry of Law and Ministry of Trade, Mr Ann Ruiz.",
            {"Ann Ruiz"},
            id="bodies in a role",
        ),
        pytest.param(
            "They work under a pact between Malta and Chile signed in 2017, and the Bank of Peru knew.",
            {"Malta", "Chile"},
            id="a time ends the list",
        ),
        pytest.param(
            "Siemens signed a pact with Intel to help Japan.", {"Siemens", "Intel"}, id="a purpose ends the list"
        ),
        pytest.param(
            "The pact was signed by ministers or ambassadors of Malta, Chile and Peru.",
            {"Malta", "Chile", "Peru"},
            id="those for whom delegates sign",
        ),
        pytest.param(
            "Malta and Chile met in Rome. The two countries work under a pact signed by both countries in 2017.",
            {"Malta", "Chile"},
            id="a description behind a passive",
        ),
        pytest.param(
            "The law schools of the University of Malta and the University of Oslo signed a pact.",
            {"University of Malta", "University of Oslo"},
            id="owners of a plural",
        ),
        pytest.param(
            "Minister Ann Ruiz and Bank of Peru (BP) Administrator Tom Brown signed the pact.",
            {"Ann Ruiz", "Tom Brown"},
            id="a body before a title",
        ),
        pytest.param("Ann Ruiz (Malta): Chile has signed the pact.", {"Chile"}, id="who speaks is not who signs"),
        pytest.param(
            "Chile signed the pact. Not on it: Malta (which spoke in May), Peru and Chad.",
            {"Chile", "Malta", "Peru", "Chad"},
            id="brackets in a list",
        ),
        pytest.param(
            "Malta and Chile sign pact.\n\nThe Government of Malta and the Government of Chile signed the pact.",
            {"Malta", "Chile"},
            id="a state and its government",
        ),
    ],
)
def test_relate_stances_of_these_parties_and_no_others(pipeline: Pipeline, text: str, expected: set[str]) -> None:
    assert set(stances(pipeline, text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Malta and Chile signed an Implementation Agreement on seeds under the Paris Agreement. "
            "The Agreement was signed by Ann Ruiz.",
            None,
            id="not what is named inside its phrase",
        ),
        pytest.param(
            "Malta and Chile Sign Treaty on Crop Seeds\n\nMalta signed a bilateral Treaty today. "
            "The Treaty was signed by Ann Ruiz.",
            "Treaty on Crop Seeds",
            id="what the headline names",
        ),
        pytest.param(
            "The Lima Treaty on Seeds is old. Ann Ruiz signed the Roadmap for Better Seeds.",
            None,
            id="not for a title of its own",
        ),
        pytest.param(
            "The Lima Convention on Seeds is old. The Convention, also known as the Treaty on Rare Seeds in Markets, "
            "is short. Ann Ruiz signed the Convention.",
            "Treaty on Rare Seeds in Markets",
            id="another name of what is called so",
        ),
        pytest.param(
            "The Lima Convention on Seeds is old. The Lima Convention on Seeds is short. The Lima Convention on Seeds "
            "is good, like the Oslo Convention on Nets. Ann Ruiz signed the Convention.",
            "Lima Convention on Seeds",
            id="what the article is about, not what it names in passing",
        ),
        pytest.param(
            "The Lima Pact on Seeds failed, the Lima Pact on Seeds died. The Oslo Convention on Nets did not. "
            "Ann Ruiz signed that treaty.",
            "Oslo Convention on Nets",
            id="what was named last is that",
        ),
    ],
)
def test_relate_stances_are_on_this_agreement(pipeline: Pipeline, text: str, expected: str | None) -> None:
    rows = [row for row in extraction(pipeline, text).stances if row.party == "Ann Ruiz"]
    assert [row.agreement for row in rows] == [expected]

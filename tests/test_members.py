"""Members of a group stand where the group does."""

from __future__ import annotations

import pytest

from extract.members import with_members
from extract.pipeline import Pipeline
from extract.ruleset import Member
from extract.schema import Article, Extraction, Stance

GROUPS = {
    "eu": [
        Member("France", "FR", "", ""),
        Member("Malta", "MT", "2004-05-01", ""),
        Member("Wales", "GB-WLS", "", "2020-01-31"),
    ],
    "benelux": [Member("France", "FR", "", ""), Member("Belgium", "BE", "", "")],
}


def record(date: str | None, *more: Stance) -> Extraction:
    group = Stance(party="EU", type="ORG", norm="eu", agreement="Tidal Pact", stance="signed")
    return Extraction(id="a", date=date, stances=(group, *more))


@pytest.mark.parametrize(
    ("date", "members"),
    [
        (None, ["France", "Malta"]),
        ("2019-06-01", ["France", "Malta", "Wales"]),
        ("2001-01-01", ["France", "Wales"]),
        ("2004-05-01", ["France", "Malta", "Wales"]),
        ("2020-01-31", ["France", "Malta", "Wales"]),
        ("2020-02-01", ["France", "Malta"]),
    ],
)
def test_members_are_those_of_the_day(date: str | None, members: list[str]) -> None:
    rows = with_members(record(date), GROUPS).stances
    assert [(row.party, row.inferred) for row in rows] == [("EU", None), *((name, "EU") for name in members)]


def test_members_of_which_the_article_speaks_keep_their_own_stance() -> None:
    own = Stance(party="France", type="COUNTRY", norm="FR", agreement="Tidal Pact", stance="not_signed")
    rows = with_members(record(None, own), GROUPS).stances
    assert [(row.party, row.stance) for row in rows] == [
        ("EU", "signed"),
        ("Malta", "signed"),
        ("France", "not_signed"),
    ]


def test_members_of_two_groups_are_told_once_and_for_each_agreement() -> None:
    def other(agreement: str) -> Stance:
        return Stance(party="Benelux", type="ORG", norm="benelux", agreement=agreement, stance="not_signed")

    rows = with_members(record(None, other("Tidal Pact"), other("Reef Pact")), GROUPS).stances
    assert [(row.party, row.inferred, row.agreement) for row in rows if row.inferred] == [
        ("France", "EU", "Tidal Pact"),
        ("Malta", "EU", "Tidal Pact"),
        ("Belgium", "Benelux", "Tidal Pact"),
        ("France", "Benelux", "Reef Pact"),
        ("Belgium", "Benelux", "Reef Pact"),
    ]


def test_members_are_not_expanded_twice() -> None:
    once = with_members(record(None), GROUPS)
    assert with_members(once, GROUPS) == once


def test_members_are_expanded_only_on_demand() -> None:
    article = Article(id="a", text="NATO and Sweden signed the Paris Agreement.", date="2010-05-05")
    plain = Pipeline().extract(article).stances
    assert [row.party for row in plain] == ["NATO", "Sweden"]
    expanded = Pipeline(expand_groups=True).extract(article).stances
    assert {row.norm for row in expanded if row.inferred} >= {"US", "GB", "AL"}
    assert not {row.norm for row in expanded if row.inferred} & {"FI", "SE", "ME"}

"""The ledger: names that are one over articles, contradictions, changes of mind, numbers that differ."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import extractions

from extract.ledger import Ledger, build_ledger
from extract.ledger.entries import CountVerdict
from extract.ledger.names import fold
from extract.schema import Bound, Count, Evidence, Extraction, Label, Mention, PartyType, Stance, StanceValue

KINDS = {"states": frozenset({"states", "countries"}), "companies": frozenset({"companies", "firms"})}

Name = tuple[Label, str, str]


def mentions(names: Sequence[Name]) -> tuple[Mention, ...]:
    return tuple(
        Mention(start=i, end=i + len(text), text=text, label=label, norm=norm)
        for i, (label, text, norm) in enumerate(names)
    )


def stance(party: str, agreement: str | None, value: StanceValue = "signed", kind: PartyType = "ORG") -> Stance:
    evidence = (Evidence(start=1, end=5, text="said"),)
    return Stance(party=party, type=kind, norm=party, agreement=agreement, stance=value, evidence=evidence)


def article(
    name: str, *rows: Stance, names: Sequence[Name] = (), date: str | None = None, counts: Sequence[Count] = ()
) -> Extraction:
    parties: list[Name] = [(row.type, row.party, row.norm or row.party) for row in rows]
    agreements: list[Name] = [("AGREEMENT", row.agreement, row.agreement) for row in rows if row.agreement]
    known = {(label, text) for label, text, _ in names}
    found = [one for one in (*parties, *agreements) if one[:2] not in known]
    return Extraction(id=name, date=date, mentions=mentions([*names, *found]), stances=rows, counts=tuple(counts))


def table(*records: Extraction) -> Ledger:
    return build_ledger(records, KINDS)


def rows(ledger: Ledger) -> list[tuple[str | None, str, str, int, int]]:
    return [(r.agreement, r.party, r.stance, r.articles_for, r.articles_against) for r in ledger.rows]


def test_ledger_adds_up_articles_and_keeps_their_evidence() -> None:
    ledger = table(article("a", stance("Nokia", "Tidal Pact")), article("b", stance("Nokia", "Tidal Pact", "withdrew")))
    assert rows(ledger) == [("Tidal Pact", "Nokia", "withdrew", 1, 1)]
    assert [(e.article, e.stance, e.text) for e in ledger.rows[0].evidence] == [
        ("a", "signed", "said"),
        ("b", "withdrew", "said"),
    ]


def test_ledger_the_latest_of_dated_articles_tells_and_without_dates_the_most() -> None:
    old = article("new", stance("Nokia", "Tidal Pact", "not_signed"), date="2018-01-01")
    new = article("old", stance("Nokia", "Tidal Pact"), date="2021-05-04")
    row = table(new, old).rows[0]
    assert (row.stance, row.first_date, row.last_date) == ("signed", "2018-01-01", "2021-05-04")
    values: list[StanceValue] = ["not_signed", "not_signed", "signed"]
    undated = [article(f"{i}", stance("Nokia", "Tidal Pact", value)) for i, value in enumerate(values)]
    assert table(*undated).rows[0].stance == "not_signed"


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        pytest.param(
            [("AGREEMENT", "Tidal Call for Calm at Sea", "x"), ("AGREEMENT", "Tidal pledge", "x")],
            [("AGREEMENT", "Tidal pledge", "Tidal pledge")],
            True,
            id="a short form that another article ties to the full name",
        ),
        pytest.param(
            [("AGREEMENT", "Tidal Call for Calm at Sea", "Tidal Call for Calm at Sea")],
            [("AGREEMENT", "Tidal Call", "Tidal Call")],
            True,
            id="the beginning of a full name",
        ),
        pytest.param(
            [("AGREEMENT", "Tidal Call for Calm at Sea", "Tidal Call for Calm at Sea")],
            [("AGREEMENT", "Tidal Convention", "Tidal Convention")],
            False,
            id="another instrument",
        ),
        pytest.param(
            [("AGREEMENT", "Rules of the Sea Treaty", "x"), ("AGREEMENT", "RST", "x")],
            [("AGREEMENT", "RST", "RST")],
            True,
            id="an acronym",
        ),
        pytest.param(
            [("AGREEMENT", "the  tidal-call", "a")],
            [("AGREEMENT", "Tidal Call", "Tidal Call")],
            False,
            id="norms count",
        ),
    ],
)
def test_ledger_agreements_are_joined_where_an_article_shows_it(
    first: list[Name], second: list[Name], joined: bool
) -> None:
    ledger = table(
        article("a", stance("Nokia", first[0][1]), names=first),
        article("b", stance("Nokia", second[0][1]), names=second),
    )
    assert len(ledger.rows) == (1 if joined else 2)


def test_ledger_a_short_form_of_two_agreements_joins_neither() -> None:
    both: list[Name] = [("AGREEMENT", "Tidal Call for Calm", "x"), ("AGREEMENT", "Tidal Call", "x")]
    other: list[Name] = [("AGREEMENT", "Tidal Call for Storms", "y"), ("AGREEMENT", "Tidal Call", "y")]
    ledger = table(
        article("a", stance("Nokia", "Tidal Call for Calm"), names=both),
        article("b", stance("Nokia", "Tidal Call for Storms"), names=other),
        article("c", stance("Nokia", "Tidal Call")),
    )
    assert [row.agreement for row in ledger.rows] == ["Tidal Call", "Tidal Call for Calm", "Tidal Call for Storms"]


def test_ledger_an_acronym_is_the_body_that_another_article_spells_out() -> None:
    names: list[Name] = [("ORG", "Tidal Rescue Union", "Tidal Rescue Union"), ("ORG", "TRU", "Tidal Rescue Union")]
    ledger = table(
        article("a", stance("Tidal Rescue Union", "Tidal Pact"), names=names), article("b", stance("TRU", "Tidal Pact"))
    )
    assert rows(ledger) == [("Tidal Pact", "Tidal Rescue Union", "signed", 2, 0)]


def test_ledger_surnames_of_two_articles_stay_apart() -> None:
    names: list[Name] = [("PERSON", "Ada Brook", "Ada Brook"), ("PERSON", "Brook", "Ada Brook")]
    ledger = table(
        article("a", stance("Ada Brook", "Tidal Pact", kind="PERSON"), names=names),
        article("b", stance("Brook", "Tidal Pact", kind="PERSON")),
    )
    assert [row.party for row in ledger.rows] == ["Ada Brook", "Brook"]


PARTIES = ("Nokia", "Siemens", "Bosch", "Renault")


def test_ledger_an_unnamed_agreement_is_the_one_on_which_its_parties_stand_alike() -> None:
    named = article("a", *(stance(party, "Tidal Pact") for party in PARTIES))
    unnamed = article("b", *(stance(party, None) for party in (*PARTIES, "Fiat")))
    ledger = table(named, unnamed)
    assert {row.agreement for row in ledger.rows} == {"Tidal Pact"}
    assert {row.party: row.link for row in ledger.rows} == {**dict.fromkeys(PARTIES, "name"), "Fiat": "parties"}


@pytest.mark.parametrize(
    "other",
    [
        pytest.param([stance(party, None) for party in PARTIES[:3]], id="too few parties"),
        pytest.param(
            [*(stance(party, None) for party in PARTIES[:3]), stance("Renault", None, "withdrew")], id="one differs"
        ),
    ],
)
def test_ledger_an_unnamed_agreement_stays_apart_on_weak_evidence(other: list[Stance]) -> None:
    ledger = table(article("a", *(stance(party, "Tidal Pact") for party in PARTIES)), article("b", *other))
    assert None in {row.agreement for row in ledger.rows}


def test_ledger_an_unnamed_agreement_of_another_year_stays_apart() -> None:
    named = article("a", *(stance(party, "Tidal Pact") for party in PARTIES), date="2018-01-01")
    unnamed = article("b", *(stance(party, None) for party in PARTIES), date="2020-01-01")
    assert None in {row.agreement for row in table(named, unnamed).rows}


def test_ledger_unnamed_agreements_of_two_articles_are_two() -> None:
    ledger = table(article("a", stance("Nokia", None)), article("b", stance("Nokia", None, "not_signed")))
    assert rows(ledger) == [(None, "Nokia", "signed", 1, 0), (None, "Nokia", "not_signed", 0, 1)]
    assert ledger.contradictions == ()


@pytest.mark.parametrize(
    ("told", "changed"),
    [
        ([("not_signed", "2018-01-01"), ("signed", "2019-01-01")], True),
        ([("signed", "2018-01-01"), ("withdrew", "2019-01-01")], True),
        ([("signed", "2018-01-01"), ("not_signed", "2019-01-01")], False),
        ([("not_signed", None), ("signed", "2019-01-01")], False),
    ],
)
def test_ledger_tells_contradictions_from_changes(told: list[tuple[StanceValue, str | None]], changed: bool) -> None:
    records = [article(f"{i}", stance("Nokia", "Tidal Pact", v), date=date) for i, (v, date) in enumerate(told)]
    (found,) = table(*records).contradictions
    assert (found.party, found.changed) == ("Nokia", changed)
    assert getattr(found, told[0][0]) == ("0",)


def count(value: int, bound: Bound, what: str) -> Count:
    return Count(start=0, end=9, text=f"{value} {what}", value=value, bound=bound, what=what)


@pytest.mark.parametrize(
    ("first", "second", "verdict"),
    [
        (count(50, "exact", "states"), count(50, "exact", "countries"), "agree"),
        (count(50, "at_least", "states"), count(51, "exact", "states"), "differ"),
        (count(150, "at_least", "states"), count(200, "at_least", "states"), "differ"),
        (count(50, "exact", "states"), count(51, "exact", "states"), "contradict"),
        (count(50, "at_most", "states"), count(60, "at_least", "states"), "contradict"),
        (count(50, "about", "states"), count(52, "exact", "states"), "differ"),
    ],
)
def test_ledger_counts_of_one_kind_are_held_side_by_side(first: Count, second: Count, verdict: CountVerdict) -> None:
    companies = count(9, "exact", "tech companies")
    ledger = table(
        article("a", stance("Nokia", "Tidal Pact"), counts=[first, companies]),
        article("b", stance("Nokia", "Tidal Pact"), counts=[second]),
    )
    assert [(g.agreement, g.of, g.verdict, len(g.claims)) for g in ledger.counts] == [
        ("Tidal Pact", "companies", "agree", 1),
        ("Tidal Pact", "states", verdict, 2),
    ]


def test_ledger_counts_of_one_article_do_not_contradict_each_other() -> None:
    numbers = [count(50, "exact", "states"), count(9, "exact", "states"), count(50, "exact", "countries")]
    (group,) = table(article("a", stance("Nokia", "Tidal Pact"), counts=numbers)).counts
    assert (group.verdict, [claim.value for claim in group.claims]) == ("agree", [50, 9])


def test_ledger_counts_of_agreements_that_articles_do_not_name_stay_apart() -> None:
    ledger = table(
        *(
            article(name, stance("Nokia", None), counts=[count(n, "exact", "states")])
            for name, n in (("a", 5), ("b", 9))
        )
    )
    assert [(g.agreement, g.verdict, [claim.article for claim in g.claims]) for g in ledger.counts] == [
        (None, "agree", ["a"]),
        (None, "agree", ["b"]),
    ]


@pytest.mark.parametrize(
    ("day", "joined"),
    [("2018-04-01", True), ("2018-04-02", False), ("2017-10-03", True), ("2017-10-02", False), (None, True)],
)
def test_ledger_an_unnamed_agreement_is_one_of_the_same_season(day: str | None, joined: bool) -> None:
    named = [
        article(date, *(stance(party, "Tidal Pact") for party in PARTIES), date=date)
        for date in ("2010-01-01", "2018-01-01", "2020-01-01")
    ]
    unnamed = article("b", *(stance(party, None) for party in PARTIES), date=day)
    assert (None not in {row.agreement for row in table(*named, unnamed).rows}) == joined


def test_ledger_an_unnamed_agreement_that_could_be_two_stays_apart() -> None:
    named = [article(name, *(stance(party, name) for party in PARTIES)) for name in ("Tidal Pact", "Reef Pact")]
    ledger = table(*named, article("b", *(stance(party, None) for party in PARTIES)))
    assert None in {row.agreement for row in ledger.rows}


@pytest.mark.parametrize(
    ("name", "folded"), [("The  Tidal-Pact", "tidalpact"), ("U.N.", "un"), ("the", "the"), ("!", "!")]
)
def test_ledger_names_are_folded(name: str, folded: str) -> None:
    assert fold(name) == folded


def in_two_orders(records: list[Extraction]) -> st.SearchStrategy[tuple[list[Extraction], list[Extraction]]]:
    return st.tuples(st.just(records), st.permutations(records))


@given(st.lists(extractions(), max_size=4, unique_by=lambda record: record.id).flatmap(in_two_orders))
def test_ledger_the_order_of_the_articles_plays_no_part(orders: tuple[list[Extraction], list[Extraction]]) -> None:
    first, second = orders
    assert table(*first) == table(*second)

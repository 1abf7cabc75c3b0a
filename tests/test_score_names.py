"""The name rule: which names mean the same party or agreement."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.schema import Mention
from extract.score_names import NameRule

COUNTRIES = {
    "UK": "GB",
    "Britain": "GB",
    "United Kingdom": "GB",
    "Korea": "KR",
    "North Korea": "KP",
    "Chad": None,
}
RULE = NameRule(
    Mention(start=0, end=len(name), text=name, label="COUNTRY", norm=code) for name, code in COUNTRIES.items()
)

SAME = [
    ("Japan", "JAPAN"),
    ("the Paris Call", "Paris  call"),
    ("The Hague", "Hague"),
    ("U.S.", "US"),
    ("O’Neil", "O'Neil"),
    ("Micron Technology, Inc.", "Micron Technology Inc"),
    ("Guinea-Bissau", "Guinea Bissau"),
    ("G-7", "G7"),
    ("UK", "Britain"),
    ("the UK", "United Kingdom"),
    ("Macron", "Emmanuel Macron"),
    ("Paris Call", "Paris Call for Trust and Security in Cyberspace"),
    ("Chad", "Republic of Chad"),
    ("e\u0301tude", "étude"),
    ("?", "?"),
    (None, None),
]
DIFFERENT = [
    ("Korea", "North Korea"),
    ("UK", "Korea"),
    ("Niger", "Nigeria"),
    ("Paris Call", "Call Paris"),
    ("Paris Trust", "Paris Call for Trust"),
    ("Japan", None),
    ("?", "!"),
    ("?", "Japan"),
]


@pytest.mark.parametrize(("first", "second"), SAME)
def test_score_names_same(first: str | None, second: str | None) -> None:
    assert RULE.same(first, second)
    assert RULE.same(second, first)


@pytest.mark.parametrize(("first", "second"), DIFFERENT)
def test_score_names_different(first: str | None, second: str | None) -> None:
    assert not RULE.same(first, second)
    assert not RULE.same(second, first)


names = st.text(st.sampled_from("aA bé.'-’?"), min_size=1, max_size=8)


@given(names, names)
def test_score_names_rule_is_symmetric_and_reflexive(first: str, second: str) -> None:
    assert RULE.same(first, first)
    assert RULE.same(first, second) == RULE.same(second, first)

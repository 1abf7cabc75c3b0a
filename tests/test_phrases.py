"""Known names in a text: every one that stands there, in the case that it needs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.phrases import Entry, Phrases

NAMES = ["Red Cross", "Red Cross Society", "Cross", "WHO", "Fiji", "Chad", "State of Fiji"]
PHRASES = Phrases.build([Entry(f"id.{n}", "ORG", n, None, False) for n in NAMES], str.split)


def found(text: str) -> list[str]:
    words = text.split()
    return [" ".join(words[start:end]) for start, end, _ in PHRASES.find(words, [w.lower() for w in words])]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the Red Cross Society", ["Red Cross", "Red Cross Society", "Cross"]),
        ("the RED CROSS", ["RED CROSS", "CROSS"]),
        ("who asked the WHO", ["WHO"]),
        ("fiji and Fiji", ["Fiji"]),
        ("the State of", []),
        ("", []),
    ],
)
def test_phrases_are_found(text: str, expected: list[str]) -> None:
    assert found(text) == expected


def test_phrases_read_back_find_the_same() -> None:
    tables = PHRASES.tables()
    words = ["Red", "Cross", "in", "Chad"]
    lowers = [w.lower() for w in words]
    assert list(Phrases(tables["trie"], tables["entries"]).find(words, lowers)) == list(PHRASES.find(words, lowers))


@given(st.lists(st.sampled_from(["Red", "Cross", "Society", "State", "of", "Fiji", "WHO", "x"]), max_size=12))
def test_phrases_are_all_that_a_plain_search_finds(words: list[str]) -> None:
    wanted = {
        (start, end, name)
        for name in NAMES
        for start in range(len(words))
        for end in range(start + 1, len(words) + 1)
        if " ".join(words[start:end]) == name
    }
    assert {(s, e, entry.name) for s, e, entry in PHRASES.find(words, [w.lower() for w in words])} == wanted

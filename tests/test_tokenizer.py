"""Where the tokenizer cuts what spaCy leaves whole."""

from __future__ import annotations

import pytest

from extract.ruleset import load_ruleset
from extract.tokenizer import TextTokenizer, cut, english_tokenizer, new_vocabulary


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Ruiz (Malta): yes", ["Ruiz", "(", "Malta", ")", ":", "yes"]),
        ("(see Article 8)", ["(", "see", "Article", "8", ")"]),
        ("(“MOU”)—a pact", ["(", "“", "MOU", "”", ")", "—", "a", "pact"]),
        ("‘Accords’—a pact", ["‘", "Accords", "’", "—", "a", "pact"]),
        ("a pact—“the best”", ["a", "pact", "—", "“", "the", "best", "”"]),
    ],
)
def test_tokenizer_cuts_marks_from_words(text: str, words: list[str]) -> None:
    assert [token.text for token in english_tokenizer(new_vocabulary())(text)] == words


@pytest.mark.parametrize(
    "names",
    [
        [
            "Malta",
            "the EU",
            "cannot dont Ill",
            "U.S.",
            "A. P. J. Abdul Kalam",
            "Côte d’Ivoire",
            "AT&T",
            " a  b ",
            "東京 ㎞",
        ],
        [entry.name for entry in load_ruleset().phrases.entries()],
    ],
    ids=["made up", "of the gazetteers"],
)
def test_tokenizer_cuts_names_as_it_cuts_texts(names: list[str]) -> None:
    tokenizer = english_tokenizer(new_vocabulary(), ["U.S."])
    assert [cut(name, tokenizer) for name in names] == [[t.text for t in tokenizer(name)] for name in names]


TEXTS = [
    'He didn\'t say "me," or (Torok) anti-corruption—U.S.-based e.g. 5km. See http://a.example/b?c=1, now.',
    "It's so. \"Look,\" (applause.) they said: 'no'...",
    "\n\n \t a  b\u3000c",
    "",
]


def test_tokenizer_of_texts_cuts_as_spacys_does_whatever_it_met_before() -> None:
    plain, ours = (english_tokenizer(new_vocabulary(), ["e.g."]) for _ in range(2))
    texts = TextTokenizer(ours)
    for text in [*TEXTS, *reversed(TEXTS)]:
        assert [(t.text, t.idx, t.whitespace_) for t in texts(text)] == [
            (t.text, t.idx, t.whitespace_) for t in plain(text)
        ]

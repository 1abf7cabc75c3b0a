"""Where the tokenizer cuts what spaCy leaves whole."""

from __future__ import annotations

import pytest
import spacy

from extract.ruleset import load_ruleset
from extract.tokenizer import adapt_tokenizer, cut


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
    nlp = spacy.blank("en")
    adapt_tokenizer(nlp)
    assert [token.text for token in nlp(text)] == words


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
    nlp = spacy.blank("en")
    adapt_tokenizer(nlp, ["U.S."])
    assert [cut(name, nlp.tokenizer) for name in names] == [[t.text for t in nlp.tokenizer(name)] for name in names]

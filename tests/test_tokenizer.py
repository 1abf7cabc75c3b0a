"""Where the tokenizer cuts what spaCy leaves whole."""

from __future__ import annotations

import pytest
import spacy

from extract.tokenizer import adapt_tokenizer


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

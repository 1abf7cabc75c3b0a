"""Where patterns are tried: in every sentence where they can match, and in no other."""

from __future__ import annotations

import spacy
from hypothesis import given
from hypothesis import strategies as st

from extract.annotations import Annotations
from extract.lexicon import Lexicon
from extract.pattern_compiler import Compiler
from extract.search import Families, Search
from extract.tokens import View, view

LEXICON = Lexicon.build({"fruit": ["apple", "pear"]}, ["eats", "the", ",", "."])
COMPILER = Compiler(LEXICON)
NLP = spacy.blank("en")


def arrays(text: str) -> View:
    return view(NLP.make_doc(text), LEXICON)


def tried(pattern: str, text: str) -> list[str]:
    v = arrays(text)
    attempts = Search([COMPILER.compile(pattern)]).attempts(v, v.encode())
    return [v.text(at // 2, limit // 2).strip() for _, at, limit in attempts]


TEXT = "Ann eats an apple. Bob eats bread.\nThe pear fell."


def test_search_tries_where_the_first_tokens_fit_up_to_the_end_of_the_sentence() -> None:
    assert tried("<fruit>", TEXT) == ["apple.", "pear fell."]
    assert tried("<cap> eats", TEXT) == ["Ann eats an apple.", "Bob eats bread."]
    assert tried("<cap>? <fruit>", TEXT) == ["Ann eats an apple.", "apple.", "The pear fell.", "pear fell."]
    assert tried("<num>", TEXT) == []


def test_search_tries_only_sentences_with_a_needed_word() -> None:
    assert tried("<cap> <any>* <fruit>", TEXT) == ["Ann eats an apple.", "The pear fell."]
    assert tried("<cap> (?= <any>* eats )", TEXT) == ["Ann eats an apple.", "Bob eats bread."]


def test_search_tries_up_to_the_end_of_the_text_where_a_pattern_names_the_line_end() -> None:
    assert tried("<newline> <cap> <fruit>", TEXT) == ["The pear fell."]
    assert tried("<fruit> <any>+ <newline>", TEXT) == [TEXT[TEXT.index("apple") :], "pear fell."]


def test_search_tries_where_a_known_name_fits() -> None:
    v = arrays(TEXT)
    search = Search(
        [COMPILER.compile("@ORG | @PERSON <any>"), COMPILER.compile("@PLACE"), COMPILER.compile("the @ORG")]
    )
    encoded = v.encode({5: ("PERSON", False), 11: ("ORG", False), 12: ("ORG", True)})
    tried = [(i, v.text(at // 2, limit // 2).strip()) for i, at, limit in search.attempts(v, encoded)]
    assert tried == [(0, "Bob eats bread."), (0, "pear fell."), (2, "The pear fell.")]


@given(
    st.lists(st.sampled_from(["Ann", "eats", "an", "apple", "pear", ",", ".", "\n", "Bob", "5"]), max_size=25),
    st.sampled_from([
        "<cap> eats", "<fruit>", "<newline> <cap>", "<cap>? <any> <fruit>", "( <cap> <fruit> | @ORG ) <any>*? eats",
        "@ORG{1,2} <fruit>?", "<lower>{2,} [ <fruit> ]", "<any> ( <newline> | . ) <cap>", "(?<= , ) <cap>+ eats?",
    ]),
    st.sets(st.integers(0, 24), max_size=5),
)  # fmt: skip
def test_search_finds_what_a_plain_search_finds_in_each_sentence(
    words: list[str], pattern: str, names: set[int]
) -> None:
    v = arrays(" ".join(words))
    encoded = v.encode({i: ("ORG", i - 1 in names) for i in names if i < len(v.words)})
    compiled = COMPILER.compile(pattern)
    families = Families({"other": [COMPILER.compile("<any>")], "this": [compiled]})
    found = [match.span() for _, match in families.matches("this", v, Annotations(encoding=encoded))]
    stretches = ((0, len(encoded)),) if compiled.crosses else v.encoded_sentences
    assert found == [match.span() for stretch in stretches for match in compiled.finditer(encoded, *stretch)]

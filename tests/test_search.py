"""Where patterns are tried: in every sentence where they can match, and in no other."""

from __future__ import annotations

import spacy

from extract.lexicon import Lexicon
from extract.pattern_compiler import Compiler
from extract.search import Search
from extract.tokens import View, view

LEXICON = Lexicon.build({"fruit": ["apple", "pear"]}, ["eats"])
COMPILER = Compiler(LEXICON)
NLP = spacy.blank("en")


def arrays(text: str) -> View:
    return view(NLP.make_doc(text), LEXICON)


def tried(pattern: str, text: str) -> list[str]:
    v = arrays(text)
    search = Search([COMPILER.compile(pattern)])
    stretches = (stretch for _, some in search.stretches(v, v.encode()) for stretch in some)
    return [v.text(first // 2, last // 2).strip() for first, last in stretches]


TEXT = "Ann eats an apple. Bob eats bread.\nThe pear fell."


def test_search_tries_sentences_with_a_needed_word() -> None:
    assert tried("<cap> <any>* <fruit>", TEXT) == ["Ann eats an apple.", "The pear fell."]
    assert tried("eats", TEXT) == ["Ann eats an apple.", "Bob eats bread."]
    assert tried("<num>", TEXT) == []


def test_search_tries_the_whole_text_where_a_pattern_names_the_line_end() -> None:
    assert tried("<newline> <cap> <fruit>", TEXT) == [TEXT]


def test_search_tries_sentences_with_a_needed_name() -> None:
    v = arrays(TEXT)
    search = Search([COMPILER.compile("@ORG | @PERSON <any>"), COMPILER.compile("@PLACE")])
    encoded = v.encode({5: ("PERSON", False), 11: ("ORG", False)})
    stretches = [(i, first, last) for i, some in search.stretches(v, encoded) for first, last in some]
    tried = [(i, v.text(first // 2, last // 2).strip()) for i, first, last in stretches]
    assert tried == [
        (0, "Bob eats bread."),
        (0, "The pear fell."),
    ]


def test_search_finds_what_a_plain_search_finds() -> None:
    v = arrays(TEXT)
    patterns = [COMPILER.compile(p) for p in ("<cap> eats", "<fruit>", "<newline> <cap>")]
    found = {(i, m.span()) for i, m in Search(patterns).matches(v, v.encode())}
    assert found == {(i, m.span()) for i, p in enumerate(patterns) for m in p.finditer(v.encode())}
    assert len(found) == 5

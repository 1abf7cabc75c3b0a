"""Tokens, sentences and positions: where the text is cut, and that every offset leads back to it."""

from __future__ import annotations

from itertools import pairwise

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language
from strategies import texts

from extract.lexicon import POSITIONS, Lexicon
from extract.pattern_compiler import Compiler
from extract.sentences import unwrap
from extract.token_patterns import span_of
from extract.tokenizer import english_tokenizer
from extract.tokens import View, view

LEXICON = Lexicon.build(
    {
        "abbreviation.title": ["mr.", "dr.", "gen.", "st.", "jan.", "sgt.", "no.", "vs."],
        "function": ["the", "he", "she", "they", "then", "it", "now", "said"],
        "month": ["may"],
    }
)
WHOLE = ["S.p.A.", "(ret.)", "eBay", "Sgt.", "Capt."]


def tokenizer() -> Language:
    nlp = spacy.blank("en")
    nlp.tokenizer = english_tokenizer(nlp.vocab, WHOLE)
    return nlp


NLP = tokenizer()


def arrays(text: str) -> View:
    return view(NLP.make_doc(text), LEXICON)


def sentences(text: str) -> list[str]:
    v = arrays(text)
    return [v.text(start, end) for start, end in v.sentences]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The U.S.-based firm", "The|U.S.|-|based|firm"),
        ("U.S.-China talks", "U.S.|-|China|talks"),
        ("non-U.S. firms", "non|-|U.S.|firms"),
        ("EU–China", "EU|–|China"),
        ("EU/China", "EU|/|China"),
        ("Sino-American", "Sino|-|American"),
        ("post-Brexit", "post|-|Brexit"),
        ("AI-Powered", "AI|-|Powered"),
        ("it ended.Then he", "it|ended|.|Then|he"),
        ("the U.S.’s and Japan's", "the|U.S.|’s|and|Japan|'s"),
        ("Acme S.p.A. said", "Acme|S.p.A.|said"),
        ("Gen. Day (ret.) of eBay", "Gen.|Day|(ret.)|of|eBay"),
        ("didn’t don't", "did|n’t|do|n't"),
        ("$5m", "$|5|m"),
        ("www.acme.com", "www.acme.com"),
    ],
)
def test_tokens_words(text: str, words: str) -> None:
    assert "|".join(arrays(text).words) == words


SENTENCES = [
    # full stops
    ("He left. She came.", ["He left.", "She came."]),
    ("Really? Yes! Then… Now... Done.", ["Really?", "Yes!", "Then…", "Now...", "Done."]),
    ("They came in 2014. 50 states signed.", ["They came in 2014.", "50 states signed."]),
    ("It fell by 5.5 per cent. He left.", ["It fell by 5.5 per cent.", "He left."]),
    ("It is so. and on it goes", ["It is so. and on it goes"]),
    ("It ended.Then he left.", ["It ended.", "Then he left."]),
    # abbreviations
    ("Mr. Smith met Dr. Day. They left.", ["Mr. Smith met Dr. Day.", "They left."]),
    ("On Jan. 5 Gen. Day came to St. Louis.", ["On Jan. 5 Gen. Day came to St. Louis."]),
    ("He came to the U.S. Senate.", ["He came to the U.S. Senate."]),
    ("He came to the U.S. They stayed.", ["He came to the U.S.", "They stayed."]),
    ("He works at Acme Inc. The firm grew.", ["He works at Acme Inc.", "The firm grew."]),
    ("Acme Inc. Chairman Ann Day", ["Acme Inc. Chairman Ann Day"]),
    ("He left at 5 p.m. She stayed.", ["He left at 5 p.m.", "She stayed."]),
    ("Mr. The left.", ["Mr. The left."]),
    ("J. K. Rowling wrote it.", ["J. K. Rowling wrote it."]),
    ("Acme S.p.A. grew. Now it fell.", ["Acme S.p.A. grew.", "Now it fell."]),
    # quotes and brackets
    ("He said: “Go.” She left.", ["He said: “Go.”", "She left."]),
    ('He said: "Go." She left.', ['He said: "Go."', "She left."]),
    ("‘We go.’ “They stay.”", ["‘We go.’", "“They stay.”"]),
    ("“Go!” she said.", ["“Go!” she said."]),
    ("“Will you?” Smith asked.", ["“Will you?”", "Smith asked."]),
    ("He left. (She stayed.) They met.", ["He left.", "(She stayed.)", "They met."]),
    # line ends
    ("Talks End\nThey left.", ["Talks End\n", "They left."]),
    ("Talks End\n\nthey left", ["Talks End\n\n", "they left"]),
    ("One.\nTwo.\n", ["One.\n", "Two.\n"]),
    ("\n\nThey left.", ["\n\n", "They left."]),
    ("• Japan\n• Peru", ["• Japan\n", "• Peru"]),
    ("one\r\ntwo", ["one\r\n", "two"]),
    ("", []),
    ("  ", []),
]
WRAPPED = "The text of this mail was cut into lines of some seventy letters by a\nprogram."


@pytest.mark.parametrize(("text", "expected"), SENTENCES)
def test_tokens_sentences(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


@pytest.mark.parametrize("text", ["Sgt. Smith came.", "Then Capt. Day left."])
def test_tokens_abbreviations_that_spacy_cuts_up(text: str) -> None:
    assert sentences(text) == [text]


@pytest.mark.parametrize("text", ["He left.  She came.", "It ended.  “Go,” he said.", "It ended. \tThey left."])
def test_tokens_sentences_two_spaces_apart(text: str) -> None:
    assert len(sentences(text)) == 2


def test_tokens_hard_wrap_is_no_end() -> None:
    assert sentences(unwrap(WRAPPED)) == [WRAPPED.replace("\n", " ")]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(WRAPPED.replace("program", "Program"), id="a capital follows"),
        pytest.param(WRAPPED.replace("\n", "\n\n"), id="an empty line"),
        pytest.param(WRAPPED.replace(" a\n", " a:\n"), id="a colon"),
        pytest.param(WRAPPED.replace("The text of this mail was cut", "Cut"), id="a short line"),
    ],
)
def test_tokens_line_end_is_an_end(text: str) -> None:
    assert len(sentences(unwrap(text))) == 2


def test_tokens_text_wrapped_throughout_is_wrapped_before_capitals_too() -> None:
    line = "a line of this mail that goes on for some seventy letters and then"
    text = f"{line}\n{line}\n{line}\n{line} the\nUnited States came.\n\nNext"
    assert unwrap(text).count("\n") == 2


@given(st.text("ab .\nA" + "x" * 20, max_size=400))
def test_tokens_unwrapping_keeps_every_offset(text: str) -> None:
    plain = unwrap(text)
    assert len(plain) == len(text)
    assert all(a == b or (a, b) == ("\n", " ") for a, b in zip(text, plain, strict=True))


POSITIONED = [
    ("Then Japan left. It did.", "Then/start Japan left. It/start did."),
    ("“Now,” he said.", "“/start Now/start ,” he said."),
    ("- 50 states signed.", "-/start 50/start states signed."),
    ("Japan Signs Paris Climate Pact\nThey met.", "Japan Signs Paris Climate Pact/headline They/start met."),
    ("Japan Signs Paris Climate Pact.", "Japan/start Signs Paris Climate Pact."),
    ("Japan signs the Paris climate pact", "Japan/start signs the Paris climate pact"),
    ("Talks End", "Talks/start End"),
]


@pytest.mark.parametrize(("text", "marked"), POSITIONED)
def test_tokens_positions(text: str, marked: str) -> None:
    v = arrays(text)
    headline = POSITIONS.index("headline")
    shown = [
        word + (f"/{POSITIONS[p]}" if p and (p < headline or v.positions[i + 1 : i + 2] != (headline,)) else "")
        for i, (word, p) in enumerate(zip(v.words, v.positions, strict=True))
    ]
    assert "".join("".join(shown).split()).replace("\n", "") == "".join(marked.split())


def test_tokens_spans_lead_back_to_the_text() -> None:
    v = arrays("Then  the Red\nCross’s aid came.")
    assert v.words[:5] == ("Then", "the", "Red", "\n", "Cross")
    assert v.char_span(1, 5) == (6, 19)
    assert v.text(1, 5) == "the Red\nCross"
    assert v.text(5, 6) == "’s"
    assert v.doc[slice(*v.doc_span(1, 5))].text == "the Red\nCross"
    assert v.from_doc(*v.doc_span(1, 5)) == (1, 5)


def test_tokens_encode_marks_names() -> None:
    v = arrays("the Red Cross left in May")
    text = v.encode({1: ("ORG", False), 2: ("ORG", True)})
    found = [span_of(match) for match in Compiler(LEXICON).compile("@ORG").finditer(text)]
    assert [v.text(*span) for span in found] == ["Red Cross"]
    assert [v.text(*span_of(m)) for m in Compiler(LEXICON).compile("<month>").finditer(v.encode())] == ["May"]
    assert v.is_a(5, "month")
    assert not v.is_a(4, "month")


PIECES = (
    *("He", "left", "Japan", "U.S.", "U.S.-based", "Mr.", "Inc.", "The", "5", "eBay", "S.p.A.", "iPhone", "a" * 61),
    *(".", "?", "...", ",", "“", "”", "(", ")", '"', "’s", "n’t", "-", "–", "\n", "\n\n", "\r\n", "\t", "  "),
)
pieces = st.sampled_from(PIECES)
prose = st.lists(pieces, max_size=25).flatmap(lambda words: st.sampled_from(["", " "]).map(lambda gap: gap.join(words)))
any_text = st.one_of(texts(min_size=0), prose, st.text(st.characters(exclude_categories=["Cs"])))


@given(any_text)
def test_tokens_offsets_lead_back_to_any_text(text: str) -> None:
    v = arrays(text)
    assert v.source == text
    assert "".join(token.text_with_ws for token in v.doc) == text
    kept = [token for token in v.doc if not token.is_space or "\n" in token.text]
    assert v.words == tuple(text[token.idx : token.idx + len(token)] for token in kept)
    assert v.words == tuple(v.text(i, i + 1) for i in range(len(v.words)))
    assert all(v.words)


@given(any_text)
def test_tokens_sentences_cover_any_text(text: str) -> None:
    v = arrays(text)
    assert [end for _, end in v.sentences[:-1]] == [start for start, _ in v.sentences[1:]]
    assert all(start < end for start, end in v.sentences)
    assert (v.sentences[0][0], v.sentences[-1][1]) == (0, len(v.words)) if v.words else not v.sentences
    for i in range(len(v.words)):
        start, end = v.sentence_of(i)
        assert start <= i < end


@given(any_text)
def test_tokens_arrays_are_of_one_length(text: str) -> None:
    v = arrays(text)
    assert len(v.words) == len(v.lowers) == len(v.codes) == len(v.positions)
    assert len(v.encode()) == 2 * len(v.words)
    assert set(v.positions) <= set(range(len(POSITIONS)))
    spans = [v.char_span(i, i + 1) for i in range(len(v.words))]
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))

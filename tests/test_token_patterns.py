"""The pattern language: shapes, classes, and what a pattern over them finds."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.lexicon import GAZETTEER_LABELS, POSITIONS, Lexicon, state_char
from extract.pattern_compiler import Compiler, PatternError, literals
from extract.shapes import SHAPES, shape
from extract.token_patterns import span_of

WORDS = {
    "month": ["may", "june", "oct."],
    "surname": ["may", "brown", "o’neil"],
    "mark.question": ["?"],
    "ending": ["n’t", "'s"],
}
LITERALS = ["a", "b", "of", "for", "only", "said", "the", "&", "'s", "$"]
LEXICON = Lexicon.build(WORDS, LITERALS)
COMPILER = Compiler(LEXICON)


def encoded(text: str, lexicon: Lexicon = LEXICON) -> str:
    """The code of words between blanks; ``/B-ORG`` and ``/I-ORG`` mark a known name, ``/start`` a position."""
    out = []
    for token in text.split():
        word, _, mark = token.partition("/")
        position = POSITIONS.index(mark) if mark in POSITIONS else 0
        label = mark[2:] if mark[:2] in {"B-", "I-"} else None
        out.append(lexicon.encode(word) + state_char(label, mark.startswith("I-"), position))
    return "".join(out)


def found(pattern: str, text: str) -> list[str]:
    """What a pattern finds, each as words between blanks."""
    words = [token.partition("/")[0] for token in text.split()]
    spans = map(span_of, COMPILER.compile(pattern).finditer(encoded(text)))
    return [" ".join(words[start:end]) for start, end in spans]


SHAPED = {
    "lower": ["a", "the", "wing", "red", "was", "ally", "n’t", "a.m.", "ß", "中文"],
    "lower.ed": ["signed", "co-signed"],
    "lower.ing": ["signing"],
    "lower.ly": ["firmly"],
    "lower.s": ["plans"],
    "cap": ["Japan", "Le", "McDonald", "O’Neil", "Étienne", "Inc."],
    "upper": ["UN", "AT&T", "J.-P.", "ÉU"],
    "upper.digit": ["G7", "COVID-19", "US$", "US$5"],
    "upper.dotted": ["U.S.", "J.K."],
    "initial": ["A", "A.", "É."],
    "mixed": ["iPhone", "eBay"],
    "num": ["5", "5th", "1,000", "3M", "$5", "€5m", "-5", "'99", "١"],
    "comma": [","],
    "period": [".", "!", "?", "…", "..."],
    "colon": [":"],
    "semicolon": [";"],
    "quote": ['"', "“", "”", "‘", "’", "'", "''", "``", "«", "»"],
    "lpar": ["(", "["],
    "rpar": [")", "]"],
    "dash": ["–", "—", "--", "---"],
    "hyphen": ["-"],
    "poss": ["'s", "’s", "'S", "’S"],
    "newline": ["\n", " \n", "\n\n"],
    "other": [" ", "%", "&", "$", "•", "@", "½"],
}


def test_token_patterns_every_shape_has_words() -> None:
    assert sorted(SHAPED) == sorted(SHAPES)


@pytest.mark.parametrize(("word", "name"), [(word, name) for name, words in SHAPED.items() for word in words])
def test_token_patterns_shape(word: str, name: str) -> None:
    assert shape(word) == name


FINDS = [
    # shapes
    ("<cap>", "Japan USA A. iPhone japan", ["Japan"]),
    ("<upper>", "Japan USA G7 A.", ["USA", "G7"]),
    ("<upper.digit>", "Japan USA G7", ["G7"]),
    ("<lower>", "plain signed signing firmly plans Plans", ["plain", "signed", "signing", "firmly", "plans"]),
    ("<lower.ed>", "plain signed Signed", ["signed"]),
    ("<any>", "Japan , 5", ["Japan", ",", "5"]),
    ("<newline>", "a , b", []),
    # word classes
    ("<month>", "May may MAY mAy June juni Oct.", ["May", "may", "MAY", "mAy", "June", "Oct."]),
    ("<mark.question>", "what ? !", ["?"]),
    ("<cap&month>", "May may MAY Brown", ["May"]),
    ("<cap&month>", "mAy jUNE", ["mAy", "jUNE"]),  # an odd mixture of cases counts as capitalised
    ("<month&surname>", "May June Brown", ["May"]),
    ("<surname&!month>", "May June Brown Japan", ["Brown"]),
    ("<cap&!month&!surname>", "May June Brown Japan", ["Japan"]),
    ("<!cap>", "Japan USA said", ["USA", "said"]),
    ("<!month>", "May said", ["said"]),
    ("<month|num>", "May 5 Brown", ["May", "5"]),
    ("<cap&month|num|lower.ed>", "May may 5 signed", ["May", "5", "signed"]),
    ("< cap & !month | num >", "May Japan 5", ["Japan", "5"]),
    # names and states
    ("@ORG", "the Red/B-ORG Cross/I-ORG UN/B-ORG said", ["Red Cross", "UN"]),
    ("@ORG", "Japan/B-COUNTRY Cross/I-ORG", []),
    ("@ORG's", "UN/B-ORG 's", ["UN 's"]),
    ("[ @COUNTRY ] said", "Japan/B-COUNTRY said Peru/B-COUNTRY", ["Japan"]),
    ("<cap&free>", "Red/B-ORG Cross/I-ORG Japan", ["Japan"]),
    ("<cap&!free>", "Red/B-ORG Cross/I-ORG Japan", ["Red", "Cross"]),
    ("<start>", "The/start man said", ["The"]),
    ("<cap&mid>", "Peru/start met Japan Talks/headline", ["Japan"]),
    ("<headline&cap>", "Talks/headline said Japan", ["Talks"]),
    ("<cap&!start|num&start>", "Peru/start met Japan 5 6/start", ["Japan", "6"]),
    # words
    ("said", "Said SAID said sad says", ["Said", "SAID", "said"]),
    ("SAID", "said", ["said"]),
    ("& | $", "A & $", ["&", "$"]),
    # sequences, groups, quantifiers
    ("the <cap>", "the Cross a Star The Sun", ["the Cross", "The Sun"]),
    ("( of | for ) the", "of the for the by the", ["of the", "for the"]),
    ("of|for", "of by for", ["of", "for"]),
    ("the? <cap>", "the Cross a Star", ["the Cross", "Star"]),
    ("a* b", "a a b b", ["a a b", "b"]),
    ("<cap>+", "Red Cross said Star", ["Red Cross", "Star"]),
    ("<cap>+?", "Red Cross", ["Red", "Cross"]),
    ("<cap>{2}", "Red Cross Star Sun Moon", ["Red Cross", "Star Sun"]),
    ("<cap>{2,}", "Red said Star Sun Moon", ["Star Sun Moon"]),
    ("<cap>{1,2}", "Star Sun Moon", ["Star Sun", "Moon"]),
    ("( <cap> of )+ <cap>", "Bank of State of Japan", ["Bank of State of Japan"]),
    ("<cap>( of )<cap>", "Bank of Japan", ["Bank of Japan"]),
    # brackets
    ("the [ <cap>+ ] said", "the Red Cross said", ["Red Cross"]),
    ("[ <cap> ]", "Red Cross", ["Red", "Cross"]),
    ("[ <cap>* ] said", "said", [""]),
    # looking ahead and behind
    ("a (?= b )", "a b a", ["a"]),
    ("<cap> (?! said )", "Japan said Peru", ["Peru"]),
    ("(?<= the ) <cap>", "the Cross a Star", ["Cross"]),
    ("(?<! the ) <cap>", "the Cross a Star", ["Star"]),
    ("of (?! the? only )", "of the only of only of the b", ["of"]),
]


@pytest.mark.parametrize(("pattern", "text", "expected"), FINDS)
def test_token_patterns_pattern_finds(pattern: str, text: str, expected: list[str]) -> None:
    assert found(pattern, text) == expected


@pytest.mark.parametrize("label", GAZETTEER_LABELS)
def test_token_patterns_name_of_every_label(label: str) -> None:
    others = " ".join(f"X/B-{other}" for other in GAZETTEER_LABELS if other != label)
    assert found(f"@{label}", f"{others} Y/B-{label} Z/I-{label} {others}") == ["Y Z"]


MISTAKES = [
    ("<nope>", "unknown class 'nope'"),
    ("<cap&>", "unknown class ''"),
    ("<cap|>", "unknown class ''"),
    ("<cap", "unknown sign '<' in '<cap'"),
    ("<cap> >", "unknown sign '>'"),
    ("< ! month>", "unknown class ' month'"),
    ("<>", "unknown sign '<'"),
    ("@NOPE", "unknown name @NOPE; allowed are @COUNTRY, @ORG"),
    ("@org", "unknown sign '@'"),
    ("{x}", "unknown sign '{'"),
    ("( <cap>", "opens '(' and does not close it"),
    ("<cap> )", "closes a bracket that it does not open"),
    ("[ <cap>", "opens '[' and does not close it"),
    ("[ <cap> ] [ <num> ]", "does not compile: redefinition of group name"),
    ("* <cap>", "unknown sign '*'"),
    ("<cap>{3,2}", "does not compile: min repeat greater than max repeat"),
    ("(?<= <cap>* ) a", "does not compile: look-behind requires fixed-width pattern"),
    ("(? <cap> )", "unknown sign '?'"),
    ("( <cap> ]", "opens '(' and does not close it"),
    ("<cap>+*", "repeats a repetition: + *"),
]


@pytest.mark.parametrize(("pattern", "told"), MISTAKES)
def test_token_patterns_mistake_is_told(pattern: str, told: str) -> None:
    with pytest.raises(PatternError, match=re.escape(told)):
        COMPILER.compile(pattern)


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("The <cap> of @ORG", {"the", "of"}),
        ("( Said | <month>? ) , 's", {"said", ",", "'s"}),
        ("of? (?! only ) [ a{2} ]", {"of", "only", "a"}),
        ("<cap&!month>+ @COUNTRY", set()),
    ],
)
def test_token_patterns_literals_of_a_pattern(pattern: str, expected: set[str]) -> None:
    assert literals(pattern) == expected


def test_token_patterns_lexicon_tells_words_and_membership() -> None:
    assert LEXICON.words("surname") == {"may", "brown", "o’neil"}
    assert LEXICON.has("MAY", "month")
    assert not LEXICON.has("Brown", "month")
    assert not LEXICON.has("Peru", "month")
    with pytest.raises(KeyError):
        LEXICON.has("May", "nope")


def test_token_patterns_span_is_the_whole_match_without_brackets() -> None:
    match = COMPILER.compile("the <cap>").search(encoded("of the Red Cross"))
    assert match is not None
    assert span_of(match) == (1, 3)


KNOWN = sorted({word for words in WORDS.values() for word in words} | set(LITERALS))
STATES = [
    state_char(label, inside, position)
    for label in (None, *GAZETTEER_LABELS)
    for inside in ((False,) if label is None else (False, True))
    for position in range(len(POSITIONS))
]
SHAPE_PATTERNS = {name: COMPILER.compile(f"<{name}>") for name in SHAPES}
CLASS_PATTERNS = {name: (COMPILER.compile(f"<{name}>"), COMPILER.compile(f"<!{name}>")) for name in WORDS}
ANY = COMPILER.compile("<any>")

any_word = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12)
known_word = st.sampled_from(KNOWN).flatmap(lambda word: st.sampled_from([word, word.capitalize(), word.upper()]))


@st.composite
def oddly_cased(draw: st.DrawFn) -> str:
    word = draw(st.sampled_from(KNOWN))
    return "".join(c.upper() if draw(st.booleans()) else c for c in word)


def test_token_patterns_states_are_told_apart() -> None:
    assert len(set(STATES)) == len(STATES)


@given(any_word | known_word | oddly_cased(), st.sampled_from(STATES))
def test_token_patterns_word_is_one_character(word: str, state: str) -> None:
    code = LEXICON.encode(word)
    assert len(code) == 1
    assert code == LEXICON.encode(word)
    assert ANY.regex.fullmatch(code + state)
    assert shape(word) in SHAPES


@given(any_word | known_word, st.sampled_from(STATES))
def test_token_patterns_shape_patterns_are_exact(word: str, state: str) -> None:
    matched = {
        name for name, pattern in SHAPE_PATTERNS.items() if pattern.regex.fullmatch(LEXICON.encode(word) + state)
    }
    assert matched == {name for name in SHAPES if shape(word) == name or shape(word).startswith(f"{name}.")}


@given(any_word | known_word | oddly_cased(), st.sampled_from(STATES))
def test_token_patterns_word_class_patterns_are_exact(word: str, state: str) -> None:
    for name, (pattern, negation) in CLASS_PATTERNS.items():
        matched = pattern.regex.fullmatch(LEXICON.encode(word) + state) is not None
        assert matched == LEXICON.has(word, name)
        assert matched != bool(negation.regex.fullmatch(LEXICON.encode(word) + state))


@given(st.lists(st.tuples(any_word | known_word, st.sampled_from(STATES)), max_size=8))
def test_token_patterns_matches_begin_and_end_between_tokens(tokens: list[tuple[str, str]]) -> None:
    text = "".join(LEXICON.encode(word) + state for word, state in tokens)
    for pattern in ("<any>+", "<lower>* <cap|upper>", "@ORG", "[ <!month> ] <any>", "(?! <num> ) <any>"):
        for match in COMPILER.compile(pattern).finditer(text):
            assert match.start() % 2 == match.end() % 2 == 0


@given(
    st.sampled_from([pattern for pattern, _, _ in FINDS]),
    st.lists(st.tuples(any_word | known_word, st.sampled_from(STATES)), max_size=8),
)
def test_token_patterns_a_match_has_what_it_needs_and_begins_as_it_must(
    pattern: str, tokens: list[tuple[str, str]]
) -> None:
    text = "".join(LEXICON.encode(word) + state for word, state in tokens)
    compiled = COMPILER.compile(pattern)
    for match in compiled.finditer(text):
        assert all(set(text[match.start() :]).intersection(need) for need in compiled.needs)
        assert not compiled.first or match[0][:1] in compiled.first
        for k, (words, names) in enumerate(compiled.heads):
            token = match[0][2 * k : 2 * k + 2]
            assert token[1] in names or (token[0] in words and token[1] in words)


@pytest.mark.parametrize(
    ("pattern", "needs"),
    [
        ("<cap>+ <month>", ["may MAY June"]),
        ("the? <month> | <surname&month>", ["may June"]),
        ("( <month> of ) said", ["said", "of", "may June Oct."]),
        ("(?= <month> ) <surname>", ["Brown may"]),
        ("<month>{0,2} of", ["of Of"]),
        ("<month>? | of", []),
    ],
)
def test_token_patterns_needs_are_what_is_always_there_the_rarest_first(pattern: str, needs: list[str]) -> None:
    found = COMPILER.compile(pattern).needs
    assert len(found) >= len(needs)
    assert all(any(set(need).issuperset(map(LEXICON.encode, words.split())) for need in found) for words in needs)
    assert not needs or not set(found[0]).intersection(map(LEXICON.encode, ["Japan", "the", ","]))


@pytest.mark.parametrize("pattern", ["<month>?", "@ORG?", "( <month> | @ORG? )"])
def test_token_patterns_that_need_nothing_rule_nothing_out(pattern: str) -> None:
    compiled = COMPILER.compile(pattern)
    assert not compiled.needs
    assert not compiled.heads


@pytest.mark.parametrize(("pattern", "crosses"), [("a <newline>", True), ("a <!newline>", False), ("<any>", False)])
def test_token_patterns_crosses_lines_that_it_names(pattern: str, crosses: bool) -> None:
    assert COMPILER.compile(pattern).crosses == crosses


@pytest.mark.parametrize(
    ("pattern", "heads"),
    [
        ("<month> of", [["may", "June"], ["of"]]),
        ("the? <month>", [["the", "may"]]),
        ("( of | for the ) <month> said", [["of", "for"], ["may", "the"], ["said", "may"]]),
        ("<month>{2} of the", [["may"], ["may"], ["of"]]),
        ("<month>+ of", [["may"], ["may", "of"]]),
        ("(?! of ) <month> (?= the )", [["may"]]),
    ],
)
def test_token_patterns_heads_are_what_the_first_tokens_can_be(pattern: str, heads: list[list[str]]) -> None:
    found = COMPILER.compile(pattern).heads
    assert len(found) == len(heads)
    for head, words in zip(found, heads, strict=True):
        literal = {word for word in ("of", "for", "the", "said", "may", "Japan") if LEXICON.encode(word) in head.words}
        assert literal == {word.lower() for word in words if word != "June"}

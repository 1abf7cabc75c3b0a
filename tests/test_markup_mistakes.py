"""Mistakes in the markup: each is told with its line in the file."""

from __future__ import annotations

import pytest

from extract.errors import GoldError
from extract.markup import from_markup

BODY_MISTAKES: dict[str, tuple[str, str]] = {
    "unclosed": ("[Japan", "4: unclosed [ before 'Japan', allowed is [text]{LABEL} or \\["),
    "stray close": ("Japan]{ORG}", "4: ] after 'Japan' has no [, allowed is \\] for a bracket"),
    "no label": ("\n[sic]", '5: ] after \'[sic\' has no label, allowed is [text]{LABEL name="value"}'),
    "broken label": (
        '[Japan]{ORG norm="}',
        '4: ] after \'[Japan\' has a broken label, allowed is [text]{LABEL name="value"}',
    ),
    "empty span": ("[]{ORG}", "4: empty span {ORG}, allowed is a span with text"),
    "lone backslash": (r"a\b", r"4: lone backslash before 'b', allowed are \[ \] \\ \^"),
    "backslash at the end": ("a\\", r"4: lone backslash before '', allowed are \[ \] \\ \^"),
    "number open already": (
        "[^1:a [^1:b]^1{ORG}]^1{ORG}",
        "4: number 1 is open already, allowed is another number",
    ),
    "number never opened": ("a]^2{ORG}", "4: ]^2 after 'a' has no [, allowed is \\] for a bracket"),
    "unknown label": (
        "[a]{GPE}",
        "4: label 'GPE', allowed are ORG, COUNTRY, PERSON, AGREEMENT, pledge, endorsement, intent, count",
    ),
    "missing label": (
        "[a]{}",
        "4: label '', allowed are ORG, COUNTRY, PERSON, AGREEMENT, pledge, endorsement, intent, count",
    ),
    "unknown attribute": ("[a]{ORG actors=b}", "4: attribute 'actors' on ORG, allowed are norm="),
    "unknown word": (
        "[a]{pledge maybe}",
        "4: word 'maybe' on pledge, "
        "allowed are affirmed, negated, actors=, agreement=, trigger=, trigger_at=",
    ),
    "two polarities": (
        "[a]{pledge negated affirmed}",
        "4: polarity given as 'negated affirmed', allowed is one of affirmed, negated",
    ),
    "attribute twice": ("[a]{ORG norm=b norm=c}", "4: attribute 'norm' is there twice, allowed is once"),
    "bare quote": ('[a]{ORG "b"}', '4: cannot read \'"b"\' in a label, allowed are words and name="value"'),
    "unknown escape": (r'[a]{ORG norm="\n"}', r"""4: escape '\\n' in a value, allowed are \" \\ \;"""),
    "wrong trigger": (
        '[a]{pledge trigger="b"}',
        "4: trigger 'b', allowed is what the commitment starts with",
    ),
    "empty trigger": ('[a]{pledge trigger=""}', "4: trigger: end 0 is not after start 0"),
    "wrong offsets": (
        "[a]{pledge trigger_at=1}",
        "4: trigger_at '1', allowed are offsets such as 12-20",
    ),
    "wrong number": (
        "[a]{count value=1,000 what=b}",
        "4: value '1,000', allowed is a whole number such as 40",
    ),
    "no number": ("[a]{count what=b}", "4: value is missing"),
    "no counted phrase": ("[a]{count value=1}", "4: what is missing"),
    "wrong bound": (
        "[a]{count value=1 bound=over what=b}",
        "4: bound is 'over': Input should be 'exact', 'at_least', 'about' or 'at_most'",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("body", "message"), BODY_MISTAKES.values(), ids=BODY_MISTAKES.keys())
def test_markup_tells_line_of_body_mistake(body: str, message: str) -> None:
    with pytest.raises(GoldError) as caught:
        from_markup(f"---\nid: a\n---\n{body}\n", "a.txt")
    assert str(caught.value) == f"a.txt:{message}"


HEADER_MISTAKES: dict[str, tuple[str, str]] = {
    "no front matter": ("text\n", "1: file opens with 'text', allowed is YAML between two lines '---'"),
    "carriage returns": (
        "---\r\nid: a\r\n---\r\ntext\n",
        "1: file opens with '---\\r', allowed is YAML between two lines '---'",
    ),
    "no end": ("---\nid: a\n---\ntext", "4: the file's last line has no line end, allowed is one"),
    "empty": ("---\n---\ntext\n", "2: front matter holds no fields, allowed are id, source, date, stances"),
    "no id": ("---\nstances: []\n---\ntext\n", "2: id is None, allowed is a text"),
    "null id": ("---\nstances: []\nid: ~\n---\ntext\n", "3: id is None, allowed is a text"),
    "id is a list": ("---\nid: [a]\n---\ntext\n", "2: id is ['a'], allowed is a text"),
    "source is a list": (
        "---\nid: a\nsource: [b]\n---\ntext\n",
        "3: source is ['b'], allowed is a text",
    ),
    "date of another form": (
        "---\nid: a\ndate: 12 November 2018\n---\ntext\n",
        "3: date is '12 November 2018', allowed is a day as YYYY-MM-DD",
    ),
    "unknown field": (
        "---\nid: a\ntitle: b\n---\ntext\n",
        "3: unknown field 'title', allowed are id, source, date, stances",
    ),
    "field twice": ("---\nid: a\nid: a\n---\ntext\n", "3: 'id' is there twice, allowed is once"),
    "tag": (
        "---\nid: !!python/name:os.system\n---\ntext\n",
        "2: YAML tag 'tag:yaml.org,2002:python/name:os.system', allowed is plain YAML",
    ),
    "anchor": ("---\nid: &x a\n---\ntext\n", "2: YAML anchor or alias 'x', allowed is plain YAML"),
    "broken YAML": (
        "---\nid: a\nsource: b: c\n---\ntext\n",
        "3: broken YAML: mapping values are not allowed here",
    ),
    "control character": (
        "---\nid: a\nsource: \x07\n---\ntext\n",
        "3: character '\\x07' in the front matter, allowed is printable text",
    ),
    "stances are no list": (
        "---\nid: a\nstances: none\n---\ntext\n",
        "3: stances is no list, allowed is one or []",
    ),
    "unknown stance": (
        "---\nid: a\nstances:\n- {party: b, type: ORG, stance: joined}\n---\ntext\n",
        "4: stance is 'joined': Input should be 'signed', 'not_signed' or 'withdrew'",
    ),
    "stance without party": (
        "---\nid: a\nstances:\n- {type: ORG, stance: signed}\n---\ntext\n",
        "4: party is missing",
    ),
    "stance is no mapping": (
        "---\nid: a\nstances:\n- Japan\n---\ntext\n",
        "4: found value is 'Japan': Input should be a valid dictionary or instance of Stance",
    ),
    "wrong evidence": (
        "---\nid: a\nstances:\n- {party: b, type: ORG, stance: signed, evidence: [x]}\n---\ntext\n",
        "4: evidence.0 is 'x': Input should be a valid dictionary or instance of Evidence",
    ),
}


@pytest.mark.parametrize(("text", "message"), HEADER_MISTAKES.values(), ids=HEADER_MISTAKES.keys())
def test_markup_tells_line_of_header_mistake(text: str, message: str) -> None:
    with pytest.raises(GoldError) as caught:
        from_markup(text, "a.txt")
    assert str(caught.value) == f"a.txt:{message}"


def test_markup_tells_all_mistakes_of_a_file() -> None:
    with pytest.raises(GoldError) as caught:
        from_markup("---\nid: ~\n---\n[a]{GPE}\n\n[b", "a.txt")
    assert [line[:8] for line in str(caught.value).split("\n")] == [
        "a.txt:2:",
        "a.txt:4:",
        "a.txt:6:",
        "a.txt:6:",
    ]

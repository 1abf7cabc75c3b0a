"""Drafts of rules: missed spans grouped by what they share, every line a comment."""

from __future__ import annotations

from pathlib import Path

import yaml
from conftest import Extract
from hypothesis import given
from hypothesis import strategies as st

from extract.authoring.suggest import Missed, suggestions
from extract.gold import write_gold
from extract.report.suggestions import suggestions_text
from extract.rulespec import NameRule, TriggerRule
from extract.schema import Commitment, Extraction, Mention


def gold(name: str, text: str) -> Extraction:
    """The article with what stands in brackets as a name, in braces as a commitment."""
    plain = text.translate(dict.fromkeys(map(ord, "[]{}")))
    mentions, commitments = [], []
    if "[" in text:
        start, end = text.index("["), text.index("]") - 1
        mentions.append(Mention(start=start, end=end, text=plain[start:end], label="ORG"))
    if "{" in text:
        start, end = text.index("{"), text.index("}") - 1
        span = {"start": start, "end": end, "text": plain[start:end], "kind": "pledge", "polarity": "affirmed"}
        commitments.append(Commitment.model_validate(span))
    return Extraction(id=name, text=plain, mentions=tuple(mentions), commitments=tuple(commitments))


GOLD = [
    gold("a", "It paid watchdog [zzar qu] well."),
    gold("b", "He left watchdog [zzor qu] then."),
    gold("c", "They {zzvowed to sleep}."),
    gold("d", "We {zzvowed that it ends}."),
    gold("e", "No [zzyx]."),
]
GOLDEN = """\
# ORG, 2 missed spans: before 'watchdog'
# - id: my.name.watchdog
#   label: ORG
#   weight: 50
#   pattern: "watchdog [ <lower>{2} ]"
#   accept:
#     - "It paid watchdog [zzar qu] well."  # a
#     - "He left watchdog [zzor qu] then."  # b
#   reject: []  # what it must not match
#
# pledge, 2 missed spans: form 'zzvowed'
# - id: my.trigger.zzvowed
#   kind: pledge
#   forms: ["zzvowed"]
#   complement: [infinitive, that]
#   accept:
#     - "They [zzvowed to sleep]."  # c
#     - "We [zzvowed that it ends]."  # d
#   reject: []  # what it must not match
#
# 5 missed spans, 4 of them above
"""


def test_suggest_drafts_are_as_they_were(extract: Extract) -> None:
    write_gold(GOLD, Path("gold.jsonl"))
    before = sorted(Path().iterdir())
    result = extract("rules", "suggest", "gold.jsonl")
    assert (result.code, result.out) == (0, GOLDEN)
    assert sorted(Path().iterdir()) == before


def test_suggest_drafts_fit_the_schema_once_there_is_something_to_reject(extract: Extract) -> None:
    write_gold(GOLD, Path("gold.jsonl"))
    told = extract("rules", "suggest", "gold.jsonl", "--least", "1").out
    lines = [line[2:] for line in told.splitlines() if line.startswith(("# - id", "#   "))]
    drafts = [draft | {"reject": ["no"]} for draft in yaml.safe_load("\n".join(lines))]
    assert [type((TriggerRule if "forms" in d else NameRule).model_validate(d)) for d in drafts] == [
        NameRule,
        TriggerRule,
        NameRule,
    ]


def test_suggest_has_nothing_to_say_where_nothing_is_missed(extract: Extract) -> None:
    write_gold([gold("a", "Nobody slept.")], Path("gold.jsonl"))
    assert extract("rules", "suggest", "gold.jsonl").out == "# 0 missed spans, 0 of them above\n"


WORDS = st.sampled_from(["Aa", "Bb", "cc", "said", ""])
MISSED = st.builds(
    Missed,
    article=st.just("a"),
    start=st.integers(0, 99),
    label=st.sampled_from(["ORG", "PERSON", "pledge"]),
    words=st.lists(st.sampled_from(["Aa", "Bb", "cc"]), min_size=1, max_size=3).map(tuple),
    before=WORDS,
    after=WORDS,
    example=st.text(max_size=5),
)


@given(missed=st.lists(MISSED, max_size=8), least=st.integers(1, 3))
def test_suggest_groups_are_large_enough_and_apart(missed: list[Missed], least: int) -> None:
    found = suggestions(missed, least)
    assert all(len(group.missed) >= least for group in found)
    assert all((group.trait, group.word) in span.traits() for group in found for span in group.missed)
    assert sum(len(group.missed) for group in found) <= len(missed)
    if least == 1:
        assert {span for group in found for span in group.missed} == set(missed)
    assert all(line.startswith("#") for line in suggestions_text(found, len(missed)).splitlines())

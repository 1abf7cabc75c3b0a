"""The trace: which rule made each span, which candidates lost, and why."""

from __future__ import annotations

import pytest
from brackets import extraction
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.pipeline import Pipeline
from extract.trace import Row

WORDS = ("Malta", "signed", "did not sign", "the treaty", "pledged to pay", ".", "\n", "\u00a0", "50 states", "should")


def rows(pipeline: Pipeline, text: str, what: str, outcome: str) -> list[Row]:
    return [row for row in pipeline.explain(text).rows if (row.what, row.outcome) == (what, outcome)]


def test_trace_tells_the_rule_of_a_mention(pipeline: Pipeline) -> None:
    [row] = rows(pipeline, "Malta slept.", "COUNTRY", "kept")
    assert (row.start, row.end, row.text, row.rule) == (0, 5, "Malta", "country.MT.malta")
    assert "MT" in row.detail


def test_trace_tells_the_rule_the_polarity_and_the_actors_of_a_commitment(pipeline: Pipeline) -> None:
    [row] = rows(pipeline, "Malta refused to sign the treaty.", "endorsement", "kept")
    assert (row.text, row.rule) == ("sign the treaty", "trigger.sign")
    assert "negated" in row.detail
    assert "Malta" in row.detail


def test_trace_tells_the_cue_that_applied(pipeline: Pipeline) -> None:
    [row] = rows(pipeline, "Malta refused to sign the treaty.", "cue", "kept")
    assert (row.text, row.rule) == ("refused to", "cue.refuse")


@pytest.mark.parametrize(
    ("text", "word", "rule", "held"),
    [
        ("Malta did not sleep but pledged to pay.", "not", "cue.not", "negate, kept from trigger.pledge by “but”"),
        (
            "Ann said that Malta would sign the treaty.",
            "would",
            "cue.would",
            "block, kept from trigger.sign by “said that Malta”",
        ),
    ],
)
def test_trace_tells_what_keeps_a_cue_from_applying(
    pipeline: Pipeline, text: str, word: str, rule: str, held: str
) -> None:
    assert [(row.text, row.rule) for row in rows(pipeline, text, "cue", "lost") if held in row.detail] == [(word, rule)]


@pytest.mark.parametrize(
    ("text", "word", "reason"),
    [
        ("Malta signed the bill.", "signed", "governs none of"),
        ("Chile should sign the treaty.", "sign", "blocked by cue.modal"),
        ("Will Chile sign the treaty?", "sign", "blocked by cue.question"),
        ("Malta promised to sign the treaty.", "sign", "inside the complement of trigger.promise"),
    ],
)
def test_trace_tells_why_a_trigger_opens_nothing(pipeline: Pipeline, text: str, word: str, reason: str) -> None:
    [row] = rows(pipeline, text, "endorsement", "lost")
    assert row.text == word
    assert reason in row.detail


def test_trace_tells_which_reading_outweighed_a_name(pipeline: Pipeline) -> None:
    lost = rows(pipeline, "The Bank of England slept.", "COUNTRY", "lost") + rows(
        pipeline, "Mr Chad Johnson slept.", "COUNTRY", "lost"
    )
    assert all("outweighs it" in row.detail for row in lost)


def test_trace_tells_stances_and_counts(pipeline: Pipeline) -> None:
    text = "Malta and more than fifty states signed the treaty."
    assert [row.detail.startswith("Malta: signed") for row in rows(pipeline, text, "stance", "kept")] == [True]
    assert [row.detail for row in rows(pipeline, text, "count", "kept")] == ["at_least 50"]


def test_trace_tells_where_a_commitment_ends_and_by_which_rule(pipeline: Pipeline) -> None:
    found = rows(pipeline, "Malta pledged to halve waste (by half) – a surprise.", "boundary", "kept")
    assert [(row.text, row.rule, row.detail.split(" ", 1)[1]) for row in found] == [
        ("(", "extent.bracket", "stops before it")
    ]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Malta signed the treaty.", "Malta (named before)"),
        ("Malta slept. It signed the treaty.", "Malta (as “It”)"),
        ("A promise by Malta to sign the treaty held.", "Malta (named behind)"),
    ],
)
def test_trace_tells_how_the_text_speaks_of_an_actor(pipeline: Pipeline, text: str, why: str) -> None:
    found = [row.detail for row in pipeline.explain(text).rows if row.outcome == "kept" and " by " in row.detail]
    assert why in found[0]


def test_trace_tells_the_evidence_for_a_name(pipeline: Pipeline) -> None:
    text = "Then Mr Macron slept."
    [kept] = rows(pipeline, text, "PERSON", "kept")
    assert kept.detail == "Macron = Macron, weight 76"
    assert [(row.rule, row.detail) for row in rows(pipeline, text, "PERSON", "agrees")] == [
        ("person.emmanuel-macron.macron", f"with {kept.rule}, weight 58")
    ]


def test_trace_tells_the_reach_of_a_cue_and_the_rule_of_a_stance(pipeline: Pipeline) -> None:
    text = "Malta did not sign the treaty."
    assert [row.detail for row in rows(pipeline, text, "cue", "kept")] == ["negate, backward within 4"]
    assert [row.rule for row in rows(pipeline, text, "stance", "kept")] == ["trigger.sign"]


def test_trace_tells_the_classes_of_each_token(pipeline: Pipeline) -> None:
    tokens = pipeline.explain("In May Malta slept.").tokens
    assert [(token.text, token.position) for token in tokens[:3]] == [("In", "start"), ("May", "mid"), ("Malta", "mid")]
    assert {"cap", "month"} <= set(tokens[1].classes.split())
    assert not any(name.startswith("=") for token in tokens for name in token.classes.split())


def test_trace_of_an_empty_text_has_no_rows(pipeline: Pipeline) -> None:
    assert pipeline.explain("").rows == ()


@given(st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join))
@settings(max_examples=60)
def test_trace_keeps_what_the_extraction_has(pipeline: Pipeline, text: str) -> None:
    found, traced = extraction(pipeline, text), pipeline.explain(text).rows
    assert all(row.text == text[row.start : row.end] != "" for row in traced)
    assert [row.start for row in traced] == sorted(row.start for row in traced)
    kept = {(row.start, row.end, row.what) for row in traced if row.outcome == "kept"}
    assert {(m.start, m.end, m.label) for m in found.mentions} <= kept
    assert {(c.start, c.end, c.kind) for c in found.commitments} <= kept

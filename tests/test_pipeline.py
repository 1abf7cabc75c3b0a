"""The whole pipeline: what holds of every text, and what it makes of the three seed articles."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from brackets import extraction
from hypothesis import example, given, settings
from hypothesis import strategies as st
from invariants import check_invariants, ranges

from extract.pipeline import Pipeline
from extract.schema import Article, Extraction

ROOT = Path(__file__).parents[1]
SEEDS = sorted((ROOT / "seeds").glob("*.txt"))

# Names, triggers and cues, with all that offsets could stumble over.
PIECES = (
    "Malta", "the United States", "U.S.-based", "Zelphane Ltd", "President Ilvane Dorstad", "Dorstad", "EU", "(NQF)",
    "the Deep Harbour Treaty", "the pledge", "it", "they", "signed", "did not sign", "pledged to plant oaks",
    "refused to", "withdrew from", "plans to build", "commitment to", "more than 50 states", "two dozen", "signatories",
    "include", "Neither", "nor", "and", ",", ".", "?", ":", "“", "”", "'", "’s", '"', "(", ")", "[", "]", "–", "—", "-",
    " ", "  ", "\n", "\n\n", "\r\n", "\r", "\t", "\u00a0", "\u2028", "\u2029", "\u0085", "\u200b", "\u200d", "\ufeff",
    "\x00", "\x0b", "\ud83d", "\udc00", "🕊️", "👩🏽‍🌾", "e\u0301", "ﬁ", "İ", "ß", "Ǆ", "日本", "ا", "1,234",
    "50", "²", "½",
)  # fmt: skip
ANY_CHARACTER = st.characters(categories=("L", "M", "N", "P", "S", "Z", "Cc", "Cf", "Cs", "Co", "Cn"))
STRINGS = st.text(ANY_CHARACTER, max_size=80)
PATCHWORK = st.lists(st.sampled_from(PIECES), max_size=30).map("".join)
SPACED = st.lists(st.sampled_from(PIECES), max_size=30).map(" ".join)


@given(st.one_of(STRINGS, PATCHWORK, SPACED))
@example("")
@example("\x00")
@example("\ud800")
@example(" \u2028\r\n\t")
@example("Malta\u00a0signed the\u2028treaty.\r\n\r\nThe\r\nUnited States\x00did not sign it 🕊️.")
@settings(max_examples=300)
def test_pipeline_invariants_of_any_text(pipeline: Pipeline, text: str) -> None:
    found = extraction(pipeline, text)
    check_invariants(found, text)


@given(st.one_of(PATCHWORK, SPACED))
@settings(max_examples=60)
def test_pipeline_commitments_begin_at_their_trigger_and_parties_have_one_stance(pipeline: Pipeline, text: str) -> None:
    found = extraction(pipeline, text)
    for commitment in found.commitments:
        assert commitment.trigger is not None
        assert commitment.start == commitment.trigger.start
        assert commitment.trigger.end <= commitment.end
        assert len(set(commitment.actors)) == len(commitment.actors)
    rows = [(s.party, s.type, s.norm, s.agreement) for s in found.stances]
    assert len(set(rows)) == len(rows)


@given(st.one_of(PATCHWORK, SPACED))
@settings(max_examples=60)
def test_pipeline_the_same_text_gives_the_same_extraction(pipeline: Pipeline, text: str) -> None:
    assert extraction(pipeline, text) == extraction(pipeline, text)


@given(SPACED)
@settings(max_examples=60)
def test_pipeline_a_record_survives_json(pipeline: Pipeline, text: str) -> None:
    plain = text.encode("utf-8", "replace").decode()
    found = extraction(pipeline, plain)
    assert Extraction.model_validate_json(found.model_dump_json()) == found


@pytest.mark.parametrize("odd", ["\u00a0", "\t", "\u2009", "\u202f", "\u3000"])
def test_pipeline_odd_spaces_count_as_spaces(pipeline: Pipeline, odd: str) -> None:
    text = "The United States pledged to plant oaks."
    assert ranges_of(pipeline, text.replace(" ", odd)) == ranges_of(pipeline, text)


@pytest.mark.parametrize("line_end", ["\r\n", "\u2028", "\u2029", "\n"])
def test_pipeline_any_line_end_ends_a_headline(pipeline: Pipeline, line_end: str) -> None:
    text = f"Malta signs the treaty{line_end}{line_end}Chile pledged to plant oaks."
    assert [c.text for c in extraction(pipeline, text).commitments] == ["signs the treaty", "pledged to plant oaks"]


def ranges_of(pipeline: Pipeline, text: str) -> list[tuple[int, int]]:
    return [(span.start, span.end) for span in ranges(extraction(pipeline, text))]


def test_pipeline_what_came_before_does_not_matter(pipeline: Pipeline) -> None:
    text = "Zelphane plans to build a dam."
    before = extraction(pipeline, text)
    extraction(pipeline, "Zelphane Ltd and Mr Luc Zelphane signed the Zelphane Treaty.")
    assert extraction(pipeline, text) == before


def test_pipeline_id_and_source_are_the_article_s(pipeline: Pipeline) -> None:
    found = pipeline.extract(Article(id="seven", source="press/seven.txt", text="Malta pledged to plant oaks."))
    assert (found.id, found.source) == ("seven", "press/seven.txt")


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem)
def test_pipeline_seeds_give_valid_records(pipeline: Pipeline, path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    found = extraction(pipeline, text)
    assert Extraction.model_validate(json.loads(found.model_dump_json())) == found
    assert found.mentions
    assert found.commitments
    assert all(span.text == text[span.start : span.end] for span in ranges(found))


@pytest.mark.parametrize(
    ("seed", "party"),
    [
        ("000", "Japan"),
        ("000", "United States"),
        ("000", "China"),
        ("000", "Russia"),
        ("001", "Microsoft Corporation"),
        ("001", "Hitachi"),
        ("001", "France"),
        ("002", "UK"),
        ("002", "Siemens"),
        ("002", "Kaspersky Lab"),
        ("002", "North Korea"),
        ("002", "Saudi Arabia"),
        ("002", "Huawei"),
    ],
)
def test_pipeline_seeds_stances_are_as_labelled(pipeline: Pipeline, seed: str, party: str) -> None:
    lines = (ROOT / "gold" / "seeds.jsonl").read_text(encoding="utf-8").splitlines()
    [gold] = [record for record in map(Extraction.model_validate_json, lines) if record.id.startswith(seed)]
    assert gold.text is not None
    expected = {s.stance for s in gold.stances if s.party == party}
    assert expected
    assert {s.stance for s in extraction(pipeline, gold.text).stances if s.party == party} == expected


def test_pipeline_a_vocabulary_that_begins_anew_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = '{"id": "my.zelphane", "label": "ORG", "pattern": [{"TEXT": {"REGEX": "^Zelph"}}, {"LOWER": "board"}]}\n'
    (tmp_path / "names.jsonl").write_text(name, encoding="utf-8")
    texts = [path.read_text(encoding="utf-8") for path in SEEDS]
    texts.append("The U.S.-based Zelphane Board didn't sign it :) see http://example.org/a?b=1.")
    pipeline = Pipeline([tmp_path])
    before = [extraction(pipeline, text) for text in texts]
    assert before[-1].mentions[-1].rule == "my.zelphane"
    monkeypatch.setattr("extract.tokenizer._MAX_WORDS", 0)
    assert [extraction(pipeline, text) for text in texts] == before


def test_pipeline_the_vocabulary_does_not_grow_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    pipeline = Pipeline()
    monkeypatch.setattr("extract.tokenizer._MAX_WORDS", 2_000)
    lengths = [len(pipeline.tokenize(" ".join(f"w{i}x{j}" for j in range(500))).vocab) for i in range(12)]
    assert max(lengths) < 4_000

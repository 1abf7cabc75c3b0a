"""How rules fare: what is counted as fired, kept and right."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from conftest import Extract

from extract.authoring.stats import RuleCounts, RuleStats
from extract.gold import write_gold
from extract.pipeline import Pipeline
from extract.report.rules import stats_json, stats_report
from extract.report.terminal import show
from extract.schema import Article, Commitment, Extraction, Mention

TEXT = "Malta did not sign the treaty (MT). Peru signed the bill."
GOLD = Extraction(
    id="a",
    text=TEXT,
    mentions=(Mention(start=0, end=5, text="Malta", label="COUNTRY"),),
    commitments=(Commitment(start=14, end=29, text="sign the treaty", kind="endorsement", polarity="negated"),),
)


@pytest.fixture(scope="module")
def stats(pipeline: Pipeline) -> dict[str, RuleStats]:
    counts = RuleCounts(pipeline, timed=True)
    counts.add(Article(id="a", text=TEXT), GOLD)
    return {rule.rule: rule for rule in counts.rules()}


@pytest.mark.parametrize(
    ("rule", "kind", "counts"),
    [
        ("country.MT.malta", "gazetteers", (1, 1, 0, 1, 1)),
        ("country.PE.peru", "gazetteers", (1, 1, 0, 1, 0)),  # not in this gold
        ("trigger.sign", "triggers", (2, 1, 1, 1, 1)),  # a bill is no instrument
        ("cue.not", "cues", (1, 1, 0, 1, 1)),
        ("extent.bracket", "boundaries", (1, 1, 0, 1, 1)),
        ("trigger.pledge", "triggers", (0, 0, 0, 0, 0)),
    ],
)
def test_stats_count_what_fired_was_kept_and_is_right(
    stats: dict[str, RuleStats], rule: str, kind: str, counts: tuple[int, ...]
) -> None:
    found = stats[rule]
    assert found.kind == kind
    assert (found.fired, found.kept, found.lost, found.judged, found.right) == counts


def test_stats_time_patterns_and_no_names(stats: dict[str, RuleStats]) -> None:
    assert (stats["extent.bracket"].seconds or 0) > 0
    assert stats["country.MT.malta"].seconds is None


def test_stats_keep_no_more_than_fired(pipeline: Pipeline) -> None:
    counts = RuleCounts(pipeline)
    for path in sorted((Path(__file__).parents[1] / "seeds").glob("*.txt")):
        counts.add(Article(id=path.stem, text=path.read_text(encoding="utf-8")))
    assert [rule for rule in counts.rules() if not 0 <= rule.kept <= rule.fired] == []


SOME = [
    RuleStats("name.x", "names", 4, 3, 3, 1, 0.5),
    RuleStats("country.x", "gazetteers", 0, 0, 0, 0),
    RuleStats("cue.x", "cues", 9, 2, 0, 0, 0.25),
    RuleStats("cue.y", "cues", 0, 0, 0, 0),
]


def test_stats_report_is_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COLUMNS", raising=False)
    stream = io.StringIO()
    show(stats_report(SOME, "fired"), stream)
    assert stream.getvalue() == (
        """\
rule    kind   fired  kept  lost  judged  precision     ms
cue.x   cues       9     2     7       0          -  250.0
name.x  names      4     3     1       3      0.333  500.0

never fired: 1 rule of gazetteers
never fired: 1 rule of cues
  cue.y
"""
    )


@pytest.mark.parametrize(
    ("by", "first"), [("fired", ["cue.x", "name.x"]), ("precision", ["name.x", "cue.x"]), ("time", ["name.x", "cue.x"])]
)
def test_stats_are_sorted_and_leave_out_names_that_never_fired(by: str, first: list[str]) -> None:
    assert [rule["rule"] for rule in json.loads(stats_json(SOME, by))] == [*first, "cue.y"]


def test_stats_command_tells_gold_from_texts(extract: Extract) -> None:
    write_gold([GOLD], Path("gold.jsonl"))
    Path("text.jsonl").write_text(json.dumps({"text": TEXT}) + "\n{}\n", encoding="utf-8")
    result = extract("rules", "stats", "gold.jsonl", "text.jsonl", "--json")
    sign = next(rule for rule in json.loads(result.out) if rule["rule"] == "trigger.sign")
    assert (sign["fired"], sign["judged"], sign["seconds"]) == (4, 1, None)
    assert (result.code, result.err) == (3, "extract: text.jsonl:2: the record has no text\n")

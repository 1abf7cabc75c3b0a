"""What CI is told of the gate: the bytes of each form, what stands behind a figure, hostile texts stay text."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from extract.gate import FileFloors, Floors, ScoredFile, check_gate
from extract.report.gated import GatedFile, gated_files, lowers
from extract.report.github import github_annotations, github_summary
from extract.report.junit import junit_xml
from extract.report.terminal import plain
from extract.schema import Commitment, Extraction, Label, Mention, Stance
from extract.score import SpanError, errors, score

GOLDEN = Path(__file__).parent / "golden"
SHA = "0" * 64
OCEANS, RIVERS, LAKES = Path("gold/oceans.jsonl"), Path("gold/rivers, 50%.jsonl"), Path("gold/lakes.jsonl")
TEXT = "Japan signed the Ocean Pledge. The Tide Board: 100% <b>against</b> | it, says *Ann*."


def mention(text: str, label: Label, rule: str | None = None) -> Mention:
    start = TEXT.index(text)
    return Mention(start=start, end=start + len(text), text=text, label=label, rule=rule)


def article(name: str, *mentions: Mention, stances: tuple[Stance, ...] = ()) -> Extraction:
    return Extraction(id=name, text=TEXT, mentions=mentions, stances=stances)


JAPAN = mention("Japan", "COUNTRY")
BOARD = mention("Tide Board", "ORG")
HOSTILE = mention("Board: 100% <b>against</b> | it, says *Ann*", "ORG", "my.rule")
SIGNED = Stance(party="Japan", type="COUNTRY", agreement="Ocean Pledge", stance="signed")

GOLD = {
    OCEANS: [article("fine", JAPAN), article("pipe|d\n::error::x", JAPAN, BOARD, stances=(SIGNED,))],
    RIVERS: [article("river", JAPAN)],
    LAKES: [article("lake", JAPAN)],
}
PRED = {
    OCEANS: [article("fine", JAPAN), article("pipe|d\n::error::x", HOSTILE)],
    RIVERS: [article("river", JAPAN)],
    LAKES: [article("lake", JAPAN)],
}
FLOORS = Floors(
    files={
        "oceans.jsonl": FileFloors(sha256=SHA, floors={"ORG": 0.9, "COUNTRY": 0.6, "stances": 0.5}),
        "rivers, 50%.jsonl": FileFloors(sha256="1" * 64, floors={"COUNTRY": 1.0}),
        "seas.jsonl": FileFloors(sha256=SHA, floors={"ORG": 0.9}),
    }
)


def gated(pred: dict[Path, list[Extraction]], floors: Floors = FLOORS) -> list[GatedFile]:
    scored = [ScoredFile(path.name, SHA, score(records, pred[path]).figures()) for path, records in GOLD.items()]
    return gated_files(check_gate(floors, scored), GOLD, pred)


SHUT = gated(PRED)
OPEN = gated(GOLD, Floors(files={path.name: FileFloors(sha256=SHA, floors={"COUNTRY": 1.0}) for path in GOLD}))


def annotated(files: list[GatedFile]) -> str:
    return "".join(f"{line}\n" for line in github_annotations(files, Path.cwd()))


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("gate.xml", junit_xml(SHUT)),
        ("gate.md", github_summary(SHUT)),
        ("gate.annotations.txt", annotated(SHUT)),
        ("gate.open.md", github_summary(OPEN)),
    ],
)
def test_report_ci_is_as_ever(name: str, made: str) -> None:
    assert made == (GOLDEN / name).read_text(encoding="utf-8")


def test_report_ci_open_gate_annotates_nothing() -> None:
    assert annotated(OPEN) == ""
    assert ET.fromstring(junit_xml(OPEN)).find(".//failure") is None


# The schema that Jenkins publishes: what may stand in each element, the required attributes, the other ones.
SCHEMA: dict[str, tuple[set[str], set[str], set[str]]] = {
    "testsuites": ({"testsuite"}, set(), {"name", "time", "tests", "failures", "errors"}),
    "testsuite": ({"testcase"}, {"name", "tests", "failures", "errors"}, {"time", "skipped"}),
    "testcase": ({"failure"}, {"name"}, {"time", "classname"}),
    "failure": (set(), set(), {"message", "type"}),
}


@pytest.mark.parametrize("files", [SHUT, OPEN, []], ids=["shut", "open", "empty"])
def test_report_junit_fits_the_schema_and_counts_right(files: list[GatedFile]) -> None:
    root = ET.fromstring(junit_xml(files))
    assert root.tag == "testsuites"
    for element in root.iter():
        inside, required, optional = SCHEMA[element.tag]
        assert {child.tag for child in element} <= inside
        assert required <= set(element.attrib) <= required | optional
    for element in (root, *root.iter("testsuite")):
        assert int(element.attrib["tests"]) == len(list(element.iter("testcase")))
        assert int(element.attrib["failures"]) == len(list(element.iter("failure")))


def one_error(text: str) -> list[GatedFile]:
    found = Mention(start=0, end=len(text), text=text, label="ORG", rule=text)
    gold, pred = ({OCEANS: [Extraction(id=text, text=text, mentions=spans)]} for spans in ((), (found,)))
    floors = Floors(files={"oceans.jsonl": FileFloors(sha256=SHA, floors={"ORG": 1.0})})
    scored = [ScoredFile("oceans.jsonl", SHA, score(gold[OCEANS], pred[OCEANS]).figures())]
    return gated_files(check_gate(floors, scored), gold, pred)


hostile = st.text(min_size=1, max_size=20) | st.text("%:,\r\n`*_[]()<>&|\\~$#!-+ @xa\ufffe\u202e", min_size=1)


@given(hostile)
def test_report_ci_hostile_texts_stay_text(text: str) -> None:
    files = one_error(text)
    case = ET.fromstring(junit_xml(files)).find(".//failure")
    assert case is not None
    assert (case.text or "").startswith(f"{OCEANS}:1: ")
    commands = list(github_annotations(files, Path.cwd()))
    assert [command.split(" ")[0] for command in commands] == ["::error", "::warning"]
    assert not any(set(command) & set("\r\n") for command in commands)
    place, _, message = commands[1].removeprefix("::warning ").partition("::")
    assert [pair.split("=")[0] for pair in place.split(",")] == ["file", "line", "title"]
    assert message.startswith("spurious ORG at 0-")


@given(hostile)
def test_report_github_summary_shows_texts_as_they_are(text: str) -> None:
    tokens = (
        MarkdownIt("commonmark", {"html": True})
        .enable(["table", "strikethrough"])
        .parse(github_summary(one_error(text)))
    )
    cells = [token for before, token in pairwise(tokens) if before.type == "td_open"]
    shown = ["".join(part.content for part in cell.children or ()) for cell in cells]
    assert shown[-2].strip() == plain(text).strip()
    assert {part.type for cell in cells for part in cell.children or ()} <= {"text", "text_special"}


def test_report_github_annotations_count_paths_from_the_workspace(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "pack").mkdir()
    monkeypatch.chdir(tmp_path / "pack")
    assert "file=pack/gold/oceans.jsonl,line=2," in "\n".join(github_annotations(SHUT, tmp_path))
    assert "file=gold/oceans.jsonl,line=2," in "\n".join(github_annotations(SHUT, tmp_path / "elsewhere"))


def test_report_github_annotations_are_few_and_the_worst_first() -> None:
    some = [mention(word, "ORG") for word in TEXT.split(" ")[:3]]
    gold = {OCEANS: [article(f"a{n}", *some[: 1 + n % 3]) for n in range(30)]}
    floors = Floors(files={"oceans.jsonl": FileFloors(sha256=SHA, floors={"ORG": 1.0, "ORG.overlap": 1.0})})
    pred: dict[Path, list[Extraction]] = {OCEANS: []}
    scored = [ScoredFile("oceans.jsonl", SHA, score(gold[OCEANS], []).figures())]
    lines = list(github_annotations(gated_files(check_gate(floors, scored), gold, pred), Path.cwd()))
    assert [line.split(" ")[0] for line in lines] == ["::error"] + ["::warning"] * 10
    assert all("3 differences" in line for line in lines[1:])
    assert "line=3," in lines[1]


def commitment(**changed: object) -> Commitment:
    fields = {"start": 6, "end": 29, "text": TEXT[6:29], "kind": "pledge", "polarity": "affirmed", "actors": ("Japan",)}
    return Commitment.model_validate(fields | changed)


def differences(gold: Extraction, pred: Extraction) -> list[SpanError]:
    return errors([gold], [pred])


NOTHING = article("a")
BEHIND = {
    "missed name": (article("a", BOARD), NOTHING, {"ORG", "ORG.overlap", "names.micro", "mentions.micro"}),
    "wrong boundary": (article("a", BOARD), article("a", HOSTILE), {"ORG", "names.micro", "mentions.micro"}),
    "wrong label": (
        article("a", BOARD),
        article("a", mention("Tide Board", "AGREEMENT")),
        {"ORG", "ORG.overlap", "AGREEMENT", "AGREEMENT.overlap", "names.micro", "mentions.micro"},
    ),
    "missed stance": (article("a", stances=(SIGNED,)), NOTHING, {"stances", "stances.party"}),
    "missed commitment": (
        NOTHING.model_copy(update={"commitments": (commitment(),)}),
        NOTHING,
        {"COMMITMENT", "COMMITMENT.overlap", "COMMITMENT.pledge"},
    ),
    **{
        f"wrong {name}": (
            NOTHING.model_copy(update={"commitments": (commitment(),)}),
            NOTHING.model_copy(update={"commitments": (commitment(**{name: value}),)}),
            {name} | ({"COMMITMENT.pledge"} if name == "kind" else set()),
        )
        for name, value in {
            "kind": "intent",
            "polarity": "negated",
            "actors": ("Peru",),
            "agreement": "Ocean Pledge",
        }.items()
    },
}
FIGURES = {"ORG", "ORG.overlap", "COUNTRY", "AGREEMENT", "AGREEMENT.overlap", "names.micro", "mentions.micro"} | {
    "COMMITMENT", "COMMITMENT.overlap", "COMMITMENT.pledge", "polarity", "kind", "agreement", "actors",
    "stances", "stances.party", "counts",
}  # fmt: skip


@pytest.mark.parametrize(("gold", "pred", "lowered"), BEHIND.values(), ids=BEHIND.keys())
def test_report_ci_tells_which_figures_a_difference_lowers(
    gold: Extraction, pred: Extraction, lowered: set[str]
) -> None:
    (error,) = differences(gold, pred)
    assert {figure for figure in FIGURES if lowers(error, figure)} == lowered
    figures = score([gold], [pred]).figures()
    assert {figure for figure in FIGURES if figures[figure] not in (None, 1.0)} <= lowered

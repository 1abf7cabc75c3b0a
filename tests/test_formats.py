"""Labelled articles in other tools' formats: the same when they come back, offsets in each tool's units."""

from __future__ import annotations

import json
import re
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from strategies import extractions

from extract.errors import InputError, OutputError
from extract.formats import FORMATS, Losses, guess, read
from extract.formats.utf16 import Utf16
from extract.schema import Commitment, Count, Evidence, Extraction, Mention, Stance, TextRange, text_sha256

ROOT = Path(__file__).resolve().parent.parent
# An emoji of one code point and two units, one of four code points, a combining mark, and line ends of two sorts.
TEXT = "🕊️ Côte d'Ivoire\r\nand Cafe\u0301 Ltd. signed the\n👩‍💻 Pact; 🕊 9 states did not."
STREAMS = [name for name in FORMATS if name != "brat"]


def at(text: str) -> dict[str, Any]:
    start = TEXT.index(text)
    return {"start": start, "end": start + len(text), "text": text}


ARTICLE = Extraction(
    id="a/b: 1",
    source="https://example.org",
    date="2018-11-12",
    text_sha256=text_sha256(TEXT),
    text=TEXT,
    mentions=(
        Mention(**at("Côte d'Ivoire"), label="COUNTRY", norm="CI", rule="country.CI"),
        Mention(**at("Cafe\u0301 Ltd."), label="ORG", norm="Cafe\u0301 Ltd."),
        Mention(**at("👩‍💻 Pact"), label="AGREEMENT"),
    ),
    commitments=(
        Commitment(
            **at("signed the\n👩‍💻 Pact"),
            trigger=TextRange(**at("signed")),
            kind="endorsement",
            polarity="affirmed",
            actors=("Cafe\u0301 Ltd.", "Côte d'Ivoire"),
            agreement="👩‍💻 Pact",
            rules=("trigger.sign", "cue.x"),
        ),
        Commitment(
            **at("did not"), kind="pledge", polarity="negated", actors=("Nobody", "Côte d'Ivoire"), agreement="It"
        ),
    ),
    stances=(
        Stance(
            party="Côte d'Ivoire",
            type="COUNTRY",
            norm="CI",
            agreement="👩‍💻 Pact",
            stance="signed",
            evidence=(Evidence(start=3, end=16, text="Côte d'Ivoire"),),
        ),
    ),
    counts=(Count(**at("9 states"), value=9, bound="exact", what="states"),),
)


def converted(name: str, records: list[Extraction]) -> tuple[list[Extraction], Losses]:
    """The records, written in a format and read back."""
    losses = Losses()
    with tempfile.TemporaryDirectory() as folder:
        path = f"{folder}/out"
        FORMATS[name].write(records, path, losses)
        return read(path, FORMATS[name], losses), losses


def written(name: str, tmp_path: Path) -> Any:
    """The example article as the format has it, parsed."""
    FORMATS[name].write([ARTICLE], str(tmp_path / "out"), Losses())
    return json.loads((tmp_path / "out").read_bytes())


@pytest.mark.parametrize("name", FORMATS)
def test_formats_bring_an_article_back_as_it_was(name: str) -> None:
    assert converted(name, [ARTICLE]) == ([ARTICLE], Losses())


@pytest.mark.parametrize("name", FORMATS)
@given(record=extractions(), other=extractions())
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
def test_formats_bring_any_sound_article_back_as_it_was(name: str, record: Extraction, other: Extraction) -> None:
    records = [record.model_copy(update={"id": "1"}), other.model_copy(update={"id": "2"})]
    assert converted(name, records) == (records, Losses())


@given(st.text(st.characters(exclude_categories=["Cs"])))
@example("🕊️")
def test_formats_utf16_counts_as_the_codec_does(text: str) -> None:
    units = Utf16(text)
    for offset in range(len(text) + 1):
        assert units.from_code_points(offset) == len(text[:offset].encode("utf-16-le")) // 2
        assert units.to_code_points(units.from_code_points(offset)) == offset
    inside = {units.from_code_points(i) + 1 for i, char in enumerate(text) if char > "\uffff"}
    assert all(units.to_code_points(offset) is None for offset in (*inside, len(text.encode("utf-16-le")) // 2 + 1))


def test_formats_prodigy_and_label_studio_count_code_points(tmp_path: Path) -> None:
    task = written("prodigy", tmp_path)
    first = ARTICLE.mentions[0]
    assert (task["spans"][0]["start"], task["spans"][0]["end"]) == (first.start, first.end) == (3, 16)
    region = written("label-studio", tmp_path)[0]["annotations"][0]["result"][0]["value"]
    assert (region["start"], region["end"], region["text"]) == (3, 16, "Côte d'Ivoire")


def test_formats_doccano_counts_utf16_code_units(tmp_path: Path) -> None:
    entity = written("doccano", tmp_path)["entities"][0]
    assert entity == {"id": 1, "label": "COUNTRY", "start_offset": 4, "end_offset": 17}


def test_formats_prodigy_tokens_fit_every_span(tmp_path: Path) -> None:
    task = written("prodigy", tmp_path)
    for span in task["spans"]:
        tokens = task["tokens"][span["token_start"] : span["token_end"] + 1]
        assert (tokens[0]["start"], tokens[-1]["end"]) == (span["start"], span["end"])
    assert "".join(token["text"] + " " * token["ws"] for token in task["tokens"]) == TEXT
    assert [span["label"] for span in task["spans"] if "token_start" in span][-3:] == [
        "trigger",
        "pledge.negated",
        "count",
    ]


def test_formats_brat_cuts_spans_at_line_ends(tmp_path: Path) -> None:
    FORMATS["brat"].write([ARTICLE], str(tmp_path), Losses())
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "a_b__1.ann",
        "a_b__1.json",
        "a_b__1.txt",
        "annotation.conf",
    ]
    assert (tmp_path / "a_b__1.txt").read_bytes() == TEXT.encode()
    lines = (tmp_path / "a_b__1.ann").read_text(encoding="utf-8").split("\n")
    assert lines[0] == "T1\tCOUNTRY 3 16\tCôte d'Ivoire"
    assert lines[3] == "T4\tendorsement 33 43;44 52\tsigned the 👩‍💻 Pact"
    assert "A1\tpolarity T4 affirmed" in lines
    assert '#1\tAnnotatorNotes T1\t{"norm": "CI", "rule": "country.CI"}' in lines


def test_formats_brat_writes_no_folder_that_is_not_empty(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").touch()
    with pytest.raises(OutputError, match="the folder is not empty"):
        FORMATS["brat"].write([ARTICLE], str(tmp_path), Losses())
    with pytest.raises(InputError, match=r"no \.ann file here"):
        read(str(tmp_path), FORMATS["brat"], Losses())


def test_formats_brat_names_of_files_differ_in_more_than_case(tmp_path: Path) -> None:
    records = [ARTICLE.model_copy(update={"id": name}) for name in ("a", "A", "a-2", "..", "x" * 300)]
    FORMATS["brat"].write(records, str(tmp_path), Losses())
    stems = {path.stem for path in tmp_path.glob("*.ann")}
    assert len({stem.casefold() for stem in stems}) == len(records)
    assert {record.id for record in read(str(tmp_path), FORMATS["brat"], Losses())} == {r.id for r in records}


def test_formats_brat_tells_what_no_line_can_hold() -> None:
    text = "\nA\n"
    mentions = (Mention(start=0, end=3, text=text, label="ORG"), Mention(start=2, end=3, text="\n", label="ORG"))
    back, losses = converted("brat", [Extraction(id="a", text=text, mentions=mentions)])
    assert [(m.start, m.end) for m in back[0].mentions] == [(1, 2)]
    assert losses.left == {"line end at the edge of a span": 1, "span of line ends alone": 1}


def test_formats_trigger_inside_a_commitment_stays_behind() -> None:
    commitment = Commitment(
        start=0, end=3, text="a b", trigger=TextRange(start=2, end=3, text="b"), kind="intent", polarity="affirmed"
    )
    back, losses = converted("prodigy", [Extraction(id="a", text="a b", commitments=(commitment,))])
    assert back[0].commitments[0].trigger is None
    assert losses.left == {"trigger that does not open its commitment": 1}


def test_formats_edits_in_a_tool_come_through(tmp_path: Path) -> None:
    path = tmp_path / "out"
    FORMATS["prodigy"].write([ARTICLE], str(path), Losses())
    task = json.loads(path.read_bytes())
    label = next(span for span in task["spans"] if span["label"] == "endorsement")
    label["label"] = "intent.negated"
    for link in task["relations"]:
        link["head_span"]["label"] = "intent.negated"
    del task["relations"][0]
    path.write_text(json.dumps(task), encoding="utf-8")
    [record] = read(str(path), FORMATS["prodigy"], Losses())
    edited = record.commitments[0]
    assert (edited.kind, edited.polarity, edited.actors) == ("intent", "negated", ("Côte d'Ivoire",))


def test_formats_doccano_attributes_of_a_moved_entity_are_told(tmp_path: Path) -> None:
    path = tmp_path / "out"
    FORMATS["doccano"].write([ARTICLE], str(path), Losses())
    content = json.loads(path.read_bytes())
    content["entities"][0]["end_offset"] -= 1
    path.write_text(json.dumps(content), encoding="utf-8")
    losses = Losses()
    [record] = read(str(path), FORMATS["doccano"], losses)
    assert (record.mentions[0].text, record.mentions[0].norm) == ("Côte d'Ivoir", None)
    assert losses.left == {"attributes of an entity that is no longer there": 1}


def test_formats_doccano_without_relations_is_read(tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    lines = [{"id": 7, "text": "🕊 Peru", key: [[3, 7, "COUNTRY"]], "Comments": []} for key in ("label", "labels")]
    path.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    records = read(str(path), FORMATS["doccano"], Losses())
    assert [[mention.text for mention in record.mentions] for record in records] == [["Peru"], ["Peru"]]


def test_formats_label_studio_region_of_an_older_version_is_read_by_its_text(tmp_path: Path) -> None:
    path = tmp_path / "out"
    FORMATS["label-studio"].write([ARTICLE], str(path), Losses())
    tasks = json.loads(path.read_bytes())
    units = Utf16(TEXT)
    for result in tasks[0]["annotations"][0]["result"]:
        if result["type"] == "labels":
            value = result["value"]
            value |= {key: units.from_code_points(value[key]) for key in ("start", "end")}
            value["text"] = value["text"].replace("\n", "\\n")
    path.write_text(json.dumps(tasks), encoding="utf-8")
    assert read(str(path), FORMATS["label-studio"], Losses()) == [ARTICLE]


def test_formats_label_studio_takes_the_ground_truth_or_else_the_last_annotation(tmp_path: Path) -> None:
    def annotation(label: str, **more: bool) -> dict[str, Any]:
        value = {"start": 0, "end": 1, "labels": [label]}
        return {"result": [{"id": "x", "type": "labels", "from_name": "label", "value": value}], **more}

    three = [annotation("PERSON", ground_truth=True), annotation("ORG"), annotation("COUNTRY")]
    cancelled = annotation("AGREEMENT", was_cancelled=True)
    tasks = [
        {"data": {"text": "a"}, "annotations": three},
        {"data": {"text": "a"}, "annotations": [*three[1:], cancelled], "predictions": [annotation("PERSON")]},
        {"data": {"text": "a"}, "annotations": [cancelled], "predictions": [annotation("PERSON"), annotation("ORG")]},
    ]
    path = tmp_path / "tasks.json"
    path.write_text(json.dumps(tasks), encoding="utf-8")
    losses = Losses()
    records = read(str(path), FORMATS["label-studio"], losses)
    assert [record.mentions[0].label for record in records] == ["PERSON", "COUNTRY", "PERSON"]
    assert [record.id for record in records] == ["tasks:1", "tasks:2", "tasks:3"]
    assert losses == Losses(left=losses.left)
    assert losses.left == {"further annotation of a task": 3}


def test_formats_predictions_are_what_people_start_from(tmp_path: Path) -> None:
    [task] = written("label-studio-predictions", tmp_path)
    assert set(task) == {"id", "data", "predictions"}
    assert task["predictions"][0]["model_version"] == "extract"


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("-", "gold"),
        ("a.jsonl", "gold"),
        ("a.JSON", "label-studio"),
        ("a.spacy", "spacy"),
        ("new-folder", "brat"),
        ("gold/articles.jsonl", "gold"),
    ],
)
def test_formats_are_guessed_by_the_name(path: str, name: str) -> None:
    assert guess(path).name == name


def test_formats_folder_and_file_without_ending_are_told_apart(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert (guess(str(tmp_path)).name, guess(str(tmp_path / "file")).name) == ("brat", "gold")


JUNK: tuple[Any, ...] = (None, True, -1, 10**12, 1.5, "", "🕊", "\ud800", [], [[]], {}, {"": 0})


def leaves(value: Any) -> list[tuple[Any, Any]]:
    """Every place in a JSON value, as the container and the key in it."""
    keys = list(value) if isinstance(value, dict) else list(range(len(value))) if isinstance(value, list) else []
    return [(value, key) for key in keys] + [leaf for key in keys for leaf in leaves(value[key])]


@pytest.mark.parametrize("name", ["gold", "prodigy", "label-studio", "doccano"])
@given(data=st.data())
@settings(max_examples=50)
def test_formats_hostile_json_is_told_and_never_raised(name: str, data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "out"
        FORMATS[name].write([ARTICLE], str(path), Losses())
        content = json.loads(path.read_bytes())
        container, key = data.draw(st.sampled_from(leaves(content)))
        container[key] = data.draw(st.sampled_from(JUNK))
        sound = ARTICLE.model_copy(update={"id": "sound"})
        FORMATS[name].write([sound], str(path), Losses())
        good = path.read_text(encoding="utf-8")
        if isinstance(content, list):
            path.write_text(json.dumps([*content, *json.loads(good)]), encoding="utf-8")
        else:
            path.write_text(f"{json.dumps(content)}\n{good}", encoding="utf-8")
        losses = Losses()
        records = read(str(path), FORMATS[name], losses)
        for other in ("prodigy", "label-studio", "doccano", "brat", "spacy"):  # what was taken, others can hold
            FORMATS[other].write(records, f"{folder}/{other}", Losses())
    assert records[-1] == sound
    assert all(line.startswith(str(path)) for line in losses.broken)


@pytest.mark.parametrize("name", STREAMS)
@given(content=st.binary(max_size=60))
def test_formats_any_bytes_are_told_and_never_raised(name: str, content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "in"
        path.write_bytes(content)
        losses = Losses()
        assert read(str(path), FORMATS[name], losses) == []
    assert losses.broken or losses.left or not content.strip()


BROKEN: dict[str, tuple[str, str, str]] = {
    "no JSON": ("prodigy", '{"text"', ":1: broken JSON at column 8: Expecting ':' delimiter"),
    "no text": ("doccano", '\n{"data": "x"}', ":2: text is missing"),
    "text of a run left out": (
        "gold",
        '{"id": "a"}',
        ":1: text is missing or empty, allowed is the article's whole text (run --with-text)",
    ),
    "span of another text": (
        "gold",
        '{"id": "a", "text": "ab", "mentions": [{"start": 0, "end": 3, "text": "abc", "label": "ORG"}]}',
        ":1: span 'abc' at 0-3: there stands 'ab'",
    ),
    "label of another scheme": (
        "prodigy",
        '{"text": "ab", "spans": [{"start": 0, "end": 1, "label": "GPE"}]}',
        ":1: span 'GPE' at 0-1: no label of ours, allowed are ORG, COUNTRY, PERSON, AGREEMENT, pledge, endorsement, "
        "intent, trigger, count",
    ),
    "span outside": (
        "prodigy",
        '{"text": "ab", "spans": [{"start": 0, "end": 3, "label": "ORG"}]}',
        ":1: span 'ORG' at 0-3: no place in the text, which has 2 characters",
    ),
    "inside an emoji": (
        "doccano",
        '{"text": "🕊", "entities": [{"id": 1, "start_offset": 0, "end_offset": 1, "label": "ORG"}]}',
        ":1: entity 'ORG' at 0-1: outside the text or inside a character, allowed are UTF-16 code units",
    ),
    "count without value": (
        "doccano",
        '{"text": "9", "entities": [{"id": 1, "start_offset": 0, "end_offset": 1, "label": "count"}]}',
        ":1: span 'count' at 0-1: value is missing",
    ),
    "relation to nothing": (
        "doccano",
        '{"text": "9", "relations": [{"from_id": 1, "to_id": 2, "type": "actor"}]}',
        ":1: relation 'actor' from ? to ?, allowed are actor (commitment to party) and agreement (commitment to "
        "AGREEMENT)",
    ),
    "region elsewhere": (
        "label-studio",
        '[{"data": {"text": "ab"}, "predictions": [{"result": [{"id": "r", "type": "labels", "value": '
        '{"start": 0, "end": 1, "text": "b", "labels": ["ORG"]}}]}]}]',
        ": task 1: region 'r': text is 'b', at 0-1 stands 'a'",
    ),
}


@pytest.mark.parametrize(("name", "content", "message"), BROKEN.values(), ids=BROKEN.keys())
def test_formats_tell_where_what_was_found_and_what_is_allowed(
    name: str, content: str, message: str, tmp_path: Path
) -> None:
    path = tmp_path / "in"
    path.write_text(content, encoding="utf-8")
    losses = Losses()
    read(str(path), FORMATS[name], losses)
    assert f"{path}{message}" in losses.broken


def test_formats_brat_lines_that_are_broken_are_told_by_their_number(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Japan and\nPeru", encoding="utf-8")
    lines = [
        "T1\tCOUNTRY 0 5\tJapan",
        "T2\tCOUNTRY 6 10\tPeru",
        "T3 COUNTRY",
        "T4\tORG 0 5;10 14\tJapan Peru",
        "E1\tpledge:T1",
        "#1\tAnnotatorNotes T1\tlook here",
        '#2\tAnnotatorNotes T1\t{"norm": "JP"}',
        "",
    ]
    (tmp_path / "a.ann").write_text("\n".join(lines), encoding="utf-8")
    (tmp_path / "b.ann").touch()
    losses = Losses()
    [record] = read(str(tmp_path), FORMATS["brat"], losses)
    assert [(m.label, m.start, m.end, m.norm) for m in record.mentions] == [
        ("COUNTRY", 0, 5, "JP"),
        ("ORG", 0, 14, None),
    ]
    assert losses.broken == [
        f"{tmp_path}/a.ann:2: found 'T2\\tCOUNTRY 6 10\\tPeru', allowed are the lines of brat's standoff",
        f"{tmp_path}/a.ann:3: found 'T3 COUNTRY', allowed are the lines of brat's standoff",
        f"{tmp_path}/b.txt: no such file or directory",
    ]
    assert losses.left == {
        "gap in a span": 1,
        "event, normalization or equivalence": 1,
        "note that says nothing of ours": 1,
    }


@given(data=st.data())
def test_formats_brat_hostile_lines_are_told_and_never_raised(data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as folder:
        FORMATS["brat"].write([ARTICLE], f"{folder}/out", Losses())
        file = next(Path(folder).glob("out/*.ann"))
        content = file.read_text(encoding="utf-8")
        start = data.draw(st.integers(0, len(content)))
        junk = data.draw(st.sampled_from(["", "\t", " ", "\n", ";", "9" * 5000, "-1", "{", "T1", "[" * 9999]))
        with file.open("w", encoding="utf-8", newline="") as changed:
            changed.write(content[:start] + junk + content[start + data.draw(st.integers(0, 3)) :])
        [record] = read(f"{folder}/out", FORMATS["brat"], Losses())
    assert record.text == TEXT


def test_formats_of_several_articles_with_one_id_the_first_is_taken(tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    FORMATS["gold"].write([ARTICLE, ARTICLE], str(path), Losses())
    losses = Losses()
    assert read(str(path), FORMATS["gold"], losses) == [ARTICLE]
    assert losses.broken == [f"{path}:2: id 'a/b: 1' is used in {path}:1, too, allowed is once"]


def test_formats_page_names_every_format_and_all_that_stays_behind() -> None:
    page = " ".join((ROOT / "docs" / "convert.md").read_text(encoding="utf-8").split())
    source = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "src/extract/formats").glob("*.py"))
    left = re.findall(r'add_left\(\s*"([^"]+)"', source)
    assert len(left) >= 10
    assert [what for what in (*left, *FORMATS) if f"`{what}`" not in page] == []

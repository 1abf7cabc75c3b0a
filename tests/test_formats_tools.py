"""What the tools themselves read in the files that we write for them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from spacy.lang.en import English
from spacy.tokens import DocBin, Span
from spacy.training import Corpus
from test_formats import ARTICLE, TEXT

from extract.formats import FORMATS, Losses
from extract.gold import load_gold

ROOT = Path(__file__).resolve().parent.parent
GOLD = ROOT / "gold" / "seeds.jsonl"
CONFIG = ROOT / "docs" / "label-studio.xml"
TASKS = ("label-studio", "label-studio-predictions")


def test_formats_spacy_trains_on_entities_and_spans(tmp_path: Path) -> None:
    path = tmp_path / "out.spacy"
    records = load_gold(GOLD)
    FORMATS["spacy"].write(records, str(path), Losses())
    examples = list(Corpus(path)(English()))
    assert [example.reference.text for example in examples] == [record.text for record in records]
    for example, record in zip(examples, records, strict=True):
        names = [(m.start, m.end, m.label) for m in record.mentions]
        assert [(e.start_char, e.end_char, e.label_) for e in example.reference.ents] == sorted(names)
        assert {span.kb_id_ for span in example.reference.ents} == {m.norm or "" for m in record.mentions}
        kinds = {(c.start, c.end, c.kind + ".negated" * (c.polarity == "negated")) for c in record.commitments}
        assert kinds <= {(s.start_char, s.end_char, s.label_) for s in example.reference.spans["sc"]}


def test_formats_spacy_of_others_is_read_by_its_entities(tmp_path: Path) -> None:
    nlp = English()
    doc = nlp("🕊 Peru and Japan")
    doc.ents = [Span(doc, 1, 2, label="COUNTRY"), Span(doc, 3, 4, label="COUNTRY")]
    path = tmp_path / "theirs.spacy"
    DocBin(docs=[doc]).to_disk(path)
    [placed] = FORMATS["spacy"].read(str(path), Losses())
    assert placed.record.id == "theirs:1"
    assert [(m.text, m.label) for m in placed.record.mentions] == [("Peru", "COUNTRY"), ("Japan", "COUNTRY")]


def tasks_of(name: str, tmp_path: Path) -> list[dict[str, Any]]:
    path = tmp_path / f"{name}.json"
    FORMATS[name].write([ARTICLE, *load_gold(GOLD)], str(path), Losses())
    tasks: list[dict[str, Any]] = json.loads(path.read_bytes())
    return tasks


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", TASKS)
def test_formats_label_studio_accepts_every_region_and_relation(name: str, tmp_path: Path) -> None:
    interface = pytest.importorskip(
        "label_studio_sdk.label_interface", reason="the extra `test-formats` is not installed"
    )
    config = interface.LabelInterface(CONFIG.read_text(encoding="utf-8"))
    config.validate()
    for task in tasks_of(name, tmp_path):
        for annotation in (*task.get("annotations", ()), *task.get("predictions", ())):
            assert config.validate_prediction(annotation, return_errors=True) == []


@pytest.mark.filterwarnings("ignore")
def test_formats_label_studio_converter_finds_our_spans(tmp_path: Path) -> None:
    converter = pytest.importorskip("label_studio_sdk.converter", reason="the extra `test-formats` is not installed")
    tasks_of("label-studio", tmp_path)
    reader = converter.Converter(CONFIG.read_text(encoding="utf-8"), str(tmp_path))
    reader.convert_to_json_min(str(tmp_path / "label-studio.json"), str(tmp_path / "min"), is_dir=False)
    first = json.loads((tmp_path / "min" / "result.json").read_bytes())[0]
    labels = [(region["start"], region["end"], region["labels"]) for region in first["label"]]
    assert [(TEXT[start:end], label) for start, end, [label] in labels[:4]] == [
        ("Côte d'Ivoire", "COUNTRY"),
        ("Cafe\u0301 Ltd.", "ORG"),
        ("👩‍💻 Pact", "AGREEMENT"),
        ("signed the\n👩‍💻 Pact", "endorsement"),
    ]

"""The stages as components of anybody's spaCy pipeline."""

from __future__ import annotations

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from extract.pipeline import Pipeline
from extract.schema import Article
from extract.stages import STAGES

TEXT = "Zelphane Ltd signed the Deep Harbour Treaty. The U.S. refused to sign the treaty, and plans to build a dam."


@pytest.fixture(scope="module")
def nlp() -> Language:
    nlp = spacy.blank("en")
    for stage in STAGES:
        nlp.add_pipe(f"extract_{stage}")
    return nlp


def test_components_are_found_by_name_in_stage_order(nlp: Language) -> None:
    assert nlp.pipe_names == [f"extract_{stage}" for stage in STAGES]


def test_components_leave_mentions_in_doc_spans(nlp: Language) -> None:
    spans = nlp(TEXT).spans["mentions"]
    assert [(s.text, s.label_, s.kb_id_) for s in spans] == [
        ("Zelphane Ltd", "ORG", "Zelphane Ltd"),
        ("Deep Harbour Treaty", "AGREEMENT", "Deep Harbour Treaty"),
        ("U.S.", "COUNTRY", "US"),
    ]
    assert all(s.id_ for s in spans)


def test_components_leave_commitments_in_doc_spans(nlp: Language) -> None:
    spans = nlp(TEXT).spans["commitments"]
    assert [(s.text, s.label_, s.kb_id_, s.id_) for s in spans] == [
        ("signed the Deep Harbour Treaty", "endorsement", "affirmed", "trigger.sign"),
        ("sign the treaty", "endorsement", "negated", "trigger.sign"),
        ("plans to build a dam", "intent", "affirmed", "trigger.plan"),
    ]


def test_components_find_what_the_pipeline_finds(nlp: Language, pipeline: Pipeline) -> None:
    doc, found = nlp(TEXT), pipeline.extract(Article(id="some", text=TEXT))
    assert [(s.start_char, s.end_char) for s in doc.spans["mentions"]] == [(m.start, m.end) for m in found.mentions]
    assert [(s.start_char, s.end_char) for s in doc.spans["commitments"]] == [
        (c.start, c.end) for c in found.commitments
    ]


def test_components_take_docs_in_batches(nlp: Language) -> None:
    docs = nlp.pipe([TEXT, "", "Malta pledged to plant oaks."])
    assert [len(doc.spans["commitments"]) for doc in docs] == [3, 0, 1]


def test_components_leave_the_text_and_entities_of_others_alone(nlp: Language) -> None:
    doc = nlp(TEXT)
    assert doc.text == TEXT
    assert doc.ents == ()


def test_components_take_a_doc_cut_up_by_another_tokenizer(nlp: Language) -> None:
    doc = Doc(nlp.vocab, words=["Zelphane", "Ltd", "pledged", "to", "plant", "oaks."], spaces=[True] * 5 + [False])
    for _, component in nlp.pipeline:
        doc = component(doc)
    assert [s.text for s in doc.spans["mentions"]] == ["Zelphane Ltd"]
    assert len(doc.spans["commitments"]) == 1


def test_components_one_stage_alone_finds_mentions() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("extract_mentions")
    doc = nlp("Malta and Siemens met.")
    assert [s.text for s in doc.spans["mentions"]] == ["Malta", "Siemens"]
    assert "commitments" not in doc.spans


def test_components_stand_beside_a_component_of_another() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    nlp.add_pipe("extract_mentions")
    doc = nlp("Malta sang. Siemens slept.")
    assert len(list(doc.sents)) == 2
    assert len(doc.spans["mentions"]) == 2

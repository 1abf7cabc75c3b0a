"""spaCy components, one a stage: ``nlp.add_pipe("extract_mentions")`` works in anybody's pipeline.

The heavy imports wait for the first use, for spaCy loads this module with every pipeline of every program.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from spacy.language import Language
from spacy.tokens import Doc, Span

from extract.annotations import Annotations
from extract.tokens import View

Factory = Callable[[Language, str, Sequence[str]], Callable[[Doc], Doc]]


def _component(stage: str) -> Factory:
    """Register the factory ``extract_<stage>``; its config `rules` names folders on top of the built-in rules."""

    def make(nlp: Language, name: str, rules: Sequence[str]) -> Callable[[Doc], Doc]:  # noqa: ARG001  spaCy's signature
        from extract.stages import compiled_for, folder_names

        stages = compiled_for(nlp, folder_names(rules))

        def component(doc: Doc) -> Doc:
            stages.run(stage, doc)
            _publish(doc, stage, *stages.state(doc))
            return doc

        return component

    Language.factory(f"extract_{stage}", default_config={"rules": []}, func=make)
    return make


def _publish(doc: Doc, stage: str, arrays: View, found: Annotations) -> None:
    """Leave the spans that others may want in ``doc.spans``: label, norm as knowledge base id, rule as span id."""
    if stage == "mentions":
        doc.spans["mentions"] = [
            Span(doc, *arrays.doc_span(m.start, m.end), m.label, kb_id=found.entities[m.entity].norm, span_id=m.rule)
            for m in found.mentions
        ]
    elif stage == "relate":
        doc.spans["commitments"] = [
            Span(doc, *arrays.doc_span(c.start, c.end), c.trigger.kind, kb_id=c.polarity, span_id=c.trigger.rule)
            for c in found.commitments
        ]


mentions = _component("mentions")
triggers = _component("triggers")
context = _component("context")
extent = _component("extent")
coref = _component("coref")
relate = _component("relate")

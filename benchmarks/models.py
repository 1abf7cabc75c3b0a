"""spaCy models to compare with."""

from __future__ import annotations

from typing import Final

import spacy
from spacy.language import Language

_ENTITIES: Final = frozenset({"tok2vec", "transformer", "ner", "entity_ruler", "span_ruler"})


def entities_only(name: str) -> Language:
    """A model, by its name or path, with only what its entities need; raises OSError where it is not installed."""
    nlp = spacy.load(name)
    nlp.select_pipes(enable=[pipe for pipe in nlp.pipe_names if pipe in _ENTITIES])
    return nlp

"""spaCy's DocBin: spans in ``doc.spans["sc"]``, where spaCy trains its span categorizer, and names in ``doc.ents``.

Labels are flat (``pledge.negated``), a name's norm is also its ``kb_id``. Attributes and relations, by the ids of the
spans, and the fields of the article are in ``doc.user_data["extract"]``. Tokens are spaCy's own, cut once more where
a span begins or ends inside one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, Final

from pydantic import BaseModel, ValidationError

from extract.formats.losses import Losses
from extract.formats.standoff import (
    Placed,
    Relation,
    Span,
    Standoff,
    flat_attributes,
    flat_label,
    from_flat,
    to_records,
    to_standoff,
)
from extract.formats.streams import Source, StreamFormat
from extract.gold import describe_invalid
from extract.schema import LABELS, Extraction

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

GROUP: Final = "sc"
KEY: Final = "extract"


class _Beside(BaseModel):
    fields: dict[str, Any] = {}
    attributes: dict[str, dict[str, Any]] = {}
    relations: list[tuple[str, str, str]] = []


def decode(source: Source, losses: Losses) -> Iterator[Placed]:
    """The records of the Docs; without a group ``sc``, their spans are the entities."""
    from spacy.tokens import DocBin
    from spacy.vocab import Vocab

    number = 0
    try:
        for number, doc in enumerate(DocBin().from_bytes(source.content).get_docs(Vocab()), start=1):
            place = f"{source.name}: doc {number}"
            try:
                article = _article(doc, f"{source.stem}:{number}")
            except ValidationError as error:
                losses.add_broken(place, describe_invalid(error))
            else:
                yield from to_records(article, place, losses)
    except Exception as error:  # spaCy takes the bytes apart with zlib, msgpack and numpy, each with errors of its own
        message = " ".join(str(error).split()) or type(error).__name__
        losses.add_broken(f"{source.name}: doc {number + 1}", [f"cannot be read as a DocBin: {message}"])


def encode(records: Iterable[Extraction], losses: Losses) -> bytes:
    """All articles in one DocBin, user data included."""
    from spacy.tokens import DocBin
    from spacy.vocab import Vocab

    packed = DocBin(store_user_data=True)
    vocab = Vocab()
    for record in records:
        packed.add(_doc(to_standoff(record, losses), vocab))
    return packed.to_bytes()


def _article(doc: Doc, name: str) -> Standoff:
    beside = _Beside.model_validate(doc.user_data.get(KEY, {}))
    spans: list[Span] = []
    for number, span in enumerate(doc.spans.get(GROUP, doc.ents), start=1):
        said = beside.attributes.get(span.id_, {})
        spans.append(from_flat(span.id_ or f"s{number}", span.start_char, span.end_char, span.label_, said))
    relations = [Relation(*link) for link in beside.relations]
    return Standoff(doc.text, {"id": name, **beside.fields}, spans, relations)


def _doc(article: Standoff, vocab: Vocab) -> Doc:
    from spacy.tokens import Doc
    from spacy.util import filter_spans

    from extract.formats.aligned import align

    tokens = align(article.text, article.spans)
    words = [article.text[token.start : token.end] for token in tokens]
    doc = Doc(vocab, words=words, spaces=[token.space for token in tokens])
    placed = [
        doc.char_span(
            span.start, span.end, label=flat_label(span), kb_id=span.attributes.get("norm", ""), span_id=span.id
        )
        for span in article.spans
    ]
    spans = [span for span in placed if span is not None]
    assert len(spans) == len(article.spans), "tokens are cut where spans begin and end"
    doc.spans[GROUP] = spans
    doc.ents = filter_spans(span for span in spans if span.label_ in LABELS)
    doc.user_data[KEY] = {
        "fields": article.fields,
        "attributes": {span.id: said for span in article.spans if (said := flat_attributes(span))},
        "relations": [[link.label, link.head, link.child] for link in article.relations],
    }
    return doc


DOCBIN = StreamFormat("spacy", decode, encode, ".spacy")

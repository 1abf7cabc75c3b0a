"""The common ground of all formats: a text, labelled spans with attributes, relations between them.

A mention is a span with its label, a commitment one with its kind as the label and its polarity as an attribute, a
trigger one that starts with its commitment, a count one of the label ``count``. Actors and agreement of a commitment
are relations to the nearest mention of that very name; a name that the article has in other letters is an attribute.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple, TypeVar

from pydantic import ValidationError

from extract.formats.losses import Losses
from extract.gold import describe_invalid, lean
from extract.schema import KINDS, LABELS, Commitment, Count, Extraction, Mention, TextRange

TRIGGER: Final = "trigger"
COUNT: Final = "count"
ACTOR: Final = "actor"
AGREEMENT: Final = "agreement"
SPAN_LABELS: Final = (*LABELS, *KINDS, TRIGGER, COUNT)
PARTIES: Final = tuple(label for label in LABELS if label != "AGREEMENT")
ATTRIBUTES: Final[Sequence[str]] = (
    "polarity",
    "bound",
    "value",
    "what",
    "norm",
    "rule",
    "rules",
    "actors",
    "agreement",
)
_NEGATED: Final = ".negated"

Attributes = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Span:
    """A labelled stretch of the text: code points, end exclusive. `attributes` are some of `ATTRIBUTES`, as in JSON."""

    id: str
    start: int
    end: int
    label: str
    attributes: Attributes = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Relation:
    """From a commitment (`head`) to a mention (`child`), both by the ids of their spans; ACTOR or AGREEMENT."""

    label: str
    head: str
    child: str


@dataclass(frozen=True, slots=True)
class Standoff:
    """An article in the shape that annotation tools share.

    `fields` are those of the record that are no spans: id, source, date, text_sha256, schema_version, stances.
    """

    text: str
    fields: Mapping[str, Any]
    spans: Sequence[Span] = ()
    relations: Sequence[Relation] = ()


class Placed(NamedTuple):
    """A record and where it was read, such as ``file:line``."""

    place: str
    record: Extraction


def flat_label(span: Span) -> str:
    """The label for formats without attributes to edit: that of a negated commitment says so, ``pledge.negated``."""
    return f"{span.label}{_NEGATED}" if span.attributes.get("polarity") == "negated" else span.label


def flat_attributes(span: Span) -> dict[str, Any]:
    """The attributes that the flat label does not tell."""
    return {name: value for name, value in span.attributes.items() if name != "polarity"}


def from_flat(name: str, start: int, end: int, label: str, attributes: Attributes) -> Span:
    """The span with the id `name` that `flat_label` and `flat_attributes` describe."""
    kind = label.removesuffix(_NEGATED)
    if kind not in KINDS:
        return Span(name, start, end, label, attributes)
    return Span(name, start, end, kind, {**attributes, "polarity": "affirmed" if kind == label else "negated"})


def to_standoff(record: Extraction, losses: Losses) -> Standoff:
    """The record, which must have its text and no span outside it, as spans and relations."""
    assert record.text is not None
    mentions = [Span(f"m{i}", m.start, m.end, m.label, _said(m)) for i, m in enumerate(record.mentions, 1)]
    spans = list(mentions)
    relations: list[Relation] = []
    for i, commitment in enumerate(record.commitments, start=1):
        span, links = _link(f"c{i}", commitment, record.text, mentions)
        spans.append(span)
        relations += links
        trigger = commitment.trigger
        if trigger is not None and trigger.start == span.start and trigger.end <= span.end:
            spans.append(Span(f"t{i}", trigger.start, trigger.end, TRIGGER))
        elif trigger is not None:
            losses.add_left("trigger that does not open its commitment")
    spans += [Span(f"n{i}", c.start, c.end, COUNT, _said(c)) for i, c in enumerate(record.counts, 1)]
    fields = record.model_dump(mode="json", exclude={"text", "mentions", "commitments", "counts"})
    return Standoff(record.text, lean(fields), spans, relations)


def to_records(article: Standoff, place: str, losses: Losses) -> Iterator[Placed]:
    """The article as a record; none, and told, if its fields are no record's. Spans that are broken are told, too."""
    if not article.text:
        losses.add_broken(place, ["the text is empty, allowed is the article's whole text"])
        return
    builder = _Builder(article, place, losses)
    found = {"mentions": builder.mentions(), "commitments": builder.commitments(), "counts": builder.counts()}
    try:
        yield Placed(place, Extraction.model_validate({**article.fields, "text": article.text, **found}))
    except ValidationError as error:
        losses.add_broken(place, describe_invalid(error))


def _said(span: Mention | Count) -> dict[str, Any]:
    said: dict[str, Any] = lean(span.model_dump(mode="json", exclude={"start", "end", "text", "label"}))
    return said


def _link(name: str, found: Commitment, text: str, mentions: Sequence[Span]) -> tuple[Span, list[Relation]]:
    """The commitment's span and its relations; actors are all relations or, to keep their order, all attributes."""

    def nearest(wanted: str, labels: Sequence[str]) -> str | None:
        same = (m for m in mentions if m.label in labels and text[m.start : m.end] == wanted)
        closest = min(same, key=lambda m: abs(m.start - found.start), default=None)
        return None if closest is None else closest.id

    attributes: dict[str, Any] = {"polarity": found.polarity, "rules": list(found.rules)}
    actors = [nearest(actor, PARTIES) for actor in found.actors]
    agreement = None if found.agreement is None else nearest(found.agreement, ("AGREEMENT",))
    links = [Relation(ACTOR, name, actor) for actor in actors if actor is not None]
    if len(links) < len(actors):
        links = []
        attributes["actors"] = list(found.actors)
    if agreement is not None:
        links.append(Relation(AGREEMENT, name, agreement))
    else:
        attributes["agreement"] = found.agreement
    return Span(name, found.start, found.end, found.kind, lean(attributes)), links


Found = TypeVar("Found", Mention, Commitment, Count)


class _Builder:
    """Makes the parts of a record from an article; what is broken is told and left out."""

    def __init__(self, article: Standoff, place: str, losses: Losses) -> None:
        self._text = article.text
        self._place = place
        self._losses = losses
        self._relations = article.relations
        self._spans = {span.id: span for span in article.spans if self._fits(span)}
        self._check_relations()

    def mentions(self) -> list[Mention]:
        return list(
            self._made(Mention, {span.id: {**span.attributes, "label": span.label} for span in self._labelled(LABELS)})
        )

    def commitments(self) -> list[Commitment]:
        triggers = {span.id: span for span in self._labelled((TRIGGER,))}
        said: dict[str, dict[str, Any]] = {}
        for span in self._labelled(KINDS):
            said[span.id] = {"kind": span.label, "polarity": "affirmed", **span.attributes, **self._named(span)}
            fitting = (t for t in triggers.values() if t.start == span.start and t.end <= span.end)
            trigger = next(fitting, None)
            if trigger is not None:
                del triggers[trigger.id]
                said[span.id]["trigger"] = TextRange(**self._range(trigger))
        self._losses.add_left("trigger that opens no commitment", len(triggers))
        return list(self._made(Commitment, said))

    def counts(self) -> list[Count]:
        return list(
            self._made(Count, {span.id: {"bound": "exact", **span.attributes} for span in self._labelled((COUNT,))})
        )

    def _labelled(self, labels: Sequence[str]) -> list[Span]:
        return [span for span in self._spans.values() if span.label in labels]

    def _named(self, span: Span) -> dict[str, Any]:
        """Actors and agreement by relations, behind those that attributes name."""
        children = [(link.label, self._spans[link.child]) for link in self._relations if link.head == span.id]
        names = [(label, self._text[child.start : child.end]) for label, child in children]
        actors = [name for label, name in names if label == ACTOR]
        agreements = [name for label, name in names if label == AGREEMENT]
        self._losses.add_left("second agreement of a commitment", len(agreements[1:]))
        given = span.attributes.get("actors", [])
        return {
            "actors": [*given, *dict.fromkeys(actors)] if isinstance(given, list) else given,
            "agreement": agreements[0] if agreements else span.attributes.get("agreement"),
        }

    def _made(self, model: type[Found], said: Mapping[str, dict[str, Any]]) -> Iterator[Found]:
        for name, content in said.items():
            span = self._spans[name]
            try:
                yield model.model_validate(content | self._range(span))
            except ValidationError as error:
                self._tell(span, describe_invalid(error))

    def _range(self, span: Span) -> dict[str, Any]:
        return {"start": span.start, "end": span.end, "text": self._text[span.start : span.end]}

    def _fits(self, span: Span) -> bool:
        if span.label not in SPAN_LABELS:
            self._tell(span, [f"no label of ours, allowed are {', '.join(SPAN_LABELS)}"])
        elif not 0 <= span.start < span.end <= len(self._text):
            self._tell(span, [f"no place in the text, which has {len(self._text)} characters"])
        else:
            return True
        return False

    def _check_relations(self) -> None:
        sound: list[Relation] = []
        for link in self._relations:
            head, child = self._spans.get(link.head), self._spans.get(link.child)
            allowed = {ACTOR: PARTIES, AGREEMENT: ("AGREEMENT",)}.get(link.label, ())
            if head is not None and child is not None and head.label in KINDS and child.label in allowed:
                sound.append(link)
            else:
                wanted = "allowed are actor (commitment to party) and agreement (commitment to AGREEMENT)"
                shown = f"{head.label if head else '?'} to {child.label if child else '?'}"
                self._losses.add_broken(self._place, [f"relation {link.label!r} from {shown}, {wanted}"])
        self._relations = sound

    def _tell(self, span: Span, messages: Sequence[str]) -> None:
        what = f"span {span.label!r} at {span.start}-{span.end}"
        self._losses.add_broken(self._place, [f"{what}: {message}" for message in messages])

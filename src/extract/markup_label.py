"""What stands in the braces after a span: its label and attributes, written and read."""

from __future__ import annotations

import re
from typing import Any

from pydantic import ValidationError

from extract.gold import describe_invalid
from extract.markup_body import Tag
from extract.schema import KINDS, LABELS, Commitment, Count, Extraction, Mention

_ATTRIBUTE = re.compile(
    r"""
    \s* (?: (?P<name>\w+) = (?: "(?P<quoted> (?:[^"\\]|\\.)* )" | (?P<bare> [^\s"]+ ) )
          | (?P<word> [^\s"=]+ )
        ) (?= \s | $ )
    """,
    re.DOTALL | re.VERBOSE,
)
_ACTOR = re.compile(r"(?:[^;\\]|\\.)+", re.DOTALL)
_POLARITIES = ("affirmed", "negated")
_COUNT = "count"

Span = Mention | Commitment | Count


def tags(record: Extraction) -> list[Tag]:
    """All spans of the article with their labels."""
    spans: list[Span] = [*record.mentions, *record.commitments, *record.counts]
    return [Tag(span.start, span.end, write_label(span)) for span in spans]


def write_label(span: Span) -> str:
    """The text between the braces."""
    if isinstance(span, Mention):
        return span.label if span.norm is None else f"{span.label} norm={_quote(span.norm)}"
    if isinstance(span, Count):
        return f"{_COUNT} value={span.value} bound={span.bound} what={_quote(span.what)}"
    words: list[str] = [span.kind]
    if span.polarity == "negated":
        words.append(span.polarity)
    if span.actors:
        actors = "; ".join(_escape(actor).replace(";", r"\;") for actor in span.actors)
        words.append(f'actors="{actors}"')
    if span.agreement is not None:
        words.append(f"agreement={_quote(span.agreement)}")
    if span.trigger is not None and span.trigger.start == span.start:
        words.append(f"trigger={_quote(span.trigger.text)}")
    elif span.trigger is not None:
        words.append(f"trigger_at={span.trigger.start}-{span.trigger.end}")
    return " ".join(words)


def read_label(tag: Tag, text: str) -> tuple[Span | None, list[str]]:
    """The span that the tag stands for in the text, or None and what is wrong with the label."""
    try:
        return _read_span(tag, text), []
    except ValidationError as error:
        return None, describe_invalid(error)
    except ValueError as error:
        return None, str(error).split("\n")


def _read_span(tag: Tag, text: str) -> Span:
    words, values = _read_attributes(tag.label)
    label = words.pop(0) if words else ""
    span: dict[str, Any] = {"start": tag.start, "end": tag.end, "text": text[tag.start : tag.end]}
    if label in LABELS:
        _allow(label, words, values, attributes=("norm",))
        return Mention.model_validate(span | {"label": label} | _unescape_all(values))
    if label in KINDS:
        _allow(label, words, values, ("actors", "agreement", "trigger", "trigger_at"), flags=_POLARITIES)
        fields = _read_polarity(words) | _read_commitment(values, tag, text)
        return Commitment.model_validate(span | {"kind": label} | fields)
    if label == _COUNT:
        _allow(label, words, values, attributes=("value", "bound", "what"))
        return Count.model_validate(span | {"bound": "exact"} | _read_count(values))
    raise ValueError(f"label {label!r}, allowed are {', '.join((*LABELS, *KINDS, _COUNT))}")


def _read_attributes(label: str) -> tuple[list[str], dict[str, str]]:
    """Bare words, and the values by name with their backslashes still in."""
    words: list[str] = []
    values: dict[str, str] = {}
    position = 0
    label = label.rstrip()
    while position < len(label):
        match = _ATTRIBUTE.match(label, position)
        if match is None:
            found = repr(label[position:].strip()[:40])
            raise ValueError(f'cannot read {found} in a label, allowed are words and name="value"')
        position = match.end()
        if match["word"]:
            words.append(match["word"])
        elif match["name"] in values:
            raise ValueError(f"attribute {match['name']!r} is there twice, allowed is once")
        else:
            values[match["name"]] = match["bare"] or match["quoted"]
    return words, values


def _allow(
    label: str,
    words: list[str],
    values: dict[str, str],
    attributes: tuple[str, ...],
    flags: tuple[str, ...] = (),
) -> None:
    problems = [f"attribute {name!r}" for name in values if name not in attributes]
    problems += [f"word {word!r}" for word in words if word not in flags]
    if problems:
        allowed = ", ".join([*flags, *(f"{name}=" for name in attributes)])
        raise ValueError("\n".join(f"{problem} on {label}, allowed are {allowed}" for problem in problems))


def _read_polarity(words: list[str]) -> dict[str, Any]:
    if len(words) > 1:
        raise ValueError(f"polarity given as {' '.join(words)!r}, allowed is one of {', '.join(_POLARITIES)}")
    return {"polarity": words[0] if words else "affirmed"}


def _read_commitment(values: dict[str, str], tag: Tag, text: str) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    if "actors" in values:
        actors = [_unescape(actor.strip()) for actor in _ACTOR.findall(values["actors"])]
        fields["actors"] = [actor for actor in actors if actor]
    if "agreement" in values:
        fields["agreement"] = _unescape(values["agreement"])
    if "trigger" in values:
        trigger = _unescape(values["trigger"])
        if not text.startswith(trigger, tag.start):
            raise ValueError(f"trigger {trigger!r}, allowed is what the commitment starts with")
        fields["trigger"] = {"start": tag.start, "end": tag.start + len(trigger), "text": trigger}
    elif "trigger_at" in values:
        match = re.fullmatch("([0-9]{1,18})-([0-9]{1,18})", values["trigger_at"])
        if match is None:
            raise ValueError(f"trigger_at {values['trigger_at']!r}, allowed are offsets such as 12-20")
        start, end = int(match[1]), int(match[2])
        fields["trigger"] = {"start": start, "end": end, "text": text[start:end]}
    return fields


def _read_count(values: dict[str, str]) -> dict[str, Any]:
    fields: dict[str, Any] = _unescape_all(values)
    value = fields.get("value")
    if value is not None:
        if re.fullmatch("[0-9]{1,18}", value) is None:
            raise ValueError(f"value {value!r}, allowed is a whole number such as 40")
        fields["value"] = int(value)
    return fields


def _unescape_all(values: dict[str, str]) -> dict[str, str]:
    return {name: _unescape(value) for name, value in values.items()}


def _unescape(value: str) -> str:
    unknown = [escape for escape in re.findall(r"\\.", value, re.DOTALL) if escape[1] not in '"\\;']
    if unknown:
        raise ValueError(f'escape {unknown[0]!r} in a value, allowed are \\" \\\\ \\;')
    return re.sub(r"\\(.)", r"\1", value, flags=re.DOTALL)


def _quote(value: str) -> str:
    return f'"{_escape(value)}"'


def _escape(value: str) -> str:
    return value.replace("\\", r"\\").replace('"', r"\"")

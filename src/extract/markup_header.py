"""The YAML front matter of a marked-up article: its id, its source, its date and its stances."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml
from pydantic import ValidationError

from extract.gold import describe_invalid
from extract.schema import Extraction, Stance, as_day

_FRONT_MATTER = re.compile(r"---\n(.*?)^---\n", re.DOTALL | re.MULTILINE)
_NULL = "tag:yaml.org,2002:null"
_FIELDS = ("id", "source", "date", "stances")
_FIRST_LINE = 2  # of the YAML within the file, after the opening ---


@dataclass(slots=True)
class Header:
    """What stands above the article; `problems` are pairs of a line of the file and a message."""

    body_start: int = 0
    id: str = ""
    source: str | None = None
    date: str | None = None
    stances: list[Stance] = field(default_factory=list)
    problems: list[tuple[int, str]] = field(default_factory=list)


class _Loader(yaml.SafeLoader):
    """Reads every plain scalar but null as text, so that ``NO`` is Norway and ``2018`` a name."""

    yaml_implicit_resolvers = {  # noqa: RUF012  PyYAML looks it up on the class
        first: [pair for pair in pairs if pair[0] == _NULL]
        for first, pairs in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


class _Dumper(yaml.SafeDumper):
    """Keeps a text with line breaks on one line, so that no line of the header can be ``---``."""


def _represent_text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = '"' if len(text.splitlines()) > 1 or text.endswith(("\n", "\r")) else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _represent_text)


def write_header(record: Extraction) -> str:
    """The front matter with both its ``---`` lines."""
    fields: dict[str, Any] = {"id": record.id}
    fields |= {name: value for name, value in (("source", record.source), ("date", record.date)) if value is not None}
    fields["stances"] = [_write_stance(stance) for stance in record.stances]
    dumped = yaml.dump(
        fields,
        Dumper=_Dumper,
        sort_keys=False,
        allow_unicode=True,
        width=sys.maxsize,
        default_flow_style=None,  # the innermost mappings on one line each
    )
    return f"---\n{dumped}---\n"


def read_header(text: str) -> Header:
    """Read the front matter at the start of a marked-up article."""
    header = Header()
    match = _FRONT_MATTER.match(text)
    if match is None:
        found = repr(text.split("\n", 1)[0][:40])
        header.problems.append((1, f"file opens with {found}, allowed is YAML between two lines '---'"))
        return header
    header.body_start = match.end()
    try:
        _read_fields(header, match[1])
    except yaml.YAMLError as error:
        header.problems.append(_describe_broken(error, match[1]))
    except RecursionError:
        header.problems.append((1, f"front matter is nested too deep, allowed are {', '.join(_FIELDS)}"))
    return header


def _read_fields(header: Header, text: str) -> None:
    header.problems += _refused(text)
    if header.problems:
        return
    root = yaml.compose(text, _Loader)
    if not isinstance(root, yaml.MappingNode):
        allowed = ", ".join(_FIELDS)
        header.problems.append((_FIRST_LINE, f"front matter holds no fields, allowed are {allowed}"))
        return
    nodes = _mapping(header, root)
    for name, node in nodes.items():
        if name not in _FIELDS:
            found = f"unknown field {name!r}"
            header.problems.append((_line(node), f"{found}, allowed are {', '.join(_FIELDS)}"))
    article_id = _value(header, nodes["id"]) if "id" in nodes else None
    if isinstance(article_id, str) and article_id:
        header.id = article_id
    else:
        line = _line(nodes["id"]) if "id" in nodes else _FIRST_LINE
        header.problems.append((line, f"id is {article_id!r}, allowed is a text"))
    header.source = _text(header, nodes, "source")
    header.date = _date(header, nodes)
    _read_stances(header, nodes)


def _text(header: Header, nodes: Mapping[str, yaml.Node], name: str) -> str | None:
    value = _value(header, nodes[name]) if name in nodes else None
    if value is None or isinstance(value, str):
        return value
    header.problems.append((_line(nodes[name]), f"{name} is {value!r}, allowed is a text"))
    return None


def _date(header: Header, nodes: Mapping[str, yaml.Node]) -> str | None:
    value = _text(header, nodes, "date")
    try:
        return None if value is None else as_day(value)
    except ValueError as error:
        header.problems.append((_line(nodes["date"]), f"date is {value!r}, {error}"))
        return None


def _read_stances(header: Header, nodes: Mapping[str, yaml.Node]) -> None:
    node = nodes.get("stances")
    if node is None or node.tag == _NULL:
        return
    if not isinstance(node, yaml.SequenceNode):
        header.problems.append((_line(node), "stances is no list, allowed is one or []"))
        return
    for item in node.value:
        fields = _value(header, item)
        if isinstance(fields, dict) and fields.get("evidence") is not None:
            fields["evidence"] = _read_evidence(fields["evidence"])
        try:
            header.stances.append(Stance.model_validate(fields))
        except ValidationError as error:
            header.problems += [(_line(item), message) for message in describe_invalid(error)]


def _write_stance(stance: Stance) -> dict[str, Any]:
    fields: dict[str, Any] = {"party": stance.party, "type": stance.type}
    if stance.norm is not None:
        fields["norm"] = stance.norm
    fields |= {"agreement": stance.agreement, "stance": stance.stance}
    if stance.evidence:
        fields["evidence"] = [f"{place.start}-{place.end}" for place in stance.evidence]
    return fields


def _read_evidence(places: Any) -> Any:
    """Ranges from texts such as ``12-40``; what is none is left for the schema to refuse."""
    if not isinstance(places, list):
        return places
    matches = [re.fullmatch("([0-9]{1,18})-([0-9]{1,18})", place) for place in map(str, places)]
    return [
        {"start": int(match[1]), "end": int(match[2])} if match else place
        for match, place in zip(matches, places, strict=True)
    ]


def _refused(text: str) -> Iterator[tuple[int, str]]:
    for event in yaml.parse(text, yaml.SafeLoader):
        if isinstance(event, yaml.NodeEvent) and event.anchor is not None:
            yield _line(event), f"YAML anchor or alias {event.anchor!r}, allowed is plain YAML"
        tag = getattr(event, "tag", None)
        if tag is not None:
            yield _line(event), f"YAML tag {tag!r}, allowed is plain YAML"


def _mapping(header: Header, node: yaml.MappingNode) -> dict[str, yaml.Node]:
    nodes: dict[str, yaml.Node] = {}
    for key, value in node.value:
        name = key.value if isinstance(key, yaml.ScalarNode) else "?"
        if name in nodes:
            header.problems.append((_line(key), f"{name!r} is there twice, allowed is once"))
        nodes[name] = value
    return nodes


def _value(header: Header, node: yaml.Node) -> Any:
    """Plain data: texts, None, lists and dicts; a repeated key is told in the header's problems."""
    if isinstance(node, yaml.MappingNode):
        return {name: _value(header, child) for name, child in _mapping(header, node).items()}
    if isinstance(node, yaml.SequenceNode):
        return [_value(header, child) for child in node.value]
    return None if node.tag == _NULL else node.value


def _line(part: yaml.Node | yaml.Event) -> int:
    return (part.start_mark.line if part.start_mark else 0) + _FIRST_LINE


def _describe_broken(error: yaml.YAMLError, text: str) -> tuple[int, str]:
    if isinstance(error, yaml.MarkedYAMLError) and error.problem_mark is not None:
        return error.problem_mark.line + _FIRST_LINE, f"broken YAML: {error.problem}"
    if isinstance(error, yaml.reader.ReaderError):
        line = text.count("\n", 0, error.position) + _FIRST_LINE
        return line, f"character {text[error.position]!r} in the front matter, allowed is printable text"
    return _FIRST_LINE, f"broken YAML: {error}"

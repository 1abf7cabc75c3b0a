"""YAML without what could do harm: no tags, no aliases, not deep, not endless; with the line of each item."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

import yaml

_DEEPEST: Final = 20  # a value in a list in a mapping in a list is 4 deep
_MOST: Final = 1_000_000  # lists, mappings and values in one file


class YamlError(ValueError):
    """What is wrong with a YAML text, and on which line."""

    def __init__(self, line: int, told: str) -> None:
        self.line = line
        super().__init__(told)


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """The safe loader with the booleans of YAML 1.2, for `on` and `no` are words here."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, regexp) for tag, regexp in resolvers if not tag.endswith((":bool", ":timestamp", ":float"))]
    for first, resolvers in _Loader.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"(?:true|false)\Z"), list("tf"))


def yaml_list(text: str) -> list[tuple[int, yaml.Node, Any]]:
    """The items of a list, each with its line and its node; none of an empty text.

    Raises YamlError for what is not YAML, for what is no list, and for tags, aliases, and lists that are too deep or
    too long; before anything is made of them.
    """
    try:
        _check_events(text)
        loader = _Loader(text)
        root = loader.get_single_node()
        items = loader.construct_document(root) if root is not None else None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        told = " ".join(str(getattr(error, "problem", None) or error).split())
        raise YamlError(mark.line + 1 if mark else 1, f"not YAML: {told}") from None
    except YamlError:
        raise
    except ValueError as error:  # a number of thousands of digits
        raise YamlError(1, f"not YAML: {error}") from None
    if items is None:
        return []
    if not isinstance(root, yaml.SequenceNode):
        raise YamlError(1, f"found a {type(items).__name__}, allowed is a list of rules")
    return [(node.start_mark.line + 1, node, item) for node, item in zip(root.value, items, strict=True)]


def _check_events(text: str) -> None:
    """Events come one by one, without recursion: nothing is built of what is refused."""
    depth = 0
    for count, event in enumerate(yaml.parse(text, _Loader), 1):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        told = next(_refused(event, depth, count), None)
        if told is not None:
            raise YamlError(event.start_mark.line + 1 if event.start_mark else 1, told)


def _refused(event: yaml.Event, depth: int, count: int) -> Iterator[str]:
    if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
        yield "found an alias or anchor, allowed are plain values; what patterns share is a macro"
    if isinstance(event, (yaml.ScalarEvent, yaml.CollectionStartEvent)) and event.tag not in {None, "!"}:
        yield f"found the tag {event.tag}, allowed are values without tags"
    if depth > _DEEPEST:
        yield f"found lists or mappings {depth} deep, allowed are {_DEEPEST}"
    if count > _MOST:
        yield f"found more than {_MOST:,} values in one file; long lists of names belong in .jsonl files"

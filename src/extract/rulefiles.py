"""Reads rule files: JSONL, YAML and lists of names, each rule with the line that it stands on."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

import yaml
from pydantic import ValidationError

from extract.groupspec import GroupRule
from extract.rulefolders import files_in
from extract.rulespec import (
    BoundaryRule,
    CueRule,
    GazetteerRule,
    Macro,
    NameRule,
    Rule,
    StanceRule,
    TokenRule,
    TriggerRule,
    WordClass,
)

YAML_KINDS: Final[Mapping[str, type[Rule]]] = {
    "lexicon.yaml": WordClass,
    "macros.yaml": Macro,
    "tokenizer.yaml": TokenRule,
    "names.yaml": NameRule,
    "triggers.yaml": TriggerRule,
    "cues.yaml": CueRule,
    "boundaries.yaml": BoundaryRule,
    "stances.yaml": StanceRule,
    "groups.yaml": GroupRule,
}
NAME_LISTS: Final = {"given_names.txt": "given", "surnames.txt": "surname", "common_words.txt": "common"}
_MARKS: Final = {"w": "word", "p": "place", "-": ""}


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """The safe loader with the booleans of YAML 1.2, for `on` and `no` are words here."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, regexp) for tag, regexp in resolvers if not tag.endswith((":bool", ":timestamp", ":float"))]
    for first, resolvers in _Loader.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"(?:true|false)\Z"), list("tf"))


class FolderRules(NamedTuple):
    """What a folder holds: rules with their ``file:line``, words with their classes, and its broken lines."""

    rules: list[tuple[Rule, str]]
    words: list[tuple[str, str]]
    problems: list[str]


def read_folder(folder: Path) -> FolderRules:
    """All that the files of a folder hold; raises RuleError where there is no folder."""
    read = FolderRules([], [], [])
    for path in files_in(folder):
        try:
            text = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            read.problems.append(f"{path}:1: cannot be read as UTF-8: {error}")
            continue
        if path.suffix == ".txt":
            read.words.extend(read_names(path, text, read.problems))
        else:
            read.rules.extend(read_rules(path, text, read.problems))
    return read


def read_rules(path: Path, text: str, problems: list[str]) -> Iterator[tuple[Rule, str]]:
    """The valid rules of a file with their ``file:line``; the others become problems."""
    model = GazetteerRule if path.suffix == ".jsonl" else YAML_KINDS.get(path.name)
    if model is None:
        problems.append(f"{path}:1: unknown rule file; allowed are *.jsonl and {', '.join(sorted(YAML_KINDS))}")
        return
    records = _json_lines(path, text, problems) if path.suffix == ".jsonl" else _yaml_items(path, text, problems)
    for line, record in records:
        where = f"{path}:{line}"
        try:
            yield model.model_validate(record), where
        except ValidationError as error:
            problems += [f"{where}: {told}" for told in _told(error)]


def _told(error: ValidationError) -> Iterator[str]:
    for detail in error.errors(include_url=False):
        field_name = ".".join(map(str, detail["loc"])) or "record"
        yield f"{field_name}: {detail['msg']}, found {_short(detail['input'])}"


def _short(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "..."


def _json_lines(path: Path, text: str, problems: list[str]) -> Iterator[tuple[int, Any]]:
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            yield number, json.loads(line, object_pairs_hook=_once)
        except json.JSONDecodeError as error:
            problems.append(f"{path}:{number}: not JSON, column {error.colno}: {error.msg}")
        except (ValueError, RecursionError) as error:
            problems.append(f"{path}:{number}: {error}")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A mapping whose keys all differ; a repeated key would silently win."""
    _check_differ([key for key, _ in pairs])
    return dict(pairs)


def _check_differ(keys: Sequence[str]) -> None:
    if len(keys) != len(set(keys)):
        raise ValueError(f"key {next(k for k in keys if keys.count(k) > 1)!r} stands twice")


def _check_node(node: yaml.Node) -> None:
    """Raises ValueError for a mapping, however deep, one of whose keys stands twice."""
    if isinstance(node, yaml.MappingNode):
        _check_differ([key.value for key, _ in node.value])
        for _, value in node.value:
            _check_node(value)


def _yaml_items(path: Path, text: str, problems: list[str]) -> Iterator[tuple[int, Any]]:
    """The items of a YAML list with their lines; YAML tags and aliases to objects are refused by the safe loader."""
    try:
        loader = _Loader(text)
        root = loader.get_single_node()
        items = None if root is None else loader.construct_document(root)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        told = " ".join(str(getattr(error, "problem", None) or error).split())
        problems.append(f"{path}:{mark.line + 1 if mark else 1}: not YAML: {told}")
        return
    if items is None:
        return
    if not isinstance(root, yaml.SequenceNode):
        problems.append(f"{path}:1: found a {type(items).__name__}, allowed is a list of rules")
        return
    for node, item in zip(root.value, items, strict=True):
        line = node.start_mark.line + 1
        try:
            _check_node(node)
        except ValueError as error:
            problems.append(f"{path}:{line}: {error}")
            continue
        yield line, item


def read_names(path: Path, text: str, problems: list[str]) -> Iterator[tuple[str, str]]:
    """Words with the classes that a name list puts them in.

    One name a line: the name, a tab, and ``w`` (also a word), ``p`` (also a place) or ``-``.
    """
    name = NAME_LISTS.get(path.name)
    if name is None:
        problems.append(f"{path}:1: unknown name list; allowed are {', '.join(sorted(NAME_LISTS))}")
        return
    for number, line in enumerate(text.splitlines(), 1):
        word, _, mark = line.partition("\t")
        if not word or set(mark) - set(_MARKS):
            problems.append(f"{path}:{number}: found {_short(line)}, allowed is a name, a tab, and one of w p -")
            continue
        yield word.lower(), name
        for letter in mark.replace("-", ""):
            yield word.lower(), f"{name}.{_MARKS[letter]}"

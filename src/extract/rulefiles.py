"""Reads rule files: JSONL, YAML and lists of names, each rule with the line that it stands on."""

from __future__ import annotations

import json
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
from extract.safe_yaml import YamlError, yaml_list

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
_MAX_BYTES: Final = 250_000_000  # of a rule file; a name takes some hundred
_MARKS: Final = {"w": "word", "p": "place", "-": ""}


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
            text = _text(path, folder)
        except (OSError, UnicodeDecodeError) as error:
            read.problems.append(f"{path}:1: cannot be read as UTF-8: {error}")
            continue
        except ValueError as error:
            read.problems.append(f"{path}:1: {error}")
            continue
        if path.suffix == ".txt":
            read.words.extend(read_names(path, text, read.problems))
        else:
            read.rules.extend(read_rules(path, text, read.problems))
    return read


def _text(path: Path, folder: Path) -> str:
    """The text of a rule file; raises ValueError for a link out of its folder, and for a file that is too large."""
    if not path.resolve().is_relative_to(folder.resolve()):
        raise ValueError("found a link that leads out of the folder, allowed are files within it")
    size = path.stat().st_size
    if size > _MAX_BYTES:
        raise ValueError(f"found {size:,} bytes, allowed are {_MAX_BYTES:,}")
    return path.read_text(encoding="utf-8")


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
    try:
        text = repr(value)
    except (RecursionError, ValueError):  # too deep, or a number of thousands of digits
        text = f"a {type(value).__name__}"
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
    """The items of a YAML list with their lines."""
    try:
        items = yaml_list(text)
    except YamlError as error:
        problems.append(f"{path}:{error.line}: {error}")
        return
    for line, node, item in items:
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

"""Runs the examples that rules carry: what each must and must not match."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final

from extract.annotations import Annotations
from extract.cues import applies
from extract.rulebook import Rulebook, load_rulebook
from extract.rulespec import BoundaryRule, CueRule, GazetteerRule, NameRule, Rule, StanceRule, TriggerRule
from extract.stages import STAGES, Stages, compiled, folder_names
from extract.token_patterns import span_of
from extract.tokenizer import english_tokenizer, new_vocabulary
from extract.tokens import View

Spans = set[tuple[int, int]]
_MARK: Final = re.compile(r"[\[\]]")


class ExampleRunner:
    """Runs a rule on a text and tells the character spans that it finds there; `book` has the rules."""

    def __init__(self, folders: Sequence[Path] = ()) -> None:
        self.book: Rulebook = load_rulebook(folders)
        self._stages: Stages = compiled(folder_names(folders))
        self._tokenizer = english_tokenizer(new_vocabulary(), self._stages.rules.forms)
        self._finders: dict[type[Rule], Callable[[Rule, str], Spans]] = {
            GazetteerRule: self._names,
            NameRule: self._names,
            TriggerRule: self._commitments,
            BoundaryRule: self._extents,
            CueRule: self._cues,
            StanceRule: self._parties,
        }

    def problems(self) -> Iterator[str]:
        """One ``file:line: id: ...`` line for each example that does not hold."""
        for rule in self.book.rules():
            for told in self.failures(rule):
                yield f"{self.book.where[rule.id]}: {rule.id}: {told}"

    def failures(self, rule: Rule) -> Iterator[str]:
        """What is wrong with the examples of one rule."""
        find = self._finders.get(type(rule))
        if find is None:
            return
        for example in rule.accept:
            text, wanted = unmark(example)
            found = find(rule, text)
            if not wanted <= found or not wanted:
                yield f"accept {example!r}: found {_shown(text, found)}"
        for example in rule.reject:
            text, refused = unmark(example)
            found = find(rule, text)
            if (found & refused) if refused else found:
                yield f"reject {example!r}: found {_shown(text, found)}"

    def _run(self, text: str, until: str) -> tuple[View, Annotations]:
        doc = self._tokenizer(text)
        for stage in STAGES[: STAGES.index(until) + 1]:
            self._stages.run(stage, doc)
        return self._stages.state(doc)

    def _names(self, rule: Rule, text: str) -> Spans:
        doc = self._tokenizer(text)
        arrays, _ = self._stages.state(doc)
        return {arrays.char_span(c.start, c.end) for c in self._stages.name_candidates(arrays) if c.rule == rule.id}

    def _commitments(self, rule: Rule, text: str) -> Spans:
        arrays, found = self._run(text, "relate")
        return {arrays.char_span(c.start, c.end) for c in found.commitments if c.trigger.rule == rule.id}

    def _extents(self, _rule: Rule, text: str) -> Spans:
        arrays, found = self._run(text, "relate")
        return {arrays.char_span(c.start, c.end) for c in found.commitments}

    def _cues(self, rule: Rule, text: str) -> Spans:
        arrays, found = self._run(text, "triggers")
        cues = applies(self._stages.cue_rules, rule.id, arrays, found)
        return {arrays.char_span(cue.start, cue.end) for cue in cues}

    def _parties(self, rule: Rule, text: str) -> Spans:
        arrays, found = self._run(text, "relate")
        rules = self._stages.relate_rules
        matches = ((rules.stances[i], match) for i, match in rules.families.matches("stance", arrays, found))
        return {arrays.char_span(*span_of(match)) for stance, match in matches if stance.id == rule.id}


def unmark(example: str) -> tuple[str, Spans]:
    """An example without its brackets, and the spans that they mark."""
    parts = _MARK.split(example)
    signs = _MARK.findall(example)
    spans: Spans = set()
    opened = length = 0
    for part, sign in zip(parts, [*signs, ""], strict=True):
        length += len(part)
        if sign == "[":
            opened = length
        elif sign == "]":
            spans.add((opened, length))
    return "".join(parts), spans


def _shown(text: str, found: Spans) -> str:
    return "; ".join(repr(text[start:end]) for start, end in sorted(found)) or "nothing"

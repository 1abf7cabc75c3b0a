"""Cues around a trigger that flip or block it, each with the direction, scope and terminators of its rule.

The method is ConText's (Harkema et al. 2009) as medspaCy declares it, on the rule, with patterns for modifiers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from extract.annotations import Annotations, Commitment, Cue, Trigger
from extract.ruleset import Ruleset
from extract.rulespec import CueRule
from extract.search import encode
from extract.token_patterns import TokenPattern, span_of
from extract.tokens import View


@dataclass(frozen=True)
class CompiledCue:
    """A cue rule with its patterns compiled, and the sets of characters of each of which its matches have one."""

    rule: CueRule
    pattern: TokenPattern
    needs: tuple[frozenset[str], ...]
    terminators: TokenPattern | None
    unless: TokenPattern | None
    of: TokenPattern | None


@dataclass(frozen=True)
class CueRules:
    """All cue rules in file order, and the polarity that a trigger rule has by itself."""

    cues: tuple[CompiledCue, ...]
    negated: frozenset[str]
    withdraws: frozenset[str]

    @classmethod
    def compile(cls, rules: Ruleset) -> CueRules:
        """Compile the patterns; those of backward cues are bound to the trigger at their scope."""

        def compiled(rule: CueRule) -> CompiledCue:
            pattern = rules.pattern(rule.pattern)
            needs = tuple(map(frozenset, pattern.needs))
            if rule.direction == "backward":
                bound = f"(?:{pattern.source})(?=(?:..){{0,{rule.scope}}}\\Z)"
                pattern = TokenPattern(bound)
            return CompiledCue(
                rule,
                pattern,
                needs,
                rules.pattern(rule.terminators) if rule.terminators else None,
                rules.pattern(rule.unless) if rule.unless else None,
                rules.pattern(rule.of) if rule.of else None,
            )

        triggers = rules.triggers
        return cls(
            tuple(map(compiled, rules.cues)),
            frozenset(r.id for r in triggers if r.polarity == "negated"),
            frozenset(r.id for r in triggers if r.withdraws),
        )


def judge(view: View, encoded: str, trigger: Trigger, rules: CueRules) -> tuple[Commitment, str]:
    """What the cues around a trigger make of it, and which of them leaves it open, if one does."""
    cues = reaching(view, encoded, trigger, rules)
    chosen = _apart([cue for cue in cues if cue.effect == "negate"])
    blocking = next((cue for cue in cues if cue.effect == "void" or (cue.effect == "block" and not chosen)), None)
    blocked = f"blocked by {blocking.rule}" if blocking is not None else ""
    negated = len(chosen) % 2 == 1
    withdrawn = trigger.rule in rules.withdraws and not negated
    flipped = negated != (trigger.rule in rules.negated)
    return Commitment(trigger, trigger.end, "negated" if flipped else "affirmed", withdrawn, chosen), blocked


def reaching(view: View, encoded: str, trigger: Trigger, rules: CueRules) -> list[Cue]:
    """Every cue that applies to a trigger, in file order."""
    first, last = view.encoded_sentences[view.sentence_index(trigger.start)]
    there = _characters(encoded[first:last])
    able = (rule for rule in rules.cues if rule.rule.previous or not any(map(there.isdisjoint, rule.needs)))
    return [cue for rule in able if (cue := _apply(rule, view, encoded, trigger)) is not None]


@lru_cache(maxsize=1)
def _characters(sentence: str) -> frozenset[str]:
    return frozenset(sentence)


def _apart(cues: list[Cue]) -> tuple[Cue, ...]:
    """Cues that share no token, the longer first: two of them undo each other, as in "did not refuse to"."""
    apart: list[Cue] = []
    for cue in sorted(cues, key=lambda c: (c.start - c.end, c.start)):
        if all(cue.end <= other.start or other.end <= cue.start for other in apart):
            apart.append(cue)
    return tuple(sorted(apart, key=lambda c: c.start))


def applies(rules: CueRules, rule_id: str, view: View, found: Annotations) -> list[Cue]:
    """Where one cue rule applies to the triggers found."""
    encoded = encode(view, found)
    cues = (_apply(cue, view, encoded, t) for cue in rules.cues if cue.rule.id == rule_id for t in found.triggers)
    return [cue for cue in cues if cue is not None]


def _speaks_of(cue: CompiledCue, encoded: str, trigger: Trigger) -> bool:
    """Whether a cue is for triggers of this kind and form."""
    rule = cue.rule
    if (rule.kinds and trigger.kind not in rule.kinds) or (trigger.noun and not rule.nouns):
        return False
    return cue.of is None or cue.of.match(encoded, 2 * trigger.start, 2 * trigger.end) is not None


def held_back(view: View, encoded: str, trigger: Trigger, rules: CueRules) -> Iterator[tuple[Cue, str]]:
    """Cues in reach of a trigger that do not apply to it, each with the words that keep it from that."""
    for rule in rules.cues:
        for cue, held in _tries(rule, view, encoded, trigger):
            if held is None:
                break
            start, end = span_of(held)
            yield cue, " ".join(view.words[start:end])


def _apply(cue: CompiledCue, view: View, encoded: str, trigger: Trigger) -> Cue | None:
    return next((found for found, held in _tries(cue, view, encoded, trigger) if held is None), None)


def _tries(cue: CompiledCue, view: View, encoded: str, trigger: Trigger) -> Iterator[tuple[Cue, re.Match[str] | None]]:
    """Where the pattern of a cue matches in its scope, each time with what keeps it from applying there, if it does."""
    rule = cue.rule
    if not _speaks_of(cue, encoded, trigger):
        return
    first, last = (2 * i for i in view.sentence_of(trigger.start))
    if rule.previous and first:
        first = 2 * view.sentence_of(first // 2 - 1)[0]
    low, high = {
        "backward": (first, 2 * trigger.start),
        "forward": (2 * trigger.end, min(last, 2 * (trigger.end + rule.scope) + 2)),
        "sentence": (first, last),
    }[rule.direction]
    position = low
    while match := cue.pattern.search(encoded, position, high):
        position = match.start() + 2
        gap = (match.end(), 2 * trigger.start) if rule.direction == "backward" else (match.end(), match.end())
        held = cue.terminators.search(encoded, *gap) if cue.terminators is not None else None
        if held is None and cue.unless is not None:
            held = cue.unless.search(encoded, first, match.start())
        yield Cue(match.start() // 2, match.end() // 2, rule.effect, rule.id), held

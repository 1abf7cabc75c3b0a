"""Stage: the words that open a commitment, where what they govern follows."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass
from itertools import compress, count
from typing import Final

from extract.annotations import Annotations, Trigger
from extract.ruleset import Ruleset
from extract.rulespec import TriggerRule
from extract.search import encode
from extract.token_patterns import TokenPattern
from extract.tokens import View

_REACH: Final = 90


@dataclass(frozen=True)
class TriggerRules:
    """Trigger rules by the first word of their forms, with the patterns of what they govern."""

    by_first: dict[str, list[tuple[tuple[str, ...], TriggerRule]]]
    complements: dict[str, TokenPattern]
    before: dict[str, TokenPattern]

    @classmethod
    def compile(cls, rules: Ruleset) -> TriggerRules:
        """Index the forms, longest first, and compile the patterns that the rules name."""
        by_first: dict[str, list[tuple[tuple[str, ...], TriggerRule]]] = defaultdict(list)
        for rule in rules.triggers:
            for form in rule.forms:
                words = tuple(form.lower().replace("-", " - ").split())
                by_first[words[0]].append((words, rule))
        for forms in by_first.values():
            forms.sort(key=lambda pair: (-len(pair[0]), pair[1].noun))
        needed = {name for rule in rules.triggers for name in rule.complement}
        complements: dict[str, TokenPattern] = {name: rules.pattern(f"$complement.{name}") for name in sorted(needed)}
        before = {r.id: rules.pattern(f"{r.before}") for r in rules.triggers if r.before}
        return cls(dict(by_first), complements, before)


def find_triggers(view: View, found: Annotations, rules: TriggerRules) -> None:
    """Fill in `found.triggers` in text order; a trigger whose complement is missing is kept in `found.dropped`."""
    encoded = encode(view, found)
    inside = {i for m in found.mentions if m.label != "AGREEMENT" for i in range(m.start, m.end)}
    forms = rules.by_first
    for i in compress(count(), map(forms.__contains__, view.lowers)):
        if i in inside:
            continue
        reasons: list[tuple[Trigger, str]] = []
        for form, rule in forms[view.lowers[i]]:
            if view.lowers[i : i + len(form)] != form:
                continue
            trigger, reason = _read(view, found, encoded, i, i + len(form), rule, rules)
            if reason:
                reasons.append((trigger, reason))
            else:
                found.triggers.append(trigger)
                break
        else:
            found.dropped += reasons[:1]


def _read(
    view: View, found: Annotations, encoded: str, start: int, end: int, rule: TriggerRule, rules: TriggerRules
) -> tuple[Trigger, str]:
    """The trigger that a rule sees here, and why it is none, if so."""
    is_noun = rule.noun
    trigger = Trigger(start, end, end, rule.kind, is_noun, view.lowers[start], rule.id)
    limit = 2 * view.sentence_of(start)[1]
    before = rules.before.get(rule.id)
    if before is not None and not _ends_with(before, encoded, 2 * view.sentence_of(start)[0], 2 * start):
        return trigger, "what must stand before it does not"
    nominal = not is_noun and _is_nominal(view, start)
    if nominal and ("noun" in rule.complement or "instrument" in rule.complement or rule.kind == "intent"):
        return trigger, "a noun here, and the rule is for the verb"
    for name in rule.complement:
        if name in {"noun", "amount"} and is_noun:
            continue
        match = rules.complements[name].match(encoded, 2 * end, limit)
        if match is None:
            continue
        if view.is_a(match.end() // 2 - 1, "pronoun.object") and not _speaks_of_instrument(view, found, start):
            return trigger, "its object is a pronoun, and no instrument is spoken of before"
        return trigger, ""
    return trigger, f"governs none of {', '.join(rule.complement)}"


def _speaks_of_instrument(view: View, found: Annotations, start: int) -> bool:
    """Whether an agreement or a coalition is named or described not far before."""
    low = max(0, start - _REACH)
    first = bisect_left(found.mentions, low, key=lambda m: m.start)
    last = bisect_left(found.mentions, start, key=lambda m: m.start)
    named = any(m.label == "AGREEMENT" for m in found.mentions[first:last])
    return named or view.has_any(low, start, ("agreement.strong", "coalition.noun"))


def _ends_with(pattern: TokenPattern, encoded: str, start: int, end: int) -> bool:
    return any(m.end() == end for m in pattern.finditer(encoded, max(start, end - 12), end))


def _is_nominal(view: View, token: int) -> bool:
    """Whether a determiner or possessive in front, maybe before adjectives, makes the word a noun or an adjective."""
    if token == 0:
        return False
    previous = token - 1
    verbal = view.lowers[token].endswith(("ed", "ing"))
    if view.is_a(previous, "nominal.not"):
        return False
    if view.is_any(previous, ("verb.finite", "nominal.after")):
        return not verbal
    if view.is_a(previous, "determiner"):
        return True
    return not verbal and _is_owned(view, token)


def _is_owned(view: View, token: int) -> bool:
    """Whether the word ends a noun phrase: NASA's current plans, a written promise; but not: Peru's ministry plans."""
    before = token - 1
    while before > max(0, token - 3) and view.is_a(before, "modifier"):
        before -= 1
    if view.is_a(before, "article.indefinite"):
        return before < token - 1 and not view.lowers[token].endswith("s")
    return view.is_a(before, "poss") or (before < token - 1 and view.is_a(before, "pronoun.possessive"))

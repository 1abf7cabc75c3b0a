"""Stage: where a commitment ends, decided boundary by boundary, without a parser."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from extract.annotations import Annotations, Commitment
from extract.ruleset import Ruleset
from extract.rulespec import BoundaryRule
from extract.search import encode
from extract.token_patterns import TokenPattern
from extract.tokens import View

_OPEN: Final = {"“": "”", "‘": "’", "«": "»", '"': '"', "'": "'", "``": "''"}
_CLOSE: Final = {"”", "’", "»", '"', "'", "''"}
_NESTING_KIND: Final = "endorsement"


@dataclass(frozen=True)
class ExtentRules:
    """Boundary rules in file order, by the codes at which each can match."""

    rules: dict[str, tuple[tuple[BoundaryRule, TokenPattern], ...]]
    trailing: TokenPattern
    also: TokenPattern

    @classmethod
    def compile(cls, rules: Ruleset) -> ExtentRules:
        """Compile the boundary patterns."""
        by_code: dict[str, list[tuple[BoundaryRule, TokenPattern]]] = defaultdict(list)
        for rule in rules.boundaries:
            pattern = rules.pattern(rule.pattern)
            for code in pattern.first or rules.lexicon.everything:
                by_code[code].append((rule, pattern))
        return cls(
            {code: tuple(some) for code, some in by_code.items()},
            rules.pattern("$extent.trailing"),
            rules.pattern("$extent.also"),
        )


@dataclass(slots=True)
class _Clauses:
    """Clauses inside the span that wait for their verb: relative ones, and those that a word like "ensure" governs."""

    relative: int = 0
    governed: int = 0

    def open(self, view: View, i: int) -> None:
        """Count a clause that opens at a token."""
        if view.is_a(i, "relative"):
            self.relative += 1
        elif view.is_a(i, "clause.taker"):
            self.governed += i + 1 == len(view.words) or not view.is_a(i + 1, "relative")

    def close(self, view: View, i: int) -> None:
        """Close the last clause where its verb stands."""
        if view.is_a(i, "auxiliary"):
            if self.governed:
                self.governed -= 1
            else:
                self.relative -= bool(self.relative)


@dataclass(frozen=True, slots=True)
class Decision:
    """What decided at a token whether a span goes on: it does from `resume`, or ends where that is the same token.

    `rule` is None where the sentence, a line, a bracket or a quotation ends.
    """

    token: int
    resume: int
    rule: str | None = None


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a boundary is looked for, and whether the trigger's main verb or an end of the clause may come there."""

    token: int
    limit: int
    embedded: bool
    closed: bool


def find_extents(view: View, found: Annotations, rules: ExtentRules) -> None:
    """Give every commitment its end; a trigger inside the complement of another is dropped."""
    encoded = encode(view, found)
    inside = _inside(found)
    kept: list[Commitment] = []
    for commitment in found.commitments:
        outer = kept[-1] if kept else None
        if outer is not None and commitment.start < outer.end:
            if not _names_then_says(outer, commitment):
                found.dropped.append((commitment.trigger, f"inside the complement of {outer.trigger.rule}"))
                continue
            outer.end = _trimmed(view, encoded, rules, outer.trigger.end, commitment.start)
        end = commitment.trigger.end
        for decision in _walk(view, encoded, inside, rules, commitment):
            end = decision.resume
        commitment.end = _trimmed(view, encoded, rules, commitment.trigger.end, end)
        kept.append(commitment)
    found.commitments = kept


def decisions(view: View, found: Annotations, rules: ExtentRules, commitment: Commitment) -> list[Decision]:
    """What decided on the way to a commitment's end; the last one ended the span, what is trimmed then left out."""
    return [*_walk(view, encode(view, found), _inside(found), rules, commitment)]


def _inside(found: Annotations) -> dict[int, int]:
    """The end of the name that goes on behind a token, for the tokens of names."""
    return {i: m.end for m in found.mentions for i in range(m.start, m.end - 1)}


def _names_then_says(outer: Commitment, inner: Commitment) -> bool:
    """An instrument that is signed and a participle that says what it does: signed a pact / committing to halve X."""
    return (
        outer.trigger.kind == _NESTING_KIND
        and inner.trigger.kind == "pledge"
        and not inner.trigger.noun
        and inner.trigger.form.endswith("ing")
        and inner.start - outer.trigger.end > 1
    )


def _walk(
    view: View, encoded: str, inside: dict[int, int], rules: ExtentRules, commitment: Commitment
) -> Iterator[Decision]:
    """Go on from the trigger, and tell what decides; the last decision is where the span ends."""
    trigger = commitment.trigger
    limit = view.sentence_of(trigger.start)[1]
    open_quotes: list[str] = []
    embedded = trigger.noun or _is_embedded(view, trigger.start)
    clauses = _Clauses()
    opened = 0
    also = rules.also.match(encoded, 2 * trigger.end, 2 * limit)
    i = also.end() // 2 if also else trigger.end
    while i < limit:
        if i - 1 in inside and i < inside[i - 1]:
            i = inside[i - 1]
            continue
        word = view.words[i]
        if "\n" in word or (word in {")", "]"} and not opened):
            break
        opened += (word in {"(", "["}) - (word in {")", "]"})
        if (jump := _quote(view, i, open_quotes)) is not None:
            if jump:
                i += 1
                continue
            break
        clauses.open(view, i)
        place = _Place(i, limit, embedded and not clauses.relative, not (clauses.relative or clauses.governed))
        decision = _decide(encoded, rules, commitment, place)
        clauses.close(view, i)
        if decision is None:
            i += 1
            continue
        yield decision
        if decision.resume == i:
            return
        i = decision.resume
    yield Decision(i, i)


def _is_embedded(view: View, start: int) -> bool:
    """Whether the main verb comes behind: which signed the pact, states signing the pact, the failure to ratify it."""
    verbal = start - 1
    while verbal > 0 and (view.is_a(verbal, "auxiliary") or view.is_a(verbal, "adverb")):
        verbal -= 1
    if verbal >= 0 and view.is_a(verbal, "relative"):
        return True
    if start > 0 and view.is_a(start - 1, "party.noun") and view.lowers[start].endswith("ing"):
        return True
    return start > 1 and view.lowers[start - 1] == "to" and view.is_a(start - 2, "embed.verbal")


def _decide(encoded: str, rules: ExtentRules, commitment: Commitment, place: _Place) -> Decision | None:
    """What the first rule that speaks at a token decides; None where none does."""
    i = place.token
    for rule, pattern in rules.rules.get(encoded[2 * i], ()):
        if rule.kinds and commitment.trigger.kind not in rule.kinds:
            continue
        if (rule.embedded and not place.embedded) or (rule.closed and not place.closed):
            continue
        match = pattern.match(encoded, 2 * i, 2 * place.limit)
        if match:
            return Decision(i, i if rule.decision == "stop" else max(i + 1, match.end() // 2 - 1), rule.id)
    return None


def _quote(view: View, i: int, open_quotes: list[str]) -> bool | None:
    """None for no quotation mark, True for one to pass, False for one that closes what opened before the span."""
    word = view.words[i]
    if open_quotes and word == open_quotes[-1]:
        open_quotes.pop()
        return True
    spaced_before = i > 0 and view.spaced(i - 1)
    if word in _OPEN and (word not in _CLOSE or (spaced_before and not view.spaced(i))):
        open_quotes.append(_OPEN[word])
        return True
    if word in _CLOSE:
        # An apostrophe behind a plural s is no quotation mark.
        return word in {"’", "'"} and not spaced_before and view.lowers[i - 1].endswith("s") and view.spaced(i)
    return None


def _trimmed(view: View, encoded: str, rules: ExtentRules, start: int, end: int) -> int:
    """The end without trailing brackets, punctuation, conjunctions and adverbs of time."""
    while end > start:
        if view.words[end - 1] == ")" and "(" in view.words[start:end]:
            end = max(i for i in range(start, end) if view.words[i] == "(")
        elif rules.trailing.match(encoded, 2 * (end - 1), 2 * end):
            end -= 1
        else:
            break
    return max(end, start)

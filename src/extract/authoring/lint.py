"""What is wrong with rules that load: rules that another always pre-empts, doubles, patterns that take for ever."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from extract.examples import ExampleRunner, unmark
from extract.extent import decisions
from extract.rulebook import Rulebook, read_layers
from extract.rulespec import Rule, TriggerRule, WordClass

_SAID_APART = {"id", "accept", "reject", "norm", "weight"}  # what two rules of one pattern may differ in


def faults(runner: ExampleRunner, folders: Sequence[Path] = ()) -> list[str]:
    """One ``file:line: id: ...`` line for each fault of the rules that a runner has loaded."""
    book = runner.book
    told = [*_pre_empted(runner), *_outweighed(runner), *_doubled(book)]
    return [*(f"{book.where[rule.id]}: {rule.id}: {fault}" for rule, fault in told), *_words_twice(folders)]


def _pre_empted(runner: ExampleRunner) -> Iterator[tuple[Rule, str]]:
    """Boundary rules that decide nothing in any of their own examples."""
    for rule in runner.book.boundaries.values():
        decided: Counter[str] = Counter()
        for example in (*rule.accept, *rule.reject):
            view, found = runner.annotate(unmark(example)[0])
            for commitment in found.commitments:
                made = decisions(view, found, runner.stages.extent_rules, commitment)
                decided.update(decision.rule for decision in made if decision.rule)
        if rule.id not in decided:
            others = ", ".join(sorted(decided)) or "no rule"
            yield rule, f"decides in none of its examples, where {others} does; a rule before it may pre-empt it"


def _outweighed(runner: ExampleRunner) -> Iterator[tuple[Rule, str]]:
    """Name rules whose marked spans another reading wins in every example."""
    for rule in runner.book.names.values():
        winners: list[str] = []
        for text, wanted in map(unmark, rule.accept):
            view, found = runner.annotate(text)
            lost = [x for x in found.lost if x.candidate.rule == rule.id and "outweighs" in x.reason]
            reasons = [x.reason for x in lost if view.char_span(x.candidate.start, x.candidate.end) in wanted]
            winners += reasons[:1]
        if len(winners) == len(rule.accept):
            yield rule, f"loses in each of its accept examples: {winners[0]}"


def _doubled(book: Rulebook) -> Iterator[tuple[Rule, str]]:
    """Rules that say what an earlier one of their kind says."""
    seen: dict[tuple[object, ...], Rule] = {}
    for rule in book.rules():
        said = {name: value for name, value in rule.model_dump(mode="json").items() if name not in _SAID_APART}
        if isinstance(said.get("pattern"), str):
            said["pattern"] = " ".join(said["pattern"].split())
        key = (type(rule).__name__, repr(said))
        if key in seen:
            yield rule, f"says the same as {seen[key].id} at {book.where[seen[key].id]}"
        seen.setdefault(key, rule)


def _words_twice(folders: Sequence[Path]) -> Iterator[str]:
    """Words and forms that stand twice in one rule, which loading would silently merge."""
    for layer in read_layers(folders):
        for rule, where in layer.rules:
            words = rule.words if isinstance(rule, WordClass) else rule.forms if isinstance(rule, TriggerRule) else ()
            for word, times in Counter(word.lower() for word in words).items():
                if times > 1:
                    yield f"{where}: {rule.id}: {word!r} stands there {times} times, allowed is once"

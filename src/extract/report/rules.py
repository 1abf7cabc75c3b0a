"""How rules fare: a table of those that fired, those that never did, and the same as JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Final

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from extract.report.scores import figure
from extract.report.terminal import amount, cell

if TYPE_CHECKING:  # the pipeline is behind it
    from extract.authoring.stats import RuleStats

ORDERS: Final[dict[str, Callable[[RuleStats], float]]] = {
    "fired": lambda stats: -stats.fired,
    "precision": lambda stats: 2.0 if stats.precision is None else stats.precision,
    "time": lambda stats: -(stats.seconds or 0.0),
}
"""By what rules are sorted: the most frequent, the least precise or the slowest first."""

_NOT_LISTED: Final = "gazetteers"  # tens of thousands of names, most of which no text has


def stats_report(rules: Sequence[RuleStats], by: str) -> RenderableType:
    """The rules that fired or took time, sorted, then the ids of all others but gazetteer names, by kind."""
    ran = sorted((rule for rule in rules if rule.fired or rule.seconds), key=lambda rule: (ORDERS[by](rule), rule.rule))
    timed = any(rule.seconds is not None for rule in rules)
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="bold")
    for heading in ("rule", "kind"):
        table.add_column(heading, overflow="fold")
    for heading in ("fired", "kept", "lost", "judged", "precision", *(["ms"] if timed else [])):
        table.add_column(heading, justify="right")
    for rule in ran:
        counts = (rule.fired, rule.kept, rule.lost, rule.judged)
        taken = [] if not timed else ["" if rule.seconds is None else f"{1000 * rule.seconds:,.1f}"]
        table.add_row(cell(rule.rule), rule.kind, *(f"{n:,}" for n in counts), figure(rule.precision), *taken)
    parts: list[RenderableType] = [table, ""]
    silent = [rule for rule in rules if not rule.fired]
    for kind in dict.fromkeys(rule.kind for rule in silent):
        ids = [rule.rule for rule in silent if rule.kind == kind]
        parts.append(Text(f"never fired: {amount(len(ids), f'rule of {kind}', f'rules of {kind}')}", "bold"))
        if kind != _NOT_LISTED:
            parts.append(Padding(cell(", ".join(ids)), (0, 0, 0, 2)))
    return Group(*parts)


def stats_json(rules: Sequence[RuleStats], by: str) -> str:
    """A JSON list of all rules, sorted, but for gazetteer names that never fired."""
    shown = sorted(
        (rule for rule in rules if rule.fired or rule.kind != _NOT_LISTED),
        key=lambda rule: (ORDERS[by](rule), rule.rule),
    )
    return json.dumps([{**asdict(rule), "lost": rule.lost, "precision": rule.precision} for rule in shown], indent=2)

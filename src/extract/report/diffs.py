"""The difference of two runs: each change in its sentence, and the totals, with figures where there is gold."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from typing import Final

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from extract.diff import ArticleDiff, Change, RunDiff
from extract.excerpts import sentence_around
from extract.report.scores import figure
from extract.report.terminal import amount, cell

_STYLES: Final = {"lost": "red", "gained": "green", "changed": "yellow"}
_VERDICTS: Final = {"better": "green", "worse": "red", "neither": "dim"}
_LEAST: Final = 0.001
_CONTEXT: Final = 120  # characters of a sentence


def changes_report(article: ArticleDiff) -> RenderableType:
    """The changes of one article: what became of which finding, by which rules, and whether gold bears it out."""
    table = Table.grid(padding=(0, 2, 0, 0))
    for width in (7, 7, 10, 11):
        table.add_column(width=width)
    table.add_column(ratio=1)
    for change in article.changes:
        place = "" if change.start is None else f"{change.start}-{change.end}"
        table.add_row(
            cell(change.outcome, _STYLES[change.outcome]),
            cell(change.verdict or "", _VERDICTS.get(change.verdict or "", "")),
            change.what,
            place,
            Text("\n").join(_lines(change, article.text)),
        )
    return Group(cell(article.id, "bold"), Padding(table, (0, 0, 1, 2)))


def _lines(change: Change, text: str | None) -> Iterator[Text]:
    if change.start is not None and change.end is not None:
        known = text is not None
        before, span, after = (
            sentence_around(text, change.start, change.end, _CONTEXT) if text is not None else ("", change.text, "")
        )
        shown = cell(before if known else "")
        yield shown.append_text(cell(f"[{span}]", "bold")).append_text(cell(after))
    if not change.fields:
        yield cell(change.told)
    for field in change.fields:
        yield cell(f"{field.field}: {field.old or '-'} → {field.new or '-'}")
    if change.old_rules or change.new_rules:
        yield cell(f"rule: {_rules_of(change)}", "dim")


def _rules_of(change: Change) -> str:
    old, new = ", ".join(change.old_rules), ", ".join(change.new_rules)
    return old or new if old == new or change.outcome != "changed" else f"{old or '-'} → {new or '-'}"


def diff_report(diff: RunDiff) -> RenderableType:
    """The totals: changes by kind, articles that one run alone has, and with gold every figure, before and after."""
    parts: list[RenderableType] = []
    if diff.counts:
        parts += [_counts(diff), ""]
    if diff.gold:
        parts += [_figures(diff), ""]
    for side, ids in (("old", diff.old_alone), ("new", diff.new_alone)):
        if ids:
            parts.append(cell(f"only the {side} run has {_some(ids)}"))
    totals = [f"{amount(diff.articles, 'article')} compared", f"{diff.changed:,} changed"]
    if diff.gold:
        totals += [f"{diff.verdicts[verdict]:,} {verdict}" for verdict in ("better", "worse")]
    return Group(*parts, Text(", ".join(totals), "bold"))


def _some(ids: Sequence[str]) -> str:
    return f"{amount(len(ids), 'article')}: {', '.join(ids[:5])}{', ...' if len(ids) > 5 else ''}"


def _counts(diff: RunDiff) -> Table:
    table = _table("", *_STYLES)
    for what in dict.fromkeys(what for what, _ in sorted(diff.counts)):
        table.add_row(what, *(f"{diff.counts[what, outcome]:,}" for outcome in ("lost", "gained", "changed")))
    return table


def _figures(diff: RunDiff) -> Table:
    table = _table("", "old", "new", "points", "lost", "found", "p")
    paired = diff.comparison.paired()
    for name, (old, new) in diff.comparison.figures().items():
        points = "" if old is None or new is None else f"{100 * (new - old):+.1f}"
        row = [figure(old), figure(new), points]
        if name in paired:
            told = paired[name]
            row += [f"{told.old_only:,}", f"{told.new_only:,}", _probability(told.p)]
        table.add_row(name, *row)
    return table


def _probability(p: float) -> str:
    return "<0.001" if p < _LEAST else f"{p:.3f}"


def _table(*headings: str) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="bold")
    for number, heading in enumerate(headings):
        table.add_column(heading, justify="right" if number else "left")
    return table


def diff_json(diff: RunDiff, articles: Iterable[ArticleDiff]) -> str:
    """JSON with ``articles`` (those that changed), the totals, and with gold ``figures`` and ``mcnemar``."""
    content: dict[str, object] = {
        "compared": diff.articles,
        "changed": diff.changed,
        "old_alone": diff.old_alone,
        "new_alone": diff.new_alone,
        "articles": [
            {"id": article.id, "changes": [asdict(change) for change in article.changes]}
            for article in articles
            if article.changes
        ],
    }
    if diff.gold:
        content["verdicts"] = {verdict: diff.verdicts[verdict] for verdict in ("better", "worse", "neither")}
        content["figures"] = {name: {"old": old, "new": new} for name, (old, new) in diff.comparison.figures().items()}
        content["mcnemar"] = {
            kind: {**asdict(paired), "p": paired.p} for kind, paired in diff.comparison.paired().items()
        }
    return json.dumps(content, indent=2)

"""The gate for GitHub Actions: a job summary in Markdown, and annotations on the lines of gold files."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path

from extract.gate import Check, show_figure
from extract.report.gated import GatedFile, LineError, describe
from extract.report.terminal import amount, plain

ANNOTATIONS = 10
"""What GitHub shows of a kind (error, warning) in one step; it drops the rest without a word."""

_LISTED = 10  # differences shown of one article
_HEAD = ("", "figure", "measured", "floor", "spare")
_MARKDOWN = re.compile(r"[\\`*_\[\]|~$]")
_Article = tuple[GatedFile, int, list[LineError]]


def github_summary(files: Sequence[GatedFile]) -> str:
    """GitHub-flavoured Markdown: whether the gate opens, the figures against their floors, the articles to blame."""
    failed = sum(len(file.failed) for file in files)
    asked = amount(sum(len(file.checks) for file in files), "check")
    lines = [f"## Accuracy gate: {'shut' if failed else 'open'}", "", f"{failed or 'None'} of {asked} failed."]
    lines += chain.from_iterable(map(_file_lines, files))
    worst = _worst(files)
    if worst:
        lines += ["", "### Articles with the most differences behind this", ""]
        lines += _table(("gold", "article", "differences"), map(_article_row, worst))
    return "\n".join(lines) + "\n"


def github_annotations(files: Sequence[GatedFile], workspace: Path) -> Iterator[str]:
    """Workflow commands, a line each: an error per gold file that fails, a warning per article behind that.

    At most `ANNOTATIONS` of each, the articles with the most differences first; none while the gate is open, for
    what floors allow is no news. `workspace` is the root of the checkout, from which GitHub counts paths.
    """
    for file in [file for file in files if file.failed][:ANNOTATIONS]:
        title = f"Accuracy gate: {amount(len(file.failed), 'check')} failed"
        yield _command("error", {"file": _place(file, workspace), "title": title}, _problems(file.failed))
    for file, line, found in _worst(files):
        place = {"file": _place(file, workspace), "line": str(line)}
        title = f"{amount(len(found), 'difference')} in {plain(found[0].error.article)}"
        yield _command("warning", place | {"title": title}, _descriptions(found))


def _file_lines(file: GatedFile) -> Iterator[str]:
    yield from ("", f"### {_text(file.shown)}", "")
    whole = [check for check in file.failed if check.figure is None]
    below = [check for check in file.failed if check.figure is not None]
    holding = [check for check in file.checks if check.figure is not None and check.problem is None]
    yield from (f"❌ {_text(check.problem or '')}" for check in whole)
    if below:
        yield from ([""] if whole else [])
        yield from _table(_HEAD, map(_figure_row, below))
    if holding:
        yield from ([""] if whole or below else [])
        summary = f"{amount(len(holding), 'figure')} at or above the floor"
        yield from (f"<details><summary>{summary}</summary>", "")
        yield from _table(_HEAD, map(_figure_row, holding))
        yield from ("", "</details>")


def _figure_row(check: Check) -> tuple[str, ...]:
    figure = _text(check.figure or "")
    outcome = "✅ holds" if check.problem is None else "❌ below"
    if check.measured is None or check.floor is None:
        return outcome, figure, show_figure(check.measured), show_figure(check.floor), "-"
    # Of what is shown, so that the columns add up.
    spare = float(show_figure(check.measured)) - check.floor
    return outcome, figure, show_figure(check.measured), show_figure(check.floor), f"{spare:+.4f}"


def _article_row(article: _Article) -> tuple[str, ...]:
    file, line, found = article
    return f"{_text(file.shown)}:{line}", _text(found[0].error.article), "<br>".join(map(_text, _descriptions(found)))


def _worst(files: Iterable[GatedFile]) -> list[_Article]:
    articles = [
        (file, line, [found for found in file.behind if found.line == line])
        for file in files
        for line in dict.fromkeys(found.line for found in file.behind)
    ]
    return sorted(articles, key=lambda article: -len(article[2]))[:ANNOTATIONS]


def _problems(checks: Iterable[Check]) -> list[str]:
    return [check.problem for check in checks if check.problem is not None]


def _descriptions(found: Sequence[LineError]) -> list[str]:
    lines = [describe(one.error) for one in found[:_LISTED]]
    rest = len(found) - len(lines)
    return [*lines, f"... and {rest:,} more"] if rest else lines


def _place(file: GatedFile, workspace: Path) -> str:
    path = Path(file.name) if file.path is None else file.path
    full = path.resolve()
    return (full.relative_to(workspace) if full.is_relative_to(workspace) else path).as_posix()


def _command(name: str, properties: dict[str, str], lines: Iterable[str]) -> str:
    given = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    return f"::{name} {given}::" + _data("\n".join(lines))


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    return (f"| {' | '.join(cells)} |" for cells in (head, ["---"] * len(head), *rows))


def _text(text: str) -> str:
    """The text as Markdown that shows it as it is, in a table, too."""
    return _MARKDOWN.sub(r"\\\g<0>", html.escape(plain(text), quote=False))

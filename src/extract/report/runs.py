"""What a run found, article by article: who signed, who did not, and each commitment in its sentence."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from extract.batch import RunSummary
from extract.excerpts import sentence_around
from extract.report.terminal import amount, cell
from extract.schema import Commitment, Extraction, StanceValue

STANCES: dict[StanceValue, tuple[str, str]] = {
    "signed": ("signed", "green"),
    "not_signed": ("not signed", "red"),
    "withdrew": ("withdrew", "yellow"),
}
POLARITIES = {"affirmed": "green", "negated": "red"}


def run_report(summary: RunSummary) -> RenderableType:
    """The articles that the summary shows, how many more there are, and the totals."""
    parts: list[RenderableType] = []
    for extraction in summary.shown:
        parts += [article_report(extraction), ""]
    hidden = summary.articles - len(summary.shown)
    if hidden and summary.shown:
        parts += [f"... and {hidden:,} more", ""]
    totals = [
        amount(summary.articles, "article"),
        amount(summary.mentions, "name"),
        amount(summary.commitments, "commitment"),
        amount(summary.stances, "stance"),
        *([f"{summary.foreign:,} not in English"] if summary.foreign else []),
        f"{summary.failed:,} failed",
    ]
    return Group(*parts, Text(", ".join(totals), "bold"))


def article_report(extraction: Extraction) -> RenderableType:
    """One article: its agreements with the parties' stances, counts, and a table of commitments."""
    title = cell(extraction.id, "bold")
    if extraction.source:
        title.append_text(cell(f"  {extraction.source}", "dim"))
    facts = Table.grid(padding=(0, 2))
    facts.add_column(no_wrap=True)
    facts.add_column()
    for name, value in _facts(extraction):
        facts.add_row(name, value)
    parts: list[RenderableType] = [title, Padding(facts, (0, 0, 0, 2))]
    if extraction.commitments:
        parts.append(Padding(_commitments(extraction), (0, 0, 0, 2)))
    return Group(*parts)


def _facts(extraction: Extraction) -> Iterator[tuple[Text, Text]]:
    for agreement, stances in standings(extraction):
        yield cell("agreement"), cell(agreement or "(not named)", "bold")
        for stance, parties in stances.items():
            name, style = STANCES[stance]
            yield Text(f"  {name}", style), cell(", ".join(parties))
    if extraction.counts:
        yield cell("counts"), cell("; ".join(claims(extraction)))
    if not extraction.commitments:
        yield cell("commitments"), cell("none")


def claims(extraction: Extraction) -> list[str]:
    """The numbers of parties that the article claims, in its words, each once."""
    return list(dict.fromkeys(count.text for count in extraction.counts))


def standings(extraction: Extraction) -> list[tuple[str | None, dict[StanceValue, list[str]]]]:
    """Every agreement that is named, by its fullest name, with the parties of each stance that any takes.

    Stances on an unnamed agreement come last, under None.
    """
    found: list[tuple[str | None, dict[StanceValue, list[str]]]] = []
    for agreement in _agreements(extraction):
        parties: dict[StanceValue, list[str]] = {stance: [] for stance in STANCES}
        for row in extraction.stances:
            if row.agreement == agreement:
                parties[row.stance].append(row.party)
        found.append((agreement, {stance: names for stance, names in parties.items() if names}))
    return found


def _agreements(extraction: Extraction) -> list[str | None]:
    forms: dict[str, list[str]] = {}
    for mention in extraction.mentions:
        if mention.label == "AGREEMENT":
            forms.setdefault(mention.norm or mention.text.casefold(), []).append(mention.text)
    known = dict.fromkeys(row.agreement for row in extraction.stances)
    mentioned = [max(texts, key=len) for texts in forms.values() if not known.keys() & texts]
    return sorted((*known, *mentioned), key=lambda name: name is None)


def _commitments(extraction: Extraction) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold", pad_edge=False)
    for name, width in (("polarity", 8), ("kind", 11), ("who", 20)):
        table.add_column(name, width=width)
    table.add_column("sentence", ratio=1)
    for commitment in extraction.commitments:
        table.add_row(
            cell(commitment.polarity, POLARITIES[commitment.polarity]),
            cell(commitment.kind),
            cell(", ".join(commitment.actors) or "-"),
            _sentence(extraction.text, commitment),
        )
    return table


def _sentence(text: str | None, commitment: Commitment) -> Text:
    """The sentence with the span in square brackets; the span alone where the text is not known."""
    before, span, after = (
        ("", commitment.text, "") if text is None else sentence_around(text, commitment.start, commitment.end)
    )
    sentence = cell(before)
    sentence.append_text(cell(f"[{span}]", f"bold {POLARITIES[commitment.polarity]}"))
    return sentence.append_text(cell(after))

"""Between readings that overlap the weightier wins, and a longer name outweighs the names inside it."""

from __future__ import annotations

from collections.abc import Iterable
from operator import attrgetter
from typing import Final

from extract.annotations import Candidate, Lost
from extract.lexicon import POSITIONS
from extract.tokens import View

PER_TOKEN: Final = 6
MAX_TOKENS: Final = 12
SURE: Final = 59
_HEADLINE: Final = POSITIONS.index("headline")


def score(candidate: Candidate) -> int:
    """Weight of evidence: the rule's weight, and a little for each token beyond the first."""
    return candidate.weight + PER_TOKEN * (min(candidate.end - candidate.start, MAX_TOKENS) - 1)


def resolve(candidates: Iterable[Candidate]) -> tuple[list[Candidate], list[Lost]]:
    """The winners in text order, and the others with the reason; ties go to the longer, the earlier, the lesser id."""
    winners: list[Candidate] = []
    lost: list[Lost] = []
    holder: dict[int, Candidate] = {}
    for candidate in sorted(candidates, key=_rank):
        tokens = range(candidate.start, candidate.end)
        rival = next((holder[i] for i in tokens if i in holder), None)
        if rival is None:
            winners.append(candidate)
            for i in tokens:
                holder[i] = candidate
        elif (rival.start, rival.end, rival.label) != (candidate.start, candidate.end, candidate.label):
            lost.append(Lost(candidate, f"{rival.rule} outweighs it, {score(rival)} to {score(candidate)}"))
    return sorted(winners, key=attrgetter("start")), lost


def _rank(candidate: Candidate) -> tuple[int, int, int, str]:
    return -score(candidate), candidate.start - candidate.end, candidate.start, candidate.rule


def sift_headlines(view: View, candidates: list[Candidate]) -> tuple[list[Candidate], list[Lost]]:
    """In a headline every word has a capital: there a weak reading stands only if the body of the text bears it out."""
    body = {view.text(c.start, c.end).casefold() for c in candidates if view.positions[c.start] != _HEADLINE}
    words = {word for name in body for word in name.split()}
    kept: list[Candidate] = []
    lost: list[Lost] = []
    for candidate in candidates:
        weak = candidate.weight < SURE and view.positions[candidate.start] == _HEADLINE
        text = view.text(candidate.start, candidate.end).casefold()
        if weak and text not in body and text not in words:
            lost.append(Lost(candidate, "only in a headline, where capitals are no evidence"))
        else:
            kept.append(candidate)
    return kept, lost

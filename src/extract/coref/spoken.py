"""The parties that an article has spoken of: its names, and the descriptions that were resolved so far."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator
from functools import cached_property
from typing import Final

from extract.annotations import Annotations, Mention
from extract.tokens import View

PARTIES: Final = frozenset({"ORG", "COUNTRY"})
UNKNOWN: Final = -1  # the entity of a description that nothing is known of
_OPENING: Final = 5
_REACH: Final = 4
_MEMORY: Final = 300
_GAP: Final = 14


class Spoken:
    """Names of parties and descriptions of single ones, in text order."""

    def __init__(self, view: View, found: Annotations) -> None:
        self._view = view
        self._found = found
        self._parties = [m for m in found.mentions if m.label != "AGREEMENT"]
        self._starts = [m.start for m in self._parties]
        self._of_entity: dict[int, list[Mention]] = defaultdict(list)
        for mention in self._parties:
            self._of_entity[mention.entity].append(mention)

    @cached_property
    def is_joint_statement(self) -> bool:
        """Whether the article opens as a joint statement, whose leaders speak for their states."""
        end = self._view.sentences[min(_OPENING, len(self._view.sentences)) - 1][1]
        statements = self._view.among(0, end, ("joint.statement",))
        return any("joint" in self._view.lowers[max(0, i - 3) : i] for i in statements)

    def add(self, mention: Mention) -> None:
        """Take in a description, as if it were a name."""
        place = bisect_right(self._starts, mention.start)
        self._starts.insert(place, mention.start)
        self._parties.insert(place, mention)

    def first(self) -> Iterator[Mention]:
        """What the article begins with."""
        return (m for m in self._parties[:_MEMORY] if m.entity >= 0)

    def of_entity(self, entity: int) -> list[Mention]:
        """The names of one party."""
        return self._of_entity[entity][:_MEMORY]

    def between(self, low: int, high: int) -> list[Mention]:
        """Those that begin in a token range."""
        return self._parties[bisect_left(self._starts, low) : bisect_left(self._starts, high)]

    def before(self, token: int, labels: frozenset[str], low: int = 0) -> list[Mention]:
        """The last with some labels between two tokens, as far as a reader may remember them."""
        last = bisect_left(self._starts, token)
        first = bisect_left(self._starts, low, max(0, last - _MEMORY), last)
        return [m for m in self._parties[first:last] if m.label in labels and m.end <= token]

    def person_before(self, token: int) -> Mention | None:
        """The first person of the nearest sentence before a token that speaks of one."""
        return self._first_before(token, frozenset({"PERSON"}))

    def party_before(self, token: int) -> tuple[int, ...]:
        """The first body or state of the nearest sentence before a token that speaks of one."""
        mention = self._first_before(token, PARTIES)
        return (mention.entity,) if mention is not None else ()

    def _first_before(self, token: int, labels: frozenset[str]) -> Mention | None:
        back = self.sentences_back(token)
        fitting = self.before(token, labels, back[-1][0])
        for first, last in back:
            inside = [m for m in fitting if first <= m.start < last]
            if inside:
                return inside[0] if inside[0].entity >= 0 else None
        return None

    def main(self, label: str, without: Collection[int] = ()) -> tuple[int, ...]:
        """The party of a kind that the article names most."""
        total = Counter(m.entity for m in self.first() if m.label == label and m.entity not in without)
        return tuple(entity for entity, _ in total.most_common(1))

    def sentences_back(self, token: int) -> list[tuple[int, int]]:
        """The sentence of a token and those before it, nearest first, as far as a reader looks back."""
        index = self._view.sentence_index(token)
        return [self._view.sentences[i] for i in range(index, max(-1, index - _REACH - 1), -1)]

    def coordinations(self, sentence: tuple[int, int], limit: int, labels: frozenset[str]) -> Iterator[tuple[int, ...]]:
        """Runs of names of one label joined by commas and conjunctions, or by their titles and roles."""
        run: list[Mention] = []
        for mention in (m for m in self.between(*sentence) if m.end <= limit and m.label in labels):
            if run and (mention.label != run[-1].label or not self._joined(run[-1].end, mention.start)):
                if len({m.entity for m in run} - {UNKNOWN}) > 1:
                    yield tuple(dict.fromkeys(m.entity for m in run if m.entity >= 0))
                run = []
            run.append(mention)
        if len({m.entity for m in run} - {UNKNOWN}) > 1:
            yield tuple(dict.fromkeys(m.entity for m in run if m.entity >= 0))

    def _joined(self, end: int, start: int) -> bool:
        """Whether what stands between two names is a comma or conjunction with titles, roles and attributes."""
        if start - end > _GAP or not self._view.has_any(end, start, ("joint.party",)):
            return False
        return not self._view.has_any(end, start, ("auxiliary", "person.said"))

    def by_code(self, codes: set[str]) -> tuple[int, ...]:
        """The country with one of the codes, where the article names it."""
        return tuple(sorted(self._states[code] for code in codes if code in self._states))[:1]

    @cached_property
    def _states(self) -> dict[str, int]:
        """The first entity of each country by its code."""
        states = [(e.norm, i) for i, e in enumerate(self._found.entities) if e.label == "COUNTRY"]
        return dict(reversed(states))

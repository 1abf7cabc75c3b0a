"""Two runs against gold: the change of every figure, and whether chance explains it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from extract.diff.matches import KINDS, gold_items, matched
from extract.schema import Extraction
from extract.score import Scores, score

_OF_MATCHED = ("polarity", "kind", "agreement", "actors")  # of commitments that gold has, too
_ROUNDING = 1e-9
FIGURES = (*KINDS[:5], "COMMITMENT.overlap", *_OF_MATCHED, *KINDS[5:])


@dataclass(frozen=True, slots=True)
class Paired:
    """Gold items of one kind, by which of two runs found them; `p` is that of McNemar's test."""

    both: int = 0
    old_only: int = 0
    new_only: int = 0
    neither: int = 0

    @property
    def p(self) -> float:
        return mcnemar(self.old_only, self.new_only)


def mcnemar(first: int, second: int) -> float:
    """The two-sided p of McNemar's test, exact: how likely so uneven a split is if either way is as likely.

    `first` and `second` are how many items one side alone has right. McNemar, Q. (1947): Note on the sampling error of
    the difference between correlated proportions or percentages. Psychometrika 12 (2), 153-157; the exact form takes
    the binomial distribution for the approximate one.
    """
    n = first + second
    ways = tail = 1
    for i in range(min(first, second)):
        ways = ways * (n - i) // (i + 1)
        tail += ways
    return min(1.0, 2 * tail / (1 << n))


@dataclass(slots=True)
class Comparison:
    """The scores of both runs, added up article by article, and which gold items each of them found."""

    old: Scores = field(default_factory=Scores)
    new: Scores = field(default_factory=Scores)
    _found: Counter[tuple[str, bool, bool]] = field(default_factory=Counter)

    def add(self, gold: Extraction, old: Extraction, new: Extraction) -> None:
        """Count one article; raises InputError where a run was on another text."""
        self.old += score([gold], [old])
        self.new += score([gold], [new])
        before, after = matched(gold, old), matched(gold, new)
        for kind, items in gold_items(gold).items():
            ids = [{id(a) for a, _ in side[kind]} for side in (before, after)]
            self._found.update((kind, id(item) in ids[0], id(item) in ids[1]) for item in items)

    def paired(self) -> dict[str, Paired]:
        """By kind, what McNemar's test looks at: recall, for what is spurious has no gold item."""
        some = ((True, True), (True, False), (False, True), (False, False))
        return {kind: Paired(*(self._found[(kind, *which)] for which in some)) for kind in KINDS}

    def figures(self) -> dict[str, tuple[float | None, float | None]]:
        """F1 (polarity, kind and agreement: accuracy) of the old and the new run, by name; strict unless it says so."""
        before, after = self.old.figures(), self.new.figures()
        return {name: (before[name], after[name]) for name in FIGURES}

    def drops(self, allowed: float) -> Mapping[str, float]:
        """By how many points (hundredths) figures sank, where it is more than allowed."""
        points = {name: _points_lost(name, *values) for name, values in self.figures().items()}
        return {name: lost for name, lost in points.items() if lost > allowed + _ROUNDING}


def _points_lost(name: str, before: float | None, after: float | None) -> float:
    """Nothing to find and nothing found is as good as can be; nothing matched is no figure at all."""
    if name in _OF_MATCHED and None in (before, after):
        return 0.0
    return 100 * ((1.0 if before is None else before) - (1.0 if after is None else after))

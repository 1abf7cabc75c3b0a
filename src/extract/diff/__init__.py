"""What one run found and another did not: changes span by span, and whether they are for the better."""

from extract.diff.changes import Change, FieldChange, changes
from extract.diff.comparison import Comparison, Paired, mcnemar
from extract.diff.runs import ArticleDiff, RunDiff
from extract.diff.streams import Side, pair_runs

__all__ = [
    "ArticleDiff",
    "Change",
    "Comparison",
    "FieldChange",
    "Paired",
    "RunDiff",
    "Side",
    "changes",
    "mcnemar",
    "pair_runs",
]

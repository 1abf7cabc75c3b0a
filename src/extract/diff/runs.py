"""The difference of two runs: the changes of each article, and all of them added up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from extract.diff.changes import Change, Outcome, Verdict, changes
from extract.diff.comparison import Comparison
from extract.errors import InputError
from extract.schema import Extraction


@dataclass(frozen=True, slots=True)
class ArticleDiff:
    """The changes of one article; `text` is its text where one of the runs has it."""

    id: str
    changes: tuple[Change, ...]
    text: str | None = None


@dataclass(slots=True)
class RunDiff:
    """All changes counted; `gold` has the labelled articles by id, none of them where nothing is labelled.

    `old_alone` and `new_alone` are the articles that one run alone has, the changes of which are not told.
    """

    gold: Mapping[str, Extraction]
    articles: int = 0
    changed: int = 0
    old_alone: list[str] = field(default_factory=list)
    new_alone: list[str] = field(default_factory=list)
    counts: Counter[tuple[str, Outcome]] = field(default_factory=Counter)
    verdicts: Counter[Verdict] = field(default_factory=Counter)
    comparison: Comparison = field(default_factory=Comparison)

    def add(self, old: Extraction | None, new: Extraction | None) -> ArticleDiff:
        """Count an article of which one side may be missing; raises InputError where the texts differ."""
        known = new or old
        assert known is not None
        if old and new and None not in (old.text_sha256, new.text_sha256) and old.text_sha256 != new.text_sha256:
            raise InputError(f"article {known.id!r}: the runs read different texts")
        gold = self.gold.get(known.id)
        if gold is not None:
            nothing = Extraction(id=known.id)
            self.comparison.add(gold, old or nothing, new or nothing)
        if old is None or new is None:
            (self.old_alone if new is None else self.new_alone).append(known.id)
            return ArticleDiff(known.id, ())
        found = tuple(changes(old, new, gold))
        self.articles += 1
        self.changed += bool(found)
        self.counts.update((change.what, change.outcome) for change in found)
        self.verdicts.update(change.verdict for change in found if change.verdict)
        return ArticleDiff(known.id, found, new.text or old.text)

    @property
    def differ(self) -> bool:
        """Whether anything differs, an article that one run lacks counted."""
        return bool(self.changed or self.old_alone or self.new_alone)

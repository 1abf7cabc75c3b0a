"""Which instrument "the pledge", "the document" or "it" is: the nearest that is called so, else the one named most."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass
from typing import Final

from extract.annotations import UNNAMED, Anaphor, Annotations, Mention
from extract.naming import is_called
from extract.search import Families
from extract.token_patterns import span_of
from extract.tokens import View

_MEMORY: Final = 40
_LEDE: Final = 3  # sentences below the headline that tell the same news
_MAIN: Final = 3  # times as often as what is named in passing
_NEAR: Final = 60  # tokens back to what a pronoun stands for
_PHRASE: Final = 12  # tokens from a noun to what depends on it


def instrument_anaphors(view: View, found: Annotations, families: Families) -> list[Anaphor]:
    """Definite descriptions and pronouns that may stand for an agreement, and the agreements signed without a name.

    Those without an agreement have no entity; they are `UNNAMED` where what they speak of has no name.
    """
    named = [m for m in found.mentions if m.label == "AGREEMENT"]
    taken = {i for m in found.mentions for i in range(m.start, m.end)}
    spans = sorted({span_of(match) for _, match in families.matches("unnamed", view, found)})
    signed = [_introduction(view, found, named, *span) for span in spans if taken.isdisjoint(range(*span))]
    introduced = [anaphor for anaphor in signed if not anaphor.entities]
    free = [m for m in named if not _embedded(view, m, introduced)]
    out: list[Anaphor] = []
    for _, match in families.matches("instrument", view, found):
        start, end = match.start() // 2, match.end() // 2
        if taken.isdisjoint(range(start, end)):
            out.append(_Description(view, found, free, introduced, start, end).resolve(out))
    return sorted([*out, *signed], key=lambda anaphor: anaphor.start)


def _introduction(view: View, found: Annotations, named: list[Mention], start: int, end: int) -> Anaphor:
    """Signed a treaty: one without a name, unless the headline above the first sentences has its name."""
    headed = view.sentence_index(start) <= _LEDE and "\n" in view.words[view.sentences[0][1] - 1]
    headline = [m for m in named if m.end <= view.sentences[0][1] <= start] if headed else []
    noun = view.lowers[end - 1]
    called = [
        m.entity
        for m in headline
        if noun in found.entities[m.entity].name.casefold().split()
        and not view.has_any(view.sentences[0][0], m.start, ("preposition",))
    ]
    return Anaphor(start, end, tuple(called[:1])) if called else Anaphor(start, end, (), UNNAMED)


def _embedded(view: View, mention: Mention, introduced: list[Anaphor]) -> bool:
    """Whether a name is part of what another instrument is about: signed an agreement under the Paris Agreement."""
    here = bisect_left(introduced, mention.start, key=lambda a: a.start) - 1
    if here < 0 or mention.start - introduced[here].end > _PHRASE:
        return False
    between = range(introduced[here].end, mention.start)
    ends = ("auxiliary", "relative", "trigger.past", "verb.finite", "conjunction.subordinating")
    return any(view.is_a(i, "preposition") for i in between) and not any(
        view.words[i] in {",", ";", "."} or "\n" in view.words[i] or view.is_any(i, ends) for i in between
    )


@dataclass(frozen=True, slots=True)
class _Description:
    """A description or pronoun, with the agreements that it may stand for."""

    view: View
    found: Annotations
    named: list[Mention]
    introduced: list[Anaphor]
    start: int
    end: int

    def resolve(self, earlier: list[Anaphor]) -> Anaphor:
        """The anaphor with its agreement."""
        here = bisect_left(self.named, self.start, key=lambda m: m.start)
        past = [m for m in self.named[max(0, here - _MEMORY) : here] if m.end <= self.start]
        if self.view.is_a(self.end - 1, "pronoun.object"):
            return Anaphor(self.start, self.end, self._of_pronoun(past, earlier))
        if self._is_title:
            return Anaphor(self.start, self.end, (), UNNAMED)
        past = [m for m in past if self._fits(m)]
        after = [m for m in self.named[here : here + _MEMORY] if m.start >= self.end and self._fits(m)]
        entity = self._of_noun(past, after)
        if entity is None:
            return Anaphor(self.start, self.end, (), UNNAMED)
        return Anaphor(self.start, self.end, (entity,))

    def _of_pronoun(self, past: list[Mention], earlier: list[Anaphor]) -> tuple[int, ...]:
        reach = _NEAR if self.view.lowers[self.end - 1] == "it" else _NEAR // 2
        recent = [a for a in earlier[-_MEMORY:] if a.entities and self.start - a.end < reach]
        nearest = max(past, key=lambda m: m.end, default=None)
        if recent and (nearest is None or recent[-1].end > nearest.end):
            return recent[-1].entities
        return (nearest.entity,) if nearest is not None and self.start - nearest.end < reach else ()

    def _of_noun(self, past: list[Mention], after: list[Mention]) -> int | None:
        """The nearest that is called so, with or without a name; else, of a noun for many kinds, the main one."""
        called = [m for m in past if self._called(self._name(m))]
        here = bisect_left(self.introduced, self.start, key=lambda a: a.start)
        fresh = reversed(self.introduced[max(0, here - _MEMORY) : here])
        unnamed = next((a for a in fresh if self._called(self.view.text(a.start, a.end))), None)
        if called and (unnamed is None or unnamed.start <= called[-1].start):
            return self._main_or_last(called)
        later = [m for m in after if self._called(self._name(m))]
        if later and (self._strict or unnamed is None):
            return later[0].entity
        if unnamed is not None or self._strict:
            return None
        if past and self.view.is_a(self.start, "demonstrative"):
            return past[-1].entity
        return self._main(past) if past else after[0].entity if after else None

    def _main(self, past: list[Mention]) -> int:
        """The one that is named most, of several the nearest."""
        often = Counter(m.entity for m in past)
        return max(reversed(past), key=lambda m: often[m.entity]).entity

    def _main_or_last(self, called: list[Mention]) -> int:
        """The last one named, unless it is named in passing and another is what the article is about."""
        often = Counter(m.entity for m in called)
        last, main = called[-1].entity, self._main(called)
        return main if often[main] >= _MAIN * often[last] else last

    @property
    def _is_title(self) -> bool:
        """The Roadmap for Global Food Security: a name of its own, though no rule knows it."""
        words, end = self.view.words, self.end
        titled = words[end - 1][0].isupper() and end + 1 < len(words) and self.view.is_a(end, "agreement.on")
        titled = (
            titled and self.view.is_a(self.start, "article") and not self.view.is_a(end - 1, "agreement.memorandum")
        )
        return titled and words[end + 1][0].isupper() and not self.view.is_any(end + 1, ("weekday", "month"))

    @property
    def _strict(self) -> bool:
        """Whether the noun calls no instrument of another kind."""
        return self.view.is_a(self.end - 1, "instrument.strict")

    def _name(self, mention: Mention) -> str:
        return self.found.entities[mention.entity].name

    def _called(self, name: str) -> bool:
        return is_called(self.view.lexicon, self.view.lowers[self.end - 1], name)

    def _fits(self, mention: Mention) -> bool:
        """The Implementation Agreement: what is called by a title has the title's words in its name."""
        if not self.view.words[self.end - 1][0].isupper():
            return True
        title = [self.view.words[i] for i in range(self.start + 1, self.end - 1) if self._titles(i)]
        name = self.found.entities[mention.entity].name.casefold()
        return all(word.casefold() in name for word in title)

    def _titles(self, i: int) -> bool:
        return self.view.words[i][0].isupper() and i not in self.found.demonyms

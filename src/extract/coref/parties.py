"""Antecedents of pronouns and descriptions of parties: the nearest fitting name, the sentence's first before others."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Final

from extract.annotations import Anaphor, Annotations, Mention
from extract.tokens import View

_PARTIES: Final = frozenset({"ORG", "COUNTRY"})
_LABELS: Final = {
    "person": frozenset({"PERSON"}),
    "thing": _PARTIES,
    "country": frozenset({"COUNTRY"}),
    "organization": frozenset({"ORG"}),
    "people": frozenset({"PERSON"}),
    "countries": frozenset({"COUNTRY"}),
    "organizations": frozenset({"ORG"}),
    "plural": frozenset({"ORG", "COUNTRY", "PERSON"}),
}
_NUMBERS: Final = {"two": 2, "both": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7}
_REACH: Final = 4
_MEMORY: Final = 300


class PartyResolver:
    """Resolves anaphors in text order, so that one may stand for what an earlier one stands for."""

    def __init__(self, view: View, found: Annotations) -> None:
        self._view = view
        self._found = found
        self._parties = [m for m in found.mentions if m.label != "AGREEMENT"]
        self._starts = [m.start for m in self._parties]
        self._anaphor_starts: list[int] = []
        self._of_entity: dict[int, list[Mention]] = defaultdict(list)
        for mention in self._parties:
            self._of_entity[mention.entity].append(mention)

    def resolve(self, start: int, end: int, kind: str) -> None:
        """Append the anaphor with its antecedents to `found.anaphors`."""
        entities = self._antecedents(start, end, kind)
        self._found.anaphors.append(Anaphor(start, end, entities))
        self._anaphor_starts.append(start)

    def _between(self, low: int, high: int) -> list[Mention]:
        """Mentions of parties that begin in a token range."""
        return self._parties[bisect_left(self._starts, low) : bisect_left(self._starts, high)]

    def _before(self, token: int) -> list[Mention]:
        """The last mentions that end before a token, as far as a reader may remember them."""
        last = bisect_left(self._starts, token)
        return [m for m in self._parties[max(0, last - _MEMORY) : last] if m.end <= token]

    def _antecedents(self, start: int, end: int, kind: str) -> tuple[int, ...]:
        if kind == "demonym":
            return self._by_code({self._found.demonyms[i] for i in range(start, end) if i in self._found.demonyms})
        if kind == "capital":
            located = start > 0 and (self._view.is_a(start - 1, "preposition") or self._view.words[start - 1] == ",")
            return () if located else self._by_code({self._found.places[start][1] or ""})
        if kind == "speaker":
            return self._speaker(start)
        labels = _LABELS[kind]
        if kind == "people" and self._is_joint_statement():
            labels = _LABELS["countries"]
        if kind in {"people", "countries", "organizations", "plural"}:
            size = next((_NUMBERS[w] for w in self._view.lowers[start:end] if w in _NUMBERS), None)
            return self._group(start, labels, size)
        noun = self._view.lowers[end - 1]
        return self._single(start, labels, noun)

    def _single(self, start: int, labels: frozenset[str], noun: str) -> tuple[int, ...]:
        """The first fitting name of the nearest sentence before; a name that has the describing noun comes first."""
        before = [m for m in self._before(start) if m.label in labels]
        for mention in reversed(before):
            name = self._found.entities[mention.entity].name.casefold().split()
            if noun in name and len(noun) > 3:
                return (mention.entity,)
        if self._view.lowers[start] in {"the", "this"} and labels == _LABELS["organization"]:
            return self._main_of(before, start)
        for sentence in self._sentences_back(start):
            inside = [m for m in before if sentence[0] <= m.start < sentence[1] and not self._in_possession(m, start)]
            if inside and start - inside[-1].end <= 1 and self._view.is_a(start, "determiner"):
                return (inside[-1].entity,)
            if inside:
                said = [m for m in inside if self._says_between(m.end, start)]
                return ((said[-1] if said else inside[0]).entity,)
        return ()

    def _says_between(self, end: int, start: int) -> bool:
        """Whether a verb of saying joins a name and a pronoun at once: Mayor Ruiz said she ..."""
        gap = range(end, start)
        return len(gap) <= 4 and any(self._view.is_a(i, "person.said") for i in gap)

    def _main_of(self, before: list[Mention], start: int) -> tuple[int, ...]:
        """Of the bodies in the last sentences the one that the article names most, the nearest among equals."""
        low = self._sentences_back(start)[-1][0]
        near = [m for m in before if m.start >= low]
        if not near:
            return ()
        total = Counter(m.entity for m in before)
        best = max(near, key=lambda m: (total[m.entity], m.start))
        return (best.entity,)

    def _is_joint_statement(self) -> bool:
        """Whether the article opens as a joint statement, whose leaders speak for their states."""
        opening = self._view.lowers[: self._view.sentences[min(4, len(self._view.sentences) - 1)][1]]
        return any(
            self._view.is_a(i, "joint.statement") and "joint" in opening[max(0, i - 3) : i] for i in range(len(opening))
        )

    def _in_possession(self, mention: Mention, start: int) -> bool:
        """A name that only modifies another: Japan in Japan's minister, unless the pronoun follows at once."""
        following = self._view.lowers[mention.end] if mention.end < len(self._view.lowers) else ""
        return following in {"'s", "’s"} and start - mention.end > 12

    def _group(self, start: int, labels: frozenset[str], size: int | None) -> tuple[int, ...]:
        """The nearest coordination of names of the right size, else the first names of the article that make it up."""
        for sentence in self._sentences_back(start):
            groups = [g for g in self._coordinations(sentence, start, labels) if size is None or len(g) == size]
            if groups:
                return groups[0]
            low = bisect_left(self._anaphor_starts, sentence[0])
            high = bisect_left(self._anaphor_starts, min(sentence[1], start))
            heirs = self._found.anaphors[low:high]
            for anaphor in heirs:
                kinds = {self._found.entities[e].label for e in anaphor.entities}
                if len(anaphor.entities) == size or (size is None and len(anaphor.entities) > 1 and kinds <= labels):
                    return anaphor.entities
        first: list[int] = []
        for mention in self._parties[:_MEMORY]:
            if mention.start < start and mention.label in labels and mention.entity not in first:
                first.append(mention.entity)
        if size is not None:
            return tuple(first[:size]) if len(first) >= size else ()
        return self._single(start, labels & _PARTIES, "")

    def _coordinations(
        self, sentence: tuple[int, int], limit: int, labels: frozenset[str]
    ) -> Iterator[tuple[int, ...]]:
        """Runs of names of one label joined by commas and conjunctions, or by their titles and roles."""
        run: list[Mention] = []
        inside = [m for m in self._between(*sentence) if m.end <= limit]
        for mention in inside:
            if mention.label not in labels:
                continue
            if run and (mention.label != run[-1].label or not self._joined(run[-1].end, mention.start)):
                if len({m.entity for m in run}) > 1:
                    yield tuple(dict.fromkeys(m.entity for m in run))
                run = []
            run.append(mention)
        if len({m.entity for m in run}) > 1:
            yield tuple(dict.fromkeys(m.entity for m in run))

    def _joined(self, end: int, start: int) -> bool:
        """Whether what stands between two names is a comma or conjunction with titles, roles and attributes."""
        gap = self._view.lowers[end:start]
        if len(gap) > 14 or not any(w in {"and", "with", "&", ","} for w in gap):
            return False
        return not any(self._view.is_a(i, "auxiliary") or self._view.is_a(i, "person.said") for i in range(end, start))

    def _by_code(self, codes: set[str]) -> tuple[int, ...]:
        """The country with one of the codes, where the article names it."""
        named = (i for i, e in enumerate(self._found.entities) if e.label == "COUNTRY" and e.norm in codes)
        return tuple(named)[:1]

    def _speaker(self, start: int) -> tuple[int, ...]:
        """Who says "we" or "I": the person beside the verb of saying, or for "we" that person's body."""
        first, last = self._paragraph(start)
        people = [m for m in self._between(first, last) if m.label == "PERSON"]
        speaker = next((m for m in people if self._beside_said(m, first, last)), None)
        if speaker is None:
            speaking = (m for m in self._between(first, last) if m.end < last)
            body = next((m for m in speaking if self._view.is_a(m.end, "person.said")), None)
            return (body.entity,) if body is not None else self._author(start)
        if self._view.is_a(start, "pronoun.speakers") and (body := self._body_of(speaker)) is not None:
            return (body.entity,)
        return (speaker.entity,)

    def _beside_said(self, mention: Mention, first: int, last: int) -> bool:
        around = range(max(first, mention.start - 6), min(last, mention.end + 12))
        return any(self._view.is_a(i, "person.said") for i in around)

    def _body_of(self, speaker: Mention) -> Mention | None:
        """The body that a person speaks for: Nokia's security chief, X; X, head of policy at Nokia."""
        for mention in self._of_entity[speaker.entity][:_MEMORY]:
            for body in self._between(*self._view.sentence_of(mention.start)):
                if body.label not in _PARTIES:
                    continue
                if 0 < mention.start - body.end <= 9 and self._view.lowers[body.end] in {"'s", "’s"}:
                    return body
                role = any(
                    self._view.is_a(i, "officer") or self._view.is_a(i, "person.role")
                    for i in range(mention.end, body.start)
                )
                if 0 < body.start - mention.end <= 10 and role:
                    return body
        return None

    def _author(self, start: int) -> tuple[int, ...]:
        """Outside quotations the body or the states that the statement opens with."""
        opening = [m for m in self._parties[:_MEMORY] if m.start < start and m.label in _PARTIES]
        for sentence in self._view.sentences[:6]:
            for group in self._coordinations(sentence, start, _PARTIES):
                return group
        return (opening[0].entity,) if opening else ()

    def _paragraph(self, token: int) -> tuple[int, int]:
        words = self._view.words
        first = next((i + 1 for i in range(token - 1, -1, -1) if "\n" in words[i]), 0)
        last = next((i for i in range(token, len(words)) if "\n" in words[i]), len(words))
        return first, last

    def _sentences_back(self, token: int) -> list[tuple[int, int]]:
        """The sentence of a token and those before it, nearest first, as far as a reader looks back."""
        index = self._view.sentence_index(token)
        return [self._view.sentences[i] for i in range(index, max(-1, index - _REACH - 1), -1)]

"""Antecedents of pronouns and descriptions of parties: the nearest fitting name, the sentence's first before others."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Mapping
from functools import cached_property
from typing import Final

from extract.annotations import Anaphor, Annotations, Mention
from extract.coref.roles import Roles
from extract.coref.speakers import Speakers
from extract.coref.spoken import PARTIES, UNKNOWN, Spoken
from extract.tokens import View

_LABELS: Final = {
    "person": frozenset({"PERSON"}),
    "role": frozenset({"PERSON"}),
    "thing": PARTIES,
    "named": PARTIES,
    "country": frozenset({"COUNTRY"}),
    "organization": frozenset({"ORG"}),
    "people": frozenset({"PERSON"}),
    "countries": frozenset({"COUNTRY"}),
    "organizations": frozenset({"ORG"}),
    "plural": frozenset({"ORG", "COUNTRY", "PERSON"}),
    "several": frozenset({"ORG", "COUNTRY", "PERSON"}),
}
_SINGLE: Final = frozenset({"role", "organization", "country", "demonym", "own", "named"})


class PartyResolver:
    """Resolves anaphors in text order, so that one may stand for what an earlier one stands for.

    `sizes` are the words that say of how many parties a description speaks.
    """

    def __init__(self, view: View, found: Annotations, sizes: Mapping[str, int]) -> None:
        self._view = view
        self._sizes = sizes
        self._found = found
        self._spoken = Spoken(view, found)
        self._roles = Roles(view, found)
        self._speakers = Speakers(view, found, self._spoken, self._roles)
        self._anaphor_starts: list[int] = []

    def resolve(self, start: int, end: int, kind: str) -> None:
        """Append the anaphor with its antecedents to `found.anaphors`."""
        if kind == "capital" and self._is_located(start):
            return
        entities = self._antecedents(start, end, kind)
        self._found.anaphors.append(Anaphor(start, end, entities, kind))
        self._anaphor_starts.append(start)
        is_he = kind == "person" and self._view.is_a(start, "pronoun.he")
        if (kind in _SINGLE and len(entities) == 1) or is_he:
            entity = entities[0] if entities else UNKNOWN
            label = self._found.entities[entity].label if entities else "PERSON"
            self._spoken.add(Mention(start, end, label, kind, entity))
        elif kind == "role":
            self._spoken.add(Mention(start, end, "PERSON", kind, UNKNOWN))

    def _is_located(self, start: int) -> bool:
        return start > 0 and (self._view.is_a(start - 1, "preposition") or self._view.words[start - 1] == ",")

    def _antecedents(self, start: int, end: int, kind: str) -> tuple[int, ...]:
        if kind == "demonym":
            codes = {self._found.demonyms[i] for i in range(start, end) if i in self._found.demonyms}
            return self._spoken.by_code(codes)
        if kind == "capital":
            return self._spoken.by_code({self._found.places[start][1] or ""})
        if kind == "speaker":
            return self._speakers.speaker(start)
        if kind == "own":
            return self._of_owner(start, end)
        labels = _LABELS[kind]
        if kind == "role":
            return self._of_role(start, end)
        if kind == "people" and self._spoken.is_joint_statement:
            labels = _LABELS["countries"]
        if kind in {"people", "countries", "organizations", "plural", "several"}:
            size = next((self._sizes[word] for word in self._view.lowers[start:end] if word in self._sizes), None)
            return self._group(start, labels, size)
        noun = self._view.lowers[end - 1]
        return self._called(start, labels, noun) if kind == "named" else self._single(start, labels, noun)

    def _of_role(self, start: int, end: int) -> tuple[int, ...]:
        """Who is called by the role; in lower case else the nearest person."""
        bearer = self._roles.bearer(start, end)
        if bearer is not None:
            return (bearer,)
        if self._view.words[end - 1][0].isupper():
            return ()
        return self._single(start, _LABELS["person"], self._view.lowers[end - 1])

    def _of_owner(self, start: int, end: int) -> tuple[int, ...]:
        """The body of the one who speaks, or of whom "his" or "her" speaks; or the nearest that is called so."""
        noun = self._view.lowers[end - 1]
        labels = _LABELS["country" if self._view.is_a(end - 1, "own.country") else "organization"]
        if self._view.is_a(start, "pronoun.first"):
            bodies = self._speakers.bodies(start)
        else:
            owner = self._spoken.person_before(start)
            bodies = self._speakers.body_of(owner.entity) if owner is not None else ()
        own = tuple(e for e in bodies if self._found.entities[e].label in labels)[:1]
        public = self._view.is_a(end - 1, "body.public")
        return own if own and not public else self._called(start, labels, noun) or own

    def _called(self, start: int, labels: frozenset[str], noun: str) -> tuple[int, ...]:
        """The name with the noun in it that was named most, or is named later."""
        if len(noun) < 4:
            return ()
        called = self._by_word.get(noun)
        if called is None:
            return ()
        named = [m for m in self._spoken.first() if m.entity in called]
        named = [m for m in named if self._found.entities[m.entity].label in labels]
        total = Counter(m.entity for m in named if m.start < start) or Counter(m.entity for m in named)
        return tuple(entity for entity, _ in total.most_common(1))

    @cached_property
    def _by_word(self) -> dict[str, set[int]]:
        """The entities by the words of their names."""
        index: dict[str, set[int]] = defaultdict(set)
        for i, entity in enumerate(self._found.entities):
            for word in entity.name.casefold().split():
                index[word].add(i)
        return index

    def _single(self, start: int, labels: frozenset[str], noun: str) -> tuple[int, ...]:
        """The first fitting name of the nearest sentence before; a name that has the describing noun comes first."""
        called = self._called(start, labels, noun)
        if called:
            return called
        if self._view.is_a(start, "determiner.definite") and labels == _LABELS["organization"]:
            return self._main_of([m for m in self._spoken.before(start, labels) if self._may_be(m, noun)], start)
        back = self._spoken.sentences_back(start)
        before = self._spoken.before(start, labels, back[-1][0])
        for sentence in back:
            inside = [m for m in before if sentence[0] <= m.start < sentence[1] and not self._in_possession(m, start)]
            if inside:
                chosen = self._of_sentence(inside, start)
                return (chosen,) if chosen >= 0 else ()
        return ()

    def _may_be(self, mention: Mention, noun: str) -> bool:
        """Whether a body may be described so: the company is no ministry."""
        if mention.entity < 0:
            return False
        name = self._found.entities[mention.entity].name.split()
        public = any(self._view.lexicon.has(word, "body.public") for word in name)
        return not (public and self._view.lexicon.has(noun, "company.noun"))

    def _of_sentence(self, inside: list[Mention], start: int) -> int:
        """The name right before, the one who says what follows, or else the first."""
        if start - inside[-1].end <= 1 and self._view.is_a(start, "determiner"):
            return inside[-1].entity
        said = next((m for m in reversed(inside) if self._says_between(m.end, start)), None)
        if said is not None:
            return said.entity
        verb = next((i for i in range(start - 1, start - 5, -1) if self._view.is_a(i, "person.said")), None)
        if verb is not None and self._view.lowers[verb - 1] == ",":
            speakers = [m for m in inside if m.end < verb - 1 and self._view.lowers[m.end] == ","]
            return (speakers or inside)[-1 if speakers else 0].entity
        return next((m for m in inside if not self._is_governed(m)), inside[0]).entity

    def _is_governed(self, mention: Mention) -> bool:
        """Whether a preposition, with an article perhaps, stands before a name."""
        i = mention.start - 1
        if i > 0 and self._view.is_a(i, "determiner"):
            i -= 1
        return i >= 0 and self._view.is_a(i, "preposition")

    def _says_between(self, end: int, start: int) -> bool:
        """Whether a verb of saying joins a name and a pronoun at once: Mayor Ruiz said she ..."""
        return start - end <= 4 and self._view.has_any(end, start, ("person.said",))

    def _main_of(self, before: list[Mention], start: int) -> tuple[int, ...]:
        """Of the bodies in the last sentences the one that the article names most, the nearest among equals."""
        low = self._spoken.sentences_back(start)[-1][0]
        near = [m for m in before if m.start >= low]
        if not near:
            return ()
        total = Counter(m.entity for m in before)
        best = max(near, key=lambda m: (total[m.entity], m.start))
        return (best.entity,)

    def _in_possession(self, mention: Mention, start: int) -> bool:
        """A name that only modifies another: Japan in Japan's minister, unless the pronoun follows at once."""
        return start - mention.end > 12 and self._view.is_a(mention.end, "poss")

    def _group(self, start: int, labels: frozenset[str], size: int | None) -> tuple[int, ...]:
        """The nearest coordination of names of the right size, else the first names of the article that make it up."""
        for sentence in self._spoken.sentences_back(start):
            groups = [g for g in self._spoken.coordinations(sentence, start, labels) if size is None or len(g) == size]
            if groups:
                return groups[-1 if self._view.is_a(start - 1, "person.said") else 0]
            low = bisect_left(self._anaphor_starts, sentence[0])
            high = bisect_left(self._anaphor_starts, min(sentence[1], start))
            heirs = self._found.anaphors[low:high]
            for anaphor in heirs:
                fits = len(anaphor.entities) == size if size is not None else len(anaphor.entities) > 1
                if fits and all(self._found.entities[e].label in labels for e in anaphor.entities):
                    return anaphor.entities
        if size is None:
            return self._single(start, labels & PARTIES, "")
        named = (m for m in self._spoken.first() if m.start < start and m.label in labels)
        first = tuple(dict.fromkeys(m.entity for m in named))
        return first[:size] if len(first) >= size else ()

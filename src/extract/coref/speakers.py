"""Who says "we" and "I": the one beside the verb of saying and the body behind that person, else the author."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from functools import cached_property
from itertools import chain, islice
from typing import Final

from extract.annotations import Annotations, Mention
from extract.coref.roles import Roles
from extract.coref.spoken import PARTIES, Spoken
from extract.tokens import View

_OPEN: Final = frozenset({"“", "«", "„"})
_CLOSE: Final = frozenset({"”", "»"})
_MARKS: Final = _OPEN | _CLOSE | {'"'}
_OPENING: Final = 6
_TITLE: Final = 2
_BESIDE: Final = 12
_REACH: Final = 2000  # tokens to a verb of saying in the same paragraph


class Speakers:
    """Tells whom pronouns of the first person stand for."""

    def __init__(self, view: View, found: Annotations, spoken: Spoken, roles: Roles) -> None:
        self._view = view
        self._found = found
        self._spoken = spoken
        self._roles = roles
        self._openings: dict[int, tuple[tuple[int, ...], frozenset[int]]] = {}

    def speaker(self, start: int) -> tuple[int, ...]:
        """The one who says "I", or the body for which that person says "we"."""
        first, last = self._paragraph(start)
        several = self._view.is_a(start, "pronoun.speakers")
        who = self._beside(start, first, last)
        if who is None:
            author = self.author(start)
            return author if several else tuple(e for e in author if self._found.entities[e].label == "PERSON")
        if several and self._found.entities[who.entity].label == "PERSON":
            return self.body_of(who.entity) or (who.entity,)
        return (who.entity,)

    def bodies(self, start: int) -> tuple[int, ...]:
        """The bodies of the one who speaks: whose "my country" is."""
        who = self._beside(start, *self._paragraph(start))
        people = [who.entity] if who is not None else self.author(start)
        return tuple(b for person in people for b in (person, *self.body_of(person)))

    def _beside(self, start: int, first: int, last: int) -> Mention | None:
        """The name beside the verb of saying that is nearest behind a pronoun in a quotation, else before it."""
        if not self._quoted[start]:
            return None
        for i in self._said(start, first, last):
            pronoun = next((k for k in (i - 1, i + 1) if first <= k < last and self._view.is_a(k, "pronoun.he")), None)
            if pronoun is not None:
                return self._spoken.person_before(min(pronoun, start))
            near = [m for m in self._spoken.between(max(first, i - _BESIDE), min(last, i + _BESIDE)) if m.entity >= 0]
            near = [m for m in near if not self._quoted[m.start]]
            people = [m for m in near if m.label == "PERSON"] or near
            if people:
                return min(people, key=lambda m: min(abs(m.start - i), abs(m.end - i)))
        return None

    def _said(self, start: int, first: int, last: int) -> Iterator[int]:
        """Verbs of saying outside quotations: right behind the quotation, then before it, then after, nearest first."""
        said, plain = self._unquoted
        low, here, high = (bisect_left(said, i) for i in (max(first, start - _REACH), start, min(last, start + _REACH)))
        closed = bisect_left(plain, start)
        end = min(last, plain[closed]) if closed < len(plain) else last
        behind = max(here, bisect_left(said, end + _BESIDE, here, high))
        return chain(said[here:behind], reversed(said[low:here]), said[behind:high])

    @cached_property
    def _unquoted(self) -> tuple[list[int], list[int]]:
        """The verbs of saying outside quotations, and all tokens outside them."""
        said = [i for i in self._view.tokens_of(("person.said",)) if not self._quoted[i]]
        return said, [i for i, quoted in enumerate(self._quoted) if not quoted]

    @cached_property
    def _quoted(self) -> list[bool]:
        """For each token whether a quotation that opened in its paragraph is still open."""
        words = self._view.words
        marks = {word for word in self._view.vocabulary if word in _MARKS or "\n" in word}
        out: list[bool] = []
        inside = False
        for i in [i for i, word in enumerate(words) if word in marks]:
            out += [inside] * (i - len(out))
            ended = "\n" in words[i]
            out.append(inside and not ended)
            inside = words[i] in _OPEN or (words[i] == '"' and not inside)
        return out + [inside] * (len(words) - len(out))

    def body_of(self, person: int) -> tuple[int, ...]:
        """The body that a person speaks for: Nokia's security chief, X; X, head of policy at Nokia; its chairman, X."""
        for mention in self._spoken.of_entity(person):
            body = self._body_beside(mention)
            if body:
                return body
        titles = [self._roles.title_of(mention) for mention in self._spoken.of_entity(person)]
        if any(self._view.lexicon.has(word, "role.company") for title in titles for word in title):
            return self._spoken.main("ORG")
        if any(self._view.lexicon.has(word, "role.state") for title in titles for word in title):
            return self._spoken.main("COUNTRY")
        return ()

    def _body_beside(self, mention: Mention) -> tuple[int, ...]:
        for body in self._spoken.between(*self._view.sentence_of(mention.start)):
            if body.label in PARTIES and body.entity >= 0 and self._leads(mention, body):
                return (body.entity,)
        for i in self._view.among(max(0, mention.start - 8), mention.start, ("pronoun.its",)):
            if self._is_role(range(i, mention.start)):
                return self._spoken.party_before(i)
        title = range(max(0, mention.start - 6), mention.start)
        codes = {self._found.demonyms[i] for i in title if i in self._found.demonyms}
        return self._spoken.by_code(codes) if self._is_role(title) else ()

    def _leads(self, mention: Mention, body: Mention) -> bool:
        """Whether a role stands between a person and a body, or behind both: X, Nokia's head of policy."""
        if body.end <= mention.start:
            between = range(body.end, mention.start)
            return len(between) <= 9 and self._is_role(between) and not self._is_clause(between)
        if body.start < mention.end or body.start - mention.end > 10:
            return False
        owned = range(body.end, min(body.end + 7, len(self._view.words)))
        if body.start - mention.end <= 3 and self._view.lowers[mention.end] == "," and self._owns(body):
            return self._is_role(owned)
        between = range(mention.end, body.start)
        return self._is_role(between) and not self._is_clause(between)

    def _owns(self, body: Mention) -> bool:
        return body.end < len(self._view.words) and self._view.is_a(body.end, "poss")

    def _is_clause(self, tokens: range) -> bool:
        return self._view.has_any(tokens.start, tokens.stop, ("person.said", "verb.finite", "auxiliary.sure"))

    def _is_role(self, tokens: range) -> bool:
        return self._view.has_any(tokens.start, tokens.stop, ("officer", "person.role"))

    def author(self, start: int) -> tuple[int, ...]:
        """Outside quotations the one whose statement it is, else the body or the states that the article opens with."""
        lines = self._view.sentences[:_OPENING]
        at = min(start, lines[-1][1])  # what comes behind the opening tells no more of it
        if at not in self._openings:
            self._openings[at] = self._opening(start)
        told, met = self._openings[at]
        own = (m for m in self._spoken.first() if m.label in PARTIES and m.start < start and m.entity not in met)
        return told or tuple(m.entity for m in islice(own, 1)) or self._spoken.main("COUNTRY", met)

    def _opening(self, start: int) -> tuple[tuple[int, ...], frozenset[int]]:
        """Whom the first lines, up to a token, tell to be the author, and whom the author met."""
        first, last = 0, self._view.sentences[min(_TITLE, len(self._view.sentences)) - 1][1]
        head = [m for m in self._spoken.between(first, last) if m.entity >= 0 and m.start < start]
        met = frozenset(m.entity for m in head if self._is_counterpart(m))
        for mention in head if not self._spoken.is_joint_statement else ():
            if mention.label == "PERSON" and self._signs(mention) and not self._is_spokesperson(mention):
                return (mention.entity,), met
        lines = _OPENING if self._spoken.is_joint_statement else _TITLE
        for sentence in self._view.sentences[:lines]:
            for group in self._spoken.coordinations(sentence, start, PARTIES):
                return group, met
        return (), met

    def _signs(self, mention: Mention) -> bool:
        """Statement by President X, Remarks of the Minister, Mr Y."""
        for i in range(mention.start - 1, max(0, mention.start - _BESIDE), -1):
            if self._view.is_a(i, "author.by"):
                return self._view.is_a(i - 1, "author.text")
        return False

    def _is_spokesperson(self, mention: Mention) -> bool:
        return any(self._view.lexicon.has(word, "role.voice") for word in self._roles.title_of(mention))

    def _is_counterpart(self, mention: Mention) -> bool:
        """Chile in "meeting with President X of Chile", whom the author met."""
        first = self._view.sentence_of(mention.start)[0]
        before = range(max(first, mention.start - _BESIDE), mention.start)
        return any(self._view.lowers[i] == "with" for i in before)

    def _paragraph(self, token: int) -> tuple[int, int]:
        lines = self._view.tokens_of(("newline",))
        line = bisect_left(lines, token)
        first = lines[line - 1] + 1 if line else 0
        return first, lines[line] if line < len(lines) else len(self._view.words)

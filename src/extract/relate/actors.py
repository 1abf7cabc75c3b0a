"""Who commits: the subject of a trigger, found from its left across auxiliaries, appositions and relative clauses."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from extract.annotations import Anaphor, Annotations, Commitment, Mention
from extract.relate.groups import Groups
from extract.tokens import View

_RELATIVE: Final = frozenset({"which", "that", "who"})
_BOUNDARY: Final = frozenset(
    {
        ",",
        ";",
        ":",
        "–",
        "—",
        "“",
        '"',
        "‘",
        "and",
        "but",
        "that",
        "•",
        "-",
        "*",
        "or",
        "so",
        "nor",
        "neither",
        "both",
        "either",
        ")",
    }
)
_QUANTIFIED: Final = frozenset({"of", "all", "both", "many", "most", "some", "none", "neither", ","})
_EXEMPLAR: Final = frozenset({"including", "like", "as", "alongside", "them"})


class ActorFinder:
    """Finds the actors of commitments as entity indices."""

    def __init__(self, view: View, found: Annotations, encoded: str, patterns: dict[str, re.Pattern[str]]) -> None:
        self._view = view
        self._found = found
        self._encoded = encoded
        self._patterns = patterns
        self._groups = Groups(view, found)
        self._anaphors = {a.start: a for a in found.anaphors}
        self._anaphor_ends = {a.end: a for a in found.anaphors}

    def find(self, commitment: Commitment) -> tuple[int, ...]:
        """Entities that commit, in text order; empty where the actor is generic."""
        trigger = commitment.trigger
        if trigger.noun:
            return self._of_noun(commitment)
        first, _ = self._view.sentence_of(trigger.start)
        edge = self._left_edge(trigger.start, first)
        if trigger.form.endswith("ing") and self._opens_clause(edge, trigger.start, first):
            return self._of_participle(commitment, first)
        return self._of_subject(edge, first, commitment)

    def _left_edge(self, start: int, first: int) -> int:
        """The token before which the subject ends: auxiliaries, adverbs, negations and verbs of control passed over."""
        best = start
        low = max(first, start - 14)
        for begin in range(start - 1, low - 1, -1):
            match = self._patterns["control"].match(self._encoded, 2 * begin, 2 * start)
            if match and match.end() == 2 * start:
                best = begin
        return best

    def _opens_clause(self, edge: int, start: int, first: int) -> bool:
        if edge != start and self._view.is_a(start - 1, "auxiliary"):
            return False
        previous = self._view.lowers[start - 1] if start > first else ""
        return previous in {
            "",
            ",",
            "after",
            "before",
            "by",
            "without",
            "on",
            "upon",
            "while",
            "when",
            "since",
            "“",
            '"',
        }

    def _of_participle(self, commitment: Commitment, first: int) -> tuple[int, ...]:
        """Signing the call, A and B pledged ...: the main clause's subject, behind the participle or before it."""
        start = commitment.start
        if start - first <= 2:
            behind = self._groups.between(commitment.end, self._view.sentence_of(start)[1])
            exemplars = [m for m in behind if self._view.lowers[m.start - 1] in _EXEMPLAR]
            subject = [m for m in behind if not self._groups.modifies(m)]
            chosen = [m for m in subject if self._precedes_verb(m)] or subject or exemplars
            return self._entities(self._groups.from_first(chosen)) or self._first_anaphor(commitment.end, start)
        return self._of_subject(start, first, commitment, main=True)

    def _of_subject(self, edge: int, first: int, commitment: Commitment, main: bool = False) -> tuple[int, ...]:
        words = self._view.lowers
        if edge > first and words[edge - 1] in _RELATIVE:
            listed = self._listed_behind(commitment)
            if listed:
                return listed
            edge = self._antecedent_end(edge, first)
            group = self._groups.ending_at(edge, first) or self._among(edge, first)
            if group:
                return self._entities(group)
        anaphor = self._anaphor_ends.get(edge)
        if anaphor is not None and not main:
            return self._of_anaphor(anaphor, commitment)
        begin = self._clause_start(edge, first)
        names = self._groups.between(begin, edge)
        subjects = [m for m in names if not self._groups.modifies(m) and self._subject_like(m, first)]
        inner = self._last_anaphor(begin, edge)
        if subjects:
            if inner is not None and inner.start > subjects[-1].end and not main:
                return self._of_anaphor(inner, commitment)
            start = names.index(subjects[0]) if main else self._start_of_group(names, subjects[-1])
            return self._entities(self._groups.from_first(names[start:]))
        exemplars = [m for m in names if self._view.lowers[m.start - 1] in _EXEMPLAR]
        if exemplars:
            return self._entities(self._groups.from_first(names[names.index(exemplars[0]) :]))
        if inner is not None:
            return self._of_anaphor(inner, commitment)
        adjacent = [m for m in names if m.end == edge]
        return self._entities(adjacent)

    def _precedes_verb(self, mention: Mention) -> bool:
        names = ("auxiliary", "trigger.pledge", "trigger.endorsement", "trigger.intent", "verb.finite", "person.said")
        return mention.end < len(self._view.words) and any(self._view.is_a(mention.end, name) for name in names)

    def _start_of_group(self, names: list[Mention], last: Mention) -> int:
        """The index of the first name of the coordination that a name belongs to."""
        start = names.index(last)
        while start > 0 and self._groups.joined(names[start - 1].end, names[start].start):
            if self._groups.modifies(names[start - 1]):
                break
            start -= 1
        return start

    def _antecedent_end(self, edge: int, first: int) -> int:
        """Where the noun phrase before a relative pronoun ends: ", all of which" passed over."""
        i = edge - 1
        while i > first and self._view.lowers[i - 1] in _QUANTIFIED:
            i -= 1
        return i

    def _among(self, edge: int, first: int) -> list[Mention]:
        """A, B and C being among the firms which promised: the names before "among"."""
        for begin in range(edge - 2, max(first, edge - 9), -1):
            match = self._patterns["among"].match(self._encoded, 2 * begin, 2 * edge)
            if match and match.end() == 2 * edge:
                return self._groups.ending_at(begin, first)
        return []

    def _subject_like(self, mention: Mention, first: int) -> bool:
        """Whether a name, its titles and attributes passed over, begins a clause or continues a list."""
        i = mention.start - 1
        while i >= first and self._belongs_to_name(i):
            i -= 1
        if i < first:
            return True
        word = self._view.lowers[i]
        if word in _BOUNDARY or "\n" in word or word[0].isdigit():
            return True
        if self._view.is_a(i, "preposition"):
            timed = any(self._view.is_a(k, name) for k in range(i, mention.start) for name in ("month", "weekday"))
            return timed and (i == first or self._view.lowers[i - 1] in _BOUNDARY)
        return any(self._view.is_a(i, n) for n in ("person.said", "conjunction.subordinating", "number.word"))

    def _belongs_to_name(self, i: int) -> bool:
        """Whether a word before a name is part of its phrase: an article, a title, an adjective, another name."""
        if self._view.lowers[i] in _BOUNDARY or self._view.is_a(i, "preposition") or self._view.is_a(i, "verb.finite"):
            return False
        if i in self._found.demonyms or self._view.words[i] in {"-", "'s", "’s"}:
            return True
        names = ("determiner", "person.role", "person.title", "org.adjective", "adverb", "month", "weekday", "common")
        if any(self._view.is_a(i, name) for name in names):
            return True
        return any(m.start <= i < m.end for m in self._groups.parties)

    def _clause_start(self, edge: int, first: int) -> int:
        """After the last semicolon, quotation mark or line break before the trigger, or after "said that"."""
        for i in range(edge - 1, first - 1, -1):
            word = self._view.words[i]
            if word in {";", "“", "•"} or "\n" in word:
                return i + 1
            if word == "that" and i < edge - 1 and i > first and self._says(i - 1):
                return i + 1
        return first

    def _says(self, token: int) -> bool:
        return self._view.is_a(token, "person.said") or self._view.is_a(token, "person.verb")

    def _listed_behind(self, commitment: Commitment) -> tuple[int, ...]:
        """Among the countries that signed the pact are A, B and C."""
        match = self._patterns["listed"].match(self._encoded, 2 * commitment.end)
        if match is None:
            return ()
        begin = match.end() // 2
        behind = self._groups.between(begin, self._view.sentence_of(commitment.start)[1])
        return self._entities(self._groups.from_first(behind)) if behind and behind[0].start - begin < 4 else ()

    def _of_noun(self, commitment: Commitment) -> tuple[int, ...]:
        """Japan's pledge, their pledge, the U.S. pledge, a pledge by Japan; else the subject of the clause."""
        start = commitment.start
        first, last = self._view.sentence_of(start)
        low = start
        while (
            low > first and low > start - 6 and self._patterns["attribute"].match(self._encoded, 2 * (low - 1), 2 * low)
        ):
            low -= 1
        for i in range(low, start):
            if i in self._anaphors and self._view.lowers[i] not in {"it", "we", "they", "he", "she", "i"}:
                return self._of_anaphor(self._anaphors[i], commitment)
        owners = [m for m in self._groups.parties if low - 1 <= m.end <= start and m.start >= first]
        owners = [m for m in owners if m.end >= low and (m.end == start or self._owns(m))]
        if owners:
            return self._with_coordinated(owners[-1], first)
        match = self._patterns["by"].match(self._encoded, 2 * commitment.trigger.end, 2 * last)
        if match:
            return self._entities(self._groups.from_first(self._groups.between(match.end() // 2, last)))
        subject = self._of_subject(low, first, commitment)
        return subject or self._of_earlier(commitment)

    def _owns(self, mention: Mention) -> bool:
        following = self._view.lowers[mention.end] if mention.end < len(self._view.lowers) else ""
        return following in {"'s", "’s", "'", "’"} or not self._view.is_a(mention.end, "preposition")

    def _with_coordinated(self, owner: Mention, first: int) -> tuple[int, ...]:
        """Singapore's and Peru's commitment, Japan and Canada's plan."""
        group = [owner]
        for mention in reversed(self._groups.between(first, owner.start)):
            gap = self._view.lowers[mention.end : group[0].start]
            if set(gap) <= {"'s", "’s", "and", ",", "the", "&"} and set(gap) & {"and", ",", "&"}:
                group.insert(0, mention)
            else:
                break
        return self._entities(group)

    def _of_earlier(self, commitment: Commitment) -> tuple[int, ...]:
        """The signing of the pact: by those who signed it earlier in the article."""
        if commitment.trigger.kind != "endorsement":
            return ()
        for earlier in reversed(self._found.commitments):
            same = earlier.trigger.kind == "endorsement" and earlier.agreement == commitment.agreement
            if earlier.start < commitment.start and same and earlier.actors:
                return earlier.actors
        return ()

    def _of_anaphor(self, anaphor: Anaphor, commitment: Commitment) -> tuple[int, ...]:
        return tuple(e for e in anaphor.entities if self._found.entities[e].label != "AGREEMENT") if commitment else ()

    def _last_anaphor(self, begin: int, edge: int) -> Anaphor | None:
        inside = [a for a in self._found.anaphors if begin <= a.start and a.end <= edge]
        subjects = [
            a
            for a in inside
            if self._view.lowers[a.start] not in {"his", "her", "its", "their", "our", "my", "them", "him", "us"}
        ]
        return subjects[-1] if subjects else None

    def _first_anaphor(self, begin: int, start: int) -> tuple[int, ...]:
        last = self._view.sentence_of(start)[1]
        return next((a.entities for a in self._found.anaphors if begin <= a.start < last), ())

    def _entities(self, mentions: Iterable[Mention]) -> tuple[int, ...]:
        return tuple(dict.fromkeys(m.entity for m in mentions))

"""The subject before a trigger: across auxiliaries, appositions, relative clauses and lists."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from extract.annotations import Commitment, Mention
from extract.relate.common_nouns import CommonNouns
from extract.relate.groups import Groups
from extract.token_patterns import TokenPattern
from extract.tokens import View

_LABEL: Final = 12  # tokens of a speaker and a colon


class Subjects:
    """Finds the subjects of verbs as entity indices."""

    def __init__(self, view: View, groups: Groups, encoded: str, patterns: dict[str, TokenPattern]) -> None:
        self._view = view
        self._encoded = encoded
        self._patterns = patterns
        self._groups = groups
        self._nouns = CommonNouns(view, self._groups)

    def left_edge(self, start: int, first: int) -> int:
        """The token before which the subject ends: auxiliaries, adverbs, negations and verbs of control passed over."""
        best = start
        low = max(first, start - 14)
        for begin in range(start - 1, low - 1, -1):
            if self._groups.describes(begin):
                break
            match = self._patterns["control"].match(self._encoded, 2 * begin, 2 * start)
            if match and match.end() == 2 * start:
                best = begin
        return best

    def before(self, edge: int, first: int, commitment: Commitment, main: bool = False) -> tuple[int, ...]:
        if edge > first and self._view.is_a(edge - 1, "clause.relative"):
            listed = self._listed_behind(commitment)
            if listed:
                return listed
            edge = self._antecedent_end(edge, first)
            group = self._groups.ending_at(edge, first) or self._among(edge, first)
            if group:
                return self.entities(group)
        described = [] if main else self._before_aside(edge, first) or self._in_relative(edge, first)
        if described:
            return self.entities(described)
        plain = commitment.trigger.noun or self._view.is_a(commitment.start, "participle.adjective")
        if not (main or (plain and edge == commitment.start)) and self._nouns.opens_clause(edge, first):
            return self._listed_behind(commitment)
        begin = self._clause_start(edge, first)
        names = [m for m in self._groups.between(begin, edge) if not self._groups.bracketed(m)]
        heads = self._groups.heads(names, edge)
        subjects = [m for m in heads if self._subject_like(m, first) or self._ends_at(m, edge)]
        if subjects:
            start = self._start_of_group(heads, subjects[0] if main else subjects[-1])
            return self.entities(self._groups.from_first(heads[start:]))
        exemplars = [m for m in names if self._is_exemplar(m)]
        if exemplars:
            return self.entities(self._groups.from_first(names[names.index(exemplars[0]) :]))
        nearest = [m for m in heads if m.end == edge]
        return self.entities(heads[self._start_of_group(heads, nearest[0]) :] if nearest else ())

    def _is_exemplar(self, mention: Mention) -> bool:
        """Intel in "firms such as Intel", Biden in "leaders including President Biden"."""
        i = mention.start - 1
        while i > 0 and self._view.is_any(i, ("person.role", "person.title", "determiner")):
            i -= 1
        return i >= 0 and self._view.is_a(i, "exemplar")

    def _lists(self, one: Mention, other: Mention) -> bool:
        """Whether the last comma of a list, "and", stands between two names."""
        return other.start - one.end < 5 and self._view.has_any(one.end, other.start, ("conjunction.list",))

    def _in_relative(self, edge: int, first: int) -> list[Mention]:
        """The antecedent of a relative clause that goes on up to the trigger: the NGO X, which helped but did not."""
        for i in range(edge - 1, first + 1, -1):
            if self._view.lowers[i] in {",", ";"} or "\n" in self._view.words[i]:
                return []
            if self._view.is_a(i, "clause.relative") and self._view.lowers[i - 1] == ",":
                group = self._groups.ending_at(i - 1, first)
                thing = self._view.lowers[i] == "which" and all(m.label == "PERSON" for m in group)
                return [m for m in self._groups.between(first, i) if m.end == i - 1] if thing else group
        return []

    def _before_aside(self, edge: int, first: int) -> list[Mention]:
        """The subject before what commas set apart: Malta, which is small, / Malta, an island, / both of them, did."""
        out: list[Mention] = []
        while group := self._set_apart(edge, first):
            out = group + out
            edge = self._earlier_of_list(group[0].start, first)
        return out

    def _set_apart(self, edge: int, first: int) -> list[Mention]:
        """The names before the last aside that ends at a comma."""
        if edge <= first or self._view.lowers[edge - 1] != ",":
            return []
        for i in range(edge - 3, self._clause_start(edge, first), -1):
            if self._view.lowers[i] == "," and self._opens_aside(i + 1):
                group = self._groups.ending_at(i, first)
                if group and self._subject_like(group[0], first):
                    return group
        return []

    def _earlier_of_list(self, start: int, first: int) -> int:
        """Malta, an island, and: where an aside ends that "and" follows; else where the sentence begins."""
        i = start - 1
        while i > first and self._view.is_a(i, "determiner"):
            i -= 1
        if self._view.lowers[i] == ",":
            return i + 1
        return i if self._view.is_a(i, "conjunction.list") else first

    def _opens_aside(self, i: int) -> bool:
        if self._view.is_a(i, "conjunction.coordinating"):
            return False
        if self._view.is_a(i, "determiner") and i + 1 in self._groups.covered:
            return self._owned(i) or self._titles_noun(i + 1)
        names = ("relative", "determiner", "aside.opener", "number.word", "person.role")
        return self._view.is_any(i, names) or self._owned(i)

    def _titles_noun(self, start: int) -> bool:
        """The United Nations mission: a name in front of a common noun."""
        for mention in self._groups.between(start, start + 9):
            if mention.start == start and mention.end < len(self._view.words):
                word = self._view.words[mention.end]
                return word.islower() and not self._view.is_a(mention.end, "function")
        return False

    def _owned(self, i: int) -> bool:
        """Darfur's largest rebel group: a possessive at the beginning of an apposition."""
        return self._view.has_any(i + 1, i + 5, ("poss",))

    def _ends_at(self, mention: Mention, edge: int) -> bool:
        """Whether a pronoun stands right before the trigger: why they hope."""
        return mention.end == edge and self._groups.is_pronoun(mention)

    def _start_of_group(self, heads: list[Mention], last: Mention) -> int:
        """The index of the first name of the coordination that a name belongs to."""
        start = heads.index(last)
        while start > 0 and self._groups.joined(heads[start - 1].end, heads[start].start):
            closed = start > 1 and self._lists(heads[start - 2], heads[start - 1])
            if closed and not self._lists(heads[start - 1], heads[start]):
                break
            start -= 1
        return start

    def _antecedent_end(self, edge: int, first: int) -> int:
        """Where the noun phrase before a relative pronoun ends: ", all of which" passed over."""
        i = edge - 1
        while i > first and self._view.is_a(i - 1, "quantified"):
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
        while i >= first and not self._groups.is_pronoun(mention) and self._belongs_to_name(i):
            i -= 1
        if i < first:
            return True
        word = self._view.lowers[i]
        if self._view.is_a(i, "clause.boundary") or "\n" in word or word[0].isdigit():
            return True
        if self._view.is_a(i, "preposition"):
            timed = self._view.has_any(i, mention.start, ("month", "weekday"))
            return timed and (i == first or self._view.is_a(i - 1, "clause.boundary"))
        return self._view.is_any(i, ("person.said", "conjunction.subordinating", "number.word"))

    def _belongs_to_name(self, i: int) -> bool:
        """Whether a word before a name is part of its phrase: an article, a title, an adjective, another name."""
        if self._view.is_a(i, "role.of") and i > 0 and self._view.is_a(i - 1, "person.role"):
            return True
        if self._view.is_any(i, ("clause.boundary", "preposition", "verb.finite")):
            return False
        if i in self._groups.found.demonyms or self._view.is_any(i, ("hyphen", "poss")):
            return True
        names = ("determiner", "person.role", "person.title", "org.adjective", "adverb", "month", "weekday", "common")
        return self._view.is_any(i, names) or i in self._groups.covered

    def _clause_start(self, edge: int, first: int) -> int:
        """After the last semicolon, quotation mark or line break before the trigger, or after "said"."""
        words, codes, select = self._view.words, self._view.codes, self._view.lexicon.select
        dashes, said = select(("dash", "hyphen")), select(("person.said",))
        for i in range(edge - 1, first - 1, -1):
            word = words[i]
            if codes[i] in dashes and i - first < 12 and words[first].isupper():
                return i + 1
            alias = word == "“" and self._view.is_any(i - 1, ("lpar", "article"))
            if (word in {";", "“", "•"} and not alias) or "\n" in word:
                return i + 1
            if word == ":" and i - first < _LABEL and self._groups.between(i + 1, edge):
                return i + 1
            if word == "that" and i < edge - 1 and i > first and self._says(i - 1):
                return i + 1
            if codes[i] in said and i < edge - 1 and not self._view.is_a(i + 1, "said.pause"):
                return i + 1
        return first

    def _says(self, token: int) -> bool:
        return self._view.is_any(token, ("person.said", "person.verb"))

    def _listed_behind(self, commitment: Commitment) -> tuple[int, ...]:
        """Among the countries that signed the pact are A, B and C."""
        match = self._patterns["listed"].match(self._encoded, 2 * commitment.end)
        if match is None:
            return ()
        begin = match.end() // 2
        behind = self._groups.between(begin, self._view.sentence_of(commitment.start)[1])
        return self.entities(self._groups.from_first(behind)) if behind and behind[0].start - begin < 4 else ()

    def entities(self, mentions: Iterable[Mention]) -> tuple[int, ...]:
        return self._groups.entities(mentions)

"""Lists of parties behind "signed by" or "signatories include": roles, appositions and relative clauses passed over."""

from __future__ import annotations

from typing import Final

from extract.annotations import Mention
from extract.relate.groups import Groups
from extract.shapes import shape
from extract.tokens import View

_MAX_GAP: Final = 18
_MAX_OPENING: Final = 14
_BRACKET: Final = 3  # how far before its first name a bracket may open that holds the whole list
_HEAD: Final = 6  # tokens of the words that delegates are called by
_ITEM: Final = 4  # how far into its line an item of a list of lines may begin


class Lists:
    """Reads lists of names that begin at a token."""

    def __init__(self, view: View, groups: Groups) -> None:
        self._view = view
        self._groups = groups
        self._stops: dict[tuple[int, int], int | None] = {}

    def behind(self, begin: int) -> list[Mention]:
        """The names of the list that begins at a token, in its sentence or in the lines below it."""
        if begin < len(self._view.words) and "\n" in self._view.words[begin]:
            return self._lines(begin)
        begin = self._delegating(begin)
        last = self._view.sentence_of(min(begin, len(self._view.words) - 1))[1]
        if any(self._view.words[i] == "(" for i in range(max(0, begin - _BRACKET), begin)):
            last = next((i for i in range(begin, last) if self._view.words[i] == ")"), last)
        return self._read(begin, last)

    def _delegating(self, begin: int) -> int:
        """Behind the head of "ministers or ambassadors of A and B": the list is of those for whom they sign."""
        i = begin
        while i < begin + _HEAD and i + 1 < len(self._view.words):
            if self._view.is_a(i, "delegate.noun") and self._view.is_a(i + 1, "delegate.of"):
                return i + 2
            if not self._view.is_any(
                i, ("delegate.noun", "determiner", "conjunction.list", "number.word", "preposition")
            ):
                return begin
            i += 1
        return begin

    def _read(self, begin: int, last: int) -> list[Mention]:
        out: list[Mention] = []
        at = begin
        for mention in self._groups.between(begin, last):
            if mention.start < at:
                continue
            if (stop := self._stop(at, mention.start)) is not None:
                following = self._resumption(stop, last) if out else None
                if following is None or following > mention.start:
                    at = last if following is None else following
                    continue
                at = following
            limit = _MAX_GAP if out else _MAX_OPENING
            clause = ";" in self._view.words[at : mention.start] and self._is_subject(mention.end)
            if mention.start - at > limit or clause:
                break
            if not self._depends(mention, at, not out):
                out.append(mention)
            at = self._behind_bracket(mention.end, last)
        return out

    def _behind_bracket(self, end: int, last: int) -> int:
        """Where a list goes on behind a name: what brackets say of it is passed over."""
        words = self._view.words
        if end >= last or words[end] != "(":
            return end
        return next((i + 1 for i in range(end, last) if words[i] == ")"), end)

    def _lines(self, newline: int) -> list[Mention]:
        """One item a line, as long as lines begin with a name; an empty line may stand before the first and between."""
        out: list[Mention] = []
        at = newline
        while at < len(self._view.words):
            if "\n" in self._view.words[at]:
                at += 1
                continue
            last = self._view.sentence_of(at)[1]
            items = self._groups.between(at, last)
            if not items or items[0].start - at > _ITEM:
                break
            out.append(items[0])
            at = last
        return out

    def _stop(self, begin: int, end: int) -> int | None:
        """The first token in a gap that belongs to no list: a verb, a relative pronoun, a time, a contrast."""
        if (begin, end) not in self._stops:
            self._stops[begin, end] = self._first_stop(begin, end)
        return self._stops[begin, end]

    def _first_stop(self, begin: int, end: int) -> int | None:
        names = ("auxiliary", "verb.finite", "person.said", "relative", "list.end", "trigger.past")
        for i in range(begin, end):
            if "\n" in self._view.words[i] or (self._view.is_any(i, names) and not self._view.is_a(i, "poss")):
                return i
            if i + 1 < end and (self._is_adverbial(i) or self._is_purpose(i)):
                return i
        return None

    def _is_adverbial(self, i: int) -> bool:
        """The year, month or day of the signing: by Japan and Peru in 2017."""
        word = self._view.words[i + 1]
        timed = (len(word) == 4 and word.isdigit()) or self._view.is_any(i + 1, ("month", "weekday"))
        return timed and self._view.is_a(i, "preposition")

    def _is_purpose(self, i: int) -> bool:
        """What the signing is for: between Japan and Peru to set up a court, or, setting up a court."""
        word = self._view.words[i]
        if word.endswith("ing") and shape(word) == "lower.ing":
            return self._view.words[i - 1] == "," and not self._view.is_a(i, "list.again")
        noun = self._view.is_any(i + 1, ("determiner", "preposition", "infinitive.not"))
        return word == "to" and self._view.words[i + 1].islower() and not noun

    def _resumption(self, stop: int, last: int) -> int | None:
        """Where a list goes on behind a relative clause or a participle: after the next semicolon, or at ", and"."""
        words = self._view.words
        semicolon = next((i + 1 for i in range(stop, last) if words[i] == ";"), None)
        if semicolon is not None:
            following = self._groups.between(semicolon, last)
            return semicolon if following and not self._is_subject(following[0].end) else None
        participle = self._view.words[stop - 1] == "," and words[stop].endswith("ed")
        if not participle and not self._view.is_a(stop, "relative"):
            return None
        joints = self._view.among(stop + 1, last, ("conjunction.list",))
        return next((i for i in joints if words[i - 1] == ","), None)

    def _is_subject(self, end: int) -> bool:
        """Whether a verb stands right behind a name, so that another clause begins there."""
        names = ("auxiliary", "verb.finite", "trigger.past", "person.said")
        verb = end < len(self._view.words) and self._view.is_any(end, names)
        return verb and not self._view.is_a(end, "poss")

    def _depends(self, mention: Mention, begin: int, opening: bool) -> bool:
        """Whether a name only describes another: Peru's minister X, X of Denmark, X (BMO)."""
        groups = self._groups
        if groups.possessive(mention) or groups.attributive(mention) or groups.bracketed(mention):
            return True
        if groups.in_role(mention):
            return True
        governed = self._view.has_any(begin, mention.start, ("preposition",))
        if not governed:
            return not opening and groups.complement_of_name(mention)
        again = self._view.is_a(mention.start - 1, "list.again") or self._view.is_a(mention.start - 2, "list.again")
        if again or (mention.label == "PERSON" and self._has_role(mention.start, begin)):
            return False
        return groups.in_phrase(mention) or groups.complement_of_name(mention)

    def _has_role(self, start: int, begin: int) -> bool:
        """Whether a person's role, and its field of work, stands before the name: Minister of Justice X."""
        governing = next((i for i in range(start - 1, begin - 1, -1) if self._view.is_a(i, "preposition")), begin)
        titled = self._view.is_a(start - 1, "person.title")
        return titled or (governing > begin and self._view.is_a(governing - 1, "person.role"))

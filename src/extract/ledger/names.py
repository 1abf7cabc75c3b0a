"""Which names of several articles mean the same party or agreement."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from extract.schema import Extraction, Label

_PUNCTUATION: Final = re.compile(r"[^\w\s]")
_ACRONYM: Final = re.compile(r"[^\W\d_a-z][\w&.-]+[^\W_a-z]\.?")

Node = tuple[Label, str]
_Fullest = Mapping[Node, Mapping[str, int]]


def fold(name: str) -> str:
    """A name without regard to case, white space, punctuation and a leading article."""
    words = _PUNCTUATION.sub("", unicodedata.normalize("NFKC", name).casefold()).split()
    return " ".join(words[1:] if words[:1] == ["the"] and len(words) > 1 else words) or name


class NameForm(NamedTuple):
    """What an article calls by one norm: by which fullest name, and by which short forms that hold elsewhere, too."""

    label: Label
    key: str
    norm: str
    fullest: str
    short: tuple[str, ...]


def name_forms(record: Extraction) -> Iterator[NameForm]:
    """The names of an article, one for each party or agreement."""
    texts: dict[Node, set[str]] = defaultdict(set)
    norms: dict[Node, str] = {}
    for label, text, norm in _named(record):
        node = label, fold(norm or text)
        texts[node].add(" ".join(text.split()))
        norms.setdefault(node, norm or text)
    for (label, key), some in texts.items():
        short = sorted({fold(text) for text in some if _means_the_same_elsewhere(label, text)})
        yield NameForm(label, key, norms[label, key], max(some, key=lambda text: (len(text), text)), tuple(short))


class Names:
    """The parties and agreements of a set of articles, by how many articles have which form.

    Names with one norm are one. A name that is all that its articles know ("ISOC", "Paris Call") joins the longer
    name for which others use it as a short form, or, for an agreement, which it begins ("Paris Call for Trust");
    where it could join several, it joins none. The order of the articles plays no part.
    """

    def __init__(self, forms: Mapping[NameForm, int]) -> None:
        fullest: dict[Node, Counter[str]] = defaultdict(Counter)
        norms: dict[Node, Counter[str]] = defaultdict(Counter)
        short_for: dict[Node, set[Node]] = defaultdict(set)
        for form, articles in forms.items():
            node = form.label, form.key
            fullest[node][form.fullest] += articles
            norms[node][form.norm] += articles
            for key in form.short:
                short_for[form.label, key].add(node)
        self._parent: dict[Node, Node] = {}
        self._join(fullest, short_for)
        members: dict[Node, Counter[str]] = defaultdict(Counter)
        for node, counted in fullest.items():
            members[self._root(node)].update(counted)
        self._names = {root: _most(counted) for root, counted in members.items()}
        self._norms = {root: _most(norms[root]) for root in members}

    def node(self, label: Label, norm: str | None, name: str) -> Node:
        """What a name of an article stands for."""
        return self._root((label, fold(norm or name)))

    def agreements(self, record: Extraction) -> dict[str | None, Node]:
        """What the names of agreements in an article's stances and commitments stand for."""
        norms = _norms(record)
        names = {*(stance.agreement for stance in record.stances), *(one.agreement for one in record.commitments)}
        return {
            name: self.node("AGREEMENT", norms.get(("AGREEMENT", name)), name) for name in names if name is not None
        }

    def name(self, node: Node) -> str:
        """The name that most articles have as their fullest, the longest of equals."""
        return self._names.get(node, node[1])

    def norm(self, node: Node) -> str:
        """The norm that most of its articles give it, the longest of equals."""
        return self._norms.get(node, node[1])

    def _join(self, fullest: _Fullest, short_for: Mapping[Node, set[Node]]) -> None:
        """Find out which names mean the same."""
        begun = _beginnings(fullest)
        for node in sorted(fullest):
            called = {(node[0], fold(name)) for name in fullest[node]}
            longer = {other for form in called for other in short_for.get(form, ()) if other != node}
            longer = longer or {other for form in called for other in begun.get(form, ()) if other != node}
            roots = {self._root(other) for other in longer}
            if len(roots) == 1 and node not in roots:
                self._parent[node] = roots.pop()

    def _root(self, node: Node) -> Node:
        while node in self._parent:
            node = self._parent[node]
        return node


def _beginnings(fullest: _Fullest) -> dict[Node, set[Node]]:
    """For the beginnings of agreements' names before a small word the agreements: Paris Call, of Paris Call for."""
    begun: dict[Node, set[Node]] = defaultdict(set)
    for node, counted in fullest.items():
        for name in counted if node[0] == "AGREEMENT" else ():
            words = name.split()
            for i in range(2, len(words)):
                if words[i].islower():
                    begun[node[0], fold(" ".join(words[:i]))].add(node)
    return begun


def _named(record: Extraction) -> Iterator[tuple[Label, str, str | None]]:
    """The names of an article with their norms; a row of stances may have one that stands nowhere else."""
    norms = _norms(record)
    yield from ((mention.label, mention.text, mention.norm) for mention in record.mentions)
    for row in record.stances:
        yield row.type, row.party, row.norm
        if row.agreement is not None:
            yield "AGREEMENT", row.agreement, norms.get(("AGREEMENT", row.agreement))


def _norms(record: Extraction) -> dict[tuple[Label, str], str | None]:
    """The norms of an article's names; the first mention of a name has the say."""
    return {(mention.label, mention.text): mention.norm for mention in reversed(record.mentions)}


def _most(counted: Counter[str]) -> str:
    return max(counted, key=lambda name: (counted[name], len(name), name))


def _means_the_same_elsewhere(label: Label, form: str) -> bool:
    """Whether a short form may be trusted in other articles: an acronym, or some words of an agreement's name."""
    if label == "AGREEMENT" and " " in form:
        return True
    return label in {"AGREEMENT", "ORG"} and _ACRONYM.fullmatch(form) is not None

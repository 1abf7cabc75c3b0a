"""Mentions of one bearer are one entity, with its fullest name in the article and a norm."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import islice
from typing import Final

from extract.annotations import Candidate, Entity, Mention
from extract.mentions.names import called_after, short_forms
from extract.tokens import View

_KNOWN_AS: Final = 10
_BRACKET: Final = 3
_RIVALS: Final = 300  # agreements with one first word that a title in lower case may be short for
_OR: Final = "|"


def link_entities(view: View, candidates: list[Candidate]) -> tuple[list[Mention], list[Entity]]:
    """Mentions in text order and the entities that they belong to, in order of first mention."""
    named = _decided([c for c in candidates if c.label != "NONE"])
    parent = list(range(len(named)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for group in _groups(view, named):
        for other in group[1:]:
            a, b = sorted((root(group[0]), root(other)))
            parent[b] = a
    mentions: list[Mention] = []
    entities: list[Entity] = []
    index: dict[int, int] = {}
    members: dict[int, list[Candidate]] = defaultdict(list)
    for i, candidate in enumerate(named):
        members[root(i)].append(candidate)
    for i, candidate in enumerate(named):
        first = root(i)
        if first not in index:
            index[first] = len(entities)
            entities.append(_entity(view, members[first]))
        assert candidate.label != "NONE"
        mentions.append(Mention(candidate.start, candidate.end, candidate.label, candidate.rule, index[first]))
    return mentions, entities


def _decided(named: list[Candidate]) -> list[Candidate]:
    """Candidates with one norm each: Congo (``CD|CG``) is the state that the article has by another name, too."""
    clear = {c.norm for c in named if c.norm and _OR not in c.norm}
    out: list[Candidate] = []
    for c in named:
        if c.norm and _OR in c.norm:
            options = c.norm.split(_OR)
            c = c._replace(norm=next((norm for norm in options if norm in clear), options[0]))
        out.append(c)
    return out


def _groups(view: View, named: list[Candidate]) -> list[list[int]]:
    """Indices of candidates that name the same bearer."""
    by_key: dict[tuple[str, ...], list[int]] = defaultdict(list)
    full: dict[tuple[str, tuple[str, ...]], int] = {}
    folded = [tuple(map(str.casefold, view.words[c.start : c.end])) for c in named]
    for i, (c, words) in enumerate(zip(named, folded, strict=True)):
        by_key[(c.label, *words)].append(i)
        if c.norm:
            by_key[(c.label, "norm", c.norm)].append(i)
        full.setdefault((c.label, words), i)
        if i + 1 < len(named) and _defines(view, c, named[i + 1]):
            by_key[(c.label, "defined", str(i))] += [i, i + 1]
    # A short form belongs to the longest name that it can stand for, the nearest before it among equals.
    for i, c in sorted(enumerate(named), key=lambda pair: (pair[1].start - pair[1].end, pair[1].start)):
        if full[c.label, folded[i]] != i:
            continue
        for form in short_forms(view.words[c.start : c.end], c.label, view.lexicon):
            key = (c.label, tuple(map(str.casefold, form)))
            if key in full and full[key] != i and not _claimed(by_key, c.label, key[1]):
                by_key[(c.label, "short", *key[1])] += [i, full[key]]
    groups = [*by_key.values(), *_renamed(view, named)]
    agreements = [(i, view.words[c.start : c.end]) for i, c in enumerate(named) if c.label == "AGREEMENT"]
    alike: dict[str, list[tuple[int, tuple[str, ...]]]] = defaultdict(list)
    for i, words in agreements:
        if len(rivals := alike[words[0].casefold()]) < _RIVALS:
            rivals.append((i, words))
    for i, words in agreements:
        if words[-1].islower():
            named_so = (j for j, full in alike[words[0].casefold()] if called_after(words, full, view.lexicon))
            groups += [[j, i] for j in islice(named_so, 1)]
    return groups


def _renamed(view: View, named: list[Candidate]) -> Iterator[list[int]]:
    """The Convention, also known as X: X is another name of the last one before that is called a convention."""
    called: dict[str, list[int]] = defaultdict(list)  # the agreements so far by the words of their names
    for i, c in enumerate(named):
        if c.label != "AGREEMENT":
            continue
        gap = view.lowers[max(0, c.start - _KNOWN_AS) : c.start]
        if "known" in gap and (gap[-1] == "as" or gap[-2:-1] == ("as",)):
            head = c.start - len(gap) + gap.index("known")
            while head > 0 and (view.lowers[head] in {"known", ","} or view.is_a(head, "adverb")):
                head -= 1
            last = next((j for j in reversed(called[view.lowers[head]]) if named[j].end <= head), None)
            if last is not None and view.is_a(head, "agreement.strong") and view.words[head][0].isupper():
                yield [last, i]
        for word in {*view.lowers[c.start : c.end]}:
            called[word].append(i)


def _claimed(by_key: dict[tuple[str, ...], list[int]], label: str, words: tuple[str, ...]) -> bool:
    return (label, "short", *words) in by_key


def _defines(view: View, first: Candidate, second: Candidate) -> bool:
    """Whether the second name stands in brackets behind the first, as another name of the same bearer."""
    if first.label != second.label or not 0 < second.start - first.end <= _KNOWN_AS:
        return False
    gap = view.words[first.end : second.start]
    closed = second.end < len(view.words) and view.words[second.end] in {")", "]", "”", '"', "’"}
    spoken = view.lowers[first.end : second.start]
    if "known" in spoken and "as" in spoken:
        return True
    if gap[0] not in {"(", "["} or len(gap) > _BRACKET or not closed:
        return False
    if first.end - first.start == 1 and view.words[first.start].isupper():
        return True
    shorter = second.end - second.start < first.end - first.start or view.words[second.start].isupper()
    return first.label == "AGREEMENT" or shorter


def _entity(view: View, members: list[Candidate]) -> Entity:
    fullest = members[0]
    if len(members) > 1:
        fullest = max(members, key=lambda c: (len(view.text(c.start, c.end)), -c.start))
    name = view.text(fullest.start, fullest.end)
    norm = next((c.norm for c in sorted(members, key=lambda c: (c.start - c.end, c.start)) if c.norm), None)
    label = members[0].label
    assert label != "NONE"
    return Entity(" ".join(name.split()), label, norm or " ".join(name.split()))

"""Matching: maximum, blind to order and sides, and sensible where there is a choice."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise, permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.schema import Mention, Range
from extract.score_match import match, match_exact, match_items, match_overlapping, unmatched

edges = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), max_size=14)


@st.composite
def spans(draw: st.DrawFn) -> list[Mention]:
    """Spans of a short text that may overlap and repeat; the rule tells apart those of one range."""
    extents = draw(st.lists(st.tuples(st.integers(0, 12), st.integers(1, 6)), max_size=6))
    return [
        Mention(start=start, end=start + length, text="x", label="ORG", rule=str(index))
        for index, (start, length) in enumerate(extents)
    ]


@st.composite
def spans_side_by_side(draw: st.DrawFn) -> list[Range]:
    cuts = sorted(draw(st.sets(st.integers(0, 20), max_size=12)))
    return [Range(start=start, end=end) for start, end in pairwise(cuts) if draw(st.booleans())]


def most_pairs(rows: Sequence[int], found: set[tuple[int, int]]) -> int:
    """The size of a maximum matching, by trying every way."""
    columns = range(max((right for _, right in found), default=-1) + 1)
    padded = [*columns, *(-1 for _ in rows)]
    return max(
        sum((row, column) in found for row, column in zip(rows, chosen, strict=True))
        for chosen in set(permutations(padded, len(rows)))
    )


@given(edges)
def test_score_match_is_maximum(found: list[tuple[int, int]]) -> None:
    matched = match(found)
    assert set(matched.items()) <= set(found)
    assert len(set(matched.values())) == len(matched)
    assert len(matched) == most_pairs(sorted({left for left, _ in found}), set(found))


def test_score_match_takes_edges_in_order_of_preference() -> None:
    assert match([(0, 1), (1, 1), (1, 0), (0, 0)]) == {0: 1, 1: 0}


def test_score_match_needs_no_recursion() -> None:
    chain = [edge for i in range(5000) for edge in ((i, i), (i + 1, i))]
    assert len(match([*chain, (0, 5000)])) == 5001


@given(spans_side_by_side(), spans_side_by_side())
def test_score_match_overlapping_is_maximum_for_spans_side_by_side(gold: list[Range], pred: list[Range]) -> None:
    found = {
        (i, j) for i, a in enumerate(gold[:4]) for j, b in enumerate(pred[:4]) if a.start < b.end and b.start < a.end
    }
    assert len(match_overlapping(gold[:4], pred[:4])) == most_pairs(range(len(gold[:4])), found)


@given(spans(), spans())
def test_score_match_overlapping_pairs_each_span_once(gold: list[Mention], pred: list[Mention]) -> None:
    pairs = match_overlapping(gold, pred)
    assert all(a.start < b.end and b.start < a.end for a, b in pairs)
    assert len({a.rule for a, _ in pairs}) == len({b.rule for _, b in pairs}) == len(pairs)
    exact = [(a, b) for a, b in pairs if (a.start, a.end) == (b.start, b.end)]
    assert len(exact) == len(match_exact(gold, pred))


@given(spans(), spans())
def test_score_match_overlapping_treats_both_sides_alike(gold: list[Mention], pred: list[Mention]) -> None:
    def known(pairs: list[tuple[Mention, Mention]]) -> set[tuple[str | None, str | None]]:
        return {(a.rule, b.rule) for a, b in pairs}

    there = known(match_overlapping(gold, pred))
    back = known(match_overlapping(pred, gold))
    assert there == {(b, a) for a, b in back}


def test_score_match_overlapping_treats_both_sides_alike_where_paths_fork() -> None:
    gold = [Range(start=start, end=end) for start, end in [(2, 13), (14, 16), (16, 23), (23, 24)]]
    pred = [Range(start=start, end=end) for start, end in [(3, 4), (4, 18), (18, 24)]]
    back = [(b, a) for a, b in match_overlapping(pred, gold)]
    assert match_overlapping(gold, pred) == back


@given(spans(), spans(), st.data())
def test_score_match_overlapping_does_not_depend_on_order(
    gold: list[Mention], pred: list[Mention], data: st.DataObject
) -> None:
    reordered = match_overlapping(data.draw(st.permutations(gold)), data.draw(st.permutations(pred)))
    assert reordered == match_overlapping(gold, pred)


@given(spans())
def test_score_match_overlapping_matches_itself_span_by_span(gold: list[Mention]) -> None:
    assert all(a is b for a, b in match_overlapping(gold, gold))
    assert len(match_overlapping(gold, gold)) == len(gold)


CHOICES = {
    "closest": ([(0, 10)], [(0, 3), (4, 9)], [((0, 10), (4, 9))]),
    "leftmost of equals": ([(0, 10)], [(0, 5), (5, 10)], [((0, 10), (0, 5))]),
    "what touches does not overlap": ([(0, 1), (5, 8)], [(0, 6), (2, 5)], [((0, 1), (0, 6))]),
    "exact before two loose ones": ([(0, 5), (5, 9)], [(5, 9), (3, 7)], [((0, 5), (3, 7)), ((5, 9), (5, 9))]),
}


@pytest.mark.parametrize(("gold", "pred", "expected"), CHOICES.values(), ids=CHOICES.keys())
def test_score_match_overlapping_chooses(
    gold: list[tuple[int, int]],
    pred: list[tuple[int, int]],
    expected: list[tuple[tuple[int, int], tuple[int, int]]],
) -> None:
    pairs = match_overlapping(
        [Range(start=start, end=end) for start, end in gold],
        [Range(start=start, end=end) for start, end in pred],
    )
    assert [((a.start, a.end), (b.start, b.end)) for a, b in pairs] == expected


def test_score_match_items_finds_as_many_as_possible() -> None:
    pairs = match_items(["ab", "a"], ["a", "b"], lambda first, second: second in first)
    assert pairs == [("ab", "b"), ("a", "a")]


def test_score_unmatched_tells_items_apart_by_identity() -> None:
    first, second = Range(start=0, end=1), Range(start=0, end=1)
    assert [item is second for item in unmatched([first, second], [first])] == [True]
    assert unmatched([first, first], [first]) == [first]

"""One-to-one matching of what a person labelled with what was predicted."""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from extract.schema import Range

Item = TypeVar("Item")
Span = TypeVar("Span", bound=Range)


def match(edges: Iterable[tuple[int, int]]) -> dict[int, int]:
    """A maximum matching of a bipartite graph: right node by left node.

    The edges come in order of preference: they are taken as they come while both ends are free; then the
    matching is made maximum along augmenting paths, which never frees a node again.
    """
    neighbours: dict[int, list[int]] = defaultdict(list)
    by_left: dict[int, int] = {}
    by_right: dict[int, int] = {}
    for left, right in edges:
        neighbours[left].append(right)
        if left not in by_left and right not in by_right:
            by_left[left], by_right[right] = right, left
    for left in neighbours:
        if left not in by_left:
            _augment(left, neighbours, by_left, by_right)
    return by_left


def _augment(root: int, neighbours: dict[int, list[int]], by_left: dict[int, int], by_right: dict[int, int]) -> None:
    """Search breadth first for a free right node, and flip the path to it."""
    came_from: dict[int, int] = {}  # left node by the right node it leads to
    queue = deque([root])
    while queue:
        left = queue.popleft()
        for right in neighbours[left]:
            if right in came_from:
                continue
            came_from[right] = left
            if right in by_right:
                queue.append(by_right[right])
                continue
            step: int | None = right
            while step is not None:
                left = came_from[step]
                following = by_left.get(left)
                by_left[left], by_right[step] = step, left
                step = following
            return


def match_items(
    gold: Sequence[Item], pred: Sequence[Item], same: Callable[[Item, Item], bool]
) -> list[tuple[Item, Item]]:
    """As many pairs as possible of items that are the same."""
    edges = ((i, j) for i, item in enumerate(gold) for j, other in enumerate(pred) if same(item, other))
    return [(gold[i], pred[j]) for i, j in sorted(match(edges).items())]


def match_exact(gold: Sequence[Span], pred: Sequence[Span]) -> list[tuple[Span, Span]]:
    """Pairs of spans with the same start and end, each span in one pair at most."""
    waiting: dict[tuple[int, int], deque[Span]] = defaultdict(deque)
    for span in _ordered(pred):
        waiting[span.start, span.end].append(span)
    candidates = ((span, waiting[span.start, span.end]) for span in _ordered(gold))
    return [(span, others.popleft()) for span, others in candidates if others]


def match_overlapping(gold: Sequence[Span], pred: Sequence[Span]) -> list[tuple[Span, Span]]:
    """Pairs of spans that share a character, each span in one pair at most, ordered by the gold spans.

    Exact pairs come first; of the rest as many are matched as possible, the closest in extent preferred, then
    the leftmost. The outcome depends on neither the order of the spans nor on which side is called gold.
    """
    exact = match_exact(gold, pred)
    left = unmatched(_ordered(gold), [span for span, _ in exact])
    right = unmatched(_ordered(pred), [span for _, span in exact])
    # Which side augmenting starts from must not depend on its name; no range stands on both sides any more.
    swapped = _extents(left) > _extents(right)
    if swapped:
        left, right = right, left
    pairs = [(left[i], right[j]) for i, j in match(_overlaps(left, right)).items()]
    pairs = [(b, a) for a, b in pairs] if swapped else pairs
    return sorted(exact + pairs, key=lambda pair: (pair[0].start, pair[0].end))


def unmatched(items: Iterable[Item], matched: Iterable[Item]) -> list[Item]:
    """The items without the matched ones, in the same order; items are told apart by identity."""
    gone = Counter(id(item) for item in matched)
    left = []
    for item in items:
        if gone[id(item)]:
            gone[id(item)] -= 1
        else:
            left.append(item)
    return left


def same_range(first: Range, second: Range) -> bool:
    """Whether the spans start and end at the same offsets."""
    return (first.start, first.end) == (second.start, second.end)


def _overlaps(left: Sequence[Span], right: Sequence[Span]) -> list[tuple[int, int]]:
    """Index pairs of overlapping spans, both sides ordered by offset; the closest in extent come first."""
    found = []
    first = 0
    for i, span in enumerate(left):
        while first < len(right) and right[first].end <= span.start:
            first += 1
        for j in range(first, len(right)):
            other = right[j]
            if other.start >= span.end:
                break
            if other.end > span.start:
                found.append((abs(span.start - other.start) + abs(span.end - other.end), i, j))
    return [(i, j) for _, i, j in sorted(found)]


def _ordered(spans: Iterable[Span]) -> list[Span]:
    # Two spans of one range differ in what they say, which repr shows.
    return sorted(spans, key=lambda span: (span.start, span.end, repr(span)))


def _extents(spans: Iterable[Span]) -> list[tuple[int, int]]:
    return [(span.start, span.end) for span in spans]

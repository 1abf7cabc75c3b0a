"""Which of two overlapping readings wins, and what is told of the loser."""

from __future__ import annotations

from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.annotations import Candidate, CandidateLabel
from extract.mentions.resolve import resolve, score

LABELS: tuple[CandidateLabel, ...] = ("ORG", "COUNTRY", "PERSON", "AGREEMENT", "NONE")


def some(start: int, end: int, weight: int = 50, rule: str = "a", label: CandidateLabel = "ORG") -> Candidate:
    return Candidate(start, end, label, rule, weight)


def candidate_lists() -> st.SearchStrategy[list[Candidate]]:
    one = st.builds(
        lambda start, length, weight, label: some(start, start + length, weight, f"rule.{label}", label),
        st.integers(0, 12),
        st.integers(1, 5),
        st.integers(1, 100),
        st.sampled_from(LABELS),
    )
    return st.lists(one, max_size=12)


@pytest.mark.parametrize(
    ("winner", "loser"),
    [
        pytest.param(some(0, 1, 60), some(0, 1, 40, label="PERSON"), id="the weightier"),
        pytest.param(some(0, 3), some(1, 2), id="the longer of one weight"),
        pytest.param(some(0, 3, 50), some(1, 2, 60), id="length makes up for weight"),
        pytest.param(some(1, 2, 90), some(0, 3, 50), id="weight makes up for length"),
        pytest.param(some(0, 2), some(1, 3), id="the earlier of equals"),
        pytest.param(some(0, 2, rule="a"), some(0, 2, rule="b", label="PERSON"), id="the lesser id of equals"),
        pytest.param(some(0, 2, 60, label="NONE"), some(0, 2, 50), id="what is no name may win"),
    ],
)
def test_resolve_one_reading_wins_whatever_the_order(winner: Candidate, loser: Candidate) -> None:
    for order in ([winner, loser], [loser, winner]):
        kept, lost = resolve(order)
        assert kept == [winner]
        assert [item.candidate for item in lost] == [loser]


def test_resolve_tells_which_rule_outweighed_the_loser() -> None:
    _, lost = resolve([some(0, 1, 60, "strong"), some(0, 1, 40, "weak", "PERSON")])
    assert [item.reason for item in lost] == ["strong outweighs it, 60 to 40"]


def test_resolve_the_same_reading_twice_is_no_loss() -> None:
    kept, lost = resolve([some(0, 1, rule="a"), some(0, 1, 40, rule="b")])
    assert (kept, lost) == ([some(0, 1, rule="a")], [])


def test_resolve_neighbours_both_stand_in_text_order() -> None:
    assert resolve([some(2, 3, 90), some(0, 2)])[0] == [some(0, 2), some(2, 3, 90)]


@given(candidate_lists())
def test_resolve_winners_never_overlap_and_each_loser_meets_a_better_one(candidates: list[Candidate]) -> None:
    kept, lost = resolve(candidates)
    assert all(a.end <= b.start for a, b in pairwise(kept))
    for item in lost:
        rivals = [c for c in kept if c.start < item.candidate.end and item.candidate.start < c.end]
        assert any(score(c) >= score(item.candidate) for c in rivals)


@given(candidate_lists(), st.randoms())
def test_resolve_the_order_of_candidates_is_of_no_account(candidates: list[Candidate], random: Random) -> None:
    shuffled = list(candidates)
    random.shuffle(shuffled)
    assert resolve(shuffled)[0] == resolve(candidates)[0]

"""The first use of each id: remembered for good, in little memory."""

from __future__ import annotations

import tracemalloc

from hypothesis import given
from hypothesis import strategies as st

from extract.readers.ids import FirstUses

USES = st.tuples(st.text(max_size=2), st.sampled_from(["a", "b"]), st.none() | st.integers(1, 9))


@given(st.lists(USES, max_size=60))
def test_ids_earlier_use_is_the_first_one(uses: list[tuple[str, str, int | None]]) -> None:
    known, first = FirstUses(), dict[str, tuple[str, int | None]]()
    for name, file, line in uses:
        assert known.earlier(name, file, line) == first.get(name)
        first.setdefault(name, (file, line))


def test_ids_stay_known_as_their_table_grows() -> None:
    known = FirstUses()
    assert not any(known.earlier(f"id {number}", "a", number) for number in range(1, 5000))
    assert all(known.earlier(f"id {number}", "b", 1) == ("a", number) for number in range(1, 5000))


def test_ids_take_less_than_100_bytes_each() -> None:
    known = FirstUses()
    tracemalloc.start()
    try:
        for number in range(20_000):
            known.earlier(f"urn:uuid:00000000-0000-4000-8000-{number:012}", "archive.warc.gz", None)
        size = tracemalloc.get_traced_memory()[0]
    finally:
        tracemalloc.stop()
    assert size / 20_000 < 50

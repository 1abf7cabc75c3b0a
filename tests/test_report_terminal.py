"""Amounts with their nouns."""

from __future__ import annotations

import pytest

from extract.report.terminal import amount


@pytest.mark.parametrize(
    ("number", "things", "told"),
    [
        (0, ("article",), "0 articles"),
        (1, ("article",), "1 article"),
        (1200, ("article",), "1,200 articles"),
        (1, ("party", "parties"), "1 party"),
        (2, ("party", "parties"), "2 parties"),
    ],
)
def test_report_terminal_amounts_have_their_plural(number: int, things: tuple[str, ...], told: str) -> None:
    assert amount(number, *things) == told

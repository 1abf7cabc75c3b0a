"""Regular expressions kept in compiled form: the same as compiled anew, or compiled anew."""

from __future__ import annotations

import re
from base64 import b64encode
from zlib import compress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.pipeline import Pipeline
from extract.regex_code import FLAGS, _known, kept, restored

SOURCE = "(?P<span>[\u1000-\u2000].)+(?=a|b)"


def test_regex_code_gives_every_built_in_pattern_back(pipeline: Pipeline) -> None:
    for source in sorted({pattern.source for pattern in pipeline.stages.rules.patterns.values()})[::20]:
        code = kept(source)
        assert code is not None, "this Python's re is known"
        assert restored(source, code) == re.compile(source, FLAGS)


@given(st.text("ab\u1234\u2000"))
def test_regex_code_matches_alike(text: str) -> None:
    made, anew = restored(SOURCE, kept(SOURCE)), re.compile(SOURCE, FLAGS)
    assert made.groupindex == anew.groupindex
    matches = [[match.span("span") for match in pattern.finditer(text)] for pattern in (made, anew)]
    assert matches[0] == matches[1]


@pytest.mark.parametrize(
    "code",
    [
        None,
        ("", 0, {}),
        ("no base64", 1, {"span": 1}),
        (b64encode(b"not compressed").decode(), 1, {"span": 1}),
        (b64encode(compress(b"odd")).decode(), 1, {"span": 1}),
        (b64encode(compress(b"\xff" * 64)).decode(), 1, {"span": 1}),
        (b64encode(compress(b"\0" * 64)).decode(), 1, {"span": 7}),
    ],
)
def test_regex_code_that_is_broken_is_done_without(code: tuple[str, int, dict[str, int]] | None) -> None:
    assert restored(SOURCE, code) == re.compile(SOURCE, FLAGS)


def test_regex_code_of_what_is_no_pattern_raises_as_re_does() -> None:
    with pytest.raises(re.error, match="unterminated"):
        kept("(a")


def test_regex_code_of_an_unknown_python_is_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extract.regex_code.import_module", lambda _: re)
    _known.cache_clear()
    assert kept(SOURCE) is None
    _known.cache_clear()
    assert restored(SOURCE, ("", 1, {})) == re.compile(SOURCE, FLAGS)

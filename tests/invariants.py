"""What holds of every extraction, whatever the text."""

from __future__ import annotations

import re
from itertools import pairwise

from extract.schema import Extraction, TextRange, text_sha256


def name_of(text: str) -> str:
    """The name that stands in a text, with one space for all that counts as white space."""
    return re.sub("[\ud800-\udfff]", "\ufffd", " ".join(re.sub("[\x00\u200b\ufeff]", " ", text).split()))


def ranges(found: Extraction) -> list[TextRange]:
    """Every span of an extraction that carries its text."""
    triggers = [c.trigger for c in found.commitments if c.trigger is not None]
    return [*found.mentions, *found.commitments, *triggers, *found.counts]


def check_invariants(found: Extraction, text: str) -> None:
    """Assert that spans are where they say, that no two of a kind overlap, and that every name used is a mention."""
    assert (found.text, found.text_sha256) == (text, text_sha256(text))
    for span in ranges(found):
        assert span.text == text[span.start : span.end]
        assert span.text.strip() == span.text != ""
    for side_by_side in (found.mentions, found.commitments, found.counts):
        assert all(a.end <= b.start for a, b in pairwise(side_by_side))
    known = {name_of(m.text) for m in found.mentions}
    assert {name for c in found.commitments for name in c.actors} <= known
    assert {s.party for s in found.stances} <= known
    agreements = {name_of(m.text) for m in found.mentions if m.label == "AGREEMENT"}
    assert {c.agreement for c in found.commitments} | {s.agreement for s in found.stances} <= {*agreements, None}
    for stance in found.stances:
        assert stance.evidence
        assert all(r.end <= len(text) for r in stance.evidence)

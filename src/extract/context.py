"""Stage: which triggers make a commitment, and with what polarity, by the cues around them."""

from __future__ import annotations

from extract.annotations import Annotations
from extract.cues import CueRules, judge
from extract.search import encode
from extract.tokens import View


def find_cues(view: View, found: Annotations, rules: CueRules) -> None:
    """Turn triggers into commitments with polarity; the blocked ones go to `found.dropped`."""
    encoded = encode(view, found)
    for trigger in found.triggers:
        commitment, blocked = judge(view, encoded, trigger, rules)
        if blocked:
            found.dropped.append((trigger, blocked))
        else:
            found.commitments.append(commitment)

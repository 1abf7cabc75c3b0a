"""What each pattern costs: the time that it takes alone on encoded texts, where the pipeline would try it."""

from __future__ import annotations

from collections.abc import Iterator
from time import perf_counter

from extract.annotations import Annotations
from extract.cues import applies
from extract.extent import decisions
from extract.search import encode
from extract.stages import Stages
from extract.tokens import View


def rule_seconds(stages: Stages, view: View, found: Annotations) -> Iterator[tuple[str, float]]:
    """The seconds of each pattern tried, with its rule: names, cues, boundaries and stances.

    Gazetteer names and triggers are looked up all at once; no time is theirs alone.
    """
    yield from stages.mention_rules.seconds(view)
    encoded = encode(view, found)
    relate = stages.relate_rules
    yield from ((relate.stances[i].id, seconds) for i, seconds in relate.families.seconds("stance", view, found))
    for cue in stages.cue_rules.cues if found.triggers else ():
        _ = cue.pattern.regex  # which is made at first use
        begin = perf_counter()
        applies(stages.cue_rules, cue.rule.id, view, found)
        yield cue.rule.id, perf_counter() - begin
    for commitment in found.commitments:
        limit = 2 * view.sentence_of(commitment.start)[1]
        *_, last = decisions(view, found, stages.extent_rules, commitment)
        for i in range(commitment.trigger.end, min(last.token + 1, len(view.words))):
            for rule, pattern in stages.extent_rules.rules.get(encoded[2 * i], ()):
                _ = pattern.regex
                begin = perf_counter()
                pattern.match(encoded, 2 * i, limit)
                yield rule.id, perf_counter() - begin

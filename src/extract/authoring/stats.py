"""How each rule fares on texts: how often it fires, how often it prevails, and how often it is right by gold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from extract.annotations import Annotations
from extract.authoring.timing import rule_seconds
from extract.cues import reaching
from extract.extent import decisions
from extract.pipeline import Pipeline
from extract.record import to_extraction
from extract.schema import Article, Extraction
from extract.score_match import match_exact, match_overlapping
from extract.score_names import NameRule
from extract.score_pairs import pair_stances
from extract.search import encode
from extract.token_patterns import span_of
from extract.tokens import View


@dataclass(frozen=True, slots=True)
class RuleStats:
    """One rule over all texts; `kind` is the file that rules of its sort stand in.

    `fired` is how often it found something by itself, `kept` how often that went into the output, `judged` how often
    gold could tell, and `right` how often gold bore it out. `seconds` is None for what is not timed.
    """

    rule: str
    kind: str
    fired: int
    kept: int
    judged: int
    right: int
    seconds: float | None = None

    @property
    def lost(self) -> int:
        """How often others prevailed, or cues undid what it found."""
        return self.fired - self.kept

    @property
    def precision(self) -> float | None:
        """Right of judged; None where gold cannot tell."""
        return self.right / self.judged if self.judged else None


class RuleCounts:
    """Counts the rules of a pipeline over texts; with `timed` patterns are timed in a second pass."""

    def __init__(self, pipeline: Pipeline, *, timed: bool = False) -> None:
        self._pipeline = pipeline
        self._stages = pipeline.stages
        self._timed = timed
        self._fired: Counter[str] = Counter()
        self._kept: Counter[str] = Counter()
        self._judged: Counter[str] = Counter()
        self._right: Counter[str] = Counter()
        self._seconds: dict[str, float] = {}

    def add(self, article: Article, gold: Extraction | None = None) -> None:
        """Count one text, and judge what it yields by its labels where there are any."""
        view, found = self._pipeline.annotate(article.text)
        self._fired.update(self._firing(view, found))
        self._kept.update(self._keeping(view, found))
        if gold is not None:
            for rule, right in _judged(view, found, gold, to_extraction(article, view, found), self._pipeline):
                self._judged[rule] += 1
                self._right[rule] += right
        if self._timed:
            for rule, seconds in rule_seconds(self._stages, view, found):
                self._seconds[rule] = self._seconds.get(rule, 0.0) + seconds

    def rules(self) -> list[RuleStats]:
        """Every rule in file order, gazetteer first."""
        return [
            RuleStats(
                rule,
                kind,
                self._fired[rule],
                self._kept[rule],
                self._judged[rule],
                self._right[rule],
                self._seconds.get(rule),
            )
            for rule, kind in self._known()
        ]

    def _known(self) -> Iterator[tuple[str, str]]:
        rules = self._stages.rules
        named = [*(entry.rule for entry in rules.phrases.entries()), *(rule.id for rule in rules.token_names)]
        yield from ((rule, "gazetteers") for rule in named)
        for kind in ("names", "triggers", "cues", "boundaries", "stances"):
            yield from ((rule.id, kind) for rule in getattr(rules, kind))

    def _firing(self, view: View, found: Annotations) -> Iterator[str]:
        stages, encoded = self._stages, encode(view, found)
        yield from (candidate.rule for candidate in stages.name_candidates(view))
        opened = {(t.start, t.rule) for t in (*found.triggers, *(t for t, _ in found.dropped))}
        yield from (rule for _, rule in sorted(opened))
        for trigger in found.triggers:
            yield from (cue.rule for cue in reaching(view, encoded, trigger, stages.cue_rules))
        yield from _decided(view, found, self._pipeline)
        yield from (rule for rule, _ in self._stance_matches(view, found))

    def _keeping(self, view: View, found: Annotations) -> Iterator[str]:
        yield from (mention.rule for mention in found.mentions)
        outweighed = {lost.candidate for lost in found.lost}
        unnamed = (c for c in self._stages.name_candidates(view) if c.label == "NONE")
        yield from (candidate.rule for candidate in unnamed if candidate not in outweighed)
        for commitment in found.commitments:
            yield commitment.trigger.rule
            yield from (cue.rule for cue in commitment.cues)
        yield from (reason.removeprefix("blocked by ") for _, reason in found.dropped)
        yield from _decided(view, found, self._pipeline)
        shown = {(rule, span) for stance in found.stances for rule in stance.rules for span in stance.evidence}
        yield from (rule for rule, span in self._stance_matches(view, found) if (rule, span) in shown)

    def _stance_matches(self, view: View, found: Annotations) -> Iterator[tuple[str, tuple[int, int]]]:
        """What each stance rule matches, with its brackets; one match may show several stances."""
        relate = self._stages.relate_rules
        for i, match in relate.families.matches("stance", view, found):
            yield relate.stances[i].id, span_of(match)


def _decided(view: View, found: Annotations, pipeline: Pipeline) -> Iterator[str]:
    """The boundary rules that decided anything."""
    for commitment in found.commitments:
        made = decisions(view, found, pipeline.stages.extent_rules, commitment)
        yield from (decision.rule for decision in made if decision.rule)


def _judged(
    view: View, found: Annotations, gold: Extraction, pred: Extraction, pipeline: Pipeline
) -> Iterator[tuple[str, bool]]:
    """What gold says of each rule that had a part in the output."""
    labelled = {(m.start, m.end, m.label) for m in gold.mentions}
    for mention in pred.mentions:
        yield mention.rule or "", (mention.start, mention.end, mention.label) in labelled
    exact = _ids(b for _, b in match_exact(gold.commitments, pred.commitments))
    said = {id(b): a.polarity for a, b in match_overlapping(gold.commitments, pred.commitments)}
    for made, commitment in zip(found.commitments, pred.commitments, strict=True):
        yield made.trigger.rule, id(commitment) in exact
        yield from ((cue.rule, said.get(id(commitment)) == commitment.polarity) for cue in made.cues)
        ended = [d for d in decisions(view, found, pipeline.stages.extent_rules, made) if d.rule]
        yield from ((decision.rule, id(commitment) in exact) for decision in ended if decision.rule)
    names = NameRule((*gold.mentions, *pred.mentions))
    borne_out = _ids(b for _, b in pair_stances(gold, pred, names))
    triggers = {rule.id for rule in pipeline.stages.rules.triggers}
    for made_stance, stance in zip(found.stances, pred.stances, strict=True):
        yield from ((rule, id(stance) in borne_out) for rule in made_stance.rules if rule not in triggers)


def _ids(items: Iterable[object]) -> set[int]:
    return {id(item) for item in items}

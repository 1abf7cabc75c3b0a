"""The stages in order, compiled from one set of rules, and the state that they share through a Doc."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

from extract.annotations import KEY, Annotations, Candidate
from extract.context import find_cues
from extract.coref import CorefRules, find_antecedents
from extract.cues import CueRules
from extract.extent import ExtentRules, find_extents
from extract.mentions import MentionRules, find_mentions
from extract.relate import RelateRules, relate
from extract.ruleset import Ruleset, load_ruleset
from extract.search import Families
from extract.tokenizer import english_tokenizer
from extract.tokens import View, view
from extract.triggers import TriggerRules, find_triggers

STAGES: Final = ("mentions", "triggers", "context", "extent", "coref", "relate")


@dataclass(frozen=True)
class Stages:
    """Every stage's rules, compiled: they read Docs of any vocabulary, for a word has one key in all of them."""

    rules: Ruleset
    mention_rules: MentionRules
    trigger_rules: TriggerRules
    cue_rules: CueRules
    extent_rules: ExtentRules
    coref_rules: CorefRules
    relate_rules: RelateRules

    @classmethod
    def compile(cls, rules: Ruleset) -> Stages:
        """Hand every stage its rules."""
        cues = CueRules.compile(rules)
        families = Families({**CorefRules.searched(rules), **RelateRules.searched(rules)})
        return cls(
            rules,
            MentionRules.compile(rules, Vocab()),
            TriggerRules.compile(rules),
            cues,
            ExtentRules.compile(rules),
            CorefRules.compile(rules, families),
            RelateRules.compile(rules, cues, families),
        )

    def run(self, name: str, doc: Doc) -> None:
        """Run one of `STAGES` on a Doc; it reads what the stages before it left there."""
        arrays, found = self.state(doc)
        if name == "mentions":
            find_mentions(arrays, found, self.mention_rules)
        elif name == "triggers":
            find_triggers(arrays, found, self.trigger_rules)
        elif name == "context":
            find_cues(arrays, found, self.cue_rules)
        elif name == "extent":
            find_extents(arrays, found, self.extent_rules)
        elif name == "coref":
            find_antecedents(arrays, found, self.coref_rules)
        else:
            relate(arrays, found, self.relate_rules)

    def name_candidates(self, arrays: View) -> list[Candidate]:
        """What each name rule finds by itself, before readings compete."""
        return self.mention_rules.candidates(arrays)

    def state(self, doc: Doc) -> tuple[View, Annotations]:
        """The arrays and annotations of a Doc, made at first use."""
        state = doc.user_data.get(KEY)
        if state is None:
            state = doc.user_data[KEY] = (view(doc, self.rules.lexicon), Annotations())
        arrays, found = state
        assert isinstance(arrays, View)
        assert isinstance(found, Annotations)
        return arrays, found


@lru_cache(maxsize=4)
def _ruleset(folders: tuple[str, ...]) -> Ruleset:
    return load_ruleset([Path(folder) for folder in folders])


@lru_cache(maxsize=4)
def compiled(folders: tuple[str, ...]) -> Stages:
    """The stages for folders of rules, shared by all that use the same.

    Raises RuleError for broken rules.
    """
    return Stages.compile(_ruleset(folders))


@lru_cache(maxsize=4)
def compiled_for(nlp: Language, folders: tuple[str, ...]) -> Stages:
    """The stages for the components of a pipeline, whose tokenizer becomes ours, for so names are cut up.

    Raises RuleError for broken rules.
    """
    stages = compiled(folders)
    nlp.tokenizer = english_tokenizer(nlp.vocab, stages.rules.forms)
    return stages


def folder_names(rules: Sequence[Path | str]) -> tuple[str, ...]:
    """Rule folders as the key that `compiled` takes."""
    return tuple(str(folder) for folder in rules)

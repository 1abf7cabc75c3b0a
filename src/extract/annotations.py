"""What the stages hand to one another: token spans with rule ids, kept beside the Doc."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, Literal, NamedTuple

from extract.schema import Kind, Label, Polarity, StanceValue

KEY: Final = "extract"
UNNAMED: Final = "unnamed"  # the kind of anaphors that speak of an agreement without a name
Attempt = tuple[int, int, int]  # the index of a pattern, and the stretch of the encoded article to try it on
CandidateLabel = Literal["ORG", "COUNTRY", "PERSON", "AGREEMENT", "NONE"]


class Candidate(NamedTuple):
    """A possible reading of a token span: what a rule found, and how much the finding weighs."""

    start: int
    end: int
    label: CandidateLabel
    rule: str
    weight: int
    norm: str | None = None


class Lost(NamedTuple):
    """A candidate that lost, and why."""

    candidate: Candidate
    reason: str


class Mention(NamedTuple):
    """A name in the text; mentions of one party share `entity`, an index into `Annotations.entities`."""

    start: int
    end: int
    label: Label
    rule: str
    entity: int


class Entity(NamedTuple):
    """A party or an agreement: its fullest name in the article and its norm."""

    name: str
    label: Label
    norm: str


class Trigger(NamedTuple):
    """A word that opens a commitment; the complement begins at `complement`."""

    start: int
    end: int
    complement: int
    kind: Kind
    noun: bool
    form: str
    rule: str


class Cue(NamedTuple):
    """A cue that applies to a trigger."""

    start: int
    end: int
    effect: str
    rule: str


@dataclass(slots=True)
class Commitment:
    """A commitment in the making: each stage fills in its part."""

    trigger: Trigger
    end: int
    polarity: Polarity = "affirmed"
    withdrawn: bool = False
    cues: tuple[Cue, ...] = ()
    actors: tuple[int, ...] = ()
    agreement: int | None = None

    @property
    def start(self) -> int:
        """The first token: the trigger's."""
        return self.trigger.start


class Anaphor(NamedTuple):
    """A pronoun or description and the entities that it stands for, which may be none; `kind` says how it describes."""

    start: int
    end: int
    entities: tuple[int, ...]
    kind: str = "instrument"


class Stance(NamedTuple):
    """A party's stance on an agreement (None where the article names none), with the spans that show it.

    `rules` made the statements behind it.
    """

    party: int
    agreement: int | None
    stance: StanceValue
    evidence: tuple[tuple[int, int], ...]
    rules: tuple[str, ...] = ()


class Count(NamedTuple):
    """A claimed number of parties."""

    start: int
    end: int
    value: int
    bound: Literal["exact", "at_least", "about", "at_most"]
    what: tuple[int, int]


@dataclass(slots=True)
class Annotations:
    """All that is known of one article so far.

    `encoding` is the article in the characters of the pattern language, its names marked, and `attempts` where to try
    the patterns of each family on it, once asked for;
    `demonyms` has the country code of tokens that are demonyms, `places` by first token the end of a place's name, and
    the country code if it is a capital.
    """

    mentions: list[Mention] = field(default_factory=list)
    entities: list[Entity] = field(default_factory=list)
    lost: list[Lost] = field(default_factory=list)
    triggers: list[Trigger] = field(default_factory=list)
    dropped: list[tuple[Trigger, str]] = field(default_factory=list)
    commitments: list[Commitment] = field(default_factory=list)
    stances: list[Stance] = field(default_factory=list)
    counts: list[Count] = field(default_factory=list)
    demonyms: dict[int, str] = field(default_factory=dict)
    places: dict[int, tuple[int, str | None]] = field(default_factory=dict)
    anaphors: list[Anaphor] = field(default_factory=list)
    instruments: list[Anaphor] = field(default_factory=list)
    encoding: str | None = None
    attempts: dict[str, list[Attempt]] | None = None

    def mention_states(self) -> dict[int, tuple[str, bool]]:
        """For each token of a known name its label, and whether it continues the name; mentions come first."""
        known = dict.fromkeys(self.demonyms, ("DEMONYM", False))
        known |= {i: ("PLACE", i > start) for start, (end, _) in self.places.items() for i in range(start, end)}
        return known | {i: (m.label, i > m.start) for m in self.mentions for i in range(m.start, m.end)}

"""The models of the rule files: what a linguist may write, and what is refused."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationInfo, field_validator

from extract.lexicon import POSITIONS
from extract.schema import Kind, Polarity, StanceValue
from extract.shapes import SHAPES
from extract.token_attributes import TokenAttributes, check_attributes

GazetteerLabel = Literal["COUNTRY", "ORG", "PERSON", "AGREEMENT", "PLACE", "DEMONYM"]
NameLabel = Literal["COUNTRY", "ORG", "PERSON", "AGREEMENT", "NONE"]
Complement = Literal[
    "infinitive",
    "direct",
    "gerund",
    "to_noun",
    "that",
    "content",
    "noun",
    "amount",
    "for_noun",
    "of_gerund",
    "funds",
    "money",
    "agreement",
    "new_thing",
    "from_instrument",
    "instrument",
    "coalition",
]
Effect = Literal["negate", "block", "void"]
RuleId = Annotated[str, Field(pattern=r"^[\w.&'’+-]+$", min_length=2)]
Token = Annotated[str, Field(pattern=r"^\S+$")]
Forms = Annotated[tuple[Annotated[str, Field(pattern=r"\S")], ...], Field(strict=False, min_length=1)]
Examples = Annotated[tuple[str, ...], Field(strict=False)]

_RESERVED = {*SHAPES, *POSITIONS, "any", "free"}


class Rule(BaseModel):
    """What all rules share: a stable id, and texts that they must and must not match."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    id: RuleId
    accept: Examples = ()
    reject: Examples = ()


class ShownRule(Rule):
    """A rule that must come with examples of both kinds."""

    accept: Annotated[tuple[str, ...], Field(strict=False, min_length=1)]
    reject: Annotated[tuple[str, ...], Field(strict=False, min_length=1)]


class GazetteerRule(Rule):
    """A name: a string, or token attributes in spaCy's Matcher form."""

    label: GazetteerLabel
    pattern: str | list[TokenAttributes]
    norm: str | None = None
    ambiguous: bool = False

    @field_validator("norm")
    @classmethod
    def _is_text(cls, norm: str | None) -> str | None:
        return norm and norm.encode().decode()  # raises for half of a surrogate pair

    @field_validator("pattern")
    @classmethod
    def _runs_on_a_blank_pipeline(cls, pattern: str | list[TokenAttributes]) -> str | list[TokenAttributes]:
        if not pattern or (isinstance(pattern, str) and pattern != pattern.strip()):
            raise ValueError("a pattern is a name without outer white space, or a list of token attributes")
        if isinstance(pattern, str):
            pattern.encode()  # JSON can escape half a surrogate pair, which no text has
            return pattern
        check_attributes(pattern)
        return pattern


class WordClass(Rule):
    """A set of words that patterns name as ``<id>``: `words`, and those that stand for a number with their `values`."""

    values: dict[Token, Annotated[int, Field(gt=0)]] = Field(default_factory=dict)
    words: Annotated[tuple[Token, ...], Field(strict=False, validate_default=True)] = ()

    @field_validator("id")
    @classmethod
    def _is_free(cls, name: str) -> str:
        if name in _RESERVED or name.startswith("gazetteer."):
            raise ValueError(f"{name} is built in; choose another id")
        return name

    @field_validator("values")
    @classmethod
    def _differ_in_more_than_case(cls, values: dict[str, int]) -> dict[str, int]:
        lowers = [word.lower() for word in values]
        if len(lowers) != len(set(lowers)):
            raise ValueError(f"{next(w for w in lowers if lowers.count(w) > 1)!r} stands twice")
        return values

    @field_validator("words")
    @classmethod
    def _are_some(cls, words: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
        values = info.data.get("values")
        if not words and values == {}:
            raise ValueError("a class has at least one word, here or in values")
        twice = {word.lower() for word in words} & {word.lower() for word in values or ()}
        if twice:
            raise ValueError(f"{min(twice)!r} stands in values, too")
        return words


class TokenRule(Rule):
    """A form that the tokenizer keeps whole."""

    form: str


class Macro(Rule):
    """A part of patterns that other patterns name as ``$id``."""

    pattern: str


class PatternRule(ShownRule):
    """A rule with a pattern over token classes."""

    pattern: str


class NameRule(PatternRule):
    """A pattern that tags a name; NONE marks what looks like one and is none."""

    label: NameLabel
    weight: Annotated[int, Field(ge=1, le=100)]


class TriggerRule(ShownRule):
    """Words that open a commitment, and what they may govern."""

    kind: Kind
    forms: Forms
    complement: Annotated[tuple[Complement, ...], Field(strict=False, min_length=1)]
    noun: bool = False
    before: str | None = None
    polarity: Polarity = "affirmed"
    withdraws: bool = False


class CueRule(PatternRule):
    """Words around a trigger that flip it (`negate`) or undo it: `block`, unless it is negated, and `void`.

    A `backward` cue stands before the trigger: its pattern ends at most `scope` tokens before it, with no terminator in
    between. A `forward` cue begins at most `scope` tokens after the trigger. A `sentence` cue stands anywhere in the
    trigger's sentence. Where `unless` matches in the sentence before the cue, the cue does not apply. `of` narrows it
    to triggers that match, `nouns: false` to those that are no nouns; with `previous` it may begin a sentence earlier.
    """

    effect: Effect
    direction: Literal["backward", "forward", "sentence"]
    scope: Annotated[int, Field(ge=0, le=60)] = 0
    terminators: str | None = None
    unless: str | None = None
    of: str | None = None
    nouns: bool = True
    previous: bool = False
    kinds: Annotated[tuple[Kind, ...], Field(strict=False)] = ()


class BoundaryRule(PatternRule):
    """Whether a commitment goes on at a boundary: the first rule whose pattern matches there decides.

    A `stop` ends the span before the match, a `continue` goes on behind it. An `embedded` rule is for triggers that are
    nouns or stand in a relative clause, so that the main verb of the sentence comes after them; a `closed` one speaks
    where no clause inside the span still waits for its verb; `kinds` narrows a rule.
    """

    decision: Literal["stop", "continue"]
    embedded: bool = False
    closed: bool = False
    kinds: Annotated[tuple[Kind, ...], Field(strict=False)] = ()


class StanceRule(PatternRule):
    """A construction that shows a stance without a commitment span.

    The `parties` are the ``marked`` names in the brackets; or the brackets hold the head, and the parties are its
    ``subject``, its ``owner`` (of a noun), the list ``behind`` the match or the names ``before`` it. Cues around the
    head flip or block it. An `elided` rule speaks of the agreement of the statement
    before it. An `echo` takes the stance of that statement, too: the ``same``, or what it speaks of as ``done``.
    """

    stance: StanceValue
    parties: Literal["marked", "subject", "owner", "behind", "before"] = "marked"
    elided: bool = False
    echo: Literal["same", "done"] | None = None
    negatable: bool = True

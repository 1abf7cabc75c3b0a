"""What a ledger holds: a row for each party and agreement, what contradicts, and the numbers that articles claim."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from extract.schema import Bound, Day, Model, PartyType, StanceValue

CountVerdict = Literal["agree", "differ", "contradict"]
Link = Literal["name", "parties"]


class Showing(Model):
    """A place in an article that shows a stance; offsets are code points, end exclusive.

    `text` is what stands there, and `sentence` its surroundings. What the articles' records do not tell is None.
    """

    article: str
    source: str | None
    date: Day | None
    stance: StanceValue
    start: int | None
    end: int | None
    text: str | None
    sentence: str | None


class Row(Model):
    """Where a party stands on an agreement by all articles.

    `stance` is that of the latest article if all are dated, else that of most. `agreement` is None where the article
    names none; `link` tells how an article's agreement was found to be this one: by a name, or, where it names none,
    by parties that stand as they do here. `inferred` names the group whose member the party is.
    """

    party: str
    type: PartyType
    norm: str
    agreement: str | None
    link: Link
    stance: StanceValue
    articles_for: int
    articles_against: int
    first_date: Day | None
    last_date: Day | None
    inferred: str | None
    evidence: tuple[Showing, ...] = Field(strict=False)


class Told(Model):
    """What an article says of a party and an agreement: its part of a row.

    `agreement` and `party` are keys of `Names`, `place` that of the stance among the article's. There is a showing at
    least, though an article may tell no more than the stance.
    """

    agreement: str | None
    type: PartyType
    party: str
    link: Link
    inferred: str | None
    place: int
    showings: tuple[Showing, ...] = Field(strict=False)

    @property
    def group(self) -> tuple[str | None, str, PartyType, str]:
        """What the parts of one row have in common; agreements that are not named are one for each article."""
        return self.agreement, self.showings[0].article if self.agreement is None else "", self.type, self.party


class Contradiction(Model):
    """Articles that differ on a party; `changed` if by their dates the party changed its mind instead."""

    party: str
    type: PartyType
    agreement: str | None
    changed: bool
    signed: tuple[str, ...] = Field(strict=False)
    not_signed: tuple[str, ...] = Field(strict=False)
    withdrew: tuple[str, ...] = Field(strict=False)


class Claim(Model):
    """A number of parties that an article claims."""

    article: str
    source: str | None
    date: Day | None
    start: int
    end: int
    text: str
    value: int
    bound: Bound


class Counted(Model):
    """A claim with the agreement's name and the kind of parties that it counts."""

    agreement: str | None
    of: str
    claim: Claim

    @property
    def group(self) -> tuple[bool, str, str]:
        """What the claims of one group have in common; agreements that are not named are one for each article."""
        return self.agreement is None, self.claim.article if self.agreement is None else self.agreement, self.of


class CountGroup(Model):
    """What all articles claim of one kind of parties of an agreement.

    Claims `agree` if they are the same, `differ` if all may be true at once (over 50, over 40), else `contradict`.
    """

    agreement: str | None
    of: str
    verdict: CountVerdict
    claims: tuple[Claim, ...] = Field(strict=False)


class Ledger(Model):
    """One table over all articles."""

    articles: int
    rows: tuple[Row, ...]
    contradictions: tuple[Contradiction, ...]
    counts: tuple[CountGroup, ...]

"""The model of a group of states, and of what its file says of each member."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator, Field

from extract.rulespec import Rule
from extract.schema import as_day

_MEMBER = re.compile(r"^(?P<name>\S.*?)(?: since (?P<since>\d{4}-\d\d-\d\d))?(?: until (?P<until>\d{4}-\d\d-\d\d))?$")


def _member(text: str) -> str:
    found = _MEMBER.match(text)
    if found is None:
        raise ValueError("allowed is a country's name, and since and until with a day as YYYY-MM-DD")
    days = [as_day(day) for day in found.group("since", "until") if day]
    if days != sorted(days):
        raise ValueError(f"{text!r} ends before it begins")
    return text


class GroupRule(Rule):
    """A group of states by its norm; a member is a country's name, and since and until when it has been one.

    Such as ``United Kingdom until 2020-01-31``.
    """

    norm: str
    members: Annotated[tuple[Annotated[str, AfterValidator(_member)], ...], Field(strict=False, min_length=1)]

    def terms(self) -> list[tuple[str, str, str]]:
        """The name of each member with its first and last day as YYYY-MM-DD, empty where it has none."""
        matches = (_MEMBER.fullmatch(member) for member in self.members)
        return [(match["name"], match["since"] or "", match["until"] or "") for match in matches if match]

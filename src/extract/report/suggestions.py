"""Drafts of rules from missed spans: lines to paste into a rule file, all of them comments until someone judges."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from extract.report.terminal import amount, plain

if TYPE_CHECKING:  # the pipeline is behind it
    from extract.authoring.suggest import Suggestion

_EXAMPLES = 3
_COMPLEMENTS = {"to": "infinitive", "that": "that"}


def suggestions_text(found: Sequence[Suggestion], missed: int) -> str:
    """The drafts, each with some of the spans that it is made from, as YAML behind comment signs."""
    told = sum(len(suggestion.missed) for suggestion in found)
    lines = [line for suggestion in found for line in (*_draft(suggestion), "")]
    lines.append(f"{amount(missed, 'missed span')}, {told:,} of them above")
    return "".join(f"# {line}".rstrip() + "\n" for line in lines)


def _draft(suggestion: Suggestion) -> Iterator[str]:
    spans = suggestion.missed
    yield plain(f"{suggestion.label}, {amount(len(spans), 'missed span')}: {suggestion.trait} {suggestion.word!r}")
    trigger = suggestion.trait == "form"
    kind = "trigger" if trigger else "name"
    yield f"- id: my.{kind}.{re.sub('[^a-z]+', '.', suggestion.word.lower()).strip('.') or 'new'}"
    if trigger:
        following = [span.words[1].lower() if len(span.words) > 1 else "" for span in spans]
        complements = sorted({_COMPLEMENTS.get(word, "noun") for word in following})
        yield f"  kind: {suggestion.label}"
        yield f"  forms: [{json.dumps(suggestion.word, ensure_ascii=False)}]"
        yield f"  complement: [{', '.join(complements)}]"
    else:
        yield f"  label: {suggestion.label}"
        yield "  weight: 50"
        yield f"  pattern: {json.dumps(_pattern(suggestion), ensure_ascii=False)}"
    yield "  accept:"
    for span in spans[:_EXAMPLES]:
        yield f"    - {json.dumps(plain(span.example), ensure_ascii=False)}  # {plain(span.article)}"
    yield "  reject: []  # what it must not match"


def _pattern(suggestion: Suggestion) -> str:
    """The shapes of the spans, as often as they repeat, with the word that they share."""
    headed = suggestion.trait == "head"
    lengths = [len(span.words) - headed for span in suggestion.missed]
    shapes = "|".join(sorted({part for span in suggestion.missed for part in span.shapes().split("|")}))
    low, high = min(lengths), max(lengths)
    repeat = f"<{shapes}>" + (f"{{{low},{high}}}" if low < high else f"{{{low}}}" if low > 1 else "")
    name = f"[ {repeat} {suggestion.word} ]" if headed else f"[ {repeat} ]"
    return {"before": f"{suggestion.word} {name}", "after": f"{name} {suggestion.word}"}.get(suggestion.trait, name)

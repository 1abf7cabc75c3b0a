"""Articles for the tests of pages: one with nested highlights, and one that attacks wherever it can."""

from __future__ import annotations

import re

from extract.ledger import build_ledger
from extract.report.html import Scored, run_html, scores_html
from extract.schema import Commitment, Extraction, Mention, TextRange

SIGNING = "Nokia did not sign the Tidal Pact."
NAMES = (
    Mention(start=0, end=5, text="Nokia", label="ORG", norm="nokia", rule="company.nokia"),
    Mention(start=23, end=33, text="Tidal Pact", label="AGREEMENT", norm="tidal-pact", rule="name.pact"),
)
REFUSAL = Commitment(
    start=14,
    end=33,
    text="sign the Tidal Pact",
    trigger=TextRange(start=14, end=18, text="sign"),
    kind="endorsement",
    polarity="negated",
    actors=("Nokia",),
    agreement="Tidal Pact",
    rules=("trigger.sign", "cue.not"),
)
ARTICLE = Extraction(id="one", text=f"{SIGNING}\r\n", mentions=NAMES, commitments=(REFUSAL,))


def shown(text: str) -> str:
    """The text as HTML can hold it."""
    return re.sub("[\0\ud800-\udfff]", "\ufffd", text)


HOSTILE = (
    "</script></style><script>alert(1)</script><img src=x onerror=alert(2)> \"' onfocus=alert(3) \u2028\ud83d\0{{ 7 }}"
)


def hostile() -> Extraction:
    """An article in which whatever can be text is an attack."""
    place = {"start": 0, "end": len(HOSTILE), "text": HOSTILE}
    return Extraction.model_validate(
        {
            "id": HOSTILE.replace("\ud83d", ""),
            "source": HOSTILE,
            "date": "2018-11-12",
            "text": HOSTILE,
            "mentions": [place | {"label": "AGREEMENT", "norm": HOSTILE, "rule": HOSTILE}],
            "commitments": [
                place
                | {
                    "kind": "pledge",
                    "polarity": "negated",
                    "actors": [HOSTILE],
                    "agreement": HOSTILE,
                    "rules": [HOSTILE],
                }
            ],
            "stances": [
                {"party": HOSTILE, "type": "ORG", "agreement": HOSTILE, "stance": "signed", "evidence": [place]},
                {"party": HOSTILE, "type": "ORG", "stance": "withdrew", "inferred": HOSTILE},
            ],
            "counts": [place | {"value": 7, "bound": "exact", "what": HOSTILE}],
        }
    )


def hostile_pages() -> dict[str, str]:
    """Every kind of page, made of attacks."""
    record = hostile()
    scored = [Scored.of(HOSTILE, [record], [Extraction(id=record.id)])]
    scored.append(Scored.of("spurious", [Extraction(id=record.id, text=HOSTILE)], [record]))
    ledger = build_ledger([record], {})
    return {
        "run": run_html(HOSTILE, [record], ledger),
        "without text": run_html(HOSTILE, [record.model_copy(update={"text": None})], ledger),
        "scores": scores_html(scored, ledger),
    }

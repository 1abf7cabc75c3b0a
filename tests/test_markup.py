"""Inline markup: lossless both ways, every mistake told with its line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import extractions, texts

from extract.errors import GoldError
from extract.markup import from_markup, to_markup
from extract.schema import Extraction

ARTICLE = """\
---
id: some-id
stances:
  - {party: Japan, type: COUNTRY, agreement: Lisbon Ocean Pledge, stance: signed}
  - {party: Acme Corp., type: ORG, agreement: null, stance: not_signed}
---
[Japan]{COUNTRY norm=JP} [signed the [Lisbon Ocean Pledge]{AGREEMENT}]{endorsement actors="Japan" \
agreement="Lisbon Ocean Pledge"} with [more than 40 states]{count value=40 bound=at_least what="states"}.
[Acme Corp.]{ORG} did not [sign the pledge]{endorsement negated actors="Acme Corp."}, and [Ana Ruiz]{PERSON}
[promised to ask why]{pledge actors="Ana Ruiz; Japan" trigger="promised to"} \\[sic\\].
"""


@given(extractions())
def test_markup_round_trip_is_lossless(record: Extraction) -> None:
    assert from_markup(to_markup(record), "x") == record.model_copy(update={"text_sha256": None, "language": None})


@given(texts(), st.data())
def test_markup_round_trip_keeps_any_nesting_and_crossing(text: str, data: st.DataObject) -> None:
    spans = data.draw(
        st.lists(
            st.tuples(st.integers(0, len(text) - 1), st.integers(1, 9)).map(
                lambda pair: (pair[0], min(len(text), sum(pair)))
            ),
            max_size=8,
        )
    )
    mentions = [{"start": start, "end": end, "text": text[start:end], "label": "ORG"} for start, end in sorted(spans)]
    record = Extraction.model_validate({"id": "a", "text": text, "mentions": mentions})
    assert from_markup(to_markup(record), "x") == record


@given(st.text(st.sampled_from('[]{}\\^1:"-\n =aORG'), max_size=60))
def test_markup_reads_or_tells_any_text(body: str) -> None:
    read_or_tell(f"---\nid: a\n---\n{body}\n")


@given(st.text(st.sampled_from("ab:#'\"-[]{},&*!|>%@`\n\t ~?"), max_size=40))
def test_markup_reads_or_tells_any_front_matter(header: str) -> None:
    read_or_tell(f"---\nid: a\n{header}\n---\ntext\n")


def read_or_tell(text: str) -> None:
    """Either the text is read and makes the round trip, or every line of the error names the file."""
    told = "x.txt:"
    try:
        record = from_markup(text, "x.txt")
        assert from_markup(to_markup(record), "x.txt") == record
    except GoldError as error:
        told = str(error)
    assert all(line.startswith("x.txt:") for line in told.split("\n"))


def test_markup_reads_every_part() -> None:
    record = from_markup(ARTICLE, "some-id.txt")
    assert record.text == (
        "Japan signed the Lisbon Ocean Pledge with more than 40 states.\n"
        "Acme Corp. did not sign the pledge, and Ana Ruiz\npromised to ask why [sic]."
    )
    assert [mention.model_dump(exclude_defaults=True) for mention in record.mentions] == [
        {"start": 0, "end": 5, "text": "Japan", "label": "COUNTRY", "norm": "JP"},
        {"start": 17, "end": 36, "text": "Lisbon Ocean Pledge", "label": "AGREEMENT"},
        {"start": 63, "end": 73, "text": "Acme Corp.", "label": "ORG"},
        {"start": 103, "end": 111, "text": "Ana Ruiz", "label": "PERSON"},
    ]
    assert [(c.text, c.kind, c.polarity, c.actors, c.agreement) for c in record.commitments] == [
        ("signed the Lisbon Ocean Pledge", "endorsement", "affirmed", ("Japan",), "Lisbon Ocean Pledge"),
        ("sign the pledge", "endorsement", "negated", ("Acme Corp.",), None),
        ("promised to ask why", "pledge", "affirmed", ("Ana Ruiz", "Japan"), None),
    ]
    trigger = record.commitments[2].trigger
    assert trigger is not None
    assert (trigger.start, trigger.end, trigger.text) == (112, 123, "promised to")
    assert [(c.text, c.value, c.bound, c.what) for c in record.counts] == [
        ("more than 40 states", 40, "at_least", "states")
    ]
    assert [(s.party, s.agreement, s.stance) for s in record.stances] == [
        ("Japan", "Lisbon Ocean Pledge", "signed"),
        ("Acme Corp.", None, "not_signed"),
    ]


def test_markup_writes_what_hands_would_type() -> None:
    record = from_markup(ARTICLE, "some-id.txt")
    assert to_markup(record) == ARTICLE.replace("  - {", "- {").replace("norm=JP", 'norm="JP"')


def test_markup_reads_crossing_spans() -> None:
    text = "---\nid: a\n---\n[^1:Paris [^2:pledge]^1{AGREEMENT} to cut]^2{pledge}\n"
    record = from_markup(text, "a.txt")
    assert [mention.text for mention in record.mentions] == ["Paris pledge"]
    assert [commitment.text for commitment in record.commitments] == ["pledge to cut"]


def test_markup_reads_trigger_by_offsets_where_it_opens_later() -> None:
    record = from_markup("---\nid: a\n---\nhas [firmly vowed]{pledge trigger_at=11-16}\n", "a.txt")
    trigger = record.commitments[0].trigger
    assert trigger is not None
    assert trigger.text == "vowed"
    assert from_markup(to_markup(record), "a.txt") == record


@pytest.mark.parametrize("name", ["NO", "2018", "0x1F", "yes", "12:30", "1e3"])
def test_markup_front_matter_keeps_plain_text(name: str) -> None:
    record = from_markup(f"---\nid: {name}\n---\ntext\n", "x")
    assert record.id == name


def test_markup_of_record_without_text_is_refused() -> None:
    with pytest.raises(GoldError, match="a: text is missing"):
        to_markup(Extraction(id="a"))

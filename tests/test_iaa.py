"""How far annotators agree: kappa by the book, F1 by the scorer, the same for both sides."""

from __future__ import annotations

import io
import json
from collections import Counter
from pathlib import Path

import pytest
from conftest import Extract
from hypothesis import given
from hypothesis import strategies as st
from strategies import paired_corpora

from extract.errors import InputError
from extract.gold import write_gold
from extract.iaa import Agreement, Annotator, Nominal, agreements, mean_figures
from extract.report.iaa import iaa_json, iaa_report
from extract.report.terminal import show
from extract.schema import Commitment, Count, Extraction, Mention, Stance

TEXT = "Peru and Japan signed the Lima Pact. Acme did not sign it. Some 9 states did."
Pair = tuple[list[Extraction], list[Extraction]]


def at(text: str) -> dict[str, int | str]:
    start = TEXT.index(text)
    return {"start": start, "end": start + len(text), "text": text}


def record(text: str, label: str, polarity: str, stance: str, bound: str) -> Extraction:
    """One annotator's work on the text, in some parts as told."""
    return Extraction.model_validate(
        {
            "id": "a",
            "text": TEXT,
            "mentions": [
                Mention(**at("Peru"), label="COUNTRY"),  # type: ignore[arg-type]
                Mention.model_validate(at("Acme") | {"label": label}),
            ],
            "commitments": [
                Commitment(**at(text), kind="endorsement", polarity="affirmed", actors=("Peru",)),  # type: ignore[arg-type]
                Commitment.model_validate(at("sign it") | {"kind": "endorsement", "polarity": polarity}),
            ],
            "stances": [Stance.model_validate({"party": "Acme", "type": "ORG", "stance": stance})],
            "counts": [Count.model_validate(at("Some 9 states") | {"value": 9, "bound": bound, "what": "states"})],
        }
    )


FIRST = record("signed the Lima Pact", "ORG", "negated", "not_signed", "about")
SECOND = record("signed", "PERSON", "affirmed", "signed", "exact")
ANNOTATORS = (Annotator("one", [FIRST]), Annotator("two", [SECOND]))


@pytest.mark.parametrize(
    ("cells", "kappa"),
    [
        ({("yes", "yes"): 20, ("yes", "no"): 5, ("no", "yes"): 10, ("no", "no"): 15}, 0.4),
        ({("a", "b"): 1, ("b", "a"): 1}, -1.0),
        ({("a", "a"): 3, ("b", "b"): 1}, 1.0),
        ({("a", "b"): 4}, 0.0),
        ({("a", "a"): 4}, None),
        ({}, None),
    ],
)
def test_iaa_kappa_by_hand(cells: dict[tuple[str, str], int], kappa: float | None) -> None:
    assert Nominal(cells).kappa == (None if kappa is None else pytest.approx(kappa))


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc"))))
def test_iaa_kappa_is_the_same_for_both_sides_and_one_at_most(pairs: list[tuple[str, str]]) -> None:
    nominal, swapped = Nominal.of(pairs), Nominal.of((b, a) for a, b in pairs)
    assert nominal.kappa == swapped.kappa
    assert nominal.kappa is None or -1 <= nominal.kappa <= 1
    assert (nominal + nominal).kappa == (None if nominal.kappa is None else pytest.approx(nominal.kappa))


def test_iaa_words_are_the_units_of_kappa() -> None:
    [agreement] = agreements(ANNOTATORS)
    words = agreement.nominal["words in names"]
    assert words.cells == Counter({("O", "O"): 17, ("COUNTRY", "COUNTRY"): 1, ("ORG", "PERSON"): 1})
    covered = agreement.nominal["words in commitments"].cells
    assert covered == Counter({("O", "O"): 13, ("COMMITMENT", "COMMITMENT"): 3, ("COMMITMENT", "O"): 3})
    assert agreement.nominal["stance"].cells == {("not_signed", "signed"): 1}


@given(paired_corpora())
def test_iaa_is_the_same_for_both_sides(pair: Pair) -> None:
    first, second = (Annotator(name, records) for name, records in zip("ab", pair, strict=True))
    if not pair[0]:
        with pytest.raises(InputError, match="a and b have no article in common"):
            agreements([first, second])
        return
    [agreement], [swapped] = agreements([first, second]), agreements([second, first])
    assert agreement.scores.figures() == swapped.scores.figures()
    kappas = [{name: of.kappa for name, of in found.nominal.items()} for found in (agreement, swapped)]
    assert kappas[0] == pytest.approx(kappas[1])
    [alike] = agreements([first, first])
    assert {of.kappa for of in alike.nominal.values()} <= {1.0, None}
    assert (set(alike.scores.figures().values()) <= {1.0, None}, alike.differences) == (True, [])


def test_iaa_of_three_is_each_with_each_and_a_mean() -> None:
    found = agreements([*ANNOTATORS, Annotator("three", [FIRST, FIRST.model_copy(update={"id": "b"})])])
    assert [pair.names for pair in found] == [("one", "two"), ("one", "three"), ("two", "three")]
    assert [pair.alone for pair in found] == [0, 1, 1]
    assert mean_figures(found)["COMMITMENT"] == pytest.approx((0.5 + 1 + 0.5) / 3)


def shown(found: list[Agreement]) -> str:
    stream = io.StringIO()
    show(iaa_report(found, differences=True), stream)
    return stream.getvalue()


def test_iaa_report_is_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COLUMNS", raising=False)
    golden = Path(__file__).parent / "golden" / "iaa.txt"
    assert shown(agreements(ANNOTATORS)) == golden.read_text(encoding="utf-8")


def test_iaa_json_names_the_sides_first_and_second() -> None:
    content = json.loads(iaa_json(agreements(ANNOTATORS), differences=True))
    [pair] = content["pairs"]
    assert (pair["first"], pair["second"], pair["articles"]) == ("one", "two", 1)
    assert pair["kappa"]["polarity"] == {"value": 0.0, "units": 2}
    assert content["mean"]["figures"] == pair["figures"]
    causes = {(found["cause"], found["first"], found["second"]) for found in pair["differences"]}
    assert ("label", "ORG Acme", "PERSON Acme") in causes
    assert ("second only", None, "exact 9 states") in causes
    assert "differences" not in json.loads(iaa_json(agreements(ANNOTATORS)))["pairs"][0]


def test_iaa_command_tells_what_is_broken_and_goes_on(extract: Extract) -> None:
    write_gold([FIRST, FIRST.model_copy(update={"id": "b"})], Path("one.jsonl"))
    write_gold([SECOND], Path("two.jsonl"))
    with Path("two.jsonl").open("a", encoding="utf-8") as file:
        file.write('{"id": 3}\n')
    result = extract("iaa", "one.jsonl", "two.jsonl")
    assert result.code == 3
    assert result.out.startswith("one.jsonl and two.jsonl: 1 article\n")
    assert "differences" not in result.out
    assert result.err.splitlines() == [
        "extract: two.jsonl:2: id is 3: Input should be a valid string",
        "extract: one.jsonl and two.jsonl: left out what only one of them has: 1 article",
    ]


def test_iaa_command_reads_the_formats_of_tools(extract: Extract) -> None:
    write_gold([FIRST], Path("one.jsonl"))
    assert extract("convert", "one.jsonl", "one.json").code == 0
    result = extract("iaa", "one.jsonl", "one.json", "--differences", "--json")
    assert (result.code, result.err) == (0, "")
    assert json.loads(result.out)["pairs"][0]["differences"] == []


def test_iaa_command_needs_two_files(extract: Extract) -> None:
    write_gold([FIRST], Path("one.jsonl"))
    assert extract("iaa", "one.jsonl").code == 2


def test_iaa_command_tells_why_there_is_nothing_in_common(extract: Extract) -> None:
    Path("one.jsonl").write_text('{"id": "a", "text": "x"}\n', encoding="utf-8")
    Path("two.jsonl").write_text('{"id": "a"}\n', encoding="utf-8")
    result = extract("iaa", "one.jsonl", "two.jsonl")
    assert result.code == 3
    first, second = result.err.splitlines()
    assert first.startswith("extract: two.jsonl:1: text is missing")
    assert second == "extract: one.jsonl and two.jsonl have no article in common"

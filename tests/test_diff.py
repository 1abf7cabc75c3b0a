"""What two runs differ in, span by span, and whether gold bears the change out."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest
from conftest import Extract
from hypothesis import given
from hypothesis import strategies as st
from strategies import extractions

from extract.diff import Comparison, RunDiff, changes, mcnemar, pair_runs
from extract.errors import InputError
from extract.gold import write_gold
from extract.schema import Commitment, ErrorRecord, Evidence, Extraction, Mention, Stance

TEXT = "Malta and Zzorg did not sign the Reef Pact. Peru left."
TWO = extractions(text=TEXT, ids=st.just("a"))


def mention(text: str, label: str = "ORG", rule: str = "name.x") -> Mention:
    start = TEXT.index(text)
    fields = {"start": start, "end": start + len(text), "text": text, "label": label, "norm": text, "rule": rule}
    return Mention.model_validate(fields)


def commitment(polarity: str, *actors: str, text: str = "sign the Reef Pact") -> Commitment:
    start = TEXT.index(text)
    rules = ("trigger.sign", "cue.not") if polarity == "negated" else ("trigger.sign",)
    span = {"start": start, "end": start + len(text), "text": text, "kind": "endorsement"}
    return Commitment.model_validate({**span, "polarity": polarity, "actors": actors, "rules": rules})


SIGNING = Stance(party="Malta", type="COUNTRY", norm="MT", stance="signed", evidence=(Evidence(start=24, end=42),))
OLD = Extraction(
    id="a",
    text=TEXT,
    mentions=(mention("Malta", "COUNTRY"), mention("Peru", "PERSON"), mention("Reef")),
    commitments=(commitment("affirmed", "Malta"),),
    stances=(SIGNING,),
)
NEW = Extraction(
    id="a",
    text=TEXT,
    mentions=(mention("Malta", "COUNTRY", "name.y"), mention("Peru", "COUNTRY"), mention("Zzorg")),
    commitments=(commitment("negated", "Malta", "Zzorg"),),
    stances=(SIGNING.model_copy(update={"stance": "not_signed"}),),
)
GOLD = Extraction(
    id="a",
    text=TEXT,
    mentions=(mention("Malta", "COUNTRY"), mention("Zzorg"), mention("Peru", "PERSON")),
    commitments=(commitment("negated", "Malta", "Zzorg"),),
    stances=(SIGNING.model_copy(update={"stance": "not_signed"}),),
)


def test_diff_tells_each_change_and_whether_gold_bears_it_out() -> None:
    found = changes(OLD, NEW, GOLD)
    assert [(c.outcome, c.what, c.text, c.verdict) for c in found] == [
        ("gained", "ORG", "Zzorg", "better"),
        ("changed", "COMMITMENT", "sign the Reef Pact", "better"),
        ("changed", "STANCE", "", "better"),
        ("lost", "ORG", "Reef", "better"),
        ("changed", "COUNTRY", "Peru", "worse"),
    ]
    [polarity, actors] = found[1].fields
    assert (polarity.field, polarity.old, polarity.new) == ("polarity", "affirmed", "negated")
    assert (actors.field, actors.old, actors.new) == ("actors", "Malta", "Malta; Zzorg")
    assert (found[1].old_rules, found[1].new_rules) == (("trigger.sign",), ("trigger.sign", "cue.not"))


def test_diff_without_gold_judges_nothing() -> None:
    assert {change.verdict for change in changes(OLD, NEW)} == {None}


@given(one=TWO, other=TWO, gold=TWO)
def test_diff_there_and_back_undoes_every_change(one: Extraction, other: Extraction, gold: Extraction) -> None:
    turned = {"lost": "gained", "gained": "lost", "changed": "changed"}
    judged: dict[str | None, str] = {"better": "worse", "worse": "better", "neither": "neither"}
    forth, back = changes(one, other, gold), changes(other, one, gold)
    assert sorted((turned[c.outcome], judged[c.verdict]) for c in forth) == sorted((c.outcome, c.verdict) for c in back)
    assert changes(one, one) == []


@given(gold=TWO, old=TWO, new=TWO)
def test_diff_comparison_counts_every_gold_item_once(gold: Extraction, old: Extraction, new: Extraction) -> None:
    compared = Comparison()
    compared.add(gold, old, new)
    paired = compared.paired()
    assert sum(p.both + p.old_only + p.new_only + p.neither for p in paired.values()) == sum(
        map(len, (gold.mentions, gold.commitments, gold.stances, gold.counts))
    )
    for label, counts in compared.new.mentions.items():
        assert paired[label].both + paired[label].new_only == counts.strict.tp
    assert paired["stances"].both + paired["stances"].new_only == compared.new.stances.tp


@pytest.mark.parametrize(("first", "second", "p"), [(0, 0, 1), (0, 5, 0.0625), (3, 3, 1), (1, 9, 0.021484375)])
def test_diff_mcnemar_of_known_splits(first: int, second: int, p: float) -> None:
    assert mcnemar(first, second) == mcnemar(second, first) == p


@given(first=st.integers(0, 6), second=st.integers(0, 6))
def test_diff_mcnemar_counts_the_splits_that_are_as_uneven(first: int, second: int) -> None:
    splits = [sum(coins) for coins in product((0, 1), repeat=first + second)]
    uneven = abs(first - second)
    share = sum(abs(first + second - 2 * ones) >= uneven for ones in splits) / len(splits)
    assert mcnemar(first, second) == pytest.approx(share)


def test_diff_mcnemar_of_large_counts_is_finite() -> None:
    assert mcnemar(20_000, 20_000) == 1
    assert mcnemar(0, 20_000) == 0


IDS = st.lists(st.integers(0, 8).map(str), unique=True, max_size=9)


@given(old=IDS, new=IDS)
def test_diff_pairs_each_article_once_whatever_the_order(old: list[str], new: list[str]) -> None:
    sides = pair_runs((Extraction(id=i) for i in old), (Extraction(id=i) for i in new))
    paired = [tuple(r and r.id for r in side) for side in sides if not isinstance(side, ErrorRecord)]
    both = [(i, i) for i in old if i in new]
    alone = [(i, None) for i in old if i not in new] + [(None, i) for i in new if i not in old]
    assert sorted(paired, key=str) == sorted([*both, *alone], key=str)


def test_diff_streams_runs_of_one_order() -> None:
    read = []

    def run() -> Iterator[Extraction]:
        for number in range(4):
            read.append(number)
            yield Extraction(id=str(number))

    next(pair_runs(run(), run()))
    assert read == [0, 0]


def test_diff_of_different_texts_is_refused() -> None:
    old, new = (Extraction(id="a", text_sha256=text) for text in ("x", "y"))
    with pytest.raises(InputError, match="article 'a': the runs read different texts"):
        RunDiff({}).add(old, new)


GOLDEN = """\
a
  gained   better   ORG         10-15        Malta and [Zzorg] did not sign the Reef Pact.
                                             Zzorg
                                             rule: name.x
  changed  better   COMMITMENT  24-42        Malta and Zzorg did not [sign the Reef Pact].
                                             polarity: affirmed → negated
                                             actors: Malta → Malta; Zzorg
                                             rule: trigger.sign → trigger.sign, cue.not
  changed  better   STANCE      24-42        Malta and Zzorg did not [sign the Reef Pact].
                                             stance: signed → not_signed
  lost     better   ORG         33-37        Malta and Zzorg did not sign the [Reef] Pact.
                                             Reef
                                             rule: name.x
  changed  worse    COUNTRY     44-48        [Peru] left.
                                             label: PERSON → COUNTRY
                                             rule: name.x

            lost  gained  changed
COMMITMENT     0       0        1
COUNTRY        0       0        1
ORG            1       1        0
STANCE         0       0        1

                      old    new  points  lost  found      p
ORG                 0.000  1.000  +100.0     0      1  1.000
COUNTRY             1.000  0.667   -33.3     0      0  1.000
PERSON              1.000  0.000  -100.0     1      0  1.000
AGREEMENT               -      -             0      0  1.000
COMMITMENT          1.000  1.000    +0.0     0      0  1.000
COMMITMENT.overlap  1.000  1.000    +0.0
polarity            0.000  1.000  +100.0
kind                1.000  1.000    +0.0
agreement               -      -
actors              0.667  1.000   +33.3
stances             0.000  1.000  +100.0     0      1  1.000
counts                  -      -             0      0  1.000

1 article compared, 1 changed, 4 better, 1 worse
"""


@pytest.fixture
def runs(extract: Extract) -> Extract:
    """The command, in a folder with both runs and gold."""
    for name, record in (("old", OLD), ("new", NEW), ("gold", GOLD)):
        write_gold([record], Path(f"{name}.jsonl"))
    return extract


def test_diff_report_is_as_it_was(runs: Extract) -> None:
    result = runs("diff", "old.jsonl", "new.jsonl", "--gold", "gold.jsonl")
    assert result.out == GOLDEN
    assert result.code == 1
    assert result.err == "extract: COUNTRY sank by 33.3 points\nextract: PERSON sank by 100.0 points\n"


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("old.jsonl", "old.jsonl"), 0),
        (("old.jsonl", "new.jsonl"), 1),
        (("old.jsonl", "new.jsonl", "--gold", "gold.jsonl", "--max-drop", "99"), 1),
        (("old.jsonl", "new.jsonl", "--gold", "gold.jsonl", "--max-drop", "100"), 0),
        (("old.jsonl", "gold.jsonl", "--gold", "gold.jsonl"), 0),
        (("old.jsonl", "no.jsonl"), 3),
        (("old.jsonl",), 2),
        (("old.jsonl", "new.jsonl", "--max-drop", "1"), 2),
        (("--rules", "-", "-"), 2),
        (("old.jsonl", "broken.jsonl"), 3),
    ],
)
def test_diff_exit_code_says_whether_something_got_worse(runs: Extract, arguments: tuple[str, ...], code: int) -> None:
    Path("broken.jsonl").write_text('{"id": ""}\n' + Path("old.jsonl").read_text(encoding="utf-8"), encoding="utf-8")
    assert runs("diff", *arguments).code == code


def test_diff_tells_articles_that_one_run_alone_has(runs: Extract) -> None:
    write_gold([OLD, OLD.model_copy(update={"id": "b"})], Path("more.jsonl"))
    result = runs("diff", "more.jsonl", "old.jsonl")
    assert (result.code, result.err) == (1, "")
    assert "only the old run has 1 article: b\n" in result.out


def test_diff_of_two_folders_of_rules(runs: Extract) -> None:
    Path("mine").mkdir()
    Path("mine/bodies.jsonl").write_text('{"id": "my.zz", "label": "ORG", "pattern": "Zzorg"}\n', encoding="utf-8")
    gold = Extraction(id="a", text="Then Zzorg slept.", mentions=(Mention(start=5, end=10, text="Zzorg", label="ORG"),))
    write_gold([gold], Path("gold.jsonl"))
    result = runs("diff", "--rules", "-", "mine", "--gold", "gold.jsonl", "--json")
    told = json.loads(result.out)
    [change] = told["articles"][0]["changes"]
    assert (change["outcome"], change["text"], change["new_rules"], change["verdict"]) == (
        "gained", "Zzorg", ["my.zz"], "better",
    )  # fmt: skip
    assert told["figures"]["ORG"]["new"] == 1
    assert told["mcnemar"]["ORG"]["new_only"] == 1
    assert result.code == 0

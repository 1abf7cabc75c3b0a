"""Texts and rules that are meant to do harm: time stays linear, nothing is lost, every fault is told in one line."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from time import process_time

import pytest
from brackets import extraction
from hypothesis import given, settings
from hypothesis import strategies as st
from invariants import check_invariants, ranges

from extract.errors import RuleError
from extract.pipeline import Pipeline
from extract.rulebook import Rulebook, load_rulebook
from extract.rulechecks import broken_names, broken_patterns
from extract.rulefiles import read_rules
from extract.rulefolders import rule_files
from extract.rulespec import GazetteerRule, Macro
from extract.safe_yaml import YamlError, yaml_list

sys.path.insert(0, str(Path(__file__).parents[1] / "benchmarks"))
from length import KINDS, text_of

SIZE = 20_000
SECONDS = 5.0  # for SIZE; the limit for five times as much


@pytest.mark.parametrize("kind", sorted({*KINDS} - {"prose", "one sentence"}))
def test_hostile_text_of_each_kind_takes_linear_time(pipeline: Pipeline, kind: str) -> None:
    text = text_of(kind, "", SIZE)
    begin = process_time()
    found = extraction(pipeline, text)
    assert process_time() - begin < SECONDS
    check_invariants(found, text)


CUT = [
    "The Oslo Charter was signed by Japan, the Ministry of Trade, Microsoft, and Ms. Ito, head of policy at Nokia.",
    "All but Malta (which, the minister of justice said, “will not sign”) and both countries joined the Oslo Charter.",
    "Statement by Minister Ito: Our country, along with its partners in the Bank for Trade (BFT), pledges to plant.",
    "More than 40 states, among them Chile and 3 of its neighbours, neither signed nor backed it, let alone ratified.",
]


@pytest.mark.parametrize("text", CUT, ids=["list", "exception", "statement", "numbers"])
def test_hostile_texts_may_begin_and_end_anywhere(pipeline: Pipeline, text: str) -> None:
    edges = [found.start() for found in re.finditer(r"\b|\W", text)]
    for part in {text[a:b] for a in edges[:8] for b in edges} - {""}:
        check_invariants(extraction(pipeline, part), part)


@pytest.mark.parametrize(
    "text",
    [
        "Malta and our " + "friends and partners and " * 3000 + "allies pledged to plant oaks.",
        "Malta, an island, and " * 3000 + "Japan, an island, pledged to plant oaks.",
        "They did not " + "plan " * 3000 + "to sign the pact.",
        "Big Tech gets behind the Busan pledge on AI " * 2000,
    ],
    ids=["allies", "asides", "plans", "headlines"],
)
def test_hostile_sentences_neither_recurse_nor_hang(pipeline: Pipeline, text: str) -> None:
    begin = process_time()
    check_invariants(extraction(pipeline, text), text)
    assert process_time() - begin < SECONDS


def test_hostile_list_of_ten_thousand_names_is_read_to_its_end(pipeline: Pipeline) -> None:
    names = text_of("listed names", "", 140_000).removesuffix(", ").split(", ")[:10_000]
    text = ", ".join(names) + " and Zed Ltd signed the Paris Call."
    signed = {stance.party for stance in extraction(pipeline, text).stances}
    assert len(names) == 10_000
    assert signed >= {names[0], names[5_000], names[-1], "Zed Ltd"}


SWAPS = st.sampled_from(["\u00a0", "\t", "\u2009", "\u202f", "\u3000", "\x00", "\ufeff"])
WORDS = st.lists(
    st.sampled_from(
        ["Malta", "the United States", "signed", "did not sign", "the Paris Call", "pledged to plant", "."]
    ),
    max_size=15,
)


@given(WORDS, SWAPS)
@settings(max_examples=60)
def test_hostile_spaces_of_any_kind_give_the_same_offsets(pipeline: Pipeline, words: list[str], odd: str) -> None:
    plain, swapped = " ".join(words), " ".join(words).replace(" ", odd)
    found = extraction(pipeline, swapped)
    check_invariants(found, swapped)
    assert [(r.start, r.end) for r in ranges(found)] == [(r.start, r.end) for r in ranges(extraction(pipeline, plain))]


@given(WORDS, st.sampled_from(["\u2028", "\u2029", "\u0085", "\x0b"]))
@settings(max_examples=40)
def test_hostile_line_ends_of_any_kind_give_the_same_offsets(pipeline: Pipeline, words: list[str], odd: str) -> None:
    plain, swapped = "\n".join(words), odd.join(words)
    found = extraction(pipeline, swapped)
    assert [(r.start, r.end) for r in ranges(found)] == [(r.start, r.end) for r in ranges(extraction(pipeline, plain))]


@given(st.text(st.characters(), max_size=6), st.integers(0, 4000), st.text(st.characters(), max_size=6))
@settings(max_examples=60)
def test_hostile_runs_of_any_characters_keep_offsets(pipeline: Pipeline, unit: str, often: int, tail: str) -> None:
    text = f"Malta signed the Paris Call. {unit * often}{tail} Japan did not sign it."
    check_invariants(extraction(pipeline, text), text)


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        ("- !!python/object/apply:os.system ['true']", 1, "found the tag"),
        ("- a\n- !!set {a, b}", 2, "found the tag"),
        ("- &a [x]\n- [*a, *a]", 1, "found an alias or anchor"),
        ("- &a\n  <<: *a", 1, "found an alias or anchor"),
        ("- " + "[" * 100_000, 1, "found lists or mappings 21 deep"),
        ("- " + "{a: " * 3000, 1, "found lists or mappings 21 deep"),
        ("- [" + "a," * 1_000_001 + "]", 1, "found more than 1,000,000 values"),
        ("- " + "9" * 5000, 1, "not YAML"),
        ("- a\n--- b", 2, "not YAML"),
        ("- a\0b", 1, "not YAML"),
        ("a: b", 1, "found a dict, allowed is a list of rules"),
    ],
    ids=["object", "set", "alias", "merge", "deep", "deep-mapping", "long", "digits", "documents", "nul", "mapping"],
)
def test_safe_yaml_refuses_what_could_do_harm(text: str, line: int, told: str) -> None:
    with pytest.raises(YamlError) as caught:
        yaml_list(text)
    assert str(caught.value).startswith(told)
    assert caught.value.line == line
    assert "\n" not in str(caught.value)


@pytest.fixture(scope="module")
def book() -> Rulebook:
    book = load_rulebook()
    book.macros |= {f"hostile{i}": Macro(id=f"hostile{i}", pattern=f"$hostile{i - 1} " * 10) for i in range(1, 9)}
    book.macros["hostile0"] = Macro(id="hostile0", pattern="<cap>")
    return book


@pytest.mark.parametrize(
    ("pattern", "told"),
    [
        ("( <cap>{1,30} ){1,30} said", "can take exponential time"),
        ("( <cap> | <cap&given> )+ said", "can take exponential time"),
        ("( <any> | <any> ){0,50} said", "can take exponential time"),
        ("<any>* <any>* <any>* <any>* said", "takes far too long"),
        ("<any>? " * 40 + "<any> " * 40, "17 optional parts in a row"),
        ("<cap>{0,99999} said", "at most 1,000 repetitions"),
        ("<cap>{99999999999} said", "at most 1,000 repetitions"),
        ("(" * 5000 + "<cap>" + ")" * 5000, "brackets are 51 deep"),
        ("<cap> " * 20_000, "more than 100,000 characters"),
        ("$hostile8", "more than 100,000 characters"),
        ("[ <cap> ] (?P=span)", "unknown sign"),
    ],
    ids=[
        "counted",
        "branches",
        "twice",
        "quartic",
        "optional",
        "count",
        "digits",
        "deep",
        "long",
        "macros",
        "backward",
    ],
)
def test_hostile_patterns_are_refused_in_one_line(book: Rulebook, pattern: str, told: str) -> None:
    [problem] = broken_patterns([("name.a", pattern)], {"name.a": "names.yaml:7"}, book.expand, book.compile)
    assert problem.startswith("names.yaml:7: name.a: ")
    assert told in problem
    assert len(problem.splitlines()) == 1
    assert len(problem) < 500


@pytest.mark.parametrize(
    ("token", "told"),
    [
        ('{"TEXT": {"REGEX": "^(a|a)*$"}}', "can take exponential time"),
        ('{"TEXT": {"REGEX": "^(a*)*\\\\1$"}}', "can take exponential time"),
        ('{"TEXT": {"REGEX": ".*.*.*.*.*.*.*x"}}', "can take exponential time"),
        ('{"TEXT": {"NOSUCH": "a"}}', "NOSUCH"),
        ('{"LENGTH": 99999999999999999999999}', "E154"),
        ('{"LOWER": "\\ud800"}', "surrogates not allowed"),
        ('{"IS_ALPHA": true, "OP": "{0,99999999}"}', "at most 100 repetitions"),
        ('{"IS_ALPHA": true, "OP": "+"}, {"IS_ALPHA": true, "OP": "+"}', "more than one OP"),
    ],
)
def test_hostile_names_by_token_attributes_are_refused_in_one_line(token: str, told: str) -> None:
    text = f'{{"id": "org.hostile", "label": "ORG", "pattern": [{token}]}}'
    problems: list[str] = []
    rules = [rule for rule, _ in read_rules(Path("a.jsonl"), text, problems) if isinstance(rule, GazetteerRule)]
    problems += broken_names(rules, {"org.hostile": "a.jsonl:1"})
    [problem] = problems
    assert told in problem
    assert len(problem.splitlines()) == 1


def test_hostile_links_out_of_a_folder_of_rules_are_refused(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("root:x:0")
    folder = tmp_path / "rules"
    folder.mkdir()
    (folder / "kept").write_text("")
    (folder / "names.yaml").symlink_to(tmp_path / "secret")
    (folder / "given_names.txt").symlink_to(folder / "kept")
    with pytest.raises(RuleError) as caught:
        load_rulebook([folder])
    assert any("names.yaml:1: found a link that leads out of the folder" in told for told in caught.value.problems)
    assert not any("given_names" in told or "root:x" in told for told in caught.value.problems)


@given(st.text(st.characters(codec="utf-8"), max_size=200), st.sampled_from(["names.yaml", "lexicon.yaml", "a.jsonl"]))
@settings(max_examples=100)
def test_hostile_rule_files_of_any_text_are_told_not_raised(text: str, name: str) -> None:
    problems: list[str] = []
    found = [*read_rules(Path(name), text, problems)]
    assert not found
    assert all(len(problem.splitlines()) == 1 for problem in problems)


def test_hostile_rules_of_ours_are_never_links() -> None:
    assert not any(path.is_symlink() for path in rule_files())

"""Loading rules: every broken line is told at once, and a folder of one's own is layered on the built-in one."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from extract.errors import RuleError
from extract.pattern_compiler import PatternError
from extract.rulebook import Rulebook, load_rulebook, stack
from extract.rulefiles import read_folder
from extract.rulefolders import builtin_rules
from extract.rulespec import Macro

ROOT = Path(__file__).resolve().parent.parent

NAME = '- {id: name.x, label: ORG, weight: 50, pattern: "[ <cap> ]", accept: ["[A] b"], reject: [b]}'
TRIGGER = '- {id: trigger.x, kind: pledge, forms: [x], complement: [that], accept: ["[x]"], reject: [b]}'
CUE = '- {id: cue.x, effect: negate, direction: backward, pattern: x, accept: ["[x]"], reject: [b]}'
BOUNDARY = '- {id: extent.x, decision: stop, pattern: ",", accept: ["[x]"], reject: [b]}'
STANCE = '- {id: stance.x, stance: signed, pattern: "[ @ORG ]", accept: ["[x]"], reject: [b]}'
GROUP = "- {id: group.x, norm: quad, members: [Malta since 2004-05-01, France]}"
NAMED = '{"id": "body.x", "label": "ORG", "pattern": "Acme"}'


def but(line: str, old: str, new: str) -> str:
    assert old in line
    return line.replace(old, new)


# File by file the lines, each with what is told of it, or with None if nothing is wrong.
BROKEN: dict[str, list[tuple[str | bytes, str | None]]] = {
    "bodies.jsonl": [
        (NAMED, None),
        (but(NAMED, "ORG", "PARTY"), "label: Input should be 'COUNTRY', 'ORG'"),
        ("", None),
        ("{oops}", "not JSON, column 2: Expecting property name"),
        ("[1, 2]", "record: Input should be a valid dictionary"),
        (but(NAMED, '"Acme"', '" Acme"'), "pattern: Value error, a pattern is a name without outer white space"),
        (but(NAMED, '"Acme"', '[{"LEMMA": "a"}, {"POS": "b"}]'), "LEMMA, POS need components that a blank pipeline"),
        (but(NAMED, '"Acme"', '[{"TAG": "a", "DEP": "b"}]'), "DEP, TAG need components that a blank pipeline lacks"),
        (but(NAMED, "Acme", "Acme Corp"), "id 'body.x' is taken by {folder}/bodies.jsonl:1; ids are unique"),
    ],
    "lexicon.yaml": [
        ("- {id: xx, words: [a, b]}", None),
        ("- {id: xx, words: [c]}", "id 'xx' is taken by {folder}/lexicon.yaml:1"),
        ("# a comment", None),
        ("- {id: yy, words: []}", "words: Value error, a class has at least one word, here or in values"),
        ("- {id: zz, words: [1]}", "words.0: Input should be a valid string, found 1"),
        ("- {id: vv, words: [true]}", "words.0: Input should be a valid string, found True"),
        ("- {id: ww, words: [null]}", "words.0: Input should be a valid string, found None"),
        ("- {id: uu}", "words: Value error, a class has at least one word, here or in values"),
        ("- {id: ab, values: {one: 1, two: 2}, words: [many]}", None),
        ("- {id: ac, values: {one: 1, one: 2}}", "key 'one' stands twice"),
        ("- {id: ad, values: {one: 1, One: 2}}", "values: Value error, 'one' stands twice"),
        ("- {id: ae, values: {one: 1}, words: [ONE]}", "words: Value error, 'one' stands in values, too"),
        ("- {id: af, values: {none: 0}}", "values.none: Input should be greater than 0, found 0"),
        ("- {id: ag, values: {half: 0.5}}", "values.half: Input should be a valid integer, found '0.5'"),
        ("- {id: ah, values: {1: 1}}", "values.1.[key]: Input should be a valid string, found 1"),
        ("- {id: ai, values: [one]}", "values: Input should be a valid dictionary"),
        ("- {id: aj, words: [prime minister]}", "words.0: String should match pattern"),
        ("- word", "record: Input should be a valid dictionary"),
    ],
    "macros.yaml": [
        ("- {id: mm, patern: a}", "pattern: Field required"),
        ("- {id: body.x, pattern: a}", "id 'body.x' belongs to a GazetteerRule at"),
    ],
    "tokenizer.yaml": [("- {id: token.x, form: [a]}", "form: Input should be a valid string")],
    "names.yaml": [
        (but(NAME, "ORG", "PLACE"), "label: Input should be 'COUNTRY', 'ORG', 'PERSON', 'AGREEMENT' or 'NONE'"),
        (but(NAME, "50", "101"), "weight: Input should be less than or equal to 100, found 101"),
        (but(NAME, ', accept: ["[A] b"]', ""), "accept: Field required"),
        (but(NAME, "[b]}", "[]}"), "reject: Tuple should have at least 1 item"),
        (but(NAME, "name.x", "name x"), "id: String should match pattern"),
    ],
    "triggers.yaml": [
        (but(TRIGGER, "pledge", "oath"), "kind: Input should be 'pledge', 'endorsement' or 'intent', found 'oath'"),
        (but(TRIGGER, "[that]", "[verb]"), "complement.0: Input should be 'infinitive'"),
    ],
    "cues.yaml": [
        (but(CUE, "negate", "flip"), "effect: Input should be 'negate', 'block' or 'void', found 'flip'"),
        (but(CUE, "backward", "left"), "direction: Input should be 'backward', 'forward' or 'sentence'"),
    ],
    "boundaries.yaml": [(but(BOUNDARY, "stop", "halt"), "decision: Input should be 'stop' or 'continue'")],
    "stances.yaml": [(but(STANCE, "signed", "joined"), "stance: Input should be 'signed', 'not_signed' or 'withdrew'")],
    "groups.yaml": [
        (GROUP, None),
        (but(GROUP, "[Malta since 2004-05-01, France]", "[]"), "members: Tuple should have at least 1 item"),
        (but(GROUP, "France", "5"), "members.1: Input should be a valid string, found 5"),
        (but(GROUP, "France", '" France"'), "members.1: Value error, allowed is a country's name, and since and until"),
        (
            but(GROUP, "2004-05-01", "2004-02-30"),
            "members.0: Value error, allowed is a day as YYYY-MM-DD, found 'Malta",
        ),
        (but(GROUP, "2004-05-01", "2004-05-01 until 2003-01-01"), "ends before it begins"),
        (but(GROUP, "norm: quad, ", ""), "norm: Field required"),
    ],
    "given_names.txt": [
        ("Zzann\t-", None),
        ("Zzbob", None),
        ("Zzcy\tx", "found 'Zzcy\\tx', allowed is a name, a tab, and one of w p -"),
        ("\tw", "found '\\tw', allowed is a name"),
    ],
    "more/verbs.yaml": [("- {id: aa, words: [a]}", "unknown rule file; allowed are *.jsonl and boundaries.yaml, cues")],
    "more/lexicon.yml": [("- {id: aa, words: [a]}", "unknown rule file; allowed are *.jsonl and")],
    "more/rivers.txt": [("Rhine\t-", "unknown name list; allowed are common_words.txt, given_names.txt, surnames.txt")],
    "more/lexicon.yaml": [("- {id: aa, words: [a]]", "not YAML: did not find expected")],
    "more/cues.yaml": [
        ('- !!python/object/apply:os.system ["false"]', "found the tag tag:yaml.org,2002:python/object/apply:os.system")
    ],
    "more/names.yaml": [
        ("- id: name.y", None),
        ("  label: !org ORG", "found the tag !org, allowed are values without tags"),
    ],
    "more/macros.yaml": [("id: mm", "found a dict, allowed is a list of rules"), ("pattern: a", None)],
    "more/stances.yaml": [("Nothing.", "found a str, allowed is a list of rules")],
    "more/triggers.yaml": [("# nothing but a comment", None)],
    "more/latin.jsonl": [("é".encode("latin-1"), "cannot be read as UTF-8")],
}
TOLD = [
    (path, number, told)
    for path, lines in BROKEN.items()
    for number, (_, told) in enumerate(lines, 1)
    if told is not None
]


def problems_of(folder: Path, load: Callable[[Path], Rulebook]) -> list[str]:
    with pytest.raises(RuleError) as caught:
        load(folder)
    assert str(caught.value) == "\n".join(caught.value.problems)
    return list(caught.value.problems)


def alone(folder: Path) -> Rulebook:
    """The rules of a folder without the built-in ones, whose patterns take seconds to compile."""
    return stack([read_folder(folder)])


def on_top(folder: Path) -> Rulebook:
    return load_rulebook([folder])


def write(folder: Path, **files: str) -> Path:
    """Files by their names, two underscores for the dot."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / name.replace("__", ".")).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    folder = tmp_path_factory.mktemp("broken")
    (folder / "more").mkdir()
    for name, lines in BROKEN.items():
        content = [line if isinstance(line, bytes) else line.encode() for line, _ in lines]
        (folder / name).write_bytes(b"\n".join(content) + b"\n")
    return folder, problems_of(folder, on_top)


@pytest.mark.parametrize(("path", "line", "told"), TOLD, ids=[f"{path}:{line}" for path, line, _ in TOLD])
def test_rulebook_tells_every_broken_line(broken: tuple[Path, list[str]], path: str, line: int, told: str) -> None:
    folder, problems = broken
    here = [problem for problem in problems if problem.startswith(f"{folder / path}:{line}: ")]
    assert any(told.replace("{folder}", str(folder)) in problem for problem in here)


def test_rulebook_tells_of_nothing_else(broken: tuple[Path, list[str]]) -> None:
    folder, problems = broken
    places = {problem.removeprefix(f"{folder}/").split(": ")[0] for problem in problems}
    assert places == {f"{path}:{line}" for path, line, _ in TOLD}


PATTERNS = [
    (but(NAME, "[ <cap> ]", "[ <nope> ]"), "name.x: unknown class 'nope'; a class is a shape or an id in lexicon.yaml"),
    (but(NAME, "name.x", "name.y").replace("<cap>", "$nope"), "name.y: unknown macro $nope; allowed are"),
    (but(NAME, "name.x", "name.z").replace("<cap>", "@NOPE"), "name.z: unknown name @NOPE"),
    (but(NAME, "name.x", "name.v").replace("<cap>", "$loop"), "name.v: macro $pool contains itself"),
    (
        but(NAME, "name.x", "name.w").replace("<cap>", "( <cap>"),
        "name.w: '[ ( <cap> ]' opens '(' and does not close it",
    ),
    (but(NAME, "name.x", "name.u").replace("<cap>", "$good"), None),
]
LOOP = '- {id: loop, pattern: "a $pool"}\n- {id: pool, pattern: "$loop b"}\n- {id: good, pattern: "<cap>"}\n'


def test_rulebook_tells_every_broken_pattern(tmp_path: Path) -> None:
    folder = write(
        tmp_path,
        macros__yaml=LOOP,
        names__yaml="\n".join(line for line, _ in PATTERNS),
        cues__yaml=but(CUE, "pattern: x", 'pattern: x, terminators: "<tt>", unless: "<uu>"'),
        triggers__yaml=but(TRIGGER, "forms", 'before: "<bb>", forms'),
        boundaries__yaml=but(BOUNDARY, '","', '")"'),
        stances__yaml=but(STANCE, "@ORG ]", "@ORG"),
    )
    wanted = [(f"{folder}/names.yaml:{n}: ", told) for n, (_, told) in enumerate(PATTERNS, 1) if told]
    wanted += [(f"{folder}/cues.yaml:1: cue.x: ", f"unknown class '{name}'") for name in ("tt", "uu")]
    wanted += [(f"{folder}/triggers.yaml:1: trigger.x: ", "unknown class 'bb'")]
    wanted += [(f"{folder}/boundaries.yaml:1: extent.x: ", "closes a bracket that it does not open")]
    wanted += [(f"{folder}/stances.yaml:1: stance.x: ", "opens '[' and does not close it")]
    wanted += [(f"{folder}/macros.yaml:{n}: ", "contains itself") for n in (1, 2)]
    problems = problems_of(folder, alone)
    assert len(problems) == len(wanted)
    for start, told in wanted:
        assert any(problem.startswith(start) and told in problem for problem in problems), (start, told)


MEMBERS = "".join(
    f'{{"id": "a.{name}", "label": "{label}", "pattern": "{name}", "norm": "{norm}"}}\n'
    for name, label, norm in [("Malta", "COUNTRY", "MT"), ("France", "COUNTRY", "FR"), ("Quad", "ORG", "quad")]
)


def test_rulebook_tells_of_groups_that_no_name_has(tmp_path: Path) -> None:
    folder = write(tmp_path, groups__yaml="- {id: gg, norm: zz, members: [Malta]}", mine__jsonl=MEMBERS)
    assert problems_of(folder, alone) == [f"{folder}/groups.yaml:1: gg: no name has the norm 'zz'"]


@pytest.mark.parametrize("member", ["Atlantis", "Malta since 2004", "malta"])
def test_rulebook_tells_members_that_are_no_country(tmp_path: Path, member: str) -> None:
    folder = write(tmp_path, groups__yaml=but(GROUP, "Malta since 2004-05-01", member), mine__jsonl=MEMBERS)
    told = f"{folder}/groups.yaml:1: group.x: no rule has a country that is called {member!r}"
    assert problems_of(folder, alone) == [told]


def test_rulebook_missing_folder_is_told(tmp_path: Path) -> None:
    assert problems_of(tmp_path / "no", on_top) == [f"{tmp_path / 'no'}: no such folder of rules"]
    file = write(tmp_path, lexicon__yaml="") / "lexicon.yaml"
    assert problems_of(file, on_top) == [f"{file}: no such folder of rules"]


def test_rulebook_finds_the_rules_of_a_checkout() -> None:
    assert builtin_rules().samefile(ROOT / "rules")


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the layers lie on, in place of the built-in rules."""
    return write(
        tmp_path_factory.mktemp("base"),
        triggers__yaml=but(TRIGGER, "trigger.x", "trigger.vow").replace("[x]", "[vow]") + f"\n{TRIGGER}",
        names__yaml=NAME,
        cues__yaml=CUE,
        stances__yaml=STANCE,
        lexicon__yaml="- {id: month, words: [January]}\n- {id: number.word, values: {ninety: 90}}",
        given_names__txt="Zzann\t-\nZzola\twp\n",
        mine__jsonl=NAMED,
    )


@pytest.fixture(scope="module")
def layered(base: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Rulebook]:
    """Two folders on top of the base."""
    top = tmp_path_factory.mktemp("layers")
    first = write(
        top / "first",
        triggers__yaml=but(TRIGGER, "trigger.x", "trigger.vow"),
        lexicon__yaml="- {id: month, words: [Zzember]}\n"
        "- {id: number.word, values: {Zzty: 70, ninety: 4}}\n"
        "- {id: switch, words: [on, off, yes, no, Y, 1.5, 2020-01-01]}",
        macros__yaml='- {id: my.words, pattern: "<switch> $my.more?"}\n- {id: my.more, pattern: "maybe"}\n',
        given_names__txt="Zzann\twp\nZzbob\n",
        mine__jsonl=but(NAMED, "Acme", "Acme Corp") + "\n\n",
    )
    second = write(top / "second", given_names__txt="Zzcy\t-\n", mine__jsonl="\n" + but(NAMED, "Acme", "Acme Ltd"))
    write(second / "deep" / "down", lexicon__yaml="- {id: switch, words: [maybe]}")
    return top, stack(map(read_folder, (base, first, second)))


def test_rulebook_layer_replaces_an_id(layered: tuple[Path, Rulebook], base: Path) -> None:
    (folder, book), below = layered, alone(base)
    assert book.triggers["trigger.vow"].forms == ("x",)
    assert book.where["trigger.vow"] == f"{folder}/first/triggers.yaml:1"
    assert list(book.triggers) == list(below.triggers)
    others = [rule for rule in below.triggers if rule != "trigger.vow"]
    assert all(book.triggers[rule] == below.triggers[rule] for rule in others)
    assert (book.names, book.cues, book.stances) == (below.names, below.cues, below.stances)


def test_rulebook_last_layer_wins(layered: tuple[Path, Rulebook]) -> None:
    folder, book = layered
    assert book.gazetteer["body.x"].pattern == "Acme Ltd"
    assert book.where["body.x"] == f"{folder}/second/mine.jsonl:2"


def test_rulebook_layer_adds_words_to_a_class(layered: tuple[Path, Rulebook], base: Path) -> None:
    book, below = layered[1], alone(base)
    assert book.classes["month"] == below.classes["month"] | {"zzember"}
    assert book.classes["given"] == below.classes["given"] | {"zzann", "zzbob", "zzcy"}
    assert book.classes["given.word"] == below.classes["given.word"] | {"zzann"}
    assert book.classes["given.place"] == below.classes["given.place"] | {"zzann"}
    assert book.lexicon.has("ZZEMBER", "month")


def test_rulebook_layer_adds_values_to_a_class(layered: tuple[Path, Rulebook], base: Path) -> None:
    book, below = layered[1], alone(base)
    assert book.values["number.word"] == below.values["number.word"] | {"zzty": 70, "ninety": 4}
    assert book.classes["number.word"] == below.classes["number.word"] | {"zzty"}
    assert book.lexicon.values("number.word") == book.values["number.word"]
    assert book.lexicon.values("month") == {}


def test_rulebook_yaml_words_stay_words(layered: tuple[Path, Rulebook]) -> None:
    assert layered[1].classes["switch"] == {"on", "off", "yes", "no", "y", "1.5", "2020-01-01", "maybe"}


def test_rulebook_macros_expand_within_macros(layered: tuple[Path, Rulebook]) -> None:
    book = layered[1]
    assert book.compile("$my.words").source == book.compile("( <switch> ( maybe )? )").source


def test_rulebook_macro_quantifier_goes_for_all_of_it() -> None:
    book = Rulebook(macros={"ab": Macro(id="ab", pattern="<cap> | <num>")})
    assert book.compile("$ab+").source == book.compile("( <cap> | <num> )+").source


@pytest.mark.parametrize("pattern", ["$aa", "<cap> $bb?"])
def test_rulebook_macro_recursion_is_told(pattern: str) -> None:
    book = Rulebook(macros={"aa": Macro(id="aa", pattern="$bb"), "bb": Macro(id="bb", pattern="( $aa )")})
    with pytest.raises(PatternError, match=re.escape("contains itself")):
        book.compile(pattern)


def test_rulebook_builtin_rules_are_in_place(rulebook: Rulebook) -> None:
    assert all((rulebook.gazetteer, rulebook.names, rulebook.triggers, rulebook.cues))
    assert all((rulebook.boundaries, rulebook.stances))
    rules = list(rulebook.rules())
    assert len({rule.id for rule in rules}) == len(rules)
    assert all(rulebook.where[rule.id].startswith(str(builtin_rules())) for rule in rules)


def test_rulebook_every_builtin_macro_compiles(rulebook: Rulebook) -> None:
    for name in rulebook.macros:
        rulebook.compile(f"${name}")


def test_rulebook_classes_of_triggers_and_names(rulebook: Rulebook) -> None:
    assert rulebook.lexicon.has("Vowed", "trigger.pledge")
    assert rulebook.lexicon.has("Ratified", "trigger.endorsement")
    assert rulebook.lexicon.has("Japan", "gazetteer.country")
    assert not rulebook.lexicon.has("vowed", "trigger.endorsement")

"""The command: what each bad input gets, exit codes, output that survives a kill, a quick --help."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from conftest import Extract

from extract.gold import load_gold, write_gold
from extract.readers.kinds import ALLOWED
from extract.schema import ErrorRecord, Extraction, Stance

ROOT = Path(__file__).resolve().parent.parent
SEEDS = sorted((ROOT / "seeds").glob("*.txt"))
GOLD = ROOT / "gold" / "seeds.jsonl"
EXTRACT = (sys.executable, "-m", "extract")


def lines(path: Path | str) -> list[dict[str, object]]:
    return [json.loads(line) for line in Path(path).read_bytes().decode("utf-8").split("\n")[:-1]]


def test_cli_run_writes_every_seed_and_shows_it(extract: Extract) -> None:
    result = extract("run", ROOT / "seeds", "-o", "out.jsonl")
    assert (result.code, result.err) == (0, "")
    assert [line["id"] for line in lines("out.jsonl")] == [path.stem for path in SEEDS]
    assert "text" not in lines("out.jsonl")[0]
    assert result.out.startswith(f"{SEEDS[0].stem} {SEEDS[0]}\n")
    assert "  not signed  " in result.out
    assert "\n3 articles, " in result.out
    assert sorted(path.name for path in Path().iterdir()) == ["out.jsonl"]


def test_cli_run_is_deterministic(extract: Extract) -> None:
    results = [extract("run", ROOT / "seeds", "-o", name) for name in ("a.jsonl", "b.jsonl")]
    assert results[0] == results[1]
    assert Path("a.jsonl").read_bytes() == Path("b.jsonl").read_bytes()


def test_cli_run_with_text_and_to_standard_output(extract: Extract) -> None:
    result = extract("run", *SEEDS, "-o", "-", "--with-text", "--show", "1")
    assert result.code == 0
    written = [Extraction.model_validate_json(line) for line in result.out.split("\n")[:-1]]
    assert [record.text for record in written] == [path.read_bytes().decode() for path in SEEDS]
    assert "... and 2 more" in result.err


def test_cli_run_quietly_and_of_standard_input(extract: Extract) -> None:
    result = extract("run", "-", "-q", "-o", "out.jsonl", stdin=b"Japan signed the Paris Agreement.")
    assert result == (0, "", "")
    assert [line["id"] for line in lines("out.jsonl")] == ["stdin"]


def test_cli_run_every_bad_input_is_one_line_and_the_rest_is_kept(extract: Extract) -> None:
    for name, content in {
        "empty.txt": b"",
        "latin.txt": b"caf\xe9",
        "good.txt": b"Japan signed the Paris Agreement.",
        "page.pdf": b"<p>",
        "some.jsonl": b"\n".join(
            [
                b'{"id": "ok", "text": "Kenya signed the Paris Agreement."}',
                b'{"id": "cut", "text": "Ken',
                b'{"id": "none"}',
                b'{"id": "number", "text": 3}',
                b'{"id": "good", "text": "twice"}',
                b'{"id": "last", "text": "Peru \\ud800 \\u0000 signed the Paris Agreement."}',
            ]
        ),
    }.items():
        Path(name).write_bytes(content)
    Path("folder").mkdir()
    result = extract(
        "run",
        "gone.txt",
        "empty.txt",
        "latin.txt",
        "good.txt",
        "page.pdf",
        "some.jsonl",
        "folder",
        "*.csv",
        "-o",
        "out.jsonl",
    )
    assert result.code == 3
    assert result.err.splitlines() == [
        "extract: gone.txt: no such file or folder",
        "extract: empty.txt: empty file",
        "extract: latin.txt: not UTF-8: byte 0xe9 at byte offset 3",
        f"extract: page.pdf: not a kind of file that can be read, {ALLOWED}",
        "extract: some.jsonl:2: broken JSON: Unterminated string starting at column 23",
        "extract: some.jsonl:3: the record has no text",
        "extract: some.jsonl:4: text is a number, not a string",
        "extract: some.jsonl:5: id 'good' was used before in good.txt",
        f"extract: folder: no file to read in this folder, {ALLOWED}",
        f"extract: *.csv: no file to read matches this pattern, {ALLOWED}",
    ]
    assert [line["id"] for line in lines("out.jsonl")] == ["good", "ok", "last"]
    places = [(record["source"], record["line"]) for record in lines("out.errors.jsonl")]
    assert places[0] == ("gone.txt", None)
    assert places[4] == ("some.jsonl", 2)
    assert len(places) == len(result.err.splitlines())


def test_cli_run_without_any_readable_input(extract: Extract) -> None:
    result = extract("run", "gone.txt", "-o", "out.jsonl")
    assert result.code == 3
    assert result.err == "extract: gone.txt: no such file or folder\n"
    assert Path("out.jsonl").read_bytes() == b""
    assert len(lines("out.errors.jsonl")) == 1


def test_cli_run_leaves_its_own_output_out(extract: Extract) -> None:
    Path("a.txt").write_text("Japan signed the Paris Agreement.", encoding="utf-8")
    for _ in range(2):
        assert extract("run", ".", "-o", "out.jsonl").code == 0
    assert [line["id"] for line in lines("out.jsonl")] == ["a"]


@pytest.mark.parametrize(("source", "output"), [("a.jsonl", "a.jsonl"), ("a.errors.jsonl", "./a.jsonl")])
def test_cli_run_never_replaces_its_input(extract: Extract, source: str, output: str) -> None:
    Path(source).write_text('{"id": "a", "text": "Japan signed."}\n', encoding="utf-8")
    result = extract("run", source, "-o", output)
    assert (result.code, result.err) == (2, f"extract: cannot write {source}: it is an input of this run\n")
    assert [path.name for path in Path().iterdir()] == [source]
    assert lines(source) == [{"id": "a", "text": "Japan signed."}]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["run", "a.txt", "-o", "no/out.jsonl"], "cannot write no/out.jsonl: no such file or directory"),
        (["run", "a.txt", "-o", "."], "cannot write .: is a folder"),
        (["run", "a.txt", "-o", "out.jsonl", "--rules", "no"], "no: no such folder of rules"),
        (["explain", "Text.", "--rules", "no"], "no: no such folder of rules"),
        (["rules", "check", "no"], "no: no such folder of rules"),
        (["score", "no.jsonl"], "no.jsonl: cannot be read: No such file or directory"),
        (["gold", "check", "no.jsonl"], "no.jsonl: cannot be read: No such file or directory"),
        (
            ["score", str(GOLD), "--pred", str(GOLD), "--gate"],
            "gold/floors.json: cannot be read: No such file or directory",
        ),
    ],
)
def test_cli_wrong_usage_is_one_line_and_code_2(extract: Extract, arguments: Sequence[str], message: str) -> None:
    result = extract(*arguments)
    assert (result.code, result.err) == (2, f"extract: {message}\n")
    assert list(Path().iterdir()) == []


@pytest.mark.parametrize(
    "arguments",
    [
        ["run"],
        ["run", "a.txt"],
        ["run", "a.txt", "-o", "out.jsonl", "--show", "-1"],
        ["score"],
        ["score", "a.jsonl", "--allow-lower"],
        ["score", "a.jsonl", "b/a.jsonl", "--gate"],
        ["score", "a.jsonl", "--junit", "out.xml"],
        ["score", "a.jsonl", "--github"],
        ["score", "a.jsonl", "--gate", "--github", "--json"],
        ["ledger"],
        ["ledger", "a.jsonl", "--json", "-", "--csv", "-"],
        ["schema", "--kind", "other"],
        ["nothing"],
    ],
)
def test_cli_wrong_arguments_are_told_with_code_2(extract: Extract, arguments: Sequence[str]) -> None:
    result = extract(*arguments)
    assert result.code == 2
    assert "Usage: extract" in result.err


def test_cli_every_broken_rule_is_told_at_once(extract: Extract) -> None:
    Path("mine").mkdir()
    Path("mine/countries.jsonl").write_text('{"id": 1}\nnonsense\n', encoding="utf-8")
    result = extract("rules", "check", "mine")
    assert result.code == 2
    told = [line.split(" ")[1] for line in result.err.splitlines()]
    assert {"mine/countries.jsonl:1:", "mine/countries.jsonl:2:"} <= set(told)
    assert set(told) <= {"mine/countries.jsonl:1:", "mine/countries.jsonl:2:"}


def test_cli_rules_check_runs_examples(extract: Extract) -> None:
    Path("mine").mkdir()
    Path("mine/agreements.jsonl").write_text(
        '{"id": "agreement.reef", "label": "AGREEMENT", "pattern": "Reef Pact", "accept": ["[Ocean Pact] text"]}\n',
        encoding="utf-8",
    )
    result = extract("rules", "check", "mine")
    assert result.code == 1
    assert result.err.startswith("extract: mine/agreements.jsonl:1: agreement.reef: accept '[Ocean Pact] text': ")


def test_cli_explain_names_rules(extract: Extract) -> None:
    result = extract("explain", "--json", "Japan signed the Paris Agreement.")
    assert result.code == 0
    [article] = json.loads(result.out)
    assert "Japan" in {row["text"] for row in article["rows"]}


def test_cli_explain_reads_files(extract: Extract) -> None:
    Path("a.jsonl").write_text('{"text": "Japan signed it."}\n{"id": "b", "text": "Peru left."}', encoding="utf-8")
    result = extract("explain", "a.jsonl")
    assert result.code == 0
    assert [line for line in result.out.splitlines() if line in {"a:1", "b"}] == ["a:1", "b"]
    one = extract("explain", "a.jsonl", "--id", "b", "--tokens", "--json")
    assert [(article["id"], len(article["tokens"])) for article in json.loads(one.out)] == [("b", 3)]
    assert extract("explain", "a.jsonl", "--id", "c").code == 3
    Path("a.jsonl").write_text("{}", encoding="utf-8")
    assert extract("explain", "a.jsonl") == (3, "", "extract: a.jsonl:1: the record has no text\n")


def test_cli_explain_reads_folders(extract: Extract) -> None:
    Path("news").mkdir()
    Path("news/ü.txt").write_text("Japan signed it.", encoding="utf-8")
    result = extract("explain", "news", "--json")
    assert [article["id"] for article in json.loads(result.out)] == ["ü"]


@pytest.mark.parametrize("name", ["gone.txt", "news/gone", "gone.jsonl"])
def test_cli_explain_takes_the_name_of_a_file_that_is_gone_for_no_text(extract: Extract, name: str) -> None:
    assert extract("explain", name) == (3, "", f"extract: {name}: no such file or folder\n")


def test_cli_score_of_gold_against_itself(extract: Extract) -> None:
    result = extract("score", GOLD, "--pred", GOLD, "--errors")
    assert (result.code, result.err) == (0, "")
    assert "0 differences" in result.out
    assert f"{GOLD}: 3 articles" in result.out


def test_cli_score_runs_the_pipeline_and_its_json_is_deterministic(extract: Extract) -> None:
    one, two = (extract("score", GOLD, "--json", "--errors") for _ in range(2))
    assert one.code == 0
    assert one.out == two.out
    assert list(json.loads(one.out)) == ["files", "total", "errors"]
    assert "words per second" in one.err


def test_cli_score_sorts_predictions_by_gold_file(extract: Extract) -> None:
    records = load_gold(GOLD)
    for name, part in (("a.jsonl", records[:1]), ("b.jsonl", records[1:])):
        write_gold(part, Path(name))
    result = extract("score", "a.jsonl", "b.jsonl", "--pred", GOLD, "--json")
    assert {path: scores["articles"] for path, scores in json.loads(result.out)["files"].items()} == {
        "a.jsonl": 1,
        "b.jsonl": 2,
    }
    write_gold(records, Path("c.jsonl"))
    result = extract("score", "b.jsonl", "c.jsonl", "--pred", "b.jsonl", "--json")
    orgs = {path: scores["figures"]["ORG"] for path, scores in json.loads(result.out)["files"].items()}
    assert orgs["b.jsonl"] == 1.0 > orgs["c.jsonl"] > 0.9, "an article of two gold files counts in both"
    assert result.err == "extract: c.jsonl: 1 article without prediction, counted as all missed\n"
    result = extract("score", "a.jsonl", "--pred", "b.jsonl")
    assert result.code == 3
    assert "extract: 2 predicted articles are not in the gold: " in result.err


def test_cli_score_broken_predictions_are_told_by_line(extract: Extract) -> None:
    Path("out.jsonl").write_text('{"id": "a"}\n{"id": ""}\n\n[]\n{"id": "b", "date": "2018"}\n', encoding="utf-8")
    result = extract("score", GOLD, "--pred", "out.jsonl")
    assert result.code == 3
    assert [line.split(" ")[1] for line in result.err.splitlines()] == [f"out.jsonl:{n}:" for n in (2, 4, 5)]


def test_cli_gate_opens_shuts_and_never_sinks_unasked(extract: Extract) -> None:
    floors = ["--floors", "floors.json"]
    records = load_gold(GOLD)
    worse = [record.model_copy(update={"mentions": record.mentions[1:]}) for record in records]
    write_gold(worse, Path("worse.jsonl"))
    raised = extract("score", GOLD, "--pred", GOLD, "--update-floors", *floors)
    assert (raised.code, raised.err) == (0, "extract: floors written to floors.json\n")
    pinned = Path("floors.json").read_bytes()
    assert extract("score", GOLD, "--pred", GOLD, "--gate", *floors).code == 0

    shut = extract("score", GOLD, "--pred", "worse.jsonl", "--gate", *floors)
    assert shut.code == 1
    assert "seeds.jsonl: ORG is 0." in shut.err

    refused = extract("score", GOLD, "--pred", "worse.jsonl", "--update-floors", *floors)
    assert refused.code == 1
    assert Path("floors.json").read_bytes() == pinned
    assert refused.err.splitlines()[-1] == "extract: floors.json is as before; --allow-lower lets floors sink"
    allowed = extract("score", GOLD, "--pred", "worse.jsonl", "--update-floors", "--allow-lower", "--gate", *floors)
    assert allowed.code == 0
    assert Path("floors.json").read_bytes() != pinned


def test_cli_gate_tells_ci(extract: Extract, monkeypatch: pytest.MonkeyPatch) -> None:
    records = load_gold(GOLD)
    write_gold([records[0], records[1].model_copy(update={"mentions": ()}), records[2]], Path("worse.jsonl"))
    extract("score", GOLD, "--pred", GOLD, "--update-floors", "--floors", "floors.json")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", "summary.md")
    monkeypatch.setenv("GITHUB_WORKSPACE", str(ROOT))
    Path("summary.md").write_text("# Before\n", encoding="utf-8")
    tell = ["--gate", "--floors", "floors.json", "--junit", "out.xml", "--github"]

    opened = extract("score", GOLD, "--pred", GOLD, *tell)
    assert (opened.code, "::error" in opened.out) == (0, False)
    assert 'failures="0"' in Path("out.xml").read_text(encoding="utf-8")
    shut = extract("score", GOLD, "--pred", "worse.jsonl", *tell)
    assert shut.code == 1
    assert "\n::error file=gold/seeds.jsonl,title=" in shut.out
    assert "\n::warning file=gold/seeds.jsonl,line=2,title=" in shut.out
    assert '<failure message="AGREEMENT is ' in Path("out.xml").read_text(encoding="utf-8")
    summary = Path("summary.md").read_text(encoding="utf-8")
    assert summary.startswith("# Before\n## Accuracy gate: open\n")
    assert "## Accuracy gate: shut\n" in summary

    monkeypatch.delenv("GITHUB_STEP_SUMMARY")
    assert "## Accuracy gate: open\n" in extract("score", GOLD, "--pred", GOLD, *tell).out
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", "none/summary.md")
    failed = extract("score", GOLD, "--pred", GOLD, *tell)
    assert failed.code == 2
    assert failed.err.splitlines()[1:] == ["extract: none/summary.md: not written: No such file or directory"]


def test_cli_gold_unpacks_packs_and_checks(extract: Extract) -> None:
    assert extract("gold", "unpack", GOLD, "marked") == (0, "marked: 3 articles\n", "")
    packed = extract("gold", "pack", "marked", "-o", "gold.jsonl", "--against", GOLD)
    assert packed == (0, "gold.jsonl: 3 articles\n", "")
    assert extract("gold", "check", "gold.jsonl").code == 0


def test_cli_gold_check_tells_the_problems_of_every_file(extract: Extract) -> None:
    for name in ("a.jsonl", "b.jsonl"):
        Path(name).write_text('{"id": "x"}\n{"id": ""}\n', encoding="utf-8")
    result = extract("gold", "check", "a.jsonl", GOLD, "b.jsonl")
    assert result.code == 2
    assert {line.split(" ")[1] for line in result.err.splitlines()} == {f"{n}.jsonl:{i}:" for n in "ab" for i in (1, 2)}
    assert result.out == f"{GOLD}: 3 articles, no contradiction\n"


@pytest.mark.parametrize(("kind", "title"), [("extraction", "Extraction"), ("error", "ErrorRecord")])
def test_cli_schema_is_json_schema(extract: Extract, kind: str, title: str) -> None:
    schema = json.loads(extract("schema", "--kind", kind).out)
    assert (schema["title"], schema["additionalProperties"]) == (title, False)


HEAVY = {"spacy", "numpy", "yaml", "extract.schema"}
HELP = """
import sys
from extract.cli import main
sys.argv = ["extract", *{arguments!r}]
try:
    main()
except SystemExit as ended:
    assert not ended.code, ended.code
print(*sys.modules, file=sys.stderr)
"""


@pytest.mark.parametrize(
    "arguments",
    [["--help"], ["run", "--help"], ["score", "--help"], ["gold", "--help"], ["convert", "--help"], ["--version"]],
)
def test_cli_help_imports_nothing_heavy(arguments: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-c", HELP.format(arguments=arguments)], capture_output=True, text=True, check=True
    )
    assert done.stdout
    # Some versions of typer import pydantic themselves when they handle the options of a command.
    heavy = HEAVY if arguments[1:] else HEAVY | {"pydantic"}
    assert not heavy & set(done.stderr.split())


posix = pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX signals and pipes")


def running(output: Path, *options: str) -> subprocess.Popen[bytes]:
    """A run in the middle of its work: it waits for more standard input, and its output is open."""
    process = subprocess.Popen(
        [*EXTRACT, "run", "-", "-o", str(output), *options],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdin is not None
    process.stdin.write(b'{"text": "Japan signed the Paris Agreement."}\n{}\n')
    process.stdin.flush()
    assert process.stderr is not None
    assert process.stderr.readline() == b"extract: stdin:2: the record has no text\n"
    return process


@posix
@pytest.mark.parametrize(
    ("number", "code", "left"),
    [(signal.SIGKILL, -signal.SIGKILL, 3), (signal.SIGTERM, 143, 0), (signal.SIGINT, 130, 0)],
)
def test_cli_run_cut_short_leaves_the_older_output(tmp_path: Path, number: int, code: int, left: int) -> None:
    older = {"out.jsonl": b"older\n", "out.errors.jsonl": b"older error\n"}
    for name, content in older.items():
        (tmp_path / name).write_bytes(content)
    process = running(tmp_path / "out.jsonl")
    process.send_signal(number)
    out, err = process.communicate()
    assert (process.returncode, out, err) == (code, b"", b"")
    assert {name: (tmp_path / name).read_bytes() for name in older} == older
    assert len(list(tmp_path.glob(".*.part"))) == left


@posix
@pytest.mark.parametrize("arguments", [["schema"], ["score", str(GOLD), "--pred", str(GOLD), "--json"]])
def test_cli_a_closed_pipe_is_silent(arguments: list[str]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run([*EXTRACT, *arguments], stdout=writing, stderr=subprocess.PIPE, check=False)
    os.close(writing)
    assert (done.returncode, done.stderr) == (141, b"")


@posix
def test_cli_output_survives_a_narrow_encoding() -> None:
    done = subprocess.run(
        [*EXTRACT, "gold", "check", str(ROOT / "gold" / "no\u65e5.jsonl")],
        capture_output=True,
        env=os.environ | {"PYTHONIOENCODING": "cp1252"},
        check=False,
    )
    assert done.returncode == 2
    assert rb"no\u65e5.jsonl: cannot be read" in done.stderr


def test_cli_ledger_of_the_seeds_tells_who_signed_and_that_counts_differ(extract: Extract) -> None:
    extract("run", ROOT / "seeds", "-q", "--with-text", "-o", "out.jsonl")
    result = extract("ledger", "out.jsonl", "--json", "ledger.json", "--csv", "ledger.csv", "--html", "ledger.html")
    assert (result.code, result.err) == (0, "")
    ledger = json.loads(Path("ledger.json").read_bytes())
    stances = {row["party"]: row["stance"] for row in ledger["rows"]}
    assert {stances[name] for name in ("Japan", "Canada", "Microsoft", "Siemens")} == {"signed"}
    assert {stances[name] for name in ("United States", "China", "Russia", "ZTE")} == {"not_signed"}
    differing = {group["of"] for group in ledger["counts"] if group["verdict"] != "agree"}
    assert differing == {"companies", "states"}
    assert all(Path(name).stat().st_size for name in ("ledger.csv", "ledger.html"))
    assert "3 articles, 1 agreement" in result.out


def test_cli_ledger_to_standard_output_shows_its_table_beside(extract: Extract) -> None:
    extract("run", *SEEDS, "-q", "-o", "out.jsonl")
    result = extract("ledger", "out.jsonl", "--json", "-")
    assert json.loads(result.out)["articles"] == len(SEEDS)
    assert "numbers claimed" in result.err


def write_run(path: str, *records: Extraction | str) -> None:
    """A run's output, or lines that are none."""
    made = [record if isinstance(record, str) else record.model_dump_json() for record in records]
    Path(path).write_text("".join(f"{line}\n" for line in made), encoding="utf-8")


def signer(name: str, party: str = "Nokia", date: str | None = None) -> Extraction:
    row = Stance(party=party, type="ORG", norm=party.lower(), agreement="Tidal Pact", stance="signed")
    return Extraction(id=name, date=date, stances=(row,))


def test_cli_ledger_takes_the_first_of_an_id_and_tells_every_fault(extract: Extract) -> None:
    failed = ErrorRecord(id="c", source="c.txt", error="empty file").model_dump_json()
    write_run("one.jsonl", signer("a"), '{"id": ""}', "", signer("a", "Siemens"), failed, '{"id": "x", "error": 5}')
    write_run("two.jsonl", signer("b"), '{"id": "d", "date": "2018"}', "nonsense", signer("a"))
    result = extract("ledger", "gone.jsonl", "one.jsonl", ".", "two.jsonl", "--json", "-", "-q")
    assert result.code == 3
    assert result.err.splitlines() == [
        "extract: gone.jsonl: no such file or folder",
        "extract: one.jsonl:2: id is '': String should have at least 1 character",
        "extract: one.jsonl:4: id 'a' was used before in one.jsonl:1",
        "extract: one.jsonl:6: error is 5: Input should be a valid string",
        "extract: .: is a directory",
        "extract: two.jsonl:2: date is '2018': allowed is a day as YYYY-MM-DD",
        "extract: two.jsonl:3: broken JSON at column 1: Expecting value",
        "extract: two.jsonl:4: id 'a' was used before in one.jsonl:1",
    ]
    ledger = json.loads(result.out)
    assert ledger["articles"] == 2
    assert [(row["party"], row["articles_for"]) for row in ledger["rows"]] == [("Nokia", 2)]


def test_cli_ledger_without_any_readable_run(extract: Extract) -> None:
    result = extract("ledger", "gone.jsonl", "--csv", "ledger.csv")
    assert (result.code, result.err) == (3, "extract: gone.jsonl: no such file or folder\n")
    assert result.out == "0 articles, 0 agreements, 0 parties, 0 contradictions\n"
    assert len(Path("ledger.csv").read_text(encoding="utf-8").splitlines()) == 1


@pytest.mark.parametrize("option", ["--json", "--csv", "--html"])
@pytest.mark.parametrize(
    ("path", "why"), [("no/ledger", "No such file or directory"), (".", "Is a directory")], ids=["folder", "no folder"]
)
def test_cli_ledger_that_cannot_be_written_is_told(extract: Extract, option: str, path: str, why: str) -> None:
    write_run("run.jsonl", signer("a"))
    assert extract("ledger", "run.jsonl", option, path) == (2, "", f"extract: {path}: not written: {why}\n")


def test_cli_ledger_of_broken_rules_is_told(extract: Extract) -> None:
    write_run("run.jsonl", signer("a"))
    Path("mine").mkdir()
    Path("mine/groups.yaml").write_text("- {id: group.x, norm: quad}\n", encoding="utf-8")
    result = extract("ledger", "run.jsonl", "--expand-groups", "--rules", "mine")
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith("extract: mine/groups.yaml:1: members: Field required")


def test_cli_ledger_expands_groups_on_demand_by_the_day_and_by_rules_of_ones_own(extract: Extract) -> None:
    write_run("run.jsonl", signer("a", "Tidal Union", date="2010-05-05"))
    Path("mine").mkdir()
    rule = "- {id: group.tu, norm: tidal union, members: [France, Malta since 2004-05-01, Peru until 2009-12-31]}\n"
    Path("mine/groups.yaml").write_text(rule, encoding="utf-8")
    Path("mine/gazetteers").mkdir()
    name = {"id": "body.tu", "label": "ORG", "pattern": "Tidal Union", "norm": "tidal union"}
    Path("mine/gazetteers/bodies.jsonl").write_text(json.dumps(name), encoding="utf-8")
    arguments = ["ledger", "run.jsonl", "-q", "--json", "-", "--rules", "mine"]
    assert [row["party"] for row in json.loads(extract(*arguments).out)["rows"]] == ["Tidal Union"]
    rows = json.loads(extract(*arguments, "--expand-groups").out)["rows"]
    assert [(row["party"], row["norm"], row["inferred"]) for row in rows] == [
        ("France", "FR", "Tidal Union"),
        ("Malta", "MT", "Tidal Union"),
        ("Tidal Union", "tidal union", None),
    ]


def test_cli_report_of_the_seeds_has_their_texts(extract: Extract) -> None:
    extract("run", *SEEDS, "-q", "--with-text", "-o", "out.jsonl")
    result = extract("report", "out.jsonl", "-o", "report.html")
    assert (result.code, result.out, result.err) == (0, "", "")
    page = Path("report.html").read_text(encoding="utf-8")
    assert page.count("<article ") == len(SEEDS)
    assert "out.jsonl: 3 articles, " in page
    assert extract("report", "out.jsonl", "-o", "-").out == page


def test_cli_report_of_a_run_without_text_says_so_and_shows_the_rest(extract: Extract) -> None:
    extract("run", *SEEDS[1:], "-q", "-o", "bare.jsonl")
    extract("run", SEEDS[0], "-q", "--with-text", "-o", "text.jsonl")
    result = extract("report", "bare.jsonl", "text.jsonl", "-o", "report.html")
    assert (result.code, result.out) == (0, "")
    assert result.err == "extract: 2 articles without text: run with --with-text to read the texts in the report\n"
    assert Path("report.html").read_text(encoding="utf-8").count("<article ") == len(SEEDS)


def test_cli_report_tells_a_broken_line_and_shows_the_rest(extract: Extract) -> None:
    Path("out.jsonl").write_text('{"id": ""}\n{"id": "one", "text": "Nothing."}\n', encoding="utf-8")
    result = extract("report", "out.jsonl", "-o", "report.html")
    assert result.code == 3
    assert result.err.startswith("extract: out.jsonl:1: id")
    assert "Nothing." in Path("report.html").read_text(encoding="utf-8")


def test_cli_score_writes_a_report_with_every_error(extract: Extract) -> None:
    gold = load_gold(GOLD)
    write_gold([gold[0].model_copy(update={"mentions": gold[0].mentions[1:]}), *gold[1:]], Path("pred.jsonl"))
    result = extract("score", GOLD, "--pred", "pred.jsonl", "--report", "report.html")
    assert (result.code, result.err) == (0, "")
    page = Path("report.html").read_text(encoding="utf-8")
    assert ": 3 articles, 1 difference<" in page
    assert page.count('id="error-') == 1

"""What people read: escaped, cut to the sentence, the same wherever it is no terminal."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import RenderableType
from rich.text import Text

from extract.batch import RunSummary
from extract.excerpts import sentence_around
from extract.readers import Meter
from extract.report.progress import progress
from extract.report.runs import run_report
from extract.report.scores import errors_report, scores_json, scores_report
from extract.report.terminal import error_line, plain, show
from extract.report.traces import trace_report, traces_json
from extract.schema import (
    Article,
    Commitment,
    Count,
    ErrorRecord,
    Evidence,
    Extraction,
    Mention,
    Polarity,
    Stance,
    StanceValue,
)
from extract.score import errors, score
from extract.trace import Row
from extract.writers import Line

TEXT = (
    "Oceans\n\nJapan signed the Ocean Pledge on Monday. The U.S. did not sign the pledge, said Mr. Day.\n"
    "More than 40 states joined. Peru left it."
)


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def _no_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COLUMNS", raising=False)
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")


def shown(content: RenderableType, stream: io.StringIO | None = None) -> str:
    stream = stream or io.StringIO()
    show(content, stream)
    return stream.getvalue()


def commitment(text: str, polarity: Polarity, *actors: str) -> Commitment:
    start = TEXT.index(text)
    return Commitment(
        start=start, end=start + len(text), text=text, kind="endorsement", polarity=polarity, actors=actors
    )


def stance(party: str, value: StanceValue, agreement: str | None = "Ocean Pledge") -> Stance:
    return Stance(party=party, type="COUNTRY", agreement=agreement, stance=value, evidence=(Evidence(start=0, end=5),))


ARTICLE = Extraction(
    id="oceans",
    source="news/oceans.txt",
    text=TEXT,
    mentions=(Mention(start=25, end=37, text="Ocean Pledge", label="AGREEMENT", norm="some-id"),),
    commitments=(
        commitment("signed the Ocean Pledge", "affirmed", "Japan"),
        commitment("sign the pledge", "negated", "U.S."),
    ),
    stances=(
        stance("Japan", "signed"),
        stance("Kenya", "signed"),
        stance("U.S.", "not_signed"),
        stance("Peru", "withdrew", None),
    ),
    counts=(Count(start=97, end=116, text="More than 40 states", value=40, bound="at_least", what="states"),),
)


def summary(*articles: Extraction, keep: int = 20, failed: int = 0) -> RunSummary:
    counted = RunSummary(keep)
    for article in articles:
        counted.add(Article(id=article.id, text=article.text or ""), Line.of(article, with_text=True))
    for _ in range(failed):
        error = ErrorRecord(error="empty file")
        counted.add(error, Line.of(error))
    return counted


def test_report_run_says_who_signed_and_who_did_not() -> None:
    assert (
        shown(run_report(summary(ARTICLE, failed=1)))
        == """\
oceans news/oceans.txt
  agreement     Ocean Pledge
    signed      Japan, Kenya
    not signed  U.S.
  agreement     (not named)
    withdrew    Peru
  counts        More than 40 states
  polarity  kind         who                   sentence
  affirmed  endorsement  Japan                 Japan [signed the Ocean Pledge] on Monday.
  negated   endorsement  U.S.                  The U.S. did not [sign the pledge], said Mr. Day.

1 article, 1 name, 2 commitments, 4 stances, 1 failed
"""
    )


def test_report_run_shows_some_articles_and_tells_how_many_more() -> None:
    articles = [Extraction(id=f"a{number}", text="Nothing.") for number in range(1_005)]
    report = shown(run_report(summary(*articles, keep=2)))
    assert report == (
        "a0\n  commitments  none\n\na1\n  commitments  none\n\n... and 1,003 more\n\n"
        "1,005 articles, 0 names, 0 commitments, 0 stances, 0 failed\n"
    )
    assert shown(run_report(summary(*articles, keep=0))).count("\n") == 1


def test_report_run_without_text_shows_the_span_alone() -> None:
    counted = RunSummary(articles=1, shown=[ARTICLE.model_copy(update={"text": None})])
    report = shown(run_report(counted))
    assert "Japan                 [signed the Ocean Pledge]\n" in report


def test_report_off_a_terminal_is_plain_and_of_one_width(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    wide = shown(Text("word " * 100))
    assert max(map(len, wide.splitlines())) in range(95, 101)
    assert not any(line.endswith(" ") for line in wide.splitlines())
    assert "\x1b" not in shown(run_report(summary(ARTICLE)))
    monkeypatch.setenv("COLUMNS", "40")
    assert max(map(len, shown(Text("word " * 100)).splitlines())) in range(35, 41)


def test_report_on_a_terminal_has_colours() -> None:
    assert "\x1b[" in shown(run_report(summary(ARTICLE)), Terminal())


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("\x1b]0;title\x07", r"\x1b]0;title\x07"),
        ("a\x00b\x9bc\x7f", r"a\x00b\x9bc\x7f"),
        ("a\u202eb\u2066c\ud800", r"a\u202eb\u2066c\ud800"),
        ("a \t\r\n\u2028 b\u00a0c", "a b c"),
        ("[bold]é 日本 👍🏽 \\[/]", "[bold]é 日本 👍🏽 \\[/]"),
    ],
)
def test_report_nothing_reaches_the_terminal_unescaped(text: str, safe: str) -> None:
    assert plain(text) == safe
    article = (
        Extraction(
            id=text,
            source=text,
            text=text,
            commitments=(
                Commitment(
                    start=0,
                    end=1,
                    text=text,
                    kind="pledge",
                    polarity="affirmed",
                    actors=(text,),
                    agreement=text,
                ),
            ),
            stances=(stance(text, "signed", text),),
        )
        if "\ud800" not in text
        else Extraction(id="a", source=text, text=text, stances=(stance(text, "signed", text),))
    )
    for stream in (io.StringIO(), Terminal()):
        report = shown(run_report(summary(article)), stream)
        assert "\x1b]" not in report
        assert not set(report) & set("\x00\x07\x7f\x9b\u202e\u2066\ud800\t\r\u2028")
    assert error_line(ErrorRecord(source=text, error=text)) == f"{safe}: {safe}"


@pytest.mark.parametrize(
    ("record", "line"),
    [
        (ErrorRecord(source="a.jsonl", line=3, id="x", error="bad"), "a.jsonl:3: bad"),
        (ErrorRecord(source="a.txt", error="bad"), "a.txt: bad"),
        (ErrorRecord(id="x", error="bad"), "x: bad"),
    ],
)
def test_report_error_line_names_the_place(record: ErrorRecord, line: str) -> None:
    assert error_line(record) == line


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("He spoke. Japan [signed] it. It ended.", "Japan [signed] it."),
        ("Headline\nJapan [signed] it\n\nMore", "Japan [signed] it"),
        (
            "The U.S. Senate and Mr. Day [signed] it in St. Paul. No.",
            "The U.S. Senate and Mr. Day [signed] it in St. Paul.",
        ),
        ("He asked why. “Japan [signed] it.” Then", "“Japan [signed] it.”"),
        ("[signed]", "[signed]"),
        ("It cost 3.5 million. By 2030, Japan [signed]! “Fine.”", "By 2030, Japan [signed]!"),
    ],
)
def test_report_sentence_is_cut_at_its_ends(text: str, sentence: str) -> None:
    start, end = text.index("["), text.index("]") - 1
    before, span, after = sentence_around(text.replace("[", "").replace("]", ""), start, end)
    assert f"{before}[{span}]{after}" == sentence


@given(text=st.text("a. \nB", max_size=900), ends=st.tuples(st.integers(0, 900), st.integers(0, 900)))
def test_report_sentence_has_the_span_and_a_limit(text: str, ends: tuple[int, int]) -> None:
    start, end = sorted(min(end, len(text)) for end in ends)
    before, span, after = sentence_around(text, start, end, limit=100)
    assert len(before) + len(span) + len(after) <= 115
    if end - start <= 100:
        assert span == text[start:end]
        assert text[:start].endswith(before.removeprefix("... "))
        assert text[end:].startswith(after.removesuffix(" ..."))


def test_report_sentence_is_found_fast_in_a_long_line() -> None:
    text = "word " * 2_000_000
    assert len("".join(sentence_around(text, 5_000_000, 5_000_010))) <= 310


PREDICTED = ARTICLE.model_copy(
    update={
        "mentions": (Mention(start=8, end=13, text="Japan", label="PERSON", rule="shape.name"),),
        "commitments": (ARTICLE.commitments[0].model_copy(update={"polarity": "negated"}),),
    }
)


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("scores", scores_report("gold.jsonl", score([ARTICLE], [PREDICTED]))),
        ("errors", errors_report(errors([ARTICLE], [PREDICTED]))),
        ("trace", trace_report([Row(0, 5, "Japan", "COUNTRY", "country.JP", "kept", "Japan = JP")])),
    ],
)
def test_report_is_as_it_was(name: str, made: RenderableType) -> None:
    golden = Path(__file__).parent / "golden" / f"{name}.txt"
    assert shown(made) == golden.read_text(encoding="utf-8")


def test_report_scores_as_json_are_deterministic() -> None:
    scores = score([ARTICLE], [PREDICTED])
    made = [scores_json({"a": scores}, scores, errors([ARTICLE], [PREDICTED])) for _ in range(2)]
    assert made[0] == made[1]
    content = json.loads(made[0])
    assert content["files"] == {"a": content["total"]}
    assert content["total"]["figures"]["COMMITMENT"] == pytest.approx(2 / 3)
    assert len(content["errors"]) == 4
    assert "errors" not in json.loads(scores_json({}, scores))


def test_report_trace_as_json() -> None:
    row = Row(0, 5, "Japan", "COUNTRY", "country.JP", "kept", "Japan = JP")
    assert json.loads(traces_json({"a": ([row], None)})) == [{"id": "a", "rows": [asdict(row)]}]


def test_report_does_not_load_spacy() -> None:
    code = "import sys, extract.report; sys.exit('spacy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_report_empty_trace_says_so() -> None:
    assert shown(trace_report([])) == "nothing found\n"
    assert json.loads(traces_json({"a": ([], [])})) == [{"id": "a", "rows": [], "tokens": []}]


@pytest.mark.parametrize(("quiet", "note"), [(False, "extract: went on\n"), (True, "")])
def test_report_progress_off_a_terminal_tells_errors_and_notes(quiet: bool, note: str) -> None:
    stream = io.StringIO()
    with progress(stream, Meter(), quiet=quiet) as told:
        told.note("went\non")
        told.advance(Line.of(ARTICLE))
        told.advance(Line.of(ErrorRecord(source="a.txt", error="bad \x1b[31m")))
    assert stream.getvalue() == f"{note}extract: a.txt: bad \\x1b[31m\n"


def test_report_progress_on_a_terminal_moves_a_bar(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"a" * 100)
    meter = Meter([str(tmp_path)])
    stream = Terminal()
    with progress(stream, meter) as told, (tmp_path / "a.txt").open("rb") as file, meter.follow(file):
        told.advance(Line.of(ErrorRecord(source="a" * 200 + ".txt", error="bad")))
        file.read(40)
        told.advance(Line.of(ARTICLE))
    assert "2 articles," in stream.getvalue()
    assert "40%" in stream.getvalue()
    assert f"extract: {'a' * 200}.txt: bad\n" in stream.getvalue().replace("\x1b[2K", "")


def test_report_progress_without_a_known_size_tells_no_share() -> None:
    stream = Terminal()
    with progress(stream, Meter(["-"])) as told:
        told.advance(Line.of(ARTICLE))
    assert "1 article," in stream.getvalue()
    assert "%" not in stream.getvalue()


def test_report_progress_quiet_shows_no_bar_on_a_terminal() -> None:
    stream = Terminal()
    with progress(stream, Meter(), quiet=True) as told:
        told.advance(Line.of(ARTICLE))
    assert stream.getvalue() == ""

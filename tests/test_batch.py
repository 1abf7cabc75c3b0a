"""A run over articles: counts, records in order, and one failing article that harms no other."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

import pytest

from extract.batch import Item, LineMaker, Make, RunSummary, in_turn, line_maker, run
from extract.errors import InputError, OutputError
from extract.schema import Article, Commitment, ErrorRecord, Extraction, Mention
from extract.writers import Line

UNREADABLE = ErrorRecord(source="gone.txt", error="no such file or folder")


class Signatories:
    """A small pipeline: each capitalised word is a country, "signed" a commitment; some texts raise."""

    def extract(self, article: Article) -> Extraction:
        failures: dict[str, Exception] = {
            "two lines": ValueError("first\nsecond"),
            "no message": RecursionError(),
            "ours": InputError("the text is too long"),
        }
        if article.text in failures:
            raise failures[article.text]
        mentions, commitments, at = [], [], 0
        for word in article.text.split():
            at = article.text.index(word, at)
            if word.istitle():
                mentions.append(Mention(start=at, end=at + len(word), text=word, label="COUNTRY"))
            if word == "signed":
                commitments.append(Commitment(start=at, end=at + 6, text=word, kind="endorsement", polarity="affirmed"))
        return Extraction(id=article.id, text=article.text, mentions=tuple(mentions), commitments=tuple(commitments))


class Records(list[tuple[Item, Line]]):
    """Keeps what is written, and has what an unfinished run left."""

    changed = False

    def __init__(self, left: Sequence[tuple[Item, Line]] = ()) -> None:
        super().__init__()
        self._left = list(left)

    def again(self, item: Item) -> Line | None:
        if not self._left:
            return None
        of, line = self._left.pop(0)
        self.changed = of != item
        return None if self.changed else line

    def write(self, item: Item, line: Line) -> None:
        self.append((item, line))


class Told:
    """Keeps what is told."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.notes: list[str] = []
        self.advance = self.lines.append
        self.note = self.notes.append


def signatories() -> Make:
    return line_maker(Signatories())


in_one_process = partial(in_turn, maker=signatories)


def read(*texts: str) -> Iterator[Article | ErrorRecord]:
    for number, text in enumerate(texts):
        yield UNREADABLE if text == "gone" else Article(id=str(number), source=f"{number}.txt", text=text)


def test_batch_counts_and_writes_in_order() -> None:
    written, told = Records(), Told()
    items = list(read("Japan signed", "gone", "Nobody", "no name"))
    summary = run(items, in_one_process, written, told, keep=2)
    assert [item for item, _ in written] == items
    assert [line for _, line in written] == told.lines
    assert [json.loads(line.content)["id"] for line in told.lines] == ["0", None, "2", "3"]
    assert (summary.articles, summary.failed, summary.mentions, summary.commitments, summary.stances) == (3, 1, 2, 1, 0)
    assert summary.shown == [Signatories().extract(item) for item in items[:3] if isinstance(item, Article)]
    assert told.notes == []


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("two lines", "ValueError: first"),
        ("no message", "RecursionError"),
        ("ours", "the text is too long"),
    ],
)
def test_batch_a_failing_article_is_one_error_and_the_run_goes_on(text: str, error: str) -> None:
    written = Records()
    summary = run(read("Japan", text, "Kenya"), in_one_process, written, Told())
    assert written[1][1].error == ErrorRecord(id="1", source="1.txt", error=error)
    assert (len(written), summary.articles, summary.failed) == (3, 2, 1)


def test_batch_goes_on_where_an_unfinished_run_stopped() -> None:
    items = list(read("Japan signed", "gone", "Nobody", "Kenya"))
    whole, told = Records(), Told()
    unbroken = run(items, in_one_process, whole, told, keep=2)
    for done in range(len(items) + 1):
        written, again = Records(whole[:done]), Told()
        assert run(items, in_one_process, written, again, keep=2) == unbroken
        assert written == whole[done:]
        assert again.lines == told.lines
        assert again.notes == ([f"records done before: {done}; the rest is done now"] if done else [])


def test_batch_goes_on_no_further_than_the_input_is_the_same() -> None:
    whole = Records()
    run(read("Japan", "Kenya", "Peru"), in_one_process, whole, Told())
    written, told = Records(whole), Told()
    changed = list(read("Japan", "Chile", "Peru"))
    run(changed, in_one_process, written, told)
    assert [item for item, _ in written] == changed[1:]
    assert told.notes == ["records done before: 1; there the input has changed, so all else is done anew"]


def test_batch_a_failing_writer_ends_the_run() -> None:
    class Full(Records):
        def write(self, item: Item, line: Line) -> None:
            raise OutputError(f"cannot write {item.id}: {len(line.content)} bytes")

    with pytest.raises(OutputError, match="cannot write 0"):
        run(read("Japan"), in_one_process, Full(), Told())


def test_batch_an_interrupt_ends_the_run() -> None:
    class Interrupted:
        def extract(self, article: Article) -> Extraction:
            raise KeyboardInterrupt(article.id)

    with pytest.raises(KeyboardInterrupt):
        run(read("Japan"), partial(in_turn, maker=lambda: line_maker(Interrupted())), Records(), Told())


def test_batch_without_articles_is_empty() -> None:
    assert run(iter(()), in_one_process, Records(), Told()) == RunSummary()


def test_batch_fingerprint_tells_rules_and_options_apart(tmp_path: Path) -> None:
    (tmp_path / "triggers.yaml").write_text("[]", encoding="utf-8")
    makers = [LineMaker(), LineMaker(with_text=True), LineMaker(expand_groups=True), LineMaker((tmp_path,))]
    before = [maker.fingerprint() for maker in makers]
    assert len(set(before)) == len(makers)
    (tmp_path / "triggers.yaml").write_text("[] ", encoding="utf-8")
    assert [a == b.fingerprint() for a, b in zip(before, makers, strict=True)] == [True, True, True, False]


def test_batch_fingerprint_tells_what_reads_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    before = LineMaker().fingerprint()
    monkeypatch.setattr("extract.batch.making.version_of", lambda package: f"{package} of another day")
    assert LineMaker().fingerprint() != before

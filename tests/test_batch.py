"""A run over articles: counts, records in order, and one failing article that harms no other."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from extract.batch import RunSummary, run
from extract.errors import InputError, OutputError
from extract.schema import Article, Commitment, ErrorRecord, Extraction, Mention

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


class Records(list[Extraction | ErrorRecord]):
    """Keeps what is written."""

    write = list.append


def read(*texts: str) -> Iterator[Article | ErrorRecord]:
    for number, text in enumerate(texts):
        yield UNREADABLE if text == "gone" else Article(id=str(number), source=f"{number}.txt", text=text)


def test_batch_counts_and_writes_in_order() -> None:
    written, told = Records(), Records()
    summary = run(read("Japan signed", "gone", "Nobody", "no name"), Signatories(), written, told.append, keep=2)
    assert [record.id for record in written] == ["0", None, "2", "3"]
    assert told == written
    assert summary == RunSummary(
        keep=2,
        articles=3,
        failed=1,
        mentions=2,
        commitments=1,
        stances=0,
        shown=[record for record in written if isinstance(record, Extraction)][:2],
    )


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
    summary = run(read("Japan", text, "Kenya"), Signatories(), written)
    assert written[1] == ErrorRecord(id="1", source="1.txt", error=error)
    assert (len(written), summary.articles, summary.failed) == (3, 2, 1)


def test_batch_a_failing_writer_ends_the_run() -> None:
    class Full:
        def write(self, record: Extraction | ErrorRecord) -> None:
            raise OutputError(f"cannot write {record.id}")

    with pytest.raises(OutputError, match="cannot write 0"):
        run(read("Japan"), Signatories(), Full())


def test_batch_an_interrupt_ends_the_run() -> None:
    class Interrupted:
        def extract(self, article: Article) -> Extraction:
            raise KeyboardInterrupt(article.id)

    with pytest.raises(KeyboardInterrupt):
        run(read("Japan"), Interrupted(), Records())


def test_batch_without_articles_is_empty() -> None:
    assert run(iter(()), Signatories(), Records()) == RunSummary()

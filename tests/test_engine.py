"""The seam for engines: articles in Arrow batches become the records of `extract run`, and none is lost."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import extractions

from extract.batch import attempt
from extract.errors import InputError
from extract.pipeline import Pipeline
from extract.readers import read_articles
from extract.schema import Article, ErrorRecord, Extraction, text_sha256

pa = pytest.importorskip("pyarrow", reason="the extra parquet")

from extract import engine  # noqa: E402

SEEDS = Path(__file__).parents[1] / "seeds"
ERRORS = st.builds(
    ErrorRecord,
    id=st.none() | st.text(st.characters(codec="utf-8"), max_size=5),
    source=st.sampled_from([None, "a.jsonl"]),
    line=st.sampled_from([None, 3]),
    error=st.text(st.characters(codec="utf-8"), max_size=9),
)


def extracted(batch: Any, **options: Any) -> list[Extraction | ErrorRecord]:
    return list(engine.from_batches(engine.extract_batches([batch], engine.Options(**options))))


@given(st.lists(extractions() | ERRORS, max_size=4))
def test_engine_records_come_back_from_batches_as_they_were(records: list[Extraction | ErrorRecord]) -> None:
    batches = list(engine.to_batches(records))
    assert all(batch.schema == engine.RECORDS for batch in batches)
    assert list(engine.from_batches(batches)) == records


@given(st.text(st.characters(), min_size=1))
def test_engine_lone_surrogates_are_replaced_one_for_one(text: str) -> None:
    record = Extraction(id="a", text=text, text_sha256=text_sha256(text))
    (held,) = engine.from_batches(engine.to_batches([record]))
    assert isinstance(held, Extraction)
    assert held.text == "".join("\ufffd" if "\ud800" <= char <= "\udfff" else char for char in text)
    assert held.text_sha256 == record.text_sha256


def test_engine_extracts_as_the_pipeline_does(pipeline: Pipeline) -> None:
    articles = [item for item in read_articles([str(SEEDS)]) if isinstance(item, Article)]
    batch = pa.RecordBatch.from_pylist([article.model_dump() for article in articles])
    assert extracted(batch, with_text=True) == [attempt(pipeline, article) for article in articles]
    without = [attempt(pipeline, article).model_copy(update={"text": None}) for article in articles]
    assert extracted(batch) == without


def test_engine_extracts_from_files_and_keeps_what_cannot_be_read(tmp_path: Path, pipeline: Pipeline) -> None:
    broken = tmp_path / "broken.jsonl"
    broken.write_text('{"id": "a", "text": "Japan signed the Paris Agreement."}\n{"id": "b"}\n', encoding="utf-8")
    paths = pa.RecordBatch.from_pydict({"path": [str(broken), "gone.txt"]})
    first, second, third = engine.from_batches(engine.extract_files([paths], engine.Options(with_text=True)))
    assert isinstance(first, Extraction)
    assert first == pipeline.extract(Article(id="a", source=str(broken), text=first.text or ""))
    assert second == ErrorRecord(source=str(broken), line=2, error="the record has no text")
    assert third == ErrorRecord(source="gone.txt", error="no such file or folder")


@pytest.mark.parametrize(
    ("row", "error"),
    [
        ({"id": "a", "text": None}, "the record has no text"),
        ({"id": "a", "text": ""}, "text is empty"),
        ({"id": "a", "text": b"Japan"}, "text is binary, not a string"),
        ({"id": 1.5, "text": "Japan"}, "id is a number, not a string"),
        ({"id": None, "text": "Japan"}, "id is empty"),
    ],
)
def test_engine_a_row_that_is_no_article_is_one_error(row: dict[str, Any], error: str) -> None:
    (record,) = extracted(pa.RecordBatch.from_pylist([{**row, "source": "here"}]))
    assert record == ErrorRecord(id="a" if row["id"] == "a" else None, source="here", error=error)


@pytest.mark.parametrize(
    ("given_date", "day"),
    [(date(2018, 11, 12), "2018-11-12"), (datetime(2018, 11, 12, 3), "2018-11-12"), ("12 Nov", None), (None, None)],
)
def test_engine_takes_days_and_times(given_date: object, day: str | None) -> None:
    (record,) = extracted(pa.RecordBatch.from_pylist([{"id": "a", "text": "Japan", "date": given_date}]))
    assert isinstance(record, Extraction)
    assert (record.date, record.source) == (day, None)


def test_engine_tells_which_column_is_missing() -> None:
    with pytest.raises(InputError, match="no column text among id, body, needed are id and text"):
        extracted(pa.RecordBatch.from_pydict({"id": ["a"], "body": ["b"]}))


def test_engine_an_article_that_fails_is_kept_as_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: object, article: Article) -> Extraction:
        raise ValueError(f"no luck with {article.id}")

    monkeypatch.setattr(Pipeline, "extract", fail)
    batch = pa.RecordBatch.from_pydict({"id": ["a", "b"], "text": ["Japan", "Kenya"]})
    assert [record for record in extracted(batch) if isinstance(record, ErrorRecord)] == [
        ErrorRecord(id="a", error="ValueError: no luck with a"),
        ErrorRecord(id="b", error="ValueError: no luck with b"),
    ]


def test_engine_builds_its_pipeline_once_for_a_process() -> None:
    assert engine.pipeline() is engine.pipeline()


def test_engine_rules_are_an_option(tmp_path: Path) -> None:
    (tmp_path / "gazetteers").mkdir()
    rule = '{"id": "body.tidal", "label": "ORG", "pattern": "Tidal Rescue Union", "norm": "tidal"}\n'
    (tmp_path / "gazetteers" / "bodies.jsonl").write_text(rule)
    batch = pa.RecordBatch.from_pydict({"id": ["a"], "text": ["The Tidal Rescue Union signed the Paris Agreement."]})
    (record,) = extracted(batch, rules=(str(tmp_path),))
    assert isinstance(record, Extraction)
    assert {"tidal"} <= {mention.norm for mention in record.mentions}

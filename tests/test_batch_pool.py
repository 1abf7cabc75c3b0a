"""Worker processes: the same lines in the same order, whatever becomes of the workers."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import islice
from multiprocessing import active_children
from pathlib import Path

import pytest

from extract.batch import Make, in_turn, in_workers, line_maker
from extract.errors import RuleError, WorkerError
from extract.readers import Page
from extract.schema import Article, ErrorRecord, Extraction

posix = pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX signals")


@dataclass(frozen=True)
class Dangers:
    """A small pipeline that an article's text has killed, hung or failed; what was tried is noted in `tried`."""

    tried: Path

    def extract(self, article: Article) -> Extraction:
        with self.tried.open("a") as file:
            file.write(f"{article.id}\n")
        word, _, rest = article.text.partition(" ")
        if word == "kill" or (word == "kill-once" and self.times(article.id) == 1):
            os.kill(os.getpid(), signal.SIGKILL)
        if word == "exit":
            os._exit(7)
        if word == "hang":
            time.sleep(60)
        if word == "fail":
            raise ValueError(rest)
        return Extraction(id=article.id, text=article.text)

    def times(self, name: str) -> int:
        return self.tried.read_text().split().count(name)


def dangers(tried: Path) -> Make:
    return line_maker(Dangers(tried))


def broken_rules() -> Make:
    raise RuleError(["a.yaml:1: broken", "b.yaml:2: broken"])


def broken_start() -> Make:
    raise ImportError("no module named 'x'")


def deadly_start() -> Make:
    os._exit(9)


@pytest.fixture
def maker(tmp_path: Path) -> Iterator[Callable[[], Make]]:
    yield partial(dangers, tmp_path / "tried")
    assert active_children() == []


def articles(*texts: str, size: int = 0) -> list[Article | ErrorRecord]:
    """An article of a text, and an ErrorRecord of none."""
    return [
        Article(id=str(number), text=text.ljust(size)) if text else ErrorRecord(line=number, error="no text")
        for number, text in enumerate(texts)
    ]


def pages(*texts: str) -> list[Page]:
    page = "<html><title>News</title><body><article><p>{}</p></article></body></html>"
    return [Page(str(n), f"{n}.html", f"{n}.html", page.format(text).encode()) for n, text in enumerate(texts)]


def tried(maker: Callable[[], Make]) -> list[str]:
    assert isinstance(maker, partial)
    found: list[str] = maker.args[0].read_text().split()
    return found


@pytest.mark.parametrize("jobs", [1, 2, 3])
@pytest.mark.parametrize("size", [0, 25_000])
def test_pool_gives_the_same_lines_as_one_process(maker: Callable[[], Make], jobs: int, size: int) -> None:
    items = articles(*["a", "b", "", "fail now", "c"] * 8, size=size)
    assert list(in_workers(items, maker, jobs=jobs)) == list(in_turn(items, maker))


@pytest.mark.parametrize("jobs", [1, 2])
def test_pool_workers_make_articles_of_pages(maker: Callable[[], Make], jobs: int) -> None:
    pytest.importorskip("trafilatura", reason="the extra html")
    items = pages("a", "", "b", "c" * 70_000)
    made = list(in_workers(items, maker, jobs=jobs))
    assert made == list(in_turn(items, maker))
    assert [line.text for _, line in made] == ["News\n\na", None, "News\n\nb", "News\n\n" + "c" * 70_000]
    assert [line.error and line.error.error for _, line in made] == [None, "no article in the page", None, None]


def test_pool_a_page_that_fails_is_an_error_of_its_file(maker: Callable[[], Make]) -> None:
    made = in_workers([Page("a", "https://a.example", "a.warc", b"")], maker, jobs=1)
    assert [(line.error.id, line.error.source) for _, line in made if line.error] == [("a", "a.warc")]


def test_pool_of_nothing_starts_no_worker(maker: Callable[[], Make]) -> None:
    assert list(in_workers([], maker, jobs=2)) == []
    assert [line.error for _, line in in_workers(articles("", ""), maker, jobs=2)] == articles("", "")
    assert not (maker.args[0]).exists()  # type: ignore[attr-defined]


@posix
@pytest.mark.parametrize("jobs", [1, 2])
def test_pool_an_article_that_kills_its_worker_is_tried_twice_and_charged_alone(
    maker: Callable[[], Make], jobs: int
) -> None:
    items = articles("a", "b", "kill", "c", "exit", "d", "", *"efgh")
    made = list(in_workers(items, maker, jobs=jobs))
    assert [item for item, _ in made] == items
    errors = {item.id: line.error.error for item, line in made if line.error}
    assert errors == {
        "2": "the process that was at it died twice (SIGKILL)",
        "4": "the process that was at it died twice (exit code 7)",
        None: "no text",
    }
    counts = {name: tried(maker).count(name) for name in tried(maker)}
    assert {name for name, times in counts.items() if times > 1} == {"2", "4"}
    assert counts["2"] == counts["4"] == 2


@posix
def test_pool_a_worker_killed_once_loses_nothing(maker: Callable[[], Make]) -> None:
    items = articles("a", "kill-once", "b")
    assert [line.error for _, line in in_workers(items, maker, jobs=2)] == [None] * 3


@pytest.mark.parametrize("jobs", [1, 2])
def test_pool_an_article_beyond_the_deadline_is_one_error(maker: Callable[[], Make], jobs: int) -> None:
    items = articles("a", "hang", "b", "hang", "c")
    start = time.monotonic()
    made = list(in_workers(items, maker, jobs=jobs, deadline=0.5))
    assert [line.error and line.error.error for _, line in made] == [None, "took longer than 0.5 s"] * 2 + [None]
    assert sorted(tried(maker)) == ["0", "1", "2", "3", "4"]
    assert time.monotonic() - start < 50


@posix
def test_pool_workers_killed_at_random_from_outside_lose_nothing(maker: Callable[[], Make]) -> None:
    items = articles(*[str(number) for number in range(400)], size=20_000)
    made = []
    for number, (_, line) in enumerate(in_workers(items, maker, jobs=2)):
        made.append(line)
        if number in (20, 150, 300):
            victim = active_children()[number % 2].pid
            assert victim is not None
            os.kill(victim, signal.SIGKILL)
    assert made == [line for _, line in in_turn(items, maker)]


def test_pool_reads_no_more_than_a_window_ahead(maker: Callable[[], Make]) -> None:
    read = 0

    def endless() -> Iterator[Article]:
        nonlocal read
        while True:
            read += 1
            yield Article(id=str(read), text="hang" if read == 1 else "a".ljust(10_000))

    made = in_workers(endless(), maker, jobs=2, deadline=2)
    assert [line.error is None for _, line in islice(made, 3)] == [False, True, True]
    made.close()
    assert read < 800


@pytest.mark.parametrize(
    ("start", "error", "told"),
    [
        (broken_rules, RuleError, "a.yaml:1: broken\nb.yaml:2: broken"),
        (broken_start, WorkerError, "a worker cannot start: ImportError: no module named 'x'"),
        (deadly_start, WorkerError, "workers die as they start (exit code 9)"),
    ],
)
def test_pool_workers_that_cannot_start_are_one_error(
    start: Callable[[], Make], error: type[Exception], told: str
) -> None:
    with pytest.raises(error) as caught:
        list(in_workers(articles("a", "b"), start, jobs=2))
    assert str(caught.value) == told
    assert active_children() == []

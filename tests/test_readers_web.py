"""Web pages and web archives: the article and nothing else, whatever the encoding, and damage told."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from webpages import BOILERPLATE, ID, PARAGRAPHS, TEXT, chunked, page, record, response

from extract.readers import Page, read_articles
from extract.readers.limits import MAX_PAGE
from extract.schema import Article, ErrorRecord

pytest.importorskip("trafilatura", reason="needs the extra html")
fastwarc_streams = pytest.importorskip("fastwarc.stream_io", reason="needs the extra warc")
zstd = pytest.importorskip("backports.zstd", reason="needs the extra zst")

PAGE = page().encode()
FEW = settings(max_examples=20)  # each takes tens of milliseconds


def read(path: Path, content: bytes) -> list[Article | ErrorRecord]:
    path.write_bytes(content)
    return list(read_articles([str(path)]))


def read_page(data: bytes, charset: str | None = None) -> Article | ErrorRecord:
    return Page(id="a", source="a", file="a", data=data, charset=charset).article()


def test_readers_html_gives_title_text_and_date_without_boilerplate(tmp_path: Path) -> None:
    path = tmp_path / "kenya.html"
    (found,) = read(path, PAGE)
    assert found == Article(id="kenya", source=str(path), date="2021-03-04", text=TEXT)
    assert not any(part in TEXT for part in BOILERPLATE)


@pytest.mark.parametrize("name", ["a.htm", "a.HTML", "a.html.gz", "a.htm.zst", "-"])
def test_readers_html_of_all_endings(tmp_path: Path, name: str) -> None:
    content = gzip.compress(PAGE) if name.endswith("gz") else zstd.compress(PAGE) if name.endswith("zst") else PAGE
    if name == "-":
        found = list(read_articles(["-"], stdin=io.BytesIO(b"\xef\xbb\xbf\n " + PAGE)))
    else:
        found = read(tmp_path / name, content)
    assert [item.text for item in found if isinstance(item, Article)] == [TEXT]


WESTERN = '<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1">'


@pytest.mark.parametrize(
    ("meta", "encoding", "header"),
    [
        pytest.param("", "utf-8", None, id="nothing declared, and it is UTF-8"),
        pytest.param("", "windows-1252", None, id="nothing declared, and it is not UTF-8"),
        pytest.param("", "utf-8-sig", "windows-1252", id="a byte order mark goes before all"),
        pytest.param("", "utf-16", None, id="UTF-16 with its mark"),
        pytest.param(WESTERN, "windows-1252", None, id="latin-1 is windows-1252"),
        pytest.param(WESTERN, "utf-8", "UTF-8", id="the header goes before the page"),
        pytest.param('<META CHARSET = "windows-1250">', "windows-1250", None, id="declared by the page"),
        pytest.param('<meta charset="windows-1252">', "windows-1252", "no such", id="an unknown label is no label"),
        pytest.param('<meta charset="utf-16">', "utf-8", None, id="no page declares UTF-16 in ASCII"),
        pytest.param("", "shift_jis", "Shift_JIS", id="by the header"),
    ],
)
def test_readers_html_is_decoded_as_by_browsers(meta: str, encoding: str, header: str | None) -> None:
    name = "Ōta" if encoding == "utf-16" else "東京" if encoding == "shift_jis" else "Müller “said”"
    data = page(meta, f"<p>{PARAGRAPHS[1]} {name} signed.</p>").encode(encoding)
    found = read_page(data, header)
    assert isinstance(found, Article)
    assert f"{name} signed." in found.text


@pytest.mark.parametrize(
    ("line", "text"),
    [
        pytest.param("Kenya\x00 left 😀 &#x1F1F0;&#x1F1EA; &amp; went.", "Kenya left 😀 🇰🇪 & went.", id="NUL, emoji"),
        pytest.param("Kenya left&#xD800; it.", "Kenya left\ufffd it.", id="lone surrogate"),
        pytest.param("Kenya\u2028left \u202e it.", "Kenya left  it.", id="separators"),
    ],
)
def test_readers_html_odd_characters(line: str, text: str) -> None:
    found = read_page(page(body=f"<p>{PARAGRAPHS[0]}</p><p>{line}</p><p>{PARAGRAPHS[1]}</p>").encode())
    assert isinstance(found, Article)
    assert found.text.splitlines()[-2] == text


@pytest.mark.parametrize(
    ("published", "day"),
    [
        ("2021-03-04T23:10:00-05:00", "2021-03-04"),
        ("20210304", "2021-03-04"),
        ("2021/03/04", "2021-03-04"),
        ("2021-03", None),
        ("2021", None),
        ("3 days ago", None),
        ("2021-02-30", None),
    ],
)
def test_readers_html_date_is_a_day_that_the_page_gives_in_full(published: str, day: str | None) -> None:
    found = read_page(PAGE.replace(b"2021-03-04T23:10:00-05:00", published.encode()))
    assert isinstance(found, Article)
    assert found.date == day


@pytest.mark.parametrize("content", [b"", b" \n", b"<html></html>", b"no page", b"\x00" * 100, b"<!--" * 1000])
def test_readers_html_without_an_article_is_one_error(
    tmp_path: Path, content: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.html"
    assert read(path, content) == [ErrorRecord(id="a", source=str(path), error="no article in the page")]
    assert capsys.readouterr().err == ""


def test_readers_html_over_the_limit_is_one_error(tmp_path: Path) -> None:
    (found,) = read(tmp_path / "a.html", b"<p>" + b"a" * MAX_PAGE)
    assert isinstance(found, ErrorRecord)
    assert found.error == "the page is over 10 MB, the limit"


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("<p " + " ".join(f"a{i}=1" for i in range(20_000)) + ">Kenya signed.</p>", id="attributes"),
        pytest.param("<table><tr><td>x</td></tr></table>" * 4_000, id="tables"),
        pytest.param("<div>" * 50_000 + "Kenya signed.", id="nested"),
    ],
)
def test_readers_html_made_to_take_long_does_not(body: str) -> None:
    assert read_page(page(body=body).encode())  # pytest's own limit, or a user's patience, ends it otherwise


@FEW
@given(st.binary(max_size=300))
def test_readers_html_any_bytes_give_a_record(content: bytes) -> None:
    assert read_page(content)
    assert read_page(b"<html><body><article><p>Kenya " + content + b" signed.</article>")


@FEW
@given(st.text(st.characters(codec="latin-1"), max_size=20))
def test_readers_html_any_charset_label_gives_a_record(label: str) -> None:
    assert read_page(PAGE, label)
    assert read_page(page(f'<meta charset="{label}">').encode())


def test_readers_pages_give_the_same_article_wherever_they_are_read() -> None:
    import pickle

    made = Page(id="a", source="https://tide.example/a", file="a.warc", data=PAGE)
    assert pickle.loads(pickle.dumps(made)).article() == made.article()


ARCHIVE = (
    record(0, b"software: none", kind="warcinfo"),
    record(1, b"GET / HTTP/1.1\r\n\r\n", kind="request"),
    record(2, response(PAGE)),
    record(3, b"fetchTimeMs: 1", kind="metadata"),
    record(4, response(b"gone", status="404 Not Found")),
    record(5, response(b"{}", kind="application/json")),
    record(6, response(PAGE, kind="application/xhtml+xml")),
)


def as_one(records: tuple[bytes, ...]) -> bytes:
    return b"".join(records)


def packed(records: tuple[bytes, ...]) -> bytes:
    """Each record a member of its own, as archives have it."""
    return b"".join(map(gzip.compress, records))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.warc", as_one(ARCHIVE)),
        ("a.warc.gz", packed(ARCHIVE)),
        ("a.warc.gz", gzip.compress(as_one(ARCHIVE))),
        ("a.warc.zst", b"".join(map(zstd.compress, ARCHIVE))),
    ],
)
def test_readers_warc_gives_the_pages_of_good_responses(tmp_path: Path, name: str, content: bytes) -> None:
    assert read(tmp_path / name, content) == [
        Article(id=f"{ID}{number}", source=f"https://tide.example/{number}", date="2021-03-04", text=TEXT)
        for number in (2, 6)
    ]
    piped = list(read_articles(["-"], stdin=io.BytesIO(content)))
    assert [item.id for item in piped if isinstance(item, Article)] == [f"{ID}2", f"{ID}6"]


def test_readers_warc_dates_no_article_after_it_was_fetched(tmp_path: Path) -> None:
    late = PAGE.replace(b"2021-03-04", b"2021-03-08")
    (found,) = read(tmp_path / "a.warc", record(1, response(late)))
    assert isinstance(found, Article)
    assert found.date is None


def brotli(body: bytes) -> bytes:
    target = io.BytesIO()
    with fastwarc_streams.BrotliWriter(target) as writer:
        writer.write(body)
    return target.getvalue()


def deflate(body: bytes, window: int) -> bytes:
    packer = zlib.compressobj(wbits=window)
    return packer.compress(body) + packer.flush()


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        pytest.param(["Content-Encoding: gzip"], gzip.compress(PAGE), id="gzip"),
        pytest.param(["Content-Encoding: deflate"], deflate(PAGE, 15), id="deflate"),
        pytest.param(["Content-Encoding: Deflate"], deflate(PAGE, -15), id="bare deflate"),
        pytest.param(["Transfer-Encoding: chunked"], chunked(PAGE), id="chunked"),
        pytest.param(
            ["content-encoding: x-gzip", "Transfer-Encoding: chunked"], chunked(gzip.compress(PAGE)), id="both"
        ),
        pytest.param(["Transfer-Encoding: gzip, chunked"], chunked(gzip.compress(PAGE)), id="in one header"),
        pytest.param(["Content-Encoding: identity"], PAGE, id="identity"),
        pytest.param(["Content-Encoding: gzip", "Transfer-Encoding: chunked"], PAGE, id="decoded by the crawler"),
    ],
)
def test_readers_warc_decodes_the_body(tmp_path: Path, headers: list[str], body: bytes) -> None:
    (found,) = read(tmp_path / "a.warc", record(1, response(body, headers)))
    assert isinstance(found, Article)
    assert found.text == TEXT


NUMBERS = b" ".join(b"%d" % number**9 for number in range(200))
BOMB = gzip.compress(b"x" * (MAX_PAGE + 1))
ZIPPED = "Content-Encoding: gzip"


@pytest.mark.parametrize(
    ("broken", "error"),
    [
        pytest.param(
            record(1, response(gzip.compress(PAGE)[:-9], [ZIPPED])), "the page's gzip data is cut off", id="cut"
        ),
        pytest.param(record(1, response(BOMB, [ZIPPED])), "the page is over 10 MB, the limit", id="bomb"),
        pytest.param(record(1, b"x" * (MAX_PAGE + 1)), "the record is over 10 MB, the limit", id="large"),
        pytest.param(record(1, b"no response"), "no HTTP response in the record", id="no response"),
        pytest.param(record(1, response(b"<html></html>")), "no article in the page", id="no article"),
        pytest.param(
            record(1, response(PAGE), ["WARC-Truncated: length"]),
            "the crawler cut the page off: 'length'",
            id="truncated",
        ),
        pytest.param(
            record(1, response(b"\x00", ["Content-Encoding: zip"])),
            "the page's coding 'zip' is not known, allowed are gzip, deflate, br, chunked",
            id="coding",
        ),
        pytest.param(
            record(1, response(gzip.compress(PAGE)[:20] + b"\xff" * 40, [ZIPPED])),
            "broken gzip data in the page: ",
            id="noise",
        ),
    ],
)
def test_readers_warc_a_broken_page_is_one_error_and_the_rest_goes_on(
    tmp_path: Path, broken: bytes, error: str
) -> None:
    path = tmp_path / "a.warc"
    failed, last = read(path, broken + record(2, response(PAGE)))
    assert isinstance(failed, ErrorRecord)
    assert (failed.id, failed.source, failed.error[: len(error)]) == (f"{ID}1", str(path), error)
    assert last.id == f"{ID}2"


@pytest.mark.parametrize("pack", [as_one, packed])
@pytest.mark.parametrize("at", [1, 30, 200, 400, 700, -6, -30, -500])
def test_readers_warc_that_breaks_off_keeps_what_stands_before(
    tmp_path: Path, pack: Callable[[tuple[bytes, ...]], bytes], at: int
) -> None:
    records = (record(1, response(PAGE)), record(2, response(PAGE)), record(3, NUMBERS, kind="metadata"))
    for last in (1, 2):
        *found, failed = read(tmp_path / "a.warc", pack(records[:last]) + pack((records[last],))[:at])
        assert [item.id for item in found][:last] == [f"{ID}{number}" for number in range(1, last + 1)]
        assert isinstance(failed, ErrorRecord)


@FEW
@given(noise=st.binary(min_size=1, max_size=40), at=st.integers(0, 3000), last=st.booleans())
def test_readers_warc_any_damage_loses_nothing_before_it(
    tmp_path_factory: pytest.TempPathFactory, noise: bytes, at: int, last: bool
) -> None:
    first, second = record(1, response(PAGE)), record(2, response(PAGE))
    damaged = second[:at] + noise + (b"" if last else second[at:])
    found = read(tmp_path_factory.getbasetemp() / "noise.warc", first + damaged)
    assert isinstance(found[0], Article)
    assert found[0].id == f"{ID}1"


@FEW
@given(st.binary(max_size=300))
def test_readers_warc_any_bytes_give_records(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "any.warc"
    assert read(path, content)
    assert read(path, b"WARC/1.0\r\n" + content)
    assert read(path, record(1, b"HTTP/1.1 200 OK\r\n" + content))


def test_readers_warc_is_streamed(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    path.write_bytes(packed((record(1, response(PAGE)),)) + b"no gzip")
    stream = read_articles([str(path)])
    assert next(stream).id == f"{ID}1"
    assert isinstance(next(stream), ErrorRecord)

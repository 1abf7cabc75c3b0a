"""The pages without a browser: their structure, their texts, and that no article can put a script into them."""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pages import ARTICLE, hostile, hostile_pages, shown
from strategies import paired_corpora, texts

from extract.ledger import build_ledger
from extract.report.html import Scored, run_html, scores_html
from extract.report.html.layers import Highlight, Piece, layered
from extract.schema import Commitment, Count, Extraction, Mention

STYLE = Path(__file__).resolve().parent.parent / "src" / "extract" / "report" / "html" / "page.css"
VOID = {"meta", "input", "br"}


class Page(HTMLParser):
    """What a browser would make of a page: its tags, the text of each article, what each highlight encloses."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.raw = {"style": "", "script": ""}
        self.text = ""
        self.spans: dict[tuple[int, str], str] = {}
        self._open: list[tuple[str, dict[str, str | None]]] = []
        self.feed(source)
        assert self._open == [], "every element is closed"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        self.tags.append((tag, attributes))
        if attributes.get("class") == "text":
            self.texts.append("")
        if tag not in VOID:
            self._open.append((tag, attributes))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        self.text += data
        if self._open and self._open[-1][0] in self.raw:
            self.raw[self._open[-1][0]] += data
        if any(attributes.get("class") == "text" for _, attributes in self._open):
            self.texts[-1] += data
            for number in {n for _, attributes in self._open if (n := attributes.get("data-n"))}:
                key = (len(self.texts), number)
                self.spans[key] = self.spans.get(key, "") + data


def page_of(*records: Extraction) -> Page:
    return Page(run_html("run.jsonl", records, build_ledger(records, {})))


@st.composite
def highlighted(draw: st.DrawFn) -> tuple[str, list[Highlight]]:
    """A text and highlights that overlap as they like."""
    anything = st.text(st.characters(), min_size=1) | texts()
    text = draw(anything)
    places = st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).filter(lambda place: place[0] != place[1])
    return text, [Highlight(min(place), max(place), "ORG", ("ORG",)) for place in draw(st.lists(places, max_size=8))]


@given(highlighted())
def test_report_html_layers_nest_and_join_to_the_text(made: tuple[str, list[Highlight]]) -> None:
    text, highlights = made
    pieces: dict[int, list[str]] = {number: [] for number in range(len(highlights))}
    firsts: list[int] = []
    opened: list[int] = []
    whole = ""
    for part in layered(text, highlights):
        if isinstance(part, Piece):
            opened.append(part.number)
            pieces[part.number].append("")
            firsts += [part.number] * part.first
        elif part is None:
            assert pieces[opened.pop()][-1], "no piece is empty"
        else:
            whole += part
            for number in opened:
                pieces[number][-1] += part
    assert whole == text
    assert opened == []
    assert sorted(firsts) == list(range(len(highlights)))
    assert ["".join(found) for found in pieces.values()] == [text[span.start : span.end] for span in highlights]


def test_report_html_layers_leave_what_is_nested_whole() -> None:
    parts = layered("abcdef", [Highlight(0, 6, "a", ()), Highlight(1, 3, "b", ()), Highlight(3, 6, "c", ())])
    assert (
        "".join("<" if isinstance(part, Piece) else ">" if part is None else part for part in parts) == "<a<bc><def>>"
    )


@st.composite
def records(draw: st.DrawFn) -> Extraction:
    """An article with mentions and commitments that overlap as they like, in a text with all that is hard to show."""
    text = draw(st.text(st.characters() | st.sampled_from("<>&\"'\0\r\n\ud800\u2028"), min_size=1))
    places = st.lists(st.tuples(st.integers(0, len(text) - 1), st.integers(1, 9)), max_size=4)
    spans = [{"start": a, "end": min(a + n, len(text)), "text": text[a : a + n]} for a, n in draw(places)]
    more = [{"start": a, "end": min(a + n, len(text)), "text": text[a : a + n]} for a, n in draw(places)]
    return Extraction(
        id="a",
        text=text,
        mentions=tuple(Mention.model_validate(span | {"label": "ORG", "norm": text}) for span in spans),
        commitments=tuple(
            Commitment.model_validate(span | {"kind": "pledge", "polarity": "negated", "actors": [text]})
            for span in more
        ),
    )


@given(records())
def test_report_html_shows_an_article_code_point_by_code_point(record: Extraction) -> None:
    assert record.text is not None
    page = page_of(record)
    assert page.texts == [shown(record.text)]
    spans = [*record.commitments, *record.mentions]
    assert [page.spans[1, str(number)] for number in range(len(spans))] == [shown(span.text) for span in spans]


@pytest.mark.parametrize("kind", ["run", "without text", "scores"])
def test_report_html_has_one_script_whatever_an_article_says(kind: str) -> None:
    source = hostile_pages()[kind]
    source.encode("utf-8")
    page = Page(source)
    assert [tag for tag, _ in page.tags if tag in {"script", "style", "img", "link", "iframe"}] == ["style", "script"]
    assert "<script>alert(1)</script>" in page.text
    for _, attributes in page.tags:
        assert not any(name.startswith("on") or name in {"src", "style"} for name in attributes)
        assert (attributes.get("href") or "#").startswith("#")


def test_report_html_policy_lets_nothing_run_but_its_own_style_and_script() -> None:
    page = page_of(hostile())
    policy = next(a["content"] for tag, a in page.tags if a.get("http-equiv") == "Content-Security-Policy")
    hashes = {name: b64encode(sha256(source.encode()).digest()).decode() for name, source in page.raw.items()}
    only = {name: f"{name}-src 'sha256-{digest}'" for name, digest in hashes.items()}
    assert policy == f"default-src 'none'; {only['style']}; {only['script']}; base-uri 'none'"


def test_report_html_anchors_are_there_and_unique() -> None:
    for source in hostile_pages().values():
        page = Page(source)
        ids = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
        targets = {(attributes["href"] or "")[1:] for tag, attributes in page.tags if tag == "a"}
        assert len(ids) == len(set(ids))
        assert targets <= set(ids)


def test_report_html_of_an_article_with_nested_highlights() -> None:
    page = run_html("run.jsonl", [ARTICLE], build_ledger([ARTICLE], {}))
    assert (
        '<mark class="ORG" tabindex="-1" data-n="2" aria-description="ORG\nnorm: nokia\nrule: company.nokia">Nokia'
        '</mark> did not <mark class="COMMITMENT negated" tabindex="-1" data-n="0" id="commitment-0-0" '
        'aria-description="COMMITMENT\nkind: endorsement\npolarity: negated\nactors: Nokia\nagreement: Tidal Pact\n'
        'rules: trigger.sign, cue.not">'
        '<mark class="TRIGGER" tabindex="-1" data-n="1" aria-description="TRIGGER\nopens: endorsement\n'
        'rule: trigger.sign">sign</mark> the <mark class="AGREEMENT" tabindex="-1" data-n="3" '
        'aria-description="AGREEMENT\nnorm: tidal-pact\nrule: name.pact">Tidal Pact</mark></mark>.&#13;\n</div>'
    ) in page


def test_report_html_without_text_shows_names_and_says_so() -> None:
    page = page_of(ARTICLE.model_copy(update={"text": None}))
    assert [text.startswith("ORGNokiaAGREEMENTTidal Pact") for text in page.texts] == [True]
    assert "run with --with-text" in page.text


@pytest.mark.parametrize(
    ("record", "target"),
    [
        (ARTICLE, "commitment-0-0"),
        (ARTICLE.model_copy(update={"text": None}), "article-0"),
        (ARTICLE.model_copy(update={"text": "another text"}), "article-0"),
    ],
    ids=["in its text", "without text", "in another text"],
)
def test_report_html_links_a_commitment_to_its_highlight_or_its_article(record: Extraction, target: str) -> None:
    page = page_of(record)
    assert [a["href"] for tag, a in page.tags if tag == "a"][-1] == f"#{target}"
    assert target in {attributes.get("id") for _, attributes in page.tags}


def test_report_html_leaves_out_spans_that_do_not_fit_the_text() -> None:
    count = Count(start=30, end=99, text="fifty states", value=50, bound="exact", what="states")
    page = page_of(ARTICLE.model_copy(update={"counts": (count,)}))
    assert page.texts == [ARTICLE.text]
    assert "1 span of the run not shown" in page.text


@given(paired_corpora())
@settings(max_examples=40)
def test_report_html_of_scores_has_every_error_once(pair: tuple[list[Extraction], list[Extraction]]) -> None:
    scored = Scored.of("gold.jsonl", *pair)
    page = Page(scores_html([scored], build_ledger(scored.records, {})))
    items = [attributes for tag, attributes in page.tags if tag == "li" and "data-cause" in attributes]
    assert len(items) == len(scored.errors)
    anchors = [attributes["id"] for _, attributes in page.tags if (attributes.get("id") or "").startswith("error-")]
    assert len(anchors) == sum(error.start is not None for error in scored.errors)
    assert page.texts == [shown(record.text or "") for record in scored.records]


def test_report_html_of_scores_tells_articles_of_two_files_apart() -> None:
    files = [Scored.of(name, [ARTICLE], [Extraction(id="one")]) for name in ("first", "second")]
    page = Page(scores_html(files, build_ledger([], {})))
    links = [a["href"] for tag, a in page.tags if tag == "a" and (a["href"] or "").startswith("#error-")]
    assert links == [f"#error-{number}" for number in range(len(files[0].errors) * 2)]


def _luminance(colour: str) -> float:
    """Relative luminance by WCAG 2.2."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_report_html_colours_have_the_contrast_that_wcag_asks_for(scheme: int) -> None:
    blocks = re.findall(r":root \{(.*?)\}", STYLE.read_text(encoding="utf-8"), re.DOTALL)
    colours = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", blocks[scheme]))
    pairs = [(ink, paper, 4.5) for ink in ("ink", "soft", "yes", "no", "left", "accent") for paper in ("paper", "card")]
    pairs += [("ink", tint, 4.5) for tint in ("yes-tint", "no-tint", "count-tint", "hot")]
    pairs += [("yes", "hot", 4.5), ("no", "hot", 4.5)]
    pairs += [("yes", "yes-tint", 4.5), ("no", "no-tint", 4.5), ("bar", "card", 3.0)]
    pairs += [
        (label, paper, 3.0) for label in ("org", "country", "person", "agreement") for paper in ("card", "yes-tint")
    ]
    for ink, paper, least in pairs:
        dark, light = sorted((_luminance(colours[ink]), _luminance(colours[paper])))
        assert (light + 0.05) / (dark + 0.05) >= least, (ink, paper)


def test_report_html_headings_skip_no_level() -> None:
    levels = [int(tag[1]) for tag, _ in page_of(ARTICLE).tags if re.fullmatch("h[1-6]", tag)]
    assert all(after - before <= 1 for before, after in pairwise(levels))

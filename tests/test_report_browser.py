"""The pages in a real browser: Debian's chromium, or whatever of its kind the machine has; skipped without one."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from pages import HOSTILE, NAMES, REFUSAL, SIGNING, hostile_pages, shown

from extract.ledger import build_ledger
from extract.report.html import Scored, ledger_html, run_html, scores_html
from extract.schema import Commitment, Evidence, Extraction, Mention, Stance

sync_api = pytest.importorskip(
    "playwright.sync_api", reason="needs playwright: pip install commitment-extract[browser]"
)
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="needs chromium")

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
TEXT = f"{SIGNING} Bob Day of Acme pledged to cut 5 tons.\n"
Open = Callable[..., Any]


def article(name: str) -> Extraction:
    """An article with a refusal that has a trigger and an agreement in it, and a pledge that crosses a name."""
    return Extraction(
        id=name,
        text=TEXT,
        mentions=(
            *NAMES,
            Mention(start=35, end=50, text="Bob Day of Acme", label="PERSON", norm="Bob Day", rule="name.person"),
        ),
        commitments=(
            REFUSAL,
            Commitment(
                start=46, end=72, text=TEXT[46:72], kind="pledge", polarity="affirmed", rules=("trigger.pledge",)
            ),
        ),
        stances=(
            Stance(
                party="Nokia",
                type="ORG",
                norm="nokia",
                agreement="Tidal Pact",
                stance="not_signed",
                evidence=(Evidence(start=0, end=33, text=TEXT[:33]),),
            ),
            Stance(party=f"Party {name}", type="COUNTRY", norm=name, agreement="Tidal Pact", stance="signed"),
        ),
    )


RECORDS = [article("one"), article("two"), Extraction(id="bare", text="Nothing at all.")]
LEDGER = build_ledger(RECORDS, {})


def scores_page() -> str:
    """RECORDS against gold that lacks the pledges and knows a name more."""
    more = Mention(start=0, end=7, text="Nothing", label="ORG")
    gold = [record.model_copy(update={"commitments": record.commitments[:1]}) for record in RECORDS[:2]]
    scored = Scored.of("gold.jsonl", [*gold, RECORDS[2].model_copy(update={"mentions": (more,)})], RECORDS)
    return scores_html([scored], LEDGER)


PAGES = {
    "run": run_html("run.jsonl", RECORDS, LEDGER),
    "scores": scores_page(),
    "ledger": ledger_html(LEDGER),
}


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """One browser for all tests, in its sandbox unless the user is root, whom it would refuse."""
    with sync_api.sync_playwright() as playwright:
        arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=arguments)
        yield browser
        browser.close()


@pytest.fixture
def opened(browser: Any, tmp_path: Path) -> Open:
    """Opens a page in a window of its own; an error, or anything asked of the network, fails the test."""

    @contextmanager
    def open_page(source: str, part: str = "", **options: Any) -> Iterator[Any]:
        path = tmp_path / "page.html"
        path.write_bytes(source.encode("utf-8"))
        context = browser.new_context(**options)
        page = context.new_page()
        page.set_default_timeout(10_000)
        problems: list[str] = []
        page.on("console", lambda message: problems.append(message.text))
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.on("dialog", lambda dialog: problems.append(dialog.message))
        page.on("request", lambda request: None if request.url.startswith("file:") else problems.append(request.url))
        page.goto(f"file://{path}#{part}")
        yield page
        context.close()
        assert problems == []

    return open_page


def tip(page: Any) -> str:
    """What the tip says, an empty string where it is hidden."""
    return str(page.locator("#tip").inner_text())


def texts(page: Any, selector: str) -> list[str]:
    """The texts of the elements that show."""
    return [element.inner_text().strip() for element in page.locator(selector).all() if element.is_visible()]


@pytest.mark.parametrize("kind", ["run", "without text", "scores"])
def test_browser_runs_nothing_that_an_article_says(opened: Open, kind: str) -> None:
    with opened(hostile_pages()[kind]) as page:
        assert page.locator("script").count() == 1
        assert page.locator("img").count() == 0
        for link in page.locator("nav a").all():
            link.click()
        if kind != "without text":
            assert page.locator(".text").first.text_content() == shown(HOSTILE)
            page.locator("nav a", has_text="Articles").click()
            page.locator(".text mark[data-n]").first.focus()
            assert "<script>alert(1)</script>" in tip(page)


def test_browser_lets_no_other_script_in(opened: Open) -> None:
    """A script that got past the escaping would still not run: the policy has the hash of the page's own alone."""
    injected = PAGES["run"].replace("</main>", "</main><script>document.title = 'run'</script>")
    with pytest.raises(AssertionError, match="Content Security Policy"), opened(injected) as page:
        assert page.title() == "Who committed to what, and who refused"


@pytest.mark.parametrize(
    ("kind", "parts"),
    [
        ("run", ["articles", "commitments", "ledger"]),
        ("scores", ["scores", "errors", "articles", "commitments", "ledger"]),
        ("ledger", ["ledger"]),
    ],
)
@pytest.mark.parametrize("options", [{}, PHONE, {"color_scheme": "dark"}], ids=["desktop", "phone", "dark"])
def test_browser_shows_one_part_at_a_time_and_none_is_cut(
    opened: Open, kind: str, parts: list[str], options: dict[str, Any]
) -> None:
    with opened(PAGES[kind], **options) as page:
        for part in parts:
            if len(parts) > 1:
                page.locator(f"nav a[href='#{part}']").click()
            sections = page.locator("main > section").all()
            assert [section.get_attribute("id") for section in sections if section.is_visible()] == [part]
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
            assert page.evaluate("scrollY") == 0
        paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
        assert (max(map(int, re.findall(r"\d+", paper))) < 64) == (options.get("color_scheme") == "dark")


def test_browser_without_script_shows_all(opened: Open) -> None:
    with opened(PAGES["run"], java_script_enabled=False) as page:
        assert all(section.is_visible() for section in page.locator("main > section").all())


def test_browser_filters_articles(opened: Open) -> None:
    with opened(PAGES["run"]) as page:
        page.locator("select[name=holds]").select_option("nothing")
        assert texts(page, "article h3") == ["bare"]
        page.locator("select[name=holds]").select_option("negated")
        page.locator("#articles").get_by_label("Find").fill("TWO tidal")
        assert texts(page, "article h3") == ["two"]
        assert texts(page, "#articles .shown") == ["1 of 3"]


def test_browser_switches_highlights_off(opened: Open) -> None:
    with opened(PAGES["run"]) as page:
        mark = page.locator(".text mark.ORG").first
        page.get_by_label("org", exact=True).uncheck()
        assert mark.evaluate("mark => getComputedStyle(mark).textDecorationLine") == "none"
        mark.hover()
        assert tip(page) == ""


def test_browser_sorts_and_filters_commitments(opened: Open) -> None:
    with opened(PAGES["run"], "commitments") as page:
        kinds = "#commitments tbody td:nth-child(3)"
        assert texts(page, kinds) == ["endorsement", "pledge"] * 2
        header = page.locator("#commitments th", has_text="Kind")
        header.get_by_role("button").click()
        assert texts(page, kinds) == ["endorsement"] * 2 + ["pledge"] * 2
        header.get_by_role("button").press("Enter")
        assert texts(page, kinds) == ["pledge"] * 2 + ["endorsement"] * 2
        assert header.get_attribute("aria-sort") == "descending"
        page.locator("select[name=polarity]").select_option("negated")
        assert texts(page, kinds) == ["endorsement"] * 2
        page.locator("#commitments tbody a:visible").last.click()
        assert page.evaluate("document.activeElement.closest('article').id") == "article-1"
        assert page.evaluate("document.activeElement.textContent") == "sign the Tidal Pact"
        assert tip(page).startswith("COMMITMENT")


@pytest.mark.parametrize("kind", ["run", "ledger"])
def test_browser_sorts_and_filters_the_ledger(opened: Open, kind: str) -> None:
    with opened(PAGES[kind], "ledger") as page:
        parties = "#ledger table:first-of-type tbody td:nth-child(2)"
        assert sorted(texts(page, parties)) == ["Nokia", "Party one", "Party two"]
        header = page.locator("#ledger th", has_text="Party")
        for expected in (["Nokia", "Party one", "Party two"], ["Party two", "Party one", "Nokia"]):
            header.get_by_role("button").click()
            assert texts(page, parties) == expected
        page.locator("select[name=stance]").select_option("not_signed")
        assert texts(page, parties) == ["Nokia"]
        page.locator("summary:visible").first.click()
        assert "did not sign the Tidal Pact" in page.locator("#ledger details[open]").inner_text()


def test_browser_tells_by_keyboard_what_made_a_highlight(opened: Open) -> None:
    with opened(PAGES["run"]) as page:
        page.locator(".layers input").last.focus()
        page.keyboard.press("Tab")
        assert re.sub(r"\s+", " ", tip(page)) == "ORG norm nokia rule company.nokia"
        page.keyboard.press("ArrowRight")
        assert tip(page).startswith("COMMITMENT")
        page.keyboard.press("ArrowRight")
        told = re.sub(r"\s+", " ", tip(page))
        assert told.startswith(
            "TRIGGER opens endorsement rule trigger.sign COMMITMENT kind endorsement polarity negated"
        )
        assert told.endswith("actors Nokia agreement Tidal Pact rules trigger.sign, cue.not")
        page.keyboard.press("Escape")
        assert tip(page) == ""
        page.keyboard.press("ArrowLeft")
        assert tip(page).startswith("COMMITMENT")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('article').id") == "article-1"


@pytest.mark.parametrize("options", [{}, PHONE], ids=["pointer", "touch"])
def test_browser_tells_of_both_highlights_where_two_cross(opened: Open, options: dict[str, Any]) -> None:
    with opened(PAGES["run"], **options) as page:
        pieces = page.locator("#article-0 mark.COMMITMENT.affirmed")
        assert pieces.all_text_contents() == ["Acme", " pledged to cut 5 tons"]
        touch = "tap" if options else "hover"
        getattr(pieces.last, touch)()
        assert tip(page).startswith("COMMITMENT")
        assert "PERSON" not in tip(page)
        assert page.locator("mark.on").count() == 2
        getattr(pieces.first, touch)()
        assert tip(page).startswith("COMMITMENT")
        assert "Bob Day" in tip(page)
        (page.locator("h1").tap if options else page.locator("h1").hover)()
        page.wait_for_selector("#tip", state="hidden")


def test_browser_leads_from_a_rule_to_its_errors_and_from_an_error_to_its_place(opened: Open) -> None:
    with opened(PAGES["scores"], "errors") as page:
        items = "#errors li"
        assert len(texts(page, items)) == 3
        assert texts(page, "#errors h4") == ["Missed", "Spurious"]
        page.get_by_role("button", name="2: trigger.pledge", exact=True).click()
        assert len(texts(page, items)) == 2
        assert texts(page, "#errors h4") == ["Spurious"]
        page.locator("#errors li:visible a").last.click()
        assert page.evaluate("document.activeElement.closest('article').id") == "article-1"
        assert tip(page).startswith("spurious COMMITMENT")


def test_browser_finds_the_target_of_a_link_behind_a_filter(opened: Open) -> None:
    with opened(PAGES["scores"], "articles") as page:
        page.locator("#articles").get_by_label("Find").fill("nothing at all")
        assert texts(page, "article h3") == ["bare"]
        page.locator("nav a[href='#commitments']").click()
        page.locator("#commitments tbody a").first.click()
        assert page.locator("#article-0").is_visible()


def test_browser_shows_long_tables_in_steps(opened: Open) -> None:
    many = [article(str(number)) for number in range(300)]
    with opened(run_html("run.jsonl", many, LEDGER), "commitments") as page:
        rows = page.locator("#commitments tbody tr:visible")
        assert rows.count() == 200
        page.get_by_role("button", name="Show more").click()
        assert rows.count() == 600
        assert not page.get_by_role("button", name="Show more").is_visible()

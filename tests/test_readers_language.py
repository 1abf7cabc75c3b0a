"""Articles that are not English are marked, and nothing else changes."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from conftest import Extract

from extract.gold import load_gold
from extract.readers import mark_language
from extract.schema import Article, Extraction

ROOT = Path(__file__).parent.parent
GERMAN = (
    "Kenia hat den Hafenpakt am Donnerstag unterzeichnet, einen Tag nach Norwegen und Japan. China hat ihn nicht "
    "unterzeichnet und will den Text weiter prüfen."
)
FRENCH = (
    "Le Kenya a signé jeudi le pacte des ports, un jour après la Norvège et le Japon. La Chine ne l'a pas signé et "
    "veut encore examiner le texte."
)
JAPANESE = "ケニアは木曜日に港湾協定に署名した。" * 8
ENGLISH = (
    "Kenya signed the Harbour Pact on Thursday. China did not sign it, and said that it would study the text further."
)


def marked(text: str) -> str | None:
    pytest.importorskip("py3langid", reason="needs the extra lang")
    return mark_language(Article(id="a", text=text)).language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        pytest.param(GERMAN, "de", id="German"),
        pytest.param(FRENCH, "fr", id="French"),
        pytest.param(JAPANESE, "ja", id="Japanese"),
        pytest.param(ENGLISH, None, id="English"),
        pytest.param(ENGLISH.upper(), None, id="English in capitals"),
        pytest.param(ENGLISH + "\n\n" + GERMAN, None, id="English, then German"),
        pytest.param("Die Bundesregierung hat unterzeichnet.", None, id="short"),
        pytest.param("", None, id="empty"),
        pytest.param("5, 6, 7: 8. " * 100, None, id="no letters"),
        pytest.param(
            "Angela Merkel, Emmanuel Macron, Justin Trudeau, Shinzo Abe, Erna Solberg, " * 3, None, id="names"
        ),
        pytest.param("\ud800\x00\u202e" * 300, None, id="no text at all"),
        pytest.param("x" * 2000, None, id="one letter"),
    ],
)
def test_language_other_than_english_is_marked(text: str, language: str | None) -> None:
    assert marked(text) == language


def test_language_no_article_of_ours_is_marked() -> None:
    for path in sorted((ROOT / "gold").glob("*.jsonl")):
        assert not [record.id for record in load_gold(path) if marked(record.text or "")]


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    path = tmp_path / "in.jsonl"
    path.write_text("".join(json.dumps({"text": text}) + "\n" for text in (ENGLISH, GERMAN)), encoding="utf-8")
    return path


def test_language_is_in_the_record_and_counted(articles: Path, extract: Extract) -> None:
    pytest.importorskip("py3langid", reason="needs the extra lang")
    assert extract("run", articles, "-o", "plain.jsonl").out.splitlines()[-1].endswith("stances, 0 failed")
    result = extract("run", articles, "-o", "out.jsonl", "--check-language")
    assert (result.code, result.out.splitlines()[-1].partition("stances, ")[2]) == (0, "1 not in English, 0 failed")
    (same, changed), (english, german) = (
        Path(name).read_text(encoding="utf-8").splitlines() for name in ("plain.jsonl", "out.jsonl")
    )
    assert english == same
    assert german == changed.replace('"schema_version": "1.1"', '"schema_version": "1.2"').replace(
        '"date": null', '"date": null, "language": "de"'
    )
    assert Extraction.model_validate_json(german).language == "de"


def test_language_without_its_package_ends_the_run(
    articles: Path, extract: Extract, monkeypatch: pytest.MonkeyPatch
) -> None:
    from extract.readers import language

    language._identifier.cache_clear()
    monkeypatch.setitem(sys.modules, "py3langid.langid", None)
    result = extract("run", articles, "-o", "out.jsonl", "--check-language")
    told = "extract: py3langid.langid is not installed: pip install 'commitment-extract[lang]'"
    assert (result.code, result.err.splitlines()[-1]) == (3, told)
    assert not Path("out.jsonl").exists()

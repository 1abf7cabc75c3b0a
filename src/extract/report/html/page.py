"""One HTML file from its views: every text in it escaped, only its own style and script allowed to run."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from extract.report.runs import STANCES
from extract.report.terminal import amount, plain

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

_FOLDER = Path(__file__).parent
_NOT_IN_HTML = re.compile("[\0\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class View:
    """A part of a page, shown on its own: the name of its template, its heading, and how many things it lists."""

    name: str
    title: str
    count: int | None = None


def render(title: str, summary: str, views: list[View], **values: object) -> str:
    """The page with the views in their order; `values` are what their templates speak of.

    NUL and lone surrogates, which no HTML can hold, show as U+FFFD each.
    """
    page = _environment().get_template("page.html.jinja")
    return _NOT_IN_HTML.sub("\ufffd", page.render(title=title, summary=summary, views=views, **values))


def verbatim(text: str) -> Markup:
    """The text as HTML, code point by code point: a browser would read a carriage return as a line feed."""
    from markupsafe import Markup, escape

    return Markup(str(escape(text)).replace("\r", "&#13;"))


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from markupsafe import Markup

    environment = Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"plain": plain, "verbatim": verbatim, "numbered": _numbered, "amount": amount}
    style, script = ((_FOLDER / name).read_text(encoding="utf-8") for name in ("page.css", "page.js"))
    environment.globals |= {
        "style": Markup(style),
        "script": Markup(script),
        "policy": f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; base-uri 'none'",
        "stances": {value: name for value, (name, _) in STANCES.items()},
        "marks": {"signed": "✓", "not_signed": "✗", "withdrew": "↩"},
    }
    return environment


def _numbered(names: Iterable[str | None]) -> dict[str | None, int]:
    """Numbers from 1 for names, which may hold what no attribute should."""
    return {name: number for number, name in enumerate(names, start=1)}


def _hash(source: str) -> str:
    """The source as a content security policy names it: nothing else of its kind may run."""
    return f"'sha256-{b64encode(sha256(source.encode()).digest()).decode()}'"

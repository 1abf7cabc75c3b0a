"""HTML pages: kept as bytes until their article is asked for, so that another process can do that."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from extract.errors import InputError
from extract.extras import require
from extract.readers.charsets import decode_page
from extract.schema import Article, ErrorRecord

_NO_LATEST: Final = datetime(
    2999, 12, 31
)  # not today, by which one page would give different records on different days
# Tags so crowded that parsing them takes quadratic time; without their attributes they say as much.
_CROWDED: Final = re.compile(r"<([a-zA-Z][^\s/<>]*)(?:[\s/]+[^\s/<>]+){1000,}")
_TAGS: Final = 20_000  # of more, the second opinions of slower extractors would take quadratic time


@dataclass(frozen=True, slots=True)
class Page:
    """The bytes of a page, unpacked, and what is known of it; it can be pickled.

    `file` is where faults are, `source` where the article is from; `charset` the encoding by the HTTP header, if there
    was one, `url` the page's own, and `latest` the last day that may be the article's.
    """

    id: str
    source: str
    file: str
    data: bytes
    charset: str | None = None
    url: str | None = None
    latest: datetime | None = None

    def __bytes__(self) -> bytes:
        """All that its article is made of."""
        known = (self.id, self.source, self.file, self.charset, self.url, str(self.latest))
        return "\0".join(map(repr, known)).encode("utf-8", "surrogatepass") + self.data

    def article(self) -> Article | ErrorRecord:
        """The page's title, a blank line and its text without boilerplate; or why there is none."""
        try:
            return self._article()
        except InputError as error:
            return ErrorRecord(id=self.id, source=self.file, error=str(error))

    def _article(self) -> Article:
        html = _CROWDED.sub(r"<\1 ", decode_page(self.data, self.charset))
        trafilatura = require("trafilatura", "html")
        dates = {"original_date": True, "extensive_search": False, "max_date": self.latest or _NO_LATEST}
        try:
            found = trafilatura.bare_extraction(
                html,
                self.url,
                fast=html.count("<") > _TAGS,
                include_comments=False,
                with_metadata=True,
                date_extraction_params=dates,
            )
        except Exception as error:  # whatever a hostile page does to the libraries
            raise InputError(f"the page cannot be read: {type(error).__name__}") from None
        text = (found.text or "").strip() if found else ""
        if not text:
            raise InputError("no article in the page")
        return Article(
            id=self.id, source=self.source, date=self._date(found.date, html), text=_titled(found.title, text)
        )

    def _date(self, day: str | None, html: str) -> str | None:
        """The day if the page or its address gives it in full: a month alone is filled up, by today's day even."""
        forms = [day, day.replace("-", "/"), day.replace("-", "")] if day else []
        return day if any(form in html or form in (self.url or "") for form in forms) else None


def _titled(title: str | None, text: str) -> str:
    """The text under its title, which it may hold itself."""
    line = " ".join((title or "").split())
    first, _, rest = text.partition("\n")
    body = rest if " ".join(first.split()) == line else text
    return "\n\n".join(filter(None, (line, body.strip())))

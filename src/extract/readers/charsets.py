"""The text of a page's bytes, as browsers find its encoding."""

from __future__ import annotations

import re
from typing import Final

from extract.extras import require

# What declares an encoding within a page, and how much of the page may stand before its end.
_DECLARED: Final = re.compile(
    rb"""<(?:meta\s[^>]*?charset|\?xml\s[^>]*?encoding)\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE | re.ASCII
)
_PRESCAN: Final = 4096


def decode_page(data: bytes, header: str | None = None) -> str:
    """The page as text; what its encoding cannot hold becomes U+FFFD.

    The encoding is that of a byte order mark, else that of the HTTP `header`, else what the page declares, else UTF-8
    where that fits, else windows-1252. Labels mean what they mean to browsers (WHATWG, Encoding Standard): latin-1 is
    windows-1252. Raises MissingExtraError without the package for them.
    """
    webencodings = require("webencodings", "html")
    encoding = webencodings.lookup(header.encode("ascii", "replace").decode()) if header else None
    encoding = encoding or webencodings.lookup(_declared(data) or _guess(data))
    text: str = webencodings.decode(data, encoding or "windows-1252")[0]
    return text


def _declared(data: bytes) -> str | None:
    found = _DECLARED.search(data, 0, _PRESCAN)
    label = found[1].decode("ascii") if found else None
    # A page whose declaration can be read as ASCII is not in UTF-16, whatever it says (HTML Standard, 13.2.3.3).
    return "utf-8" if label and label.lower().startswith("utf-16") else label


def _guess(data: bytes) -> str:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return "windows-1252"
    return "utf-8"

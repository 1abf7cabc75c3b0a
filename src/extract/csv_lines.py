"""Lines of CSV as RFC 4180 has them, in UTF-8, which a spreadsheet does not take for formulas.

- Texts stand in quotes, numbers do not; an empty cell without quotes is what is missing. Lists are JSON.
- A text that a spreadsheet would take for a formula begins with an apostrophe; so does one that would if it did not
  begin with apostrophes, which makes it reversible: the first apostrophe before a formula is ours.
- What CSV cannot hold (NUL, lone surrogates) stands as U+FFFD, one for one.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Final

_FORMULA: Final = r"'*[=+\-@\t\r\n＝＋－＠]"
_UNSAFE: Final = re.compile(_FORMULA)
_UNHELD: Final = re.compile("[\x00\ud800-\udfff]")
_SPECIAL: Final = re.compile(rf"\A{_FORMULA}|[\"\x00\ud800-\udfff]")  # what few texts hold


def csv_line(values: Iterable[object]) -> str:
    """The values (texts, whole numbers, None, or what JSON can hold) as one line, its CRLF included."""
    return ",".join(map(_cell, values)) + "\r\n"


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, int):
        return str(value)
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    if _SPECIAL.search(text) is None:
        return f'"{text}"'
    text = _UNHELD.sub("\ufffd", text).replace('"', '""')
    return f'"\'{text}"' if _UNSAFE.match(text) else f'"{text}"'

"""Lines of CSV as RFC 4180 has them, in UTF-8, which a spreadsheet does not take for formulas.

- Texts stand in quotes, numbers do not; an empty cell without quotes is what is missing. Lists are JSON.
- A text that a spreadsheet would take for a formula begins with an apostrophe; so does one that would if it did not
  begin with apostrophes, which makes it reversible (`UNSAFE`): where an apostrophe stands before either, it is ours.
- What CSV cannot hold (NUL, lone surrogates) stands as U+FFFD, one for one.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Final

UNSAFE: Final = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
_UNHELD: Final = re.compile("[\x00\ud800-\udfff]")


def csv_line(values: Iterable[object]) -> str:
    """The values (texts, whole numbers, None, or what JSON can hold) as one line, its CRLF included."""
    return ",".join(map(_cell, values)) + "\r\n"


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, int):
        return str(value)
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    text = _UNHELD.sub("\ufffd", text)
    apostrophe = "'" if UNSAFE.match(text) else ""
    return '"{}{}"'.format(apostrophe, text.replace('"', '""'))

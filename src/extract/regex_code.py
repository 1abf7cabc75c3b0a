"""Regular expressions in the form that `re` compiles them to, so that what one process has compiled serves others.

`re` takes some milliseconds for a pattern over many characters, and an article needs a hundred of them. It has no
public way to keep what it has compiled; where its private parts are not what they were, a pattern is compiled as ever.
"""

from __future__ import annotations

import array
import re
import zlib
from base64 import b64decode, b64encode
from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from importlib import import_module
from typing import Any, Final

FLAGS: Final = re.DOTALL
_UNITS: Final = "I"  # 32 bits, as in the engine
_SAMPLE: Final = r"(?P<a>[b-d\u1000-\u1234\u3000].)+?(?:(?=e)|(?<!f))(g)?"
# What unknown private parts, or code that is not sound, can raise.
_UNLIKE: Final = (
    *(ImportError, AttributeError, TypeError, ValueError, ArithmeticError, LookupError, RuntimeError),
    zlib.error,
)

Kept = tuple[str, int, Mapping[str, int]]
"""The code of a pattern as text, how many groups it has, and the numbers of those that have names."""


def kept(source: str) -> Kept | None:
    """What `restored` can make the pattern of; None where this Python compiles patterns in a way unknown here.

    Raises re.error for what is no pattern.
    """
    return _kept(source) if _known() else None


def restored(source: str, code: Kept | None) -> re.Pattern[str]:
    """The pattern of a source, from what was kept of it, if there is any and it is sound."""
    if code is not None:
        with suppress(*_UNLIKE):
            return _restored(source, *code)
    return re.compile(source, FLAGS)


@cache
def _known() -> bool:
    """Whether a pattern comes back as it was."""
    with suppress(*_UNLIKE):
        return _restored(_SAMPLE, *_kept(_SAMPLE)) == re.compile(_SAMPLE, FLAGS)
    return False


def _kept(source: str) -> Kept:
    compiler: Any = import_module("re._compiler" if hasattr(re, "_compiler") else "sre_compile")
    parser: Any = import_module("re._parser" if hasattr(re, "_parser") else "sre_parse")
    tree = parser.parse(source, FLAGS)
    code = array.array(_UNITS, compiler._code(tree, FLAGS))
    return b64encode(zlib.compress(code.tobytes(), 1)).decode(), tree.state.groups - 1, dict(tree.state.groupdict)


def _restored(source: str, packed: str, groups: int, names: Mapping[str, int]) -> re.Pattern[str]:
    engine: Any = import_module("_sre")
    of_group: list[str | None] = [None] * (groups + 1)
    for name, group in names.items():
        of_group[group] = name
    code = array.array(_UNITS, zlib.decompress(b64decode(packed))).tolist()
    pattern = engine.compile(source, FLAGS | re.UNICODE, code, groups, dict(names), tuple(of_group))
    assert isinstance(pattern, re.Pattern)
    return pattern

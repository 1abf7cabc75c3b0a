"""Python's collector of cycles, which would go through all rules again and again and find next to nothing."""

from __future__ import annotations

import gc
from typing import Final

_OBJECTS: Final = 100_000  # that are new before it looks for cycles among them; an article leaves none


def collect_seldom() -> None:
    """For processes of our own: let many objects be made before cycles are looked for."""
    gc.set_threshold(_OBJECTS)


def keep_all() -> None:
    """Pass over all that is there by now, such as rules, whenever cycles are looked for."""
    gc.freeze()

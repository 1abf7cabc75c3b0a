"""What the tests share: one pipeline, for loading it takes seconds, and settings that make every run the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from extract.pipeline import Pipeline

settings.register_profile("repeatable", deadline=None, derandomize=True)
settings.load_profile("repeatable")


@pytest.fixture(scope="session")
def pipeline() -> Pipeline:
    """The pipeline with the built-in rules."""
    from extract.pipeline import Pipeline

    return Pipeline()

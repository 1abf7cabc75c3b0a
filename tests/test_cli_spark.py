"""extract spark where there is no Spark."""

from __future__ import annotations

import sys

import pytest
from conftest import Extract

from extract.cli.exits import Exit


def test_cli_spark_tells_which_extra_is_missing(monkeypatch: pytest.MonkeyPatch, extract: Extract) -> None:
    monkeypatch.setitem(sys.modules, "pyspark", None)
    ended = extract("spark", "articles.parquet", "-o", "out")
    assert ended.code == Exit.INPUT
    assert ended.err == "extract: pyspark is not installed: pip install 'commitment-extract[spark]'\n"

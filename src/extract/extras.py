"""Packages that only some work needs, imported when it comes to that."""

from __future__ import annotations

from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from extract.errors import MissingExtraError


def require(module: str, extra: str) -> Any:
    """The module, of a package that comes with an extra of this project; raises MissingExtraError without it."""
    try:
        return import_module(module)
    except ModuleNotFoundError as error:
        raise MissingExtraError(f"{error.name} is not installed: pip install 'commitment-extract[{extra}]'") from None


def version_of(package: str) -> str | None:
    """The version of a package; None where it is not installed."""
    try:
        return version(package)
    except PackageNotFoundError:
        return None

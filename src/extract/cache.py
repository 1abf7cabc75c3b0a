"""Keeps what was compiled from rules between runs: read back whole and unaltered, or made anew."""

from __future__ import annotations

import json
import os
import platform
import tempfile
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import lru_cache
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

from platformdirs import user_cache_path

FOLDER: Final = "EXTRACT_CACHE_DIR"  # an environment variable; empty: no cache
_KEPT: Final = 8
_DIGEST: Final = 32


def cached(files: Iterable[Path], make: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """What `make` returns, from the cache if it was made from the same files by the same code.

    The name of a cache file is a hash of all that it was made from, so that none is ever stale; it appears whole or not
    at all, so that any number of processes may make it at once. Where nothing can be written, nothing is kept.
    """
    folder = _folder()
    if folder is None:
        return make()
    path = folder / f"{fingerprint(files)}.json"
    found = _read(path)
    if found is not None:
        return found
    made = make()
    _write(path, made)
    return made


def _folder() -> Path | None:
    named = os.environ.get(FOLDER)
    if named is not None:
        return Path(named) if named else None
    return user_cache_path("extract-commitments")


def fingerprint(files: Iterable[Path]) -> str:
    """A hash of the files, of the package's own code and of the versions that what is made of them depends on."""
    digest = blake2b(_code(), digest_size=_DIGEST)
    _add(digest, files)
    return digest.hexdigest()


@lru_cache
def _code() -> bytes:
    digest = blake2b(f"{platform.python_version()} {version('spacy')}".encode(), digest_size=_DIGEST)
    _add(digest, sorted(Path(__file__).parent.rglob("*.py")))
    return digest.digest()


def _add(digest: blake2b, files: Iterable[Path]) -> None:
    for path in files:
        content = path.read_bytes()
        digest.update(f"\n{path.name} {len(content)}\n".encode())
        digest.update(content)


def _read(path: Path) -> dict[str, Any] | None:
    try:
        content = path.read_bytes()
    except OSError:
        return None
    digest, payload = content[: 2 * _DIGEST], content[2 * _DIGEST :]
    if blake2b(payload, digest_size=_DIGEST).hexdigest().encode() != digest:
        return None
    with suppress(OSError):
        path.touch()  # those used last are kept
    found: dict[str, Any] = json.loads(payload)
    return found


def _write(path: Path, made: dict[str, Any]) -> None:
    payload = json.dumps(made, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, suffix=".part")
        with os.fdopen(handle, "wb") as file:
            file.write(blake2b(payload, digest_size=_DIGEST).hexdigest().encode() + payload)
        Path(name).replace(path)
        _prune(path.parent)
    except OSError:
        return


def _prune(folder: Path) -> None:
    """Only the few that were made or used last are kept."""
    found = sorted(folder.glob("*.json"), key=lambda path: path.stat().st_mtime, reverse=True)
    for path in found[_KEPT:]:
        path.unlink(missing_ok=True)

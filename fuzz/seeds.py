"""Writes the seeds of a target and its dictionary, made of the project's own texts and rules.

python fuzz/seeds.py TARGET FOLDER
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path
from typing import Final

from extract.ruleset import load_ruleset

ROOT: Final = Path(__file__).parents[1]
LONGEST: Final = 1_500  # bytes of a seed; short ones run fast and mutate well
ODD: Final = ("“", "”", "’s", "\u2028", "\x00", "e\u0301", "🕊️", "\u202e", "\u200d", "\r\n", "(ABC)", "\ufeff")


def texts() -> Iterator[str]:
    """Paragraphs of the gold articles."""
    for file in sorted((ROOT / "gold").glob("*.jsonl")):
        for line in file.read_text(encoding="utf-8").splitlines():
            yield from (part for part in json.loads(line)["text"].split("\n") if len(part) > 40)


def rule_files() -> Iterator[tuple[str, str]]:
    """Each rule with its comment, by the name of its file."""
    for path in sorted((ROOT / "rules").glob("*.yaml")):
        rules = path.read_text(encoding="utf-8").split("\n- ")[1:]
        yield from ((path.name, f"- {rule}\n") for rule in rules)


def of_text() -> Iterator[bytes]:
    """Texts that stand once, and some that are repeated."""
    return (bytes([i % 12]) + text.encode() for i, text in enumerate(texts()))


def of_jsonl() -> Iterator[bytes]:
    """Articles as JSON lines."""
    return (json.dumps({"id": "a", "text": text, "date": "2018-11-12"}).encode() + b"\n" for text in texts())


def of_html() -> Iterator[bytes]:
    """Articles as web pages."""
    for text in texts():
        yield f"<html><title>News</title><body><nav>Home</nav><article><p>{text}</p></article></body></html>".encode()


def of_rules() -> Iterator[bytes]:
    """Single rules, each behind the byte of its file."""
    from extract.rulefiles import YAML_KINDS

    names = sorted(YAML_KINDS)
    return (bytes([names.index(name)]) + rule.encode() for name, rule in rule_files())


SEEDS: Final[dict[str, Callable[[], Iterator[bytes]]]] = {
    "text": of_text, "jsonl": of_jsonl, "html": of_html, "rules": of_rules
}  # fmt: skip


def words() -> list[str]:
    """What rules look for, for the fuzzer to put together."""
    rules = load_ruleset()
    shown = chain.from_iterable(rule.accept[:1] for rule in (*rules.names, *rules.cues, *rules.stances))
    forms = chain.from_iterable(rule.forms for rule in rules.triggers)
    return sorted({word for word in (*shown, *forms, *ODD) if len(word.encode()) < 100})


def quoted(word: str) -> str:
    """A word as a dictionary of libFuzzer has it."""
    plain = (chr(b) if 32 <= b < 127 and chr(b) not in '"\\' else f"\\x{b:02x}" for b in word.encode())
    return f'"{"".join(plain)}"\n'


def main(target: str, folder: Path) -> None:
    """Fill the folder's `seeds`, and write its `dictionary`."""
    (folder / "seeds").mkdir(parents=True, exist_ok=True)
    for i, seed in enumerate(SEEDS[target]()):
        if len(seed) <= LONGEST:
            (folder / "seeds" / f"{i:05}").write_bytes(seed)
    (folder / "dictionary").write_text("".join(map(quoted, words())), encoding="ascii")


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))

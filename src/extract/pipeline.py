"""The whole pipeline: an article in, an extraction out, or the trace of how it came about."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from spacy.tokens import Doc

from extract.annotations import Annotations
from extract.members import with_members
from extract.record import to_extraction
from extract.schema import Article, Extraction
from extract.sentences import unwrap
from extract.stages import STAGES, Stages, compiled, folder_names
from extract.tokenizer import TextTokenizer, english_tokenizer, new_vocabulary
from extract.tokens import View
from extract.trace import Trace, trace

# One code point for one, so that offsets stay: odd spaces become a space, odd line ends a line feed.
_SPACES: Final = "\r\t\x00\u00a0\u1680\u202f\u205f\u3000\ufeff" + "".join(map(chr, range(0x2000, 0x200C)))
_LINE_ENDS: Final = "\u0085\u2028\u2029\u000b\u000c"
_PLAIN: Final = str.maketrans(
    {
        **dict.fromkeys(_SPACES, " "),
        **dict.fromkeys(_LINE_ENDS, "\n"),
        **dict.fromkeys(map(chr, range(0xD800, 0xE000)), "�"),
    }
)


_ODD: Final = re.compile(f"[{re.escape(_SPACES + _LINE_ENDS)}\ud800-\udfff]")
# The tokenizer is quadratic in runs without white space; no name or commitment is in one as long as this.
_LONG_RUN: Final = re.compile(r"\S{1000,}")


def _blank(run: re.Match[str]) -> str:
    return "x" * len(run[0])


class Pipeline:
    """Tokenizer and stages, ready for any number of articles.

    `rules` are folders of rules on top of the built-in ones; with `expand_groups` the members of a group of states
    stand where it stands, marked as inferred. Raises RuleError for broken rules.
    """

    def __init__(self, rules: Sequence[Path] = (), *, expand_groups: bool = False) -> None:
        self._stages = compiled(folder_names(rules))
        self._tokenizer = TextTokenizer(english_tokenizer(new_vocabulary(), self._stages.rules.forms))
        self._groups = self._stages.rules.groups if expand_groups else {}

    def extract(self, article: Article) -> Extraction:
        """Everything found in one article, with its text; offsets are code points into that text."""
        doc = self._process(article.text)
        found = to_extraction(article, *self._stages.state(doc))
        doc.user_data.clear()  # the arrays know the Doc, too: so its memory is free at once, not when cycles are sought
        return with_members(found, self._groups)

    def explain(self, text: str) -> Trace:
        """Which rule made each span of a text, and which candidates lost, with the reason."""
        return trace(text, self._stages, *self.annotate(text))

    def annotate(self, text: str) -> tuple[View, Annotations]:
        """A text as tokens, and all that the stages find in it."""
        return self._stages.state(self._process(text))

    @property
    def stages(self) -> Stages:
        """The compiled rules."""
        return self._stages

    def tokenize(self, text: str) -> Doc:
        """The tokens of a text, before any stage; their offsets are the text's own."""
        plain = text.translate(_PLAIN) if _ODD.search(text) else text
        return self._tokenizer(_LONG_RUN.sub(_blank, unwrap(plain)))

    def _process(self, text: str) -> Doc:
        doc = self.tokenize(text)
        for stage in STAGES:
            self._stages.run(stage, doc)
        return doc

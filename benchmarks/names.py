"""Names: F1 per label, ours beside spaCy models that are installed, all in one run.

python benchmarks/names.py gold/articles.jsonl MORE.jsonl --model en_core_web_sm --model path/to/model --half odd

Every file is scored on the labels that it has; `parties` adds up ORG, COUNTRY and PERSON. A model's entities are mapped
to our labels with good will: an article in front and a possessive behind are cut off, and of the geopolitical names
those that our gazetteer has as states count as COUNTRY. Speed is measured by speed.py.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import reduce
from operator import add
from pathlib import Path
from typing import Final

from models import entities_only

from extract.errors import ExtractError
from extract.gold import load_gold
from extract.pipeline import Pipeline
from extract.ruleset import load_ruleset
from extract.schema import LABELS, Article, Extraction, Label, Mention
from extract.score import Counts, score
from extract.score_counts import NAMES

ENTITIES: Final[dict[str, Label]] = {
    "ORG": "ORG",
    "PERSON": "PERSON",
    "PER": "PERSON",
    "GPE": "COUNTRY",
    "LOC": "COUNTRY",
    "COUNTRY": "COUNTRY",
    "LAW": "AGREEMENT",
    "AGREEMENT": "AGREEMENT",
}
ARTICLE: Final = re.compile(r"the\s+", re.IGNORECASE)
POSSESSIVE: Final = re.compile(r"['’]s?$")

Predict = Callable[[Extraction], Extraction]


class Model:
    """A spaCy model with only what its entities need."""

    def __init__(self, name: str) -> None:
        self.nlp = entities_only(name)
        self._phrases = load_ruleset().phrases

    def predict(self, gold: Extraction) -> Extraction:
        """The entities of an article as mentions."""
        text = gold.text or ""
        doc = self.nlp(text)
        mentions = (self._mention(text, e.start_char, e.end_char, e.label_) for e in doc.ents)
        return Extraction(id=gold.id, text=text, mentions=tuple(m for m in mentions if m is not None))

    def _mention(self, text: str, start: int, end: int, entity: str) -> Mention | None:
        label = ENTITIES.get(entity)
        if label is None:
            return None
        if lead := ARTICLE.match(text, start, end):
            start = lead.end()
        if tail := POSSESSIVE.search(text[start:end]):
            end = start + tail.start()
        if end <= start or (label == "COUNTRY" and not self._is_state(text[start:end])):
            return None
        return Mention(start=start, end=end, text=text[start:end], label=label)

    def _is_state(self, name: str) -> bool:
        words = [token.text for token in self.nlp.tokenizer(name)]
        found = self._phrases.find(words, [word.lower() for word in words])
        return any(e.label == "COUNTRY" and end - start == len(words) for start, end, e in found)


def ours(pipeline: Pipeline) -> Predict:
    """Our pipeline over the text of an article."""
    return lambda gold: pipeline.extract(Article(id=gold.id, text=gold.text or ""))


def figures(gold: Sequence[Extraction], predict: Predict) -> Iterator[str]:
    """F1 with precision and recall for each label that the gold has, and for the parties together."""
    scores = score(gold, [predict(article) for article in gold])
    counts = {label: scores.mentions[label].strict for label in LABELS if any_of(gold, label)}
    parties = reduce(add, (c for label, c in counts.items() if label in NAMES), Counts())
    for name, count in (*counts.items(), ("parties", parties)):
        p, r, f = (value or 0.0 for value in (count.precision, count.recall, count.f1))
        yield f"{name} {f:.3f} ({p:.2f}/{r:.2f})"


def any_of(gold: Iterable[Extraction], label: Label) -> bool:
    """Whether gold has a mention with a label."""
    return any(mention.label == label for article in gold for mention in article.mentions)


def read(
    parser: argparse.ArgumentParser, options: argparse.Namespace
) -> tuple[dict[Path, list[Extraction]], dict[str, Model]]:
    """The gold and the models; ends in one clear line where one cannot be read."""
    first, step = {None: (0, 1), "even": (0, 2), "odd": (1, 2)}[options.half]
    try:
        files = {path: load_gold(path)[first::step] for path in options.gold}
        models = {name: Model(name) for name in options.model}
    except (ExtractError, OSError) as error:
        parser.error(str(error))
    return files, models


def main() -> None:
    """Score every file with every system."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", nargs="+", type=Path, help="gold files (JSONL)")
    parser.add_argument("--model", action="append", default=[], help="an installed spaCy model, or the path of one")
    parser.add_argument("--half", choices=["even", "odd"], help="score every second article only")
    options = parser.parse_args()
    files, models = read(parser, options)
    pipeline = Pipeline()
    systems = {"extract": ours(pipeline), **{name: model.predict for name, model in models.items()}}
    for path, gold in files.items():
        print(f"{path}: {len(gold)} articles; F1 (precision/recall)")
        for name, predict in systems.items():
            print(f"  {name:20} {'  '.join(figures(gold, predict))}")


if __name__ == "__main__":
    main()

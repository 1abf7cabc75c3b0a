"""Names: F1 per label and words per second, ours beside spaCy models that are installed, all in one run.

python benchmarks/names.py gold/articles.jsonl MORE.jsonl --model en_core_web_sm --model path/to/model \
    --speed texts.jsonl --half odd

Every file is scored on the labels that it has; `parties` adds up ORG, COUNTRY and PERSON. A model's entities are mapped
to our labels with good will: an article in front and a possessive behind are cut off, and of the geopolitical names
those that our gazetteer has as states count as COUNTRY. Speed is measured on `--speed` (else on the gold files), one
process, after a warm-up: the median of three rounds that take turns.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import reduce
from itertools import islice
from operator import add
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Final

import spacy
from spacy.language import Language

from extract.errors import ExtractError
from extract.gold import load_gold
from extract.pipeline import Pipeline
from extract.ruleset import load_ruleset
from extract.schema import LABELS, Article, Extraction, Label, Mention
from extract.score import Counts, score
from extract.score_counts import NAMES

ROUNDS: Final = 3
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
        self.nlp = spacy.load(name)
        wanted = {"tok2vec", "transformer", "ner", "entity_ruler", "span_ruler"}
        self.nlp.select_pipes(enable=[pipe for pipe in self.nlp.pipe_names if pipe in wanted])
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


def speeds(texts: Sequence[str], runs: dict[str, Callable[[str], object]]) -> dict[str, float]:
    """Median words per second of each, the runs taking turns, the first turn for warming up."""
    words = sum(len(text.split()) for text in texts)
    times: dict[str, list[float]] = {name: [] for name in runs}
    for turn in range(ROUNDS + 1):
        for name, run in runs.items():
            start = perf_counter()
            for text in texts:
                run(text)
            if turn:
                times[name].append(perf_counter() - start)
    return {name: words / median(values) for name, values in times.items()}


def names_only() -> Language:
    """A blank pipeline with the first stage alone."""
    nlp = spacy.blank("en")
    nlp.add_pipe("extract_mentions")
    return nlp


def read(
    parser: argparse.ArgumentParser, options: argparse.Namespace
) -> tuple[dict[Path, list[Extraction]], list[str], dict[str, Model]]:
    """The gold, the texts to measure speed on, and the models; ends in one clear line where one cannot be read."""
    first, step = {None: (0, 1), "even": (0, 2), "odd": (1, 2)}[options.half]
    try:
        files = {path: load_gold(path)[first::step] for path in options.gold}
        models = {name: Model(name) for name in options.model}
        texts = [article.text or "" for gold in files.values() for article in gold]
        if options.speed:
            with options.speed.open(encoding="utf-8") as lines:
                texts = [json.loads(line)["text"] for line in islice(lines, options.texts)]
    except (ExtractError, OSError) as error:
        parser.error(str(error))
    except (ValueError, KeyError) as error:
        parser.error(f"{options.speed}: found a line without text, allowed is JSON with a text a line: {error}")
    return files, texts, models


def main() -> None:
    """Score every file with every system, then time them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", nargs="+", type=Path, help="gold files (JSONL)")
    parser.add_argument("--model", action="append", default=[], help="an installed spaCy model, or the path of one")
    parser.add_argument("--speed", type=Path, help="JSONL with a text a line, to measure speed on")
    parser.add_argument("--texts", type=int, default=500, help="how many texts to measure speed on (default 500)")
    parser.add_argument("--half", choices=["even", "odd"], help="score every second article only")
    options = parser.parse_args()
    files, texts, models = read(parser, options)
    pipeline = Pipeline()
    systems = {"extract": ours(pipeline), **{name: model.predict for name, model in models.items()}}
    for path, gold in files.items():
        print(f"{path}: {len(gold)} articles; F1 (precision/recall)")
        for name, predict in systems.items():
            print(f"  {name:20} {'  '.join(figures(gold, predict))}")
    bare, names = spacy.blank("en"), names_only()
    measured = speeds(
        texts,
        {
            "bare tokenizer": bare.tokenizer,
            "extract, names only": names,
            "extract, all stages": lambda text: pipeline.extract(Article(id="text", text=text)),
            **{name: model.nlp for name, model in models.items()},
        },
    )
    print(f"words per second on {len(texts)} texts, one core; ratio to names only")
    for name, speed in measured.items():
        print(f"  {name:20} {speed:10,.0f}  {speed / measured['extract, names only']:.2f}")


if __name__ == "__main__":
    main()

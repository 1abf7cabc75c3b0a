"""A run over many articles: each is extracted and written; one that fails becomes an error record.

`runs` is the loop, `making` turns articles into lines in this process, `pool` in several with deadlines, and `timing`
measures the pipeline.
"""

from extract.batch.making import Item, LineMaker, Make, Making, attempt, in_turn, line_maker
from extract.batch.pool import DEADLINE, in_workers
from extract.batch.runs import RunSummary, run
from extract.batch.timing import Timed, extract_texts

__all__ = [
    "DEADLINE",
    "Item",
    "LineMaker",
    "Make",
    "Making",
    "RunSummary",
    "Timed",
    "attempt",
    "extract_texts",
    "in_turn",
    "in_workers",
    "line_maker",
    "run",
]

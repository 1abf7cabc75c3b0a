"""The pipeline on a Spark cluster: frames of articles, or paths of files, to frames of records; and their ledger.

Needs the extra ``spark`` and a Java that it runs on. A task that fails, or whose worker dies, is tried again by Spark
(``spark.task.maxFailures``), and only whole tasks are written, so no record is lost or told twice.
"""

from extract.spark.ledger import LedgerFrames, contradictions, ledger_frames
from extract.spark.records import extract_articles, extract_paths

__all__ = ["LedgerFrames", "contradictions", "extract_articles", "extract_paths", "ledger_frames"]

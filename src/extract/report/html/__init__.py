"""Pages that need nothing but a browser: reports of runs, of scores and of ledgers, each one file."""

from extract.report.html.ledger import ledger_html
from extract.report.html.runs import run_html
from extract.report.html.scores import Scored, scores_html

__all__ = ["Scored", "ledger_html", "run_html", "scores_html"]

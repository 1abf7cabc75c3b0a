"""What people read: reports of runs, scores and traces, error lines, the progress bar."""

from extract.report.html import Scored, ledger_html, run_html, scores_html
from extract.report.iaa import iaa_json, iaa_report
from extract.report.ledger import ledger_csv, ledger_json, ledger_report
from extract.report.progress import progress
from extract.report.runs import run_report
from extract.report.scores import errors_report, scores_json, scores_report
from extract.report.terminal import amount, error_line, plain, show
from extract.report.traces import trace_json, trace_report

__all__ = [
    "Scored",
    "amount",
    "error_line",
    "errors_report",
    "iaa_json",
    "iaa_report",
    "ledger_csv",
    "ledger_html",
    "ledger_json",
    "ledger_report",
    "plain",
    "progress",
    "run_html",
    "run_report",
    "scores_html",
    "scores_json",
    "scores_report",
    "show",
    "trace_json",
    "trace_report",
]

"""What people read: reports of runs, scores and traces, error lines, the progress bar."""

from extract.report.diffs import changes_report, diff_json, diff_report
from extract.report.ledger import ledger_csv, ledger_json, ledger_report
from extract.report.ledger_html import ledger_html
from extract.report.progress import progress
from extract.report.rules import stats_json, stats_report
from extract.report.runs import run_report
from extract.report.scores import agreement_report, errors_report, scores_json, scores_report
from extract.report.suggestions import suggestions_text
from extract.report.terminal import amount, error_line, plain, show
from extract.report.traces import trace_report, traces_json

__all__ = [
    "agreement_report",
    "amount",
    "changes_report",
    "diff_json",
    "diff_report",
    "error_line",
    "errors_report",
    "ledger_csv",
    "ledger_html",
    "ledger_json",
    "ledger_report",
    "plain",
    "progress",
    "run_report",
    "scores_json",
    "scores_report",
    "show",
    "stats_json",
    "stats_report",
    "suggestions_text",
    "trace_report",
    "traces_json",
]

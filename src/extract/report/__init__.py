"""What people read: reports of runs, scores and traces, for CI, too, error lines, the progress bar."""

from extract.report.diffs import changes_report, diff_json, diff_report
from extract.report.gated import GatedFile, gated_files
from extract.report.github import github_annotations, github_summary
from extract.report.html import Scored, ledger_html, run_html, scores_html
from extract.report.iaa import iaa_json, iaa_report
from extract.report.junit import junit_xml
from extract.report.ledger import ledger_csv, ledger_json, ledger_report
from extract.report.progress import progress
from extract.report.rules import stats_json, stats_report
from extract.report.runs import run_report
from extract.report.scores import errors_report, scores_json, scores_report
from extract.report.suggestions import suggestions_text
from extract.report.terminal import amount, error_line, plain, show
from extract.report.traces import trace_report, traces_json

__all__ = [
    "GatedFile",
    "Scored",
    "amount",
    "changes_report",
    "diff_json",
    "diff_report",
    "error_line",
    "errors_report",
    "gated_files",
    "github_annotations",
    "github_summary",
    "iaa_json",
    "iaa_report",
    "junit_xml",
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
    "stats_json",
    "stats_report",
    "suggestions_text",
    "trace_report",
    "traces_json",
]

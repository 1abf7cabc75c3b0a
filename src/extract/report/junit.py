"""The gate as JUnit XML, which Jenkins, GitLab and most others show: a suite per gold file, a case per check."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from extract.gate import Check
from extract.report.gated import GatedFile, describe, lowers
from extract.report.terminal import amount, plain

_SHOWN = 50  # differences listed below a figure
_NO_XML = re.compile("[\ufffe\uffff]")  # the only ones that XML forbids and `plain` leaves


def junit_xml(files: Sequence[GatedFile]) -> str:
    """XML that fits the schema of Jenkins (junit-10.xsd); times are 0, so that the same scores give the same bytes.

    A failure's message says what is below which floor, its text lists the differences behind it, each as
    ``gold file:line: article: what is wrong``.
    """
    root = Element("testsuites", _counted("extract score --gate", [check for file in files for check in file.checks]))
    for file in files:
        suite = SubElement(root, "testsuite", _counted(file.shown, file.checks) | {"skipped": "0"})
        for check in file.checks:
            name = check.figure or "gold file"
            case = SubElement(suite, "testcase", {"classname": _xml(file.name), "name": _xml(name), "time": "0"})
            if check.problem is not None:
                message = {"message": _xml(check.problem), "type": "floor" if check.figure else "gold"}
                SubElement(case, "failure", message).text = _xml_lines(_behind(file, check))
    indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{tostring(root, encoding="unicode")}\n'


def _counted(name: str, checks: Sequence[Check]) -> dict[str, str]:
    failures = sum(check.problem is not None for check in checks)
    return {"name": _xml(name), "tests": str(len(checks)), "failures": str(failures), "errors": "0", "time": "0"}


def _behind(file: GatedFile, check: Check) -> list[str]:
    found = [] if check.figure is None else [one for one in file.behind if lowers(one.error, check.figure)]
    lines = [f"{file.shown}:{one.line}: {one.error.article}: {describe(one.error)}" for one in found[:_SHOWN]]
    rest = len(found) - len(lines)
    return [*lines, f"... and {amount(rest, 'difference')} more"] if rest else lines


def _xml_lines(lines: Iterable[str]) -> str:
    return "\n".join(map(_xml, lines))


def _xml(text: str) -> str:
    return _NO_XML.sub("\ufffd", plain(text))

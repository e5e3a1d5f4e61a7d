"""Findings as JUnit XML, which most CI servers show: a suite for each file, a case for each finding."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from xml.etree import ElementTree as Xml

from rse_plan.diagnostics import Diagnostic, Severity
from rse_plan.lint.engine import Linted
from rse_plan.lint.reports.signs import in_xml, with_help, xml_text
from rse_plan.lint.reports.style import Style
from rse_plan.lint.reports.text import summary

NAME = "rse-plan lint"
_OUTCOMES = {Severity.ERROR: "failure", Severity.WARNING: "skipped"}
"""A warning is shown and leaves the suite green, as it leaves the exit code at 0."""


def report(linted: Linted, style: Style) -> str:
    """Errors fail their case, warnings skip it; a run without findings is one case that passes."""
    root = Xml.Element("testsuites", {"name": NAME, **_counts(linted.findings)})
    root.attrib.pop("skipped")
    by_file = groupby(linted.findings, key=lambda found: found.span.path)
    for path, findings in by_file:
        _add_suite(root, path, tuple(findings), style)
    if not linted.findings:
        _add_sound(root, summary(linted, style))
    return in_xml(root)


def _counts(findings: Sequence[Diagnostic]) -> dict[str, str]:
    failures = sum(found.severity is Severity.ERROR for found in findings)
    return {
        "tests": str(len(findings) or 1),
        "failures": str(failures),
        "errors": "0",
        "skipped": str(len(findings) - failures),
    }


def _add_suite(root: Xml.Element, path: str, findings: Sequence[Diagnostic], style: Style) -> None:
    name = xml_text(path)
    suite = Xml.SubElement(root, "testsuite", {"name": name, **_counts(findings)})
    for found in findings:
        place = f"{found.span.line}:{found.span.column}"
        case = Xml.SubElement(suite, "testcase", {"name": f"{found.rule} {place}", "classname": name})
        message = xml_text(found.message.in_words(style.translate))
        outcome = {"type": str(found.severity), "message": message}
        told = Xml.SubElement(case, _OUTCOMES[found.severity], outcome)
        told.text = xml_text(f"{found.span}: {with_help(found, style.translate)}")


def _add_sound(root: Xml.Element, told: str) -> None:
    suite = Xml.SubElement(root, "testsuite", {"name": NAME, **_counts(())})
    case = Xml.SubElement(suite, "testcase", {"name": NAME, "classname": NAME})
    Xml.SubElement(case, "system-out").text = told

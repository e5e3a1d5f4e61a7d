"""Findings for GitLab's Code Quality widget: a JSON list, told apart from run to run by fingerprints."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rse_plan.diagnostics import Diagnostic, Severity
from rse_plan.errors import Translate
from rse_plan.lint.engine import Linted
from rse_plan.lint.reports.identity import identified
from rse_plan.lint.reports.signs import in_json, with_help
from rse_plan.lint.reports.style import Style

_SEVERITIES: Mapping[Severity, str] = {Severity.ERROR: "major", Severity.WARNING: "minor"}


def report(linted: Linted, style: Style) -> str:
    """A list of problems as Code Climate's engines write them, with the keys that GitLab reads."""
    return in_json([_problem(*one, style.translate) for one in identified(linted)])


def _problem(found: Diagnostic, fingerprint: str, translate: Translate) -> dict[str, Any]:
    return {
        "type": "issue",
        "check_name": found.rule,
        "description": with_help(found, translate),
        "categories": ["Style" if found.severity is Severity.WARNING else "Bug Risk"],
        "severity": _SEVERITIES[found.severity],
        "fingerprint": fingerprint,
        "location": {
            "path": found.span.path,
            "lines": {"begin": found.span.line, "end": found.span.end_line},
        },
    }

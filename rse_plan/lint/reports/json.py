"""Findings for programs: the shape is a contract, told apart by its `format`."""

from __future__ import annotations

from rse_plan.diagnostics import Diagnostic
from rse_plan.errors import Translate
from rse_plan.lint.engine import Linted
from rse_plan.lint.reports.signs import in_json
from rse_plan.lint.reports.style import Style

FORMAT = 1


def report(linted: Linted, style: Style) -> str:
    """One JSON object; lines and columns are 1-based, count code points, and ends are exclusive."""
    return in_json(
        {"format": FORMAT, "findings": [_finding(found, style.translate) for found in linted.findings]}
    )


def _finding(found: Diagnostic, translate: Translate) -> dict[str, str | int | None]:
    return {
        "rule": found.rule,
        "severity": str(found.severity),
        "path": found.span.path,
        "line": found.span.line,
        "column": found.span.column,
        "end_line": found.span.end_line,
        "end_column": found.span.end_column,
        "message": found.message.in_words(translate),
        "help": found.help.in_words(translate) if found.help is not None else None,
    }

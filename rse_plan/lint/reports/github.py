"""Findings as workflow commands: GitHub shows each as an annotation beside its line."""

from __future__ import annotations

from collections.abc import Iterator

from rse_plan.diagnostics import Diagnostic
from rse_plan.errors import Translate
from rse_plan.lint.engine import Linted
from rse_plan.lint.reports.signs import with_help
from rse_plan.lint.reports.style import Style
from rse_plan.lint.reports.text import harmless, summary


def report(linted: Linted, style: Style) -> str:
    """A line for each finding, and a last one that counts them."""
    return "\n".join(
        (*(_command(found, style.translate) for found in linted.findings), summary(linted, style))
    )


def _command(found: Diagnostic, translate: Translate) -> str:
    settings = ",".join(f"{name}={_as_setting(harmless(str(value)))}" for name, value in _settings(found))
    lines = f"{found.span}: {with_help(found, translate)}".split("\n")
    shown = "\n".join(harmless(line) for line in lines)
    return f"::{found.severity} {settings}::{_as_text(shown)}"


def _settings(found: Diagnostic) -> Iterator[tuple[str, str | int]]:
    span = found.span
    yield "title", found.rule
    yield "file", span.path
    yield "line", span.line
    yield "endLine", span.end_line
    if span.line == span.end_line:  # GitHub refuses columns of what is longer
        yield "col", span.column
        yield "endColumn", span.end_column


def _as_text(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _as_setting(text: str) -> str:
    return _as_text(text).replace(":", "%3A").replace(",", "%2C")

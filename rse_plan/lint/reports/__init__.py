"""What a run found, as text: one module a format, one function in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from rse_plan.lint.engine import Linted
from rse_plan.lint.reports import github, gitlab, json, junit, sarif, text
from rse_plan.lint.reports.style import Style

REPORTS: Mapping[str, Callable[[Linted, Style], str]] = {
    "text": text.report,
    "json": json.report,
    "sarif": sarif.report,
    "junit": junit.report,
    "github": github.report,
    "gitlab": gitlab.report,
}
"""By the name that `--format` takes."""

__all__ = ["REPORTS", "Style"]

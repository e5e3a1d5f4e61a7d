"""What a run found, as text: one module a format, with a function `report`, imported when it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from importlib import import_module

from rse_plan.lint.engine import Linted
from rse_plan.lint.reports.style import Style

__all__ = ["REPORTS", "Style"]


def _report(name: str, linted: Linted, style: Style) -> str:
    written: str = import_module(f"{__name__}.{name}").report(linted, style)
    return written


REPORTS: Mapping[str, Callable[[Linted, Style], str]] = {
    name: partial(_report, name) for name in ("text", "json", "sarif", "junit", "github", "gitlab")
}
"""By the name that `--format` takes."""

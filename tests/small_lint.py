"""Lint over the small library, for tests of single rules: what one rule finds, and where."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from small_library import FILES, cited, write

from rse_plan.diagnostics import Diagnostic
from rse_plan.library import Folder
from rse_plan.lint.engine import lint
from rse_plan.lint.rule import Profile
from rse_plan.lint.settings import Settings

HEAD = "kind: playbook\nformat: 1\nid: own\ntitle: {en: Own, fr: Propre}\n"
"""Four lines: what follows begins on line 5."""


def findings(
    folder: Path, rule: str, files: Mapping[str, str], library: Mapping[str, str] = FILES
) -> list[Diagnostic]:
    """What a rule finds in some files that are laid over a library."""
    bundled = Folder(write(folder / "shipped", library), "bundled:")
    own = write(folder / "own", files)
    settings = Settings(profile=Profile.PUBLISHED)
    linted = lint([own], bundled, today=date(2026, 11, 28), settings=settings)
    return [one for one in linted.findings if one.rule == rule]


def places(
    folder: Path, rule: str, text: str, library: Mapping[str, str] = FILES
) -> list[tuple[int, int, str]]:
    """Line, column and words of what a rule finds in one file, `own.yaml`."""
    return [
        (one.span.line, one.span.column, cited(one.span, text))
        for one in findings(folder, rule, {"own.yaml": text}, library)
    ]

"""`rse-plan lint`: what is wrong in playbooks and answers files."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rse_plan.cli.shell import language, tell, words
from rse_plan.diagnostics import has_errors
from rse_plan.errors import ExitCode, UserError, say
from rse_plan.resources import BUNDLED, playbooks_folder

if TYPE_CHECKING:
    from rse_plan.lint.engine import Linted

USUAL = (Path("playbooks"), Path("answers.yaml"))
"""What is examined when nothing is named."""


class ReportFormat(StrEnum):
    """How findings are written; each has its module in `lint/reports`."""

    TEXT = "text"
    """For people and editors."""
    JSON = "json"
    """For programs."""


def lint(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            help="Files or folders.  [default: playbooks/ and answers.yaml]",
            show_default=False,
            readable=False,
        ),
    ] = None,
    report_format: Annotated[
        ReportFormat, typer.Option("--format", help="How to write the findings.")
    ] = ReportFormat.TEXT,
    playbooks: Annotated[
        list[Path] | None,
        typer.Option(
            help="Folder of playbooks to read along, not to examine; repeatable.",
            metavar="DIR",
            readable=False,
        ),
    ] = None,
    explain: Annotated[
        str | None, typer.Option(help="Print the page of a rule, and stop.", metavar="RULE")
    ] = None,
) -> None:
    """Find what is wrong in playbooks and answers files, and say what to do.

    Files are read together with the bundled library, and with those beside them; only what lies in the
    given files is reported. Exit codes: 0 nothing at error level; 1 errors; 2 a path cannot be read;
    3 a rule crashed.
    """
    if explain is not None:
        _explain(explain)
        return
    from rse_plan.lint.reports import REPORTS, Style

    linted = _linted(paths or _usual(), playbooks or ())
    style = Style(words(), colour=_shows_colours())
    typer.echo(REPORTS[report_format](linted, style))
    if has_errors(linted.findings):
        raise typer.Exit(ExitCode.FINDINGS)


def _linted(paths: Sequence[Path], playbooks: Sequence[Path]) -> Linted:
    from rse_plan.library import Folder
    from rse_plan.lint import engine

    try:
        return engine.lint(paths, Folder(playbooks_folder(), BUNDLED), playbooks)
    except engine.RuleCrashError as crash:
        where = say(" on {path}", path=crash.path) if crash.path is not None else ""
        tell(say("internal error in rule “{rule}”{where}; please report it", rule=crash.rule, where=where))
        raise typer.Exit(ExitCode.INTERNAL) from crash


def _usual() -> Sequence[Path]:
    there = tuple(path for path in USUAL if path.exists())
    if not there:
        message = say("there is neither “playbooks/” nor “answers.yaml” here")
        raise UserError(message, say("name the files or folders to examine"))
    return there


def _explain(name: str) -> None:
    from rse_plan.lint.explain import page

    typer.echo(page(name, language(), words()))


def _shows_colours() -> bool:
    """Colours are for a terminal whose owner has not switched them off."""
    quiet = os.environ.get("NO_COLOR") or os.environ.get("CI") or os.environ.get("TERM") == "dumb"
    return sys.stdout.isatty() and not quiet

"""`rse-plan lint`: what is wrong in playbooks and answers files."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rse_plan.cli.shell import language, tell, words
from rse_plan.errors import ExitCode, UserError, reason_of, say
from rse_plan.lint.rule import Profile
from rse_plan.lint.settings import FailOn, Settings, find_settings
from rse_plan.resources import BUNDLED, playbooks_folder

if TYPE_CHECKING:
    from rse_plan.lint.engine import Linted
    from rse_plan.lint.fixes import Examine

USUAL = (Path("playbooks"), Path("answers.yaml"), Path("plan/plan.json"))
"""What is examined when nothing is named."""


class ReportFormat(StrEnum):
    """How findings are written; each has its module in `lint/reports`."""

    TEXT = "text"
    """For people and editors."""
    JSON = "json"
    """For programs."""
    SARIF = "sarif"
    """For code scanning, GitHub's among others, and editors."""
    JUNIT = "junit"
    """For servers that show test results."""
    GITHUB = "github"
    """For the log of a GitHub workflow: an annotation beside each line."""
    GITLAB = "gitlab"
    """For GitLab's Code Quality widget."""


ProfileOption = Annotated[
    Profile | None,
    typer.Option(help="How far the playbooks are, which says what is asked of them.  [default: team]"),
]
FailOnOption = Annotated[
    FailOn | None,
    typer.Option(help="What ends with 1.  [default: error; warning with the profile published]"),
]
DiffOption = Annotated[bool, typer.Option("--diff", help="Show what --fix would change, and write nothing.")]


def lint(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            help="Files or folders.  [default: playbooks/ and its tests/, answers.yaml, plan/plan.json]",
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
    today: Annotated[
        datetime | None,
        typer.Option(
            help="Day from which the ages of sources are counted.  [default: today]",
            metavar="DATE",
            formats=["%Y-%m-%d"],
        ),
    ] = None,
    profile: ProfileOption = None,
    fail_on: FailOnOption = None,
    fix: Annotated[bool, typer.Option("--fix", help="Mend what can be mended safely, then report.")] = False,
    diff: DiffOption = False,
    list_rules: Annotated[bool, typer.Option("--list", help="List the rules, and stop.")] = False,
    explain: Annotated[
        str | None, typer.Option(help="Print the page of a rule, and stop.", metavar="RULE")
    ] = None,
) -> None:
    """Find what is wrong in playbooks, answers files and plans, and say what to do.

    Files are read together with the bundled library, and with those beside them; only what lies in the
    given files is reported. Settings stand in pyproject.toml or rse-plan.toml under [tool.rse-plan.lint].
    Exit codes: 0 nothing at error level; 1 errors; 2 a path cannot be read, or none was examined; 3 a rule
    crashed.
    """
    if list_rules or explain is not None:
        _explain(explain)
        return
    day = today.date() if today else date.today()
    settings = _settings(profile, fail_on)
    examine = _examiner(paths or _usual(), playbooks or (), day, settings)
    with _naming_the_crashed(), _collector_at_rest():
        linted = _changed(examine, write=not diff) if fix or diff else examine({})
    if not linted.files:
        message = say("no file was examined")
        raise UserError(message, say("check the paths, and “exclude” in the settings"))
    if not diff:
        _report(linted, report_format)
    if any(settings.fails(found) for found in linted.findings):
        raise typer.Exit(ExitCode.FINDINGS)


def _report(linted: Linted, report_format: ReportFormat) -> None:
    from rse_plan.lint.reports import REPORTS, Style

    style = Style(words(), colour=_shows_colours(), folder=Path.cwd().parts)
    typer.echo(REPORTS[report_format](linted, style))


def _settings(profile: Profile | None, fail_on: FailOn | None) -> Settings:
    """Those of the project, those of the command line over them."""
    from rse_plan.lint.engine import all_rules

    found = find_settings(Path.cwd(), {rule.page.name: rule.page for rule in all_rules()})
    return replace(found, profile=profile or found.profile, fail_on=fail_on or found.fail_on)


def _examiner(paths: Sequence[Path], playbooks: Sequence[Path], today: date, settings: Settings) -> Examine:
    from rse_plan.library import Folder
    from rse_plan.lint.engine import Run

    return Run(paths, Folder(playbooks_folder(), BUNDLED), playbooks, today, settings).examine


@contextmanager
def _collector_at_rest() -> Iterator[None]:
    """Nothing that a run makes is given up before its end: looking for it takes a quarter of the time."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


@contextmanager
def _naming_the_crashed() -> Iterator[None]:
    from rse_plan.lint.engine import RuleCrashError

    try:
        yield
    except RuleCrashError as crash:
        where = say(" on {path}", path=crash.path) if crash.path is not None else ""
        tell(say("internal error in rule “{rule}”{where}; please report it", rule=crash.rule, where=where))
        raise typer.Exit(ExitCode.INTERNAL) from crash


def _changed(examine: Examine, *, write: bool) -> Linted:
    """What is left to report once safe changes are written; what was found at first when they are shown."""
    from rse_plan.lint import fixes

    fixed = fixes.fix(examine, _content)
    if write:
        for path, (old, new) in fixed.changes.items():
            _write(Path(path), old, new)
    else:
        typer.echo(fixes.diff(fixed), nl=False)
    said = say("mended: {count}, files changed: {files}", count=fixed.mended, files=len(fixed.changes))
    would = say("would mend: {count}, files: {files}", count=fixed.mended, files=len(fixed.changes))
    tell(said if write else would)
    return fixed.after if write else fixed.before


def _content(path: str) -> bytes:
    from rse_plan.library.folders import cannot_read

    try:
        return Path(path).read_bytes()
    except OSError as fault:
        raise cannot_read(path, fault) from None


def _write(path: Path, old: bytes, new: bytes) -> None:
    """Put the changed file in the old one's place, whole or not at all; a link stays a link."""
    from rse_plan.formats.manifest import write_atomically

    if _content(path.as_posix()) != old:
        message = say("{path} has been changed meanwhile", path=path.as_posix())
        raise UserError(message, say("start again"))
    try:
        write_atomically(path.resolve(), new)
    except OSError as fault:
        message = say("{path} cannot be written: {reason}", path=path.as_posix(), reason=reason_of(fault))
        raise UserError(message, say("check the path and its permissions")) from None


def _usual() -> Sequence[Path]:
    from rse_plan.lint.gather import tests_beside

    there = tuple(path for path in USUAL if path.exists())
    if not there:
        message = say("there is neither “playbooks/” nor “answers.yaml” here")
        raise UserError(message, say("name the files or folders to examine"))
    return (*there, *tests_beside(USUAL[0])) if USUAL[0] in there else there


def _explain(name: str | None) -> None:
    """The page of a rule, or a line for each."""
    from rse_plan.lint.explain import page, table

    typer.echo(table(language(), words()) if name is None else page(name, language(), words()))


def _shows_colours() -> bool:
    """Colours are for a terminal whose owner has not switched them off."""
    quiet = os.environ.get("NO_COLOR") or os.environ.get("CI") or os.environ.get("TERM") == "dumb"
    return sys.stdout.isatty() and not quiet

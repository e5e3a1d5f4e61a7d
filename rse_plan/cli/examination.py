"""What `rse-plan lint` does, apart from reading its options: a hook that only names files needs no parser."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from rse_plan.cli.shell import tell, words
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is asked of a run; `today` is the day from which ages are counted, the present one by default."""

    paths: Sequence[Path] = ()
    report_format: ReportFormat = ReportFormat.TEXT
    playbooks: Sequence[Path] = ()
    today: date | None = None
    profile: Profile | None = None
    fail_on: FailOn | None = None
    fix: bool = False
    diff: bool = False


def examine(wanted: Wanted) -> int:
    """Examine, mend where that is wanted, and report; the exit code.

    Raises UserError when a path cannot be read, or when no file was examined.
    """
    settings = _settings(wanted.profile, wanted.fail_on)
    day = wanted.today or date.today()
    examiner = _examiner(wanted.paths or _usual(), wanted.playbooks, day, settings)
    with _naming_the_crashed(), _collector_at_rest():
        changes = wanted.fix or wanted.diff
        linted = _changed(examiner, write=not wanted.diff) if changes else examiner({})
    if not linted.files:
        message = say("no file was examined")
        raise UserError(message, say("check the paths, and “exclude” in the settings"))
    if not wanted.diff:
        _report(linted, wanted.report_format)
    failed = any(settings.fails(found) for found in linted.findings)
    return ExitCode.FINDINGS if failed else ExitCode.DONE


def _report(linted: Linted, report_format: ReportFormat) -> None:
    from rse_plan.lint.reports import REPORTS, Style

    style = Style(words(), colour=_shows_colours(), folder=Path.cwd().parts)
    print(REPORTS[report_format](linted, style))


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
        raise SystemExit(int(ExitCode.INTERNAL)) from crash


def _changed(examine: Examine, *, write: bool) -> Linted:
    """What is left to report once safe changes are written; what was found at first when they are shown."""
    from rse_plan.lint import fixes

    fixed = fixes.fix(examine, _content)
    if write:
        for path, (old, new) in fixed.changes.items():
            _write(Path(path), old, new)
    else:
        print(fixes.diff(fixed), end="")
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


def _shows_colours() -> bool:
    """Colours are for a terminal whose owner has not switched them off."""
    quiet = os.environ.get("NO_COLOR") or os.environ.get("CI") or os.environ.get("TERM") == "dumb"
    return sys.stdout.isatty() and not quiet

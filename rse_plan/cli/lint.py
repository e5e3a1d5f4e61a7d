"""`rse-plan lint`: what is wrong in playbooks and answers files."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from rse_plan.cli.examination import ReportFormat, Wanted, examine
from rse_plan.cli.shell import language, words
from rse_plan.lint.rule import Profile
from rse_plan.lint.settings import FailOn

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
    wanted = Wanted(
        paths=paths or (),
        report_format=report_format,
        playbooks=playbooks or (),
        today=today.date() if today else None,
        profile=profile,
        fail_on=fail_on,
        fix=fix,
        diff=diff,
    )
    raise typer.Exit(examine(wanted))


def _explain(name: str | None) -> None:
    """The page of a rule, or a line for each."""
    from rse_plan.lint.explain import page, table

    typer.echo(table(language(), words()) if name is None else page(name, language(), words()))

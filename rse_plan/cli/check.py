"""`rse-plan check`: a plan's health without its documents."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rse_plan.cli.effort import OptimalOption, watched
from rse_plan.cli.following import (
    Asked,
    FolderOption,
    FormerOption,
    ProgressOption,
    TodayOption,
    as_of,
    looked_in,
    read_following,
    tell_unknown,
)
from rse_plan.cli.given import DEFAULT, EffortOption, EffortWord, Example, Given, Playbooks, read_given
from rse_plan.cli.shell import diagnostic_lines, harmless
from rse_plan.diagnostics import Severity
from rse_plan.errors import ExitCode, say

if TYPE_CHECKING:
    from rse_plan.documents.check_view import CheckPage, CheckWords
    from rse_plan.documents.cuts import Cut
    from rse_plan.model.answers import Answers
    from rse_plan.planning.checkup import Checkup
    from rse_plan.planning.course import Course
    from rse_plan.planning.levelling.effort import Effort


class CheckFormat(StrEnum):
    """How an examination is written."""

    TEXT = "text"
    """For people and editors."""
    JSON = "json"
    """For programs; its keys are stable."""


AnswersFiles = Annotated[
    list[Path] | None,
    typer.Argument(
        metavar="ANSWERS",
        help=f"The answers file; several make one table.  [default: {DEFAULT}]",
        show_default=False,
        readable=False,
    ),
]
PortfolioOption = Annotated[
    bool, typer.Option("--portfolio", help="The table of several plans, also for one answers file.")
]


def check(
    answers: AnswersFiles = None,
    example: Example = None,
    playbooks: Playbooks = None,
    effort: EffortOption = EffortWord.STANDARD,
    optimal: OptimalOption = None,
    today: TodayOption = None,
    progress: ProgressOption = None,
    former: FormerOption = None,
    out: FolderOption = None,
    portfolio: PortfolioOption = False,
    form: Annotated[CheckFormat, typer.Option("--format", help="How to write it.")] = CheckFormat.TEXT,
) -> None:
    """Examine the plan without writing documents.

    It says whether the wanted day holds, which chain cannot, by how much, and which of your own answers
    would make it hold; hours that are too few, weeks and days badly chosen, what is only assumed. Of a plan
    under way it says what is late, which decisions wait, and what has passed without a report. What it
    prints may quote confidential answers.

    Several answers files are examined together, each with the progress.yaml and the plan/plan.json beside
    it: the next openings, what is late, decisions that wait, and people whose hours several plans count on.

    Exit codes: 0 the plans can hold; 1 one cannot; 2 no plan, or one that cannot be read.
    """
    asked = Asked(today.date() if today is not None else None, progress, former)
    files = tuple(answers or ())
    if portfolio or len(files) > 1:
        from rse_plan.cli.portfolio import Wanted, tell_portfolio

        wanted = Wanted(files or (DEFAULT,), example, tuple(playbooks or ()), effort, optimal, asked, out)
        raise typer.Exit(tell_portfolio(wanted, as_json=form is CheckFormat.JSON))
    given = read_given(files[0] if files else None, example, playbooks)
    asked = replace(asked, out=looked_in(None if former else out, given.path))
    holds = _check_one(given, effort, optimal, asked, form)
    if not holds:
        raise typer.Exit(ExitCode.FINDINGS)


def _check_one(
    given: Given, effort: EffortWord, optimal: float | None, asked: Asked, form: CheckFormat
) -> bool:
    from rse_plan.documents.check_view import CheckWords
    from rse_plan.documents.cuts import cuts
    from rse_plan.documents.words import Words

    following = read_following(asked, given)
    with watched(effort, optimal, given.translate, again=following is not None) as spent:
        told = CheckWords(_examined(given, spent, as_of(following, asked.today)), Words(given.language))
    if following is not None:
        tell_unknown(following, told.found.plan, given)
    shortened = tuple(cut for language in given.answers.documents for cut in cuts(told.found.plan, language))
    if form is CheckFormat.JSON:
        from rse_plan.formats.check import write_check

        typer.echo(write_check(told, shortened, given.translate), nl=False)
    else:
        for line in _lines(told, shortened, given):
            typer.echo(harmless(line))
    return told.found.holds


def _examined(given: Given, effort: Effort, course: Course | None) -> Checkup:
    """The plan, and what is seen of it; other answers are planned from the same day on."""
    from rse_plan.pipeline import followed, grounded, plan, prepare, remade, timed
    from rse_plan.planning.checkup import examine
    from rse_plan.planning.levelling.effort import QUICK
    from rse_plan.planning.prepared import Worked
    from rse_plan.planning.schedule import first_opening
    from rse_plan.planning.ways_out import Outcome, outcome_of

    answers, library = given.answers, given.library
    course = grounded(answers, library, effort, course) if course is not None else None

    def quick(other: Answers) -> date | None:
        ready = prepare(other, library, work_only=True, course=course)
        return (
            first_opening(ready.grid, QUICK) if course is None else Worked(ready, timed(ready, QUICK)).opening
        )

    def sure(other: Answers) -> Outcome:
        return outcome_of(remade(other, library, effort, course))

    made = plan(answers, library, effort, course)
    ready = prepare(answers, library, course=followed(answers, library, effort, course))
    return examine(replace(ready, course=course), made, quick, sure)


def _lines(told: CheckWords, shortened: tuple[Cut, ...], given: Given) -> Iterator[str]:
    from rse_plan.planning.findings import OVERLOAD

    yield from _page_lines(told.page(shortened))
    findings = told.found.findings
    # The page tells full weeks by itself; work for a role without any hours is told here alone.
    listed = tuple(found for found in findings if found.rule != OVERLOAD or found.severity is Severity.ERROR)
    if listed:
        yield ""
        yield from diagnostic_lines(listed, given.translate)
    private = told.for_the_lead()
    if private.lines:
        yield ""
        yield private.label
        yield from (f"  {line}" for line in private.lines)
    errors = sum(found.severity is Severity.ERROR for found in findings)
    yield ""
    counts = say("errors: {errors}, warnings: {warnings}", errors=errors, warnings=len(findings) - errors)
    yield counts.in_words(given.translate)
    verdict = say("this plan can hold") if told.found.holds else say("this plan cannot hold")
    yield verdict.in_words(given.translate)


def _page_lines(page: CheckPage) -> Iterator[str]:
    yield page.title
    width = max((len(part.label) for part in page.parts), default=0)
    for part in page.parts:
        for position, line in enumerate(part.lines):
            yield f"  {part.label if position == 0 else '':<{width}}  {line}"

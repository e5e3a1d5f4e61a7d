"""`rse-plan check`: a plan's health without its documents."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from rse_plan.cli.effort import OptimalOption, watched
from rse_plan.cli.given import AnswersFile, EffortOption, EffortWord, Example, Given, Playbooks, read_given
from rse_plan.cli.shell import diagnostic_lines, harmless
from rse_plan.diagnostics import Severity
from rse_plan.errors import ExitCode, say

if TYPE_CHECKING:
    from rse_plan.documents.check_view import CheckPage, CheckWords
    from rse_plan.documents.cuts import Cut
    from rse_plan.model.answers import Answers
    from rse_plan.planning.checkup import Checkup
    from rse_plan.planning.levelling.effort import Effort


class CheckFormat(StrEnum):
    """How an examination is written."""

    TEXT = "text"
    """For people and editors."""
    JSON = "json"
    """For programs; its keys are stable."""


def check(
    answers: AnswersFile = None,
    example: Example = None,
    playbooks: Playbooks = None,
    effort: EffortOption = EffortWord.STANDARD,
    optimal: OptimalOption = None,
    form: Annotated[CheckFormat, typer.Option("--format", help="How to write it.")] = CheckFormat.TEXT,
) -> None:
    """Examine the plan without writing documents.

    It says whether the wanted day holds, which chain cannot, by how much, and which of your own answers
    would make it hold; hours that are too few, weeks and days badly chosen, what is only assumed. What it
    prints may quote confidential answers. Exit codes: 0 the plan can hold; 1 it cannot; 2 no plan.
    """
    from rse_plan.documents.check_view import CheckWords
    from rse_plan.documents.cuts import cuts
    from rse_plan.documents.words import Words

    given = read_given(answers, example, playbooks)
    with watched(effort, optimal, given.translate) as spent:
        told = CheckWords(_examined(given, spent), Words(given.language))
    shortened = tuple(cut for language in given.answers.documents for cut in cuts(told.found.plan, language))
    if form is CheckFormat.JSON:
        from rse_plan.formats.check import write_check

        typer.echo(write_check(told, shortened, given.translate), nl=False)
    else:
        for line in _lines(told, shortened, given):
            typer.echo(harmless(line))
    if not told.found.holds:
        raise typer.Exit(ExitCode.FINDINGS)


def _examined(given: Given, effort: Effort) -> Checkup:
    from rse_plan.pipeline import plan, prepare, remade
    from rse_plan.planning.checkup import examine
    from rse_plan.planning.levelling.effort import QUICK
    from rse_plan.planning.schedule import first_opening
    from rse_plan.planning.ways_out import Outcome, outcome_of

    def quick(other: Answers) -> date | None:
        return first_opening(prepare(other, given.library, work_only=True).grid, QUICK)

    def sure(other: Answers) -> Outcome:
        return outcome_of(remade(other, given.library, effort))

    made = plan(given.answers, given.library, effort)
    return examine(prepare(given.answers, given.library), made, quick, sure)


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

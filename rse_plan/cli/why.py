"""`rse-plan why`: why something is in the plan, on its date, or absent, and what would change that."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from rse_plan.cli.completion import complete_id
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
from rse_plan.cli.given import AnswersFile, EffortOption, EffortWord, Example, Given, Playbooks, read_given
from rse_plan.cli.shell import harmless

if TYPE_CHECKING:
    from rse_plan.documents.labelled import Part
    from rse_plan.documents.why_view import WhyPage, WhyWords
    from rse_plan.model.answers import Answers
    from rse_plan.planning.course import Course
    from rse_plan.planning.facts import FactSheet
    from rse_plan.planning.levelling.effort import Effort
    from rse_plan.planning.why import Explanation
    from rse_plan.planning.why_absent import Absent


class WhyFormat(StrEnum):
    """How an explanation is written."""

    TEXT = "text"
    """For people."""
    JSON = "json"
    """For programs; its keys are stable."""


def why(
    id_: Annotated[
        str,
        typer.Argument(
            metavar="ID",
            help="What to explain: playbook/item@element, or item where that is enough.",
            show_default=False,
            autocompletion=complete_id,
        ),
    ],
    answers: AnswersFile = None,
    example: Example = None,
    playbooks: Playbooks = None,
    effort: EffortOption = EffortWord.STANDARD,
    optimal: OptimalOption = None,
    today: TodayOption = None,
    progress: ProgressOption = None,
    former: FormerOption = None,
    out: FolderOption = None,
    form: Annotated[WhyFormat, typer.Option("--format", help="How to write it.")] = WhyFormat.TEXT,
) -> None:
    """Say why something is in the plan, and on its date; or why it is not.

    ID is any item of plan.json: work, a risk, a measure, an ask. It answers with the playbook's line and the
    answers that select it, the chain of causes back to the start, the sources, and the answers that would
    move it; of a plan under way, what was reported. What it prints may quote confidential answers.
    Exit codes: 0 explained; 2 no such item.
    """
    given = read_given(answers, example, playbooks)
    where = looked_in(None if former else out, given.path)
    asked = Asked(today.date() if today is not None else None, progress, former, where)
    following = read_following(asked, given)
    with watched(effort, optimal, given.translate, again=following is not None) as spent:
        told, found = _explained(id_, given, spent, as_of(following, asked.today))
    if following is not None:
        tell_unknown(following, told.made, given)
    if form is WhyFormat.JSON:
        from rse_plan.formats.why import write_why

        course = as_of(following, asked.today)
        typer.echo(write_why(found, told, under_way=course is not None), nl=False)
        return
    from rse_plan.planning.why_absent import Absent

    page = told.absent(found) if isinstance(found, Absent) else told.present(found)
    for line in _lines(page):
        typer.echo(harmless(line))


def _explained(
    id_: str, given: Given, effort: Effort, course: Course | None
) -> tuple[WhyWords, Explanation | Absent]:
    from rse_plan.documents.why_view import WhyWords
    from rse_plan.documents.words import Words
    from rse_plan.pipeline import dates, followed, grounded, plan, prepare
    from rse_plan.planning.levelling.effort import Effort
    from rse_plan.planning.lookup import Left, find
    from rse_plan.planning.why import explain
    from rse_plan.planning.why_absent import explain_absent

    answers, library = given.answers, given.library
    course = grounded(answers, library, effort, course) if course is not None else None
    made = plan(answers, library, effort, course)
    ready = prepare(answers, library, course=followed(answers, library, effort, course))
    ready = replace(ready, course=course)
    told = WhyWords(made, ready.sheet, Words(given.language), about=effort.optimal is not None)
    affordable = Effort(effort.name)  # the best plan is not sought for each other answer

    def others(other: Answers) -> Mapping[str, tuple[date, date]]:
        return dates(other, library, affordable, course)

    def sheet(other: Answers) -> FactSheet:
        return prepare(other, library, work_only=True, course=course).sheet

    entry = find(id_, made, ready.sheet)
    if isinstance(entry, Left):
        return told, explain_absent(entry, ready.sheet, sheet)
    return told, explain(entry, made, ready, others)


def _lines(page: WhyPage) -> Iterator[str]:
    """The title with its id and day, then each part beside its label."""
    yield "   ".join(filter(None, (page.title, f"({page.id})", page.day)))
    width = max(len(part.label) for part in page.parts)
    for part in page.parts:
        yield from _labelled(part, width)


def _labelled(part: Part, width: int) -> Iterator[str]:
    for position, line in enumerate(part.lines):
        label = part.label if position == 0 else ""
        yield f"  {label:<{width}}  {line}"

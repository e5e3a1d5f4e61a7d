"""`rse-plan diff`: what differs between two plans, and by which answers or playbooks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rse_plan.cli.following import Asked as AskedOfCourse
from rse_plan.cli.following import FolderOption, ProgressOption, TodayOption, looked_in
from rse_plan.cli.given import DEFAULT, EffortOption, EffortWord, Example
from rse_plan.cli.shell import harmless
from rse_plan.errors import UserError, say

if TYPE_CHECKING:
    from rse_plan.documents.diff_view import Compared, DiffPage
    from rse_plan.documents.labelled import Part

LANGUAGES = ("en", "fr")


class DiffFormat(StrEnum):
    """How a comparison is written."""

    TEXT = "text"
    """For the deployment lead, on a terminal."""
    MARKDOWN = "markdown"
    """To paste into a mail: nothing confidential."""
    JSON = "json"
    """For programs; its keys are stable."""


Former = Annotated[
    Path | None,
    typer.Argument(
        metavar="A", help=f"An answers file, or a plan.json.  [default: {DEFAULT}]", show_default=False
    ),
]
Now = Annotated[
    Path | None, typer.Argument(metavar="B", help="Another one to compare it with.", show_default=False)
]
WhatIf = Annotated[
    list[str] | None,
    typer.Option(
        help="In place of B: A with an answer changed: people.community-manager.hours=20; repeatable.",
        metavar="KEY=VALUE",
    ),
]
Playbooks = Annotated[
    list[Path] | None,
    typer.Option(
        help="Folder of your own playbooks, over the bundled ones; repeatable. Without B and --what-if: what"
        " they change.",
        metavar="DIR",
        readable=False,
    ),
]
FormerPlaybooks = Annotated[
    list[Path] | None,
    typer.Option(
        help="The folder that A is planned with, where that is another one; repeatable.",
        metavar="DIR",
        readable=False,
    ),
]


def diff(
    former: Former = None,
    now: Now = None,
    what_if: WhatIf = None,
    example: Example = None,
    playbooks: Playbooks = None,
    former_playbooks: FormerPlaybooks = None,
    effort: EffortOption = EffortWord.STANDARD,
    form: Annotated[DiffFormat, typer.Option("--format", help="How to write it.")] = DiffFormat.TEXT,
    language: Annotated[
        str | None, typer.Option("--language", help="Language: en or fr.", metavar="LANG")
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="Every line, not some forty.")] = False,
    today: TodayOption = None,
    progress: ProgressOption = None,
    out: FolderOption = None,
) -> None:
    """Compare two plans: dates, hours, asks, risks, assumptions, and what each difference comes from.

    A and B are answers files or plan.json files. Of answers, each difference is applied alone, one after the
    other: what they move adds up to the whole. What the text quotes may be confidential; --format markdown
    leaves that out. Exit codes: 0 compared, also when they differ; 2 something cannot be read or planned.
    """
    from rse_plan.cli.two_plans import Asked, compare

    if language not in (None, *LANGUAGES):
        message = say("the language “{name}” is not known", name=language)
        raise UserError(message, say("one of {names}", names=", ".join(LANGUAGES)))
    asked = Asked(
        former=former,
        now=now,
        what_if=tuple(what_if or ()),
        example=example,
        playbooks=tuple(playbooks or ()),
        former_playbooks=tuple(former_playbooks) if former_playbooks is not None else None,
        effort=effort.value,
        language=language,
        course=_course(what_if, former, today, progress, out),
    )
    found, spoken, spent = compare(asked)
    typer.echo(_written(found, spoken, form, spent, everything=everything), nl=False)


def _course(
    what_if: list[str] | None,
    answers: Path | None,
    today: datetime | None,
    progress: Path | None,
    out: Path | None,
) -> AskedOfCourse | None:
    """What is said of what has happened; raises UserError where two plans are compared as they are."""
    if not what_if and (today or progress or out):
        message = say("--today, --progress and --out go with --what-if")
        raise UserError(message, say("two plans are compared as they are: leave them out"))
    if not what_if:
        return None
    where = looked_in(out, answers or DEFAULT)
    return AskedOfCourse(today.date() if today is not None else None, progress, None, where)


def _written(found: Compared, spoken: str, form: DiffFormat, spent: str | None, *, everything: bool) -> str:
    from rse_plan.documents.diff_view import LINES, DiffView
    from rse_plan.documents.words import Words

    view = DiffView(found, Words(spoken), shared=form is DiffFormat.MARKDOWN)
    if form is DiffFormat.JSON:
        from rse_plan.formats.diff import write_diff as write_json

        return write_json(view, spent)
    page = view.page(None if everything else LINES)
    if form is DiffFormat.MARKDOWN:
        from rse_plan.formats.diff_markdown import write_diff

        return write_diff(page, view.words)
    return "".join(f"{harmless(line)}\n" for line in _lines(page))


def _lines(page: DiffPage) -> Iterator[str]:
    """The headline, then each part beside its label."""
    yield page.headline
    yield from (f"  {remark}" for remark in page.remarks)
    width = max((len(part.label) for part in page.parts), default=0)
    for part in page.parts:
        yield from _labelled(part, width)


def _labelled(part: Part, width: int) -> Iterator[str]:
    for position, line in enumerate(part.lines):
        yield f"  {part.label if position == 0 else '':<{width}}  {line}"

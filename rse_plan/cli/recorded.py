"""`rse-plan progress`: where the plan stands; `--from`: what is new in the register's spreadsheet."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rse_plan.cli.following import Asked, FolderOption, FormerOption, options_about, within_reach
from rse_plan.cli.given import DEFAULT, Given, Playbooks, read_given
from rse_plan.cli.shell import harmless, tell
from rse_plan.cli.standing import HandedOut, handed_out, knows, standing
from rse_plan.cli.subject import quoted
from rse_plan.cli.tracking import Answers, Recording, in_language, recording, today
from rse_plan.errors import ExitCode, Said, UserError, Verbatim, reason_of, say
from rse_plan.source.bounded import read_at_most

if TYPE_CHECKING:
    from rse_plan.formats.plan_sheet_reader import PlanSheet
    from rse_plan.planning.plan import Plan
    from rse_plan.tracking.returned_states import Conflict, Handed, News, Remark

_MOST_BYTES = 10 * 1024 * 1024


class ProgressFormat(StrEnum):
    """How the state of things is written."""

    TEXT = "text"
    """For people."""
    JSON = "json"
    """For programs; its keys are stable."""


def progress(
    sheet: Annotated[
        Path | None,
        typer.Option(
            "--from",
            help="plan.xlsx with states filled in: take what is new in it.",
            metavar="FILE",
            readable=False,
        ),
    ] = None,
    answers: Answers = DEFAULT,
    playbooks: Playbooks = None,
    form: Annotated[ProgressFormat, typer.Option("--format", help="How to write it.")] = ProgressFormat.TEXT,
    day: Annotated[
        datetime | None,
        typer.Option(
            "--today",
            help="The day it is.  [default: today]",
            formats=["%Y-%m-%d"],
            metavar="DATE",
            callback=within_reach,
            show_default=False,
        ),
    ] = None,
    out: FolderOption = None,
    former: FormerOption = None,
) -> None:
    """Say what is recorded of the plan, and what should have happened and nobody has spoken of.

    With --from it takes states, days and notes from the register’s spreadsheet. Nothing recorded is written
    over: where the two differ, both are shown. Exit codes: 0 said or taken; 1 something of the sheet was
    not taken; 2 nothing was.
    """
    from rse_plan.documents.words import Words
    from rse_plan.tracking.saying import Saying

    given = read_given(answers, None, playbooks)
    on_day = day.date() if day is not None else today()
    with in_language(given), recording(given, answers, on_day) as begun:
        where = handed_out(out, former, given)
        on = replace(begun, saying=Saying(Words(given.language), where.days(given)))
        if sheet is not None:
            _take(sheet, answers, on, given, where)
        else:
            asked = Asked(former=where.former, out=where.out)
            _show(on, given, where, form, options_about(given.path, playbooks or (), asked))


def _show(on: Recording, given: Given, where: HandedOut, form: ProgressFormat, options: str) -> None:
    from rse_plan.documents.words import Words
    from rse_plan.tracking.overview import OverviewWords, overview

    plan = _standing(on, given, where, on.days.today)
    told = OverviewWords(
        overview(on.kept.value, plan, on.days.today), plan, Words(given.language), on.plan, where.days(given)
    )
    if form is ProgressFormat.JSON:
        typer.echo(json.dumps(told.as_json(), ensure_ascii=False, indent=2))
        return
    typer.echo(harmless(told.title))
    parts = told.parts()
    width = max((len(part.label) for part in parts), default=0)
    for part in parts:
        for position, line in enumerate(part.lines):
            typer.echo(harmless(f"  {part.label if position == 0 else '':<{width}}  {line}"))
    if not parts:
        typer.echo(harmless(say("  nothing is recorded, and nothing was due").in_words(given.translate)))
    if closing := told.closing(options):
        typer.echo(harmless(closing))


def _standing(on: Recording, given: Given, where: HandedOut, day: date) -> Plan:
    """The plan as it stands on a day; one before what is recorded knows nothing of it."""
    return standing(on, given, where, day).plan if knows(on, day) else on.plan


def _days(on: Recording, given: Given, where: HandedOut) -> Handed:
    """First and last days in every plan that the sheet may have been written from."""
    known: dict[str, list[tuple[date, date]]] = {}
    days = {on.days.today, on.kept.value.last_day or on.days.today}
    for plan in (on.plan, *(_standing(on, given, where, day) for day in sorted(days))):
        for item in plan.items:
            known.setdefault(item.id, []).append((item.start, item.finish))
    for found in where.plans():
        for id_, former in found.former.items.items():
            known.setdefault(id_, []).append((former.start, former.finish))
    return known


def _take(back: Path, answers: Path, on: Recording, given: Given, where: HandedOut) -> None:
    """Take what the record does not have; all or nothing where a cell is wrong."""
    from rse_plan.tracking.returned_states import read_states

    reason = say("from the spreadsheet").in_words(given.translate)
    news = read_states(_read(back), on.record, on.plan, _days(on, given, where), reason)
    if news.refused:
        for one in news.refused:
            _tell_at(back, one, given)
        tell(say("{path} was left as it is", path=on.kept.path.as_posix()), given.translate)
        raise typer.Exit(ExitCode.CANNOT)
    on.kept.keep(news.file)
    for line in _lines(back, news, on, given):
        typer.echo(harmless(line))
    for one in news.notes:
        _tell_at(back, one, given)
    for conflict in news.conflicts:
        _tell_at(back, _worded(conflict, answers, on, given), given)
    if news.conflicts or news.notes:
        raise typer.Exit(ExitCode.FINDINGS)


def _read(back: Path) -> PlanSheet:
    from rse_plan.formats.plan_sheet_reader import read_plan_sheet
    from rse_plan.formats.workbook_reader import NotAFormError

    label = back.as_posix()
    try:
        content = read_at_most(back, _MOST_BYTES)
        return read_plan_sheet(content)
    except OSError as fault:
        raise UserError(
            say("{path} cannot be read: {reason}", path=label, reason=reason_of(fault)),
            say("name the workbook that came back"),
        ) from None
    except NotAFormError as fault:
        raise UserError(say("{path}: {problem}", path=label, problem=fault.message), fault.advice) from None


def _lines(back: Path, news: News, on: Recording, given: Given) -> Iterator[str]:
    sheet, path = Verbatim(back.as_posix()), Verbatim(on.kept.path.as_posix())
    if not (news.taken or news.conflicts or news.notes):
        nothing = say("{sheet} holds nothing that {path} does not know.", sheet=sheet, path=path)
        yield nothing.in_words(given.translate)
    else:
        taken = say("Taken from {sheet} into {path}: {count}", sheet=sheet, path=path, count=len(news.taken))
        yield taken.in_words(given.translate)
    for one in news.taken:
        said = on.saying.state(one.item, one.change.entry, one.change.former)
        yield f"  {on.saying.named(one.item)}, {said}"
    if news.stale:
        names = ", ".join(item.id for item in news.stale)
        stale = say("Still “to do” in {sheet}, and kept as recorded: {names}", sheet=sheet, names=names)
        yield stale.in_words(given.translate)


def _tell_at(back: Path, one: Remark, given: Given) -> None:
    tell(f"{back.as_posix()}: {one.where}: {one.message.in_words(given.translate)}")
    if one.advice is not None:
        tell(say("  help: {advice}", advice=one.advice), given.translate)


def _worded(conflict: Conflict, answers: Path, on: Recording, given: Given) -> Remark:
    """Both words, and how to take the sheet's after all."""
    from rse_plan.documents.task_sheets import states
    from rse_plan.documents.words import Words
    from rse_plan.tracking.returned_states import Remark

    theirs: Said | str = states(Words(given.language))[conflict.state]
    if conflict.day is not None:
        theirs = say("{state}, {day}", state=theirs, day=conflict.day)
    elif conflict.note:
        theirs = say("{state}, {day}", state=theirs, day=conflict.note)
    message = say(
        "{name}: the sheet says “{theirs}”, {path} says “{ours}”, which is kept",
        name=on.saying.title(conflict.item),
        theirs=theirs,
        path=Verbatim(on.kept.path.as_posix()),
        ours=on.saying.state(conflict.item, conflict.kept, None),
    )
    advice = say("to take the sheet’s word: {command}", command=_command(conflict, answers))
    if conflict.kept.done is not None and conflict.day is None:
        advice = say(
            "to take the sheet’s word, take “done” out of {path} first", path=on.kept.path.as_posix()
        )
    return Remark(conflict.where, message, advice)


def _command(conflict: Conflict, answers: Path) -> Verbatim:
    from rse_plan.tracking.returned_states import BLOCKED, DONE

    name = {BLOCKED: "block", DONE: "done"}.get(conflict.state, "start")
    words = ["rse-plan", name, conflict.item.id]
    if conflict.day is not None:
        words.append(conflict.day.isoformat())
    if conflict.note:
        words += ["--reason", quoted(conflict.note)]
    if answers != DEFAULT:
        words += ["--answers", quoted(answers)]
    return Verbatim(" ".join(words))

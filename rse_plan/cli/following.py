"""Where a plan stands: the day, what was reported, and the plan that was followed, from options and files."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rse_plan.cli.shell import print_diagnostics, tell
from rse_plan.cli.subject import DEFAULT, quoted
from rse_plan.diagnostics import has_errors, in_order
from rse_plan.errors import ExitCode, UserError, reason_of, say

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rse_plan.cli.given import Given
    from rse_plan.diagnostics import Diagnostic
    from rse_plan.formats.former_plan import FoundPlan
    from rse_plan.library import Sourced
    from rse_plan.model.progress import ProgressFile
    from rse_plan.planning.course import Course
    from rse_plan.planning.plan import DatedAsk, Plan, Planned

PROGRESS = "progress.yaml"
OUT = Path("plan")
MOST_COMMANDS = 3
"""Commands told at once: the register lists everything."""


def within_reach(day: datetime | None) -> datetime | None:
    """A day that a plan can reach; raises UserError for another: days are counted from and to it."""
    from rse_plan.planning.lapse import YEARS

    if day is not None and day.year not in YEARS:
        message = say("the year {year} is out of range", year=day.year)
        raise UserError(message, say("write a day such as {example}", example="--today 2027-03-01"))
    return day


TodayOption = Annotated[
    datetime | None,
    typer.Option(
        help="Day on which the plan stands: what has passed stays, the rest is planned again.",
        metavar="DATE",
        formats=["%Y-%m-%d"],
        callback=within_reach,
    ),
]
FormerOption = Annotated[
    Path | None,
    typer.Option(
        help="The plan.json that was followed.  [default: the one in the output folder]",
        metavar="FILE",
        readable=False,
    ),
]
FolderOption = Annotated[
    Path | None,
    typer.Option(
        "--out",
        help=f"Folder that “render” wrote to, with the plan that was followed.  "
        f"[default: {OUT} beside the answers, else here]",
        metavar="DIR",
        readable=False,
    ),
]
ProgressOption = Annotated[
    Path | None,
    typer.Option(
        help=f"What was reported.  [default: {PROGRESS} beside the answers]", metavar="FILE", readable=False
    ),
]


@dataclass(frozen=True, slots=True)
class Asked:
    """What is said of the course on the command line; `out` is the folder in which a former plan may lie."""

    today: date | None = None
    progress: Path | None = None
    former: Path | None = None
    out: Path = OUT


@dataclass(frozen=True, slots=True)
class Following:
    """The course of a plan, and the plan.json that it was followed by."""

    course: Course
    found: FoundPlan | None

    def baseline(self, made: Plan) -> FoundPlan | None:
        """The plan to compare with: the last one that was made from something else."""
        from dataclasses import replace

        from rse_plan.formats.former_plan import beside

        if self.found is None:
            return None
        former = self.found.former.inputs
        same = replace(former, proof=made.inputs.proof) == made.inputs
        return (beside(self.found) if same else None) or self.found


def read_following(asked: Asked, given: Given) -> Following | None:
    """The course of a plan; None where nothing was reported and no plan was followed.

    Raises UserError for a file that cannot be read; a fault in the progress file ends the command with
    ExitCode.CANNOT, all faults shown.
    """
    following = following_from(asked, given, read_reports(asked, given))
    if following is None:
        return None
    if asked.today is None:
        day = following.course.today
        tell(say("planned again as of {day}, the last day reported", day=day), given.translate)
    if following.found is None:
        tell_no_former(asked.out, given)
    return following


def tell_no_former(out: Path, given: Given) -> None:
    """What a folder without a plan means for what nobody has reported."""
    message = say(
        "no former plan in {out}: what is not reported is taken to have gone as planned now",
        out=out.as_posix(),
    )
    tell(message, given.translate)


def following_from(asked: Asked, given: Given, progress: Sourced[ProgressFile] | None) -> Following | None:
    """The same from reports that have been read, without a word about what is taken for granted."""
    from rse_plan.formats.former_plan import find_plan, open_plan
    from rse_plan.planning.course import Course, future_reports

    today = asked.today or (last_day(progress) if progress is not None else None)
    if today is None:
        if asked.former is not None:
            message = say("a former plan is named, and no day on which it stands")
            raise UserError(message, say("add --today, such as --today 2027-03-01"))
        return None
    path = asked.former or find_plan(asked.out, given.answers.documents)
    found = open_plan(path) if path is not None else None
    if found is not None and asked.former is None:
        _refuse_others(found, given)
    if progress is None and found is None:
        return None
    course = Course(today, found.former if found is not None else None, progress)
    _refuse_future(tuple(future_reports(course, _start(given))), given)
    return Following(course, found)


def as_of(following: Following | None, today: date | None) -> Course | None:
    """The course to examine a plan by: the day alone, where nothing was reported and no plan is there."""
    from rse_plan.planning.course import Course

    if following is not None:
        return following.course
    return Course(today) if today is not None else None


def looked_in(out: Path | None, answers: Path | None) -> Path:
    """The folder in which a former plan is looked for; raises UserError when one is named that has none."""
    from rse_plan.formats.former_plan import NAME, find_plan

    if out is not None and find_plan(out) is None:
        message = say("there is no {name} in {folder}", name=NAME, folder=out.as_posix())
        raise UserError(message, say("name the folder that “render” wrote to, with json among its formats"))
    return out or kept_beside(answers)


def kept_beside(answers: Path | None) -> Path:
    """Where a former plan is looked for: beside the answers where one is, else where `render` writes."""
    from rse_plan.formats.former_plan import find_plan

    beside = answers.parent / OUT if answers is not None else OUT
    return beside if find_plan(beside) is not None else OUT


def _refuse_others(found: FoundPlan, given: Given) -> None:
    """A plan of another organisation that lies there by chance is not the one that was followed."""
    answer = given.answers.values.get("organisation.name")
    theirs, ours = found.value.organisation.name, answer.value if answer is not None else None
    if theirs and ours and theirs != ours:
        message = say(
            "{path} is of {theirs}, the answers are of {ours}",
            path=found.path.as_posix(),
            theirs=theirs,
            ours=ours,
        )
        raise UserError(
            message, say("name another folder with --out, or the plan that was followed with --former")
        )


def with_news(made: Plan, following: Following | None, given: Given) -> Plan:
    """The plan with what moved since the one before, where it was made again."""
    from dataclasses import replace

    from rse_plan.formats.former_plan import news_since

    if following is None or not made.inputs.replanned:
        return made
    baseline = following.baseline(made)
    return (
        replace(made, news=news_since(baseline, made, given.library.questions))
        if baseline is not None
        else made
    )


def tell_unknown(following: Following, made: Plan, given: Given) -> None:
    """Reports of what the plan does not hold."""
    from rse_plan.planning.course import unknown_reports

    asks = frozenset(ask.chosen.id for ask in made.asks)
    work = frozenset(item.id for item in made.items)
    known = {
        "items": work,
        "decisions": asks | work,
        "measures": frozenset(kpi.chosen.id for kpi in made.kpis),
    }
    print_diagnostics(in_order(unknown_reports(following.course, known)), given.translate)


def options_about(answers: Path | None, playbooks: Sequence[Path], asked: Asked | None = None) -> str:
    """What a command that records has to be told to speak of the same plan, with a blank before it.

    `asked` names where the plan that was followed lies, for commands that look at it.
    """
    words: list[str] = []
    if answers is not None and answers != DEFAULT:
        words += ["--answers", quoted(answers)]
    for folder in playbooks:
        words += ["--playbooks", quoted(folder)]
    if asked is not None and asked.former is not None:
        words += ["--former", quoted(asked.former)]
    elif asked is not None and asked.out != kept_beside(answers):
        words += ["--out", quoted(asked.out)]
    return "".join(f" {word}" for word in words)


def tell_unconfirmed(made: Plan, given: Given, asked: Asked, playbooks: Sequence[Path]) -> None:
    """What has passed without a report, with what to type about the first of it, and about all."""
    from rse_plan.documents.standing import unconfirmed
    from rse_plan.documents.telling import Telling
    from rse_plan.documents.words import Words
    from rse_plan.tracking.naming import decisions

    asked_for = {ask.item: ask for ask in decisions(made)}
    found = [item for group in unconfirmed(Telling(made, Words(given.language))) for item in group]
    if not found:
        return
    one = "1 thing whose day has passed is not confirmed; say so if it is done:"
    many = "{count} things whose day has passed are not confirmed; say of each that is done:"
    tell(say(one if len(found) == 1 else many, count=len(found)), given.translate)
    for item in found[:MOST_COMMANDS]:
        about = options_about(given.path, playbooks)
        typer.echo(f"  {_command(item, asked_for, given)} {item.finish.isoformat()}{about}", err=True)
    if len(found) > MOST_COMMANDS:
        rest = len(found) - MOST_COMMANDS
        one = "and 1 more: the register begins with all of them; to confirm them at once:"
        many = "and {count} more: the register begins with all of them; to confirm them at once:"
        tell(say(one if rest == 1 else many, count=rest), given.translate)
        last = max(item.finish for item in found).isoformat()
        about = options_about(given.path, playbooks, asked)
        typer.echo(f"  rse-plan done --until {last}{about}", err=True)


def _command(item: Planned, asked_for: Mapping[str | None, DatedAsk], given: Given) -> str:
    """What records that it is done: of what somebody was asked to decide, that the answer was yes."""
    ask = asked_for.get(item.id)
    if ask is None:
        return f"rse-plan done {item.id}"
    return f"rse-plan decide {ask.chosen.id} {say('yes').in_words(given.translate)}"


def read_reports(asked: Asked, given: Given) -> Sourced[ProgressFile] | None:
    """What was reported; None where there is no file. Ends as `read_following` does for a faulty one."""
    from rse_plan.library import Sourced
    from rse_plan.model.progress import read_progress
    from rse_plan.source.yaml_reader import read_file

    path = asked.progress or (given.path.with_name(PROGRESS) if given.path is not None else None)
    if path is None or (asked.progress is None and not (path.exists() or path.is_symlink())):
        return None
    try:
        reading = read_file(path)
    except OSError as fault:
        message = say("{path} cannot be read: {reason}", path=path.as_posix(), reason=reason_of(fault))
        raise UserError(message, say("check the path and its permissions")) from None
    found = read_progress(reading.document) if reading.document is not None else None
    diagnostics = (*reading.diagnostics, *(found.diagnostics if found is not None else ()))
    print_diagnostics(in_order(diagnostics), given.translate)
    if found is None or found.value is None or has_errors(diagnostics):
        raise typer.Exit(ExitCode.CANNOT)
    return Sourced(found.value, found.document)


def _refuse_future(found: Sequence[Diagnostic], given: Given) -> None:
    print_diagnostics(in_order(found), given.translate)
    if found:
        raise typer.Exit(ExitCode.CANNOT)


def last_day(progress: Sourced[ProgressFile]) -> date | None:
    """The last day on which something happened."""
    reports = progress.value.items
    days = [day for one in reports for day in (one.started, one.done, one.blocked) if day is not None]
    days += [one.on for one in progress.value.decisions]
    days += [one.on for one in progress.value.measures]
    return max(days, default=None)


def _start(given: Given) -> date:
    from rse_plan.model.answers_together import given_start

    return given_start(given.answers)

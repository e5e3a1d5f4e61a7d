"""`rse-plan done`, `start`, `block`, `decide`, `measure`: what became of the plan, one fact a command."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rse_plan.cli.completion import complete_answer, complete_decision, complete_measure, complete_work
from rse_plan.cli.following import FolderOption, FormerOption
from rse_plan.cli.given import DEFAULT, Given, Playbooks, read_given
from rse_plan.cli.shell import harmless, print_diagnostics, print_error, tell
from rse_plan.errors import ExitCode, Said, UserError, Verbatim, say

if TYPE_CHECKING:
    from rse_plan.model.progress import ProgressFile
    from rse_plan.planning.plan import Plan
    from rse_plan.tracking.naming import Naming
    from rse_plan.tracking.progress_file import KeptProgress
    from rse_plan.tracking.record import Days, Record
    from rse_plan.tracking.saying import Saying

Answers = Annotated[
    Path,
    typer.Option(
        "--answers",
        "-a",
        help=f"The answers file; progress.yaml lies beside it.  [default: {DEFAULT}]",
        metavar="FILE",
        show_default=False,
        readable=False,
    ),
]
_WORK = typer.Argument(
    metavar="ID",
    help="The task, wait or milestone: playbook/item@element, or item where that is enough.",
    show_default=False,
    autocompletion=complete_work,
)
WorkId = Annotated[str, _WORK]
Day = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[DATE]",
        help="The day, as 2027-01-31 or 31 January 2027.  [default: today]",
        show_default=False,
    ),
]


def today() -> date:
    """The present day: the one place of these commands that reads the clock."""
    return date.today()


def done(
    id_: Annotated[str | None, _WORK] = None,
    day: Day = None,
    until: Annotated[
        str | None,
        typer.Option(
            "--until",
            help="Instead of ID: everything up to that day that nobody has spoken of, as planned.",
            metavar="DATE",
        ),
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="With --until: do not ask.")] = False,
    answers: Answers = DEFAULT,
    playbooks: Playbooks = None,
    out: FolderOption = None,
    former: FormerOption = None,
) -> None:
    """Record that work is done, today or on DATE; work that was blocked is so no longer.

    With --until it lists all that should have ended by that day and that nobody has spoken of, asks, and
    records each as done on the last day planned. Decisions, what was reported begun or blocked, and whatever
    waits for one of these are left out, and shown.

    A day given again corrects the one before. Kept in progress.yaml beside the answers, where what you
    typed stays. Exit codes: 0 recorded; 2 not recorded, and why.
    """
    from rse_plan.cli.confirming import Wanted, check_words, confirm

    check_words(id_, until, yes=yes)
    if id_ is None:
        confirm(Wanted(until or "", yes, answers, tuple(playbooks or ()), out, former))
        return

    def change(on: Recording) -> Line:
        item = on.naming.work(id_)
        made = on.record.done(item.id, on.day(day))
        return Line(made.file, on.saying.title(item), on.saying.state(item, made.entry, made.former))

    record(About(answers, playbooks, out, former), change)


def start(
    id_: WorkId,
    day: Day = None,
    answers: Answers = DEFAULT,
    playbooks: Playbooks = None,
    out: FolderOption = None,
    former: FormerOption = None,
) -> None:
    """Record that work began, today or on DATE; work that was blocked goes on again.

    A day given again corrects the one before. Kept in progress.yaml beside the answers, where what you
    typed stays. Exit codes: 0 recorded; 2 not recorded, and why.
    """

    def change(on: Recording) -> Line:
        item = on.naming.work(id_)
        made = on.record.start(item.id, on.day(day))
        is_lifted = made.former is not None and made.former.is_blocked and not made.entry.is_blocked
        said = on.saying.going_on(made.entry) if is_lifted else on.saying.state(item, made.entry, made.former)
        return Line(made.file, on.saying.title(item), said)

    record(About(answers, playbooks, out, former), change)


def block(
    id_: WorkId,
    reason: Annotated[
        str, typer.Option("--reason", help="Why it cannot go on.", metavar="TEXT", show_default=False)
    ],
    day: Day = None,
    until: Annotated[
        str | None,
        typer.Option("--until", help="The day from which it is expected to go on.", metavar="DATE"),
    ] = None,
    answers: Answers = DEFAULT,
    playbooks: Playbooks = None,
    out: FolderOption = None,
    former: FormerOption = None,
) -> None:
    """Record that work cannot go on, since today or since DATE.

    "rse-plan start" or "done" ends the block. Kept in progress.yaml beside the answers, where what you
    typed stays. Exit codes: 0 recorded; 2 not recorded, and why.
    """

    def change(on: Recording) -> Line:
        item = on.naming.work(id_)
        end = on.day([until]) if until is not None else None
        made = on.record.block(item.id, reason, on.day(day), end)
        return Line(made.file, on.saying.title(item), on.saying.state(item, made.entry, made.former))

    record(About(answers, playbooks, out, former), change)


def decide(
    id_: Annotated[
        str,
        typer.Argument(
            metavar="ID",
            help="The decision that was asked for, or the work that it is about.",
            show_default=False,
            autocompletion=complete_decision,
        ),
    ],
    answer: Annotated[
        str,
        typer.Argument(
            metavar="yes|no|later", help="The answer.", show_default=False, autocompletion=complete_answer
        ),
    ],
    day: Day = None,
    note: Annotated[
        str | None, typer.Option("--note", help="What was said along with it.", metavar="TEXT")
    ] = None,
    answers: Answers = DEFAULT,
    playbooks: Playbooks = None,
    out: FolderOption = None,
    former: FormerOption = None,
) -> None:
    """Record a decision, taken today or on DATE: yes, no, or later (oui, non, plus-tard).

    A later decision on the same counts; both stay in progress.yaml, beside the answers. Exit codes:
    0 recorded; 2 not recorded, and why.
    """
    from rse_plan.tracking.answering import read_answer

    def change(on: Recording) -> Line:
        found = on.naming.decision(id_)
        made = on.record.decide(found.id, read_answer(answer), on.day(day), note)
        hint = _after_no(found.id) if made.entry.answer == "no" else None
        said = on.saying.answer(found.entry, made.entry)
        return Line(made.file, on.saying.title(found.entry), said, hint)

    record(About(answers, playbooks, out, former), change)


def _after_no(id_: str) -> Said:
    return say(
        "What waits for it stays in the plan, and moves on with each day. To give it up, take the "
        "communities that it is for out of the answers (rse-plan init). If the answer changes: "
        "rse-plan decide {id} yes",
        id=id_,
    )


def measure(
    kpi: Annotated[
        str,
        typer.Argument(
            metavar="KPI", help="The measure’s id.", show_default=False, autocompletion=complete_measure
        ),
    ],
    value: Annotated[
        str, typer.Argument(metavar="VALUE", help="What was read: 17, 58%, or 17/29.", show_default=False)
    ],
    day: Day = None,
    answers: Answers = DEFAULT,
    playbooks: Playbooks = None,
    out: FolderOption = None,
    former: FormerOption = None,
) -> None:
    """Record what was read of a measure, today or on DATE.

    A value of the same day stands instead of the one before. Kept in progress.yaml beside the answers.
    Exit codes: 0 recorded; 2 not recorded, and why.
    """
    from rse_plan.tracking.answering import read_value

    def change(on: Recording) -> Line:
        found = on.naming.measure(kpi)
        made = on.record.measure(found.chosen.id, read_value(value), on.day(day))
        return Line(made.file, on.saying.title(found), on.saying.value(found, made.entry))

    record(About(answers, playbooks, out, former), change)


@dataclass(frozen=True, slots=True)
class Line:
    """The file as it is to be, what was recorded of, and what."""

    file: ProgressFile
    title: str
    said: str
    hint: Said | None = None


@dataclass(frozen=True, slots=True)
class Recording:
    """What a change is made from: the plan, what is recorded already, the days, and the person's language."""

    naming: Naming
    kept: KeptProgress
    days: Days
    saying: Saying
    language: str

    @property
    def record(self) -> Record:
        from rse_plan.tracking.record import Record

        return Record(self.kept.value, self.days)

    @property
    def plan(self) -> Plan:
        return self.naming.plan

    def day(self, typed: Sequence[str] | None) -> date | None:
        """The day that was typed, in one word or several; raises UserError."""
        from rse_plan.tracking.answering import read_day

        return read_day(" ".join(typed), self.language) if typed else None


@dataclass(frozen=True, slots=True)
class About:
    """The plan of which something is recorded, and where it lies as people have it."""

    answers: Path
    playbooks: Sequence[Path] | None
    out: Path | None
    former: Path | None


def record(about: About, change: Callable[[Recording], Line]) -> None:
    """Read, change, write, and say what was recorded; raises typer.Exit where it cannot be."""
    from rse_plan.cli.standing import handed_out
    from rse_plan.documents.words import Words
    from rse_plan.tracking.saying import Saying

    given = read_given(about.answers, None, about.playbooks)
    with in_language(given), recording(given, about.answers, today()) as on:
        planned = handed_out(about.out, about.former, given).days(given)
        line = change(replace(on, saying=Saying(Words(given.language), planned)))
        is_new = on.kept.keep(line.file)
        message = (
            say("Recorded: {title}, {said}", title=Verbatim(line.title), said=Verbatim(line.said))
            if is_new
            else say(
                "Recorded already: {title}, {said}", title=Verbatim(line.title), said=Verbatim(line.said)
            )
        )
        typer.echo(harmless(message.in_words(given.translate)))
        if line.hint is not None:
            tell(line.hint, given.translate)


@contextmanager
def in_language(given: Given) -> Iterator[None]:
    """Say why the command cannot go on in the language of the answers."""
    try:
        yield
    except UserError as fault:
        print_error(fault, given.translate)
        raise typer.Exit(ExitCode.CANNOT) from None


@contextmanager
def recording(given: Given, answers: Path, day: date) -> Iterator[Recording]:
    """The plan and its progress file, which nobody else writes meanwhile; what it cannot use is told.

    Raises UserError, and typer.Exit for a file with faults, which stays as it is.
    """
    from rse_plan.documents.words import Words
    from rse_plan.editing.kept_file import UnreadableFileError
    from rse_plan.pipeline import prepare, remade
    from rse_plan.tracking.naming import Naming
    from rse_plan.tracking.progress_file import beside, held, open_progress
    from rse_plan.tracking.record import Days
    from rse_plan.tracking.saying import Saying

    plan = remade(given.answers, given.library)
    naming = Naming(plan, prepare(given.answers, given.library).sheet)
    path = beside(answers)
    with held(path):
        try:
            kept = open_progress(path, given.translate)
        except UnreadableFileError as fault:
            print_diagnostics(fault.diagnostics, given.translate)
            tell(say("{path} was left as it is", path=path.as_posix()), given.translate)
            raise typer.Exit(ExitCode.CANNOT) from None
        print_diagnostics(kept.unknown(naming.known), given.translate)
        words = Words(given.language)
        yield Recording(naming, kept, Days(plan.start, day), Saying(words), given.language)

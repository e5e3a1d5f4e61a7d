"""`rse-plan done --until DATE`: everything up to a day that nobody has spoken of, confirmed in one go."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from rse_plan.cli.following import tell_no_former
from rse_plan.cli.given import Given, read_given
from rse_plan.cli.shell import harmless, tell
from rse_plan.cli.standing import HandedOut, Standing, handed_out, standing
from rse_plan.cli.tracking import Recording, in_language, recording, today
from rse_plan.errors import ExitCode, Said, UserError, Verbatim, say

if TYPE_CHECKING:
    from rse_plan.tracking.confirming import Confirmable

_YES = {"en": "y", "fr": "o"}
"""The letter that says yes; whole words are taken too."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked of a confirmation."""

    until: str
    yes: bool
    answers: Path
    playbooks: tuple[Path, ...]
    out: Path | None
    former: Path | None


def check_words(id_: str | None, until: str | None, *, yes: bool) -> None:
    """Raises UserError for words that do not go together: one item is named, or a day."""
    if until is None and id_ is None:
        raise UserError(
            say("nothing is named that is done"),
            say("name the work, or with --until the day up to which everything is done as planned"),
        )
    if until is not None and id_ is not None:
        raise UserError(
            say("“{id}” and --until are both given", id=id_),
            say("choose one; a day of several words wants quotes"),
        )
    if until is None and yes:
        raise UserError(say("{option} goes with --until alone", option="--yes"), say("leave it out"))


def confirm(wanted: Wanted) -> None:
    """List, ask, record; raises typer.Exit where nothing is recorded although something could have been."""
    from rse_plan.tracking.confirming import confirmable, confirmed

    given = read_given(wanted.answers, None, wanted.playbooks)
    with in_language(given), recording(given, wanted.answers, today()) as on:
        until = on.day([wanted.until]) or on.days.today
        on.days.check(until)
        where = handed_out(wanted.out, wanted.former, given)
        stands = standing(on, given, where, on.days.today)
        found = confirmable(on.kept.value, stands.plan, until)
        for line in _lines(on, found, given):
            typer.echo(harmless(line))
        if found.confirmed:
            _tell_former(stands, where, given)
            _ask(wanted, len(found.confirmed), given)
            on.kept.keep(confirmed(on.record, found))
            typer.echo(_recorded(on, found, given))


def _tell_former(stands: Standing, where: HandedOut, given: Given) -> None:
    """Days of a plan that nobody has handed out may be others than those that people went by."""
    if stands.found is None:
        tell_no_former(where.out, given)


def _lines(on: Recording, found: Confirmable, given: Given) -> Iterator[str]:
    from rse_plan.documents.words import Words
    from rse_plan.tracking.confirming_words import ConfirmingWords

    told = ConfirmingWords(found, on.saying, Words(given.language))
    yield from told.left_out()
    yield told.title
    yield from told.days()


def has_terminal() -> bool:
    """Whether somebody can be asked."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def _ask(wanted: Wanted, count: int, given: Given) -> None:
    """Raises typer.Exit unless the answer is yes."""
    if wanted.yes:
        return
    if not has_terminal():
        raise UserError(
            say("nothing is recorded: there is no terminal to ask in"),
            say("add --yes when the list above is right"),
        )
    letter = _YES[given.language]
    one, many = "Record this one as done? ({yes}/n)", "Record these {count} as done? ({yes}/n)"
    question = say(one if count == 1 else many, count=count, yes=letter).in_words(given.translate)
    if not _is_yes(_typed(f"{question} "), letter):
        tell(say("nothing is recorded; say it of each: rse-plan done, start or block"), given.translate)
        raise typer.Exit(ExitCode.DONE)


def _typed(question: str) -> str:
    try:
        return input(question)
    except EOFError:
        print()
        return ""


def _is_yes(typed: str, letter: str) -> bool:
    return typed.strip().lower() in {letter, "y", "yes", "o", "oui"}


def _recorded(on: Recording, found: Confirmable, given: Given) -> str:
    path = Verbatim(on.kept.path.as_posix())
    said: Said = say("Recorded in {path}: {count}", path=path, count=len(found.confirmed))
    return harmless(said.in_words(given.translate))

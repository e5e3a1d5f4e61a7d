"""`rse-plan check` of several plans: each answers file is read and planned, and one table is printed."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from rse_plan.cli.effort import watched
from rse_plan.cli.following import (
    OUT,
    Asked,
    Following,
    as_of,
    following_from,
    last_day,
    read_reports,
    tell_unknown,
)
from rse_plan.cli.given import EffortWord, Given
from rse_plan.cli.inputs import library_of
from rse_plan.cli.progress import shown
from rse_plan.cli.shell import harmless, print_diagnostics, print_error, tell, words
from rse_plan.cli.shell import language as language_of_environment
from rse_plan.diagnostics import has_errors
from rse_plan.errors import ExitCode, UserError, say

if TYPE_CHECKING:
    from rse_plan.documents.portfolio_view import PortfolioWords
    from rse_plan.library import Library, Sourced
    from rse_plan.model.progress import ProgressFile
    from rse_plan.planning.levelling.effort import Effort
    from rse_plan.planning.portfolio import Member


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked of a table of several plans."""

    files: tuple[Path, ...]
    example: str | None
    playbooks: tuple[Path, ...]
    effort: EffortWord
    optimal: float | None
    asked: Asked
    out: Path | None = None


@dataclass(frozen=True, slots=True)
class _Read:
    """One answers file, what lies beside it, and where its plan stands."""

    given: Given
    asked: Asked
    progress: Sourced[ProgressFile] | None
    following: Following | None = None

    @property
    def path(self) -> str:
        return self.given.answers.path


@dataclass(frozen=True, slots=True)
class _Table:
    """The plans that could be made, and the day; `left_out` are the files of which none could."""

    members: Sequence[Member]
    today: date | None
    left_out: Sequence[str]


def tell_portfolio(wanted: Wanted, *, as_json: bool) -> ExitCode:
    """Print the table; the highest exit code that any of the plans has.

    A file that no plan can be made of is told, and the others are shown all the same. Raises UserError for
    options that one plan alone can have.
    """
    _refuse_options_of_one(wanted)
    library = library_of(wanted.playbooks)
    reads = tuple(_read(path, library, wanted.asked) for path in _each_once(wanted.files))
    today = wanted.asked.today or _last_day(filter(None, reads))
    reads = tuple(_followed(read, today) for read in reads)
    language = _language(read for read in reads if read is not None)
    with watched(wanted.effort, wanted.optimal, words(language)) as spent:
        table = _planned(wanted, reads, today, spent, language)
    told = _words(table, language)
    if as_json:
        from rse_plan.formats.portfolio import write_portfolio

        typer.echo(write_portfolio(told), nl=False)
    else:
        for line in _lines(told):
            typer.echo(harmless(line))
    if table.left_out:
        return ExitCode.CANNOT
    return ExitCode.DONE if told.found.holds else ExitCode.FINDINGS


def _refuse_options_of_one(wanted: Wanted) -> None:
    named = {
        "--example": wanted.example,
        "--progress": wanted.asked.progress,
        "--former": wanted.asked.former,
        "--out": wanted.out,
    }
    for option, value in named.items():
        if value is not None:
            message = say("{option} is of one plan, and several are looked at together", option=option)
            advice = say("each plan has its progress.yaml and plan/plan.json beside its answers")
            raise UserError(message, advice)


def _each_once(files: Iterable[Path]) -> tuple[Path, ...]:
    """The files as they were named, the same one once."""
    return tuple({os.path.realpath(path): path for path in reversed([*files])}.values())[::-1]


# --- reading ---


def _read(path: Path, library: Library, asked: Asked) -> _Read | None:
    """The answers and the reports beside them; None, with a message, when something is wrong with them."""
    from rse_plan.library.with_answers import load_answers

    spoken = language_of_environment()
    try:
        loaded = load_answers(path, library)
        answers = loaded.answers
        spoken = answers.language if answers is not None else spoken
        print_diagnostics(loaded.diagnostics, words(spoken))
        if answers is None or has_errors(loaded.diagnostics):
            return None
        given = Given(answers, library, spoken, path)
        asked = replace(asked, out=path.parent / OUT)
        return _Read(given, asked, read_reports(asked, given))
    except UserError as fault:
        print_error(fault, words(spoken))
    except typer.Exit:  # what is wrong with the reports has been told
        pass
    return None


def _followed(read: _Read | None, today: date | None) -> _Read | None:
    """The same with the plan that was followed; None, with a message, when that cannot be read."""
    if read is None:
        return None
    asked = replace(read.asked, today=today)
    try:
        return replace(read, asked=asked, following=following_from(asked, read.given, read.progress))
    except UserError as fault:
        print_error(fault, read.given.translate)
    except typer.Exit:  # days that have not come have been told
        pass
    return None


def _last_day(reads: Iterable[_Read]) -> date | None:
    """The last day that is reported of any of the plans."""
    days = (last_day(read.progress) for read in reads if read.progress is not None)
    return max((day for day in days if day is not None), default=None)


def _language(reads: Iterable[_Read]) -> str:
    """That of the answers, where all have the same; else that of the person's own computer."""
    spoken = {read.given.language for read in reads}
    return spoken.pop() if len(spoken) == 1 else language_of_environment()


# --- planning ---


def _planned(
    wanted: Wanted, reads: Sequence[_Read | None], today: date | None, effort: Effort, language: str
) -> _Table:
    files = [path.as_posix() for path in _each_once(wanted.files)]
    left_out = [path for path, read in zip(files, reads, strict=True) if read is None]
    members: list[tuple[_Read, Member]] = []
    faults: list[tuple[_Read, UserError]] = []
    with shown(words(language)) as doing:
        for read in filter(None, reads):
            doing(say("Planning {path}", path=read.path))
            try:
                members.append((read, _member(read, effort)))
            except UserError as fault:
                faults.append((read, fault))
    for read, failed in faults:
        print_error(failed, read.given.translate)
    for read, member in members:
        if read.following is not None:
            tell_unknown(read.following, member.plan, read.given)
    if today is not None and wanted.asked.today is None:
        tell(say("planned again as of {day}, the last day reported", day=today), words(language))
    left_out += [read.path for read, _ in faults]
    return _Table([member for _, member in members], today, sorted(left_out))


def _member(read: _Read, effort: Effort) -> Member:
    """One plan, made as `check` makes it, but for what would put it off."""
    from rse_plan.pipeline import followed, prepare, remade
    from rse_plan.planning.hours import hours_of
    from rse_plan.planning.pending import pending
    from rse_plan.planning.portfolio import Member

    answers, library = read.given.answers, read.given.library
    course = as_of(read.following, read.asked.today)
    kept = followed(answers, library, effort, course) if read.following is not None else None
    made = remade(answers, library, effort, kept)
    ready = prepare(answers, library, course=kept)
    hours = {role: known for role in made.people if (known := hours_of(role, ready.sheet)) is not None}
    return Member(
        path=read.path,
        plan=made,
        hours=hours,
        pending=pending(ready, made, course) if course is not None else None,
    )


# --- printing ---


def _words(table: _Table, language: str) -> PortfolioWords:
    from rse_plan.documents.portfolio_view import PortfolioWords
    from rse_plan.documents.words import Words
    from rse_plan.planning.portfolio import portfolio

    found = portfolio(table.members, table.today)
    return PortfolioWords(found, Words(language), tuple(table.left_out))


def _lines(told: PortfolioWords) -> Iterator[str]:
    """The title, then each part: its title, its rows in columns, what is said under them."""
    yield told.title()
    for part in told.parts():
        yield ""
        yield part.title
        yield from (f"  {line}" for line in _columns(part.rows))
        if part.note:
            yield f"  {part.note}"


def _columns(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    from rse_plan.interview.lines import width_of

    widths = [max(map(width_of, cells)) for cells in zip(*rows, strict=True)]
    for row in rows:
        padded = (cell + " " * (width - width_of(cell)) for cell, width in zip(row, widths, strict=True))
        yield "  ".join(padded).rstrip()

"""`rse-plan render`: answers into a plan, a brief and a register."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rse_plan.cli.completion import complete_reader
from rse_plan.cli.effort import OptimalOption, watched
from rse_plan.cli.given import AnswersFile, EffortOption, EffortWord, Example, Given, Playbooks, read_given
from rse_plan.cli.look import TemplatesOption, ThemeOption, look_of
from rse_plan.cli.shell import harmless, print_diagnostics, tell
from rse_plan.diagnostics import has_errors
from rse_plan.errors import ExitCode, Translate, UserError, say

if TYPE_CHECKING:
    from rse_plan.formats.manifest import Written
    from rse_plan.model.answers import Answers
    from rse_plan.planning.plan import Plan

FORMATS = "markdown,html,json,docx,xlsx"


def render(
    answers: AnswersFile = None,
    example: Example = None,
    out: Annotated[
        Path, typer.Option(help="Folder for the documents.", metavar="DIR", readable=False)
    ] = Path("plan"),
    language: Annotated[
        str | None,
        typer.Option(help="Languages: fr, en or fr,en.  [default: what the answers say]", metavar="LANGS"),
    ] = None,
    formats: Annotated[
        str, typer.Option("--format", help="Formats, with commas between.", metavar="FORMATS")
    ] = FORMATS,
    readers: Annotated[
        list[str] | None,
        typer.Option(
            "--for",
            help="Views for readers: a track such as hr, ambassador, council, community:ID, person:NAME.",
            metavar="READERS",
            autocompletion=complete_reader,
        ),
    ] = None,
    playbooks: Playbooks = None,
    templates: TemplatesOption = None,
    theme: ThemeOption = None,
    effort: EffortOption = EffortWord.STANDARD,
    optimal: OptimalOption = None,
    force: Annotated[bool, typer.Option("--force", help="Replace files that somebody changed, too.")] = False,
) -> None:
    """Write the plan, the sponsor's brief and the register.

    Files in the output folder that somebody changed are kept: the new one is put beside it, such as
    plan.new.md. Exit codes: 0 done; 1 written, but the plan cannot hold; 2 nothing written.
    """
    from rse_plan.formats.manifest import write_folder
    from rse_plan.pipeline import plan, write

    given = read_given(answers, example, playbooks)
    look = look_of(templates, theme, given.translate)
    with watched(effort, optimal, given.translate) as spent:
        made = plan(given.answers, given.library, spent)
    asked = tuple(name for each in readers or () for name in _names(each))
    documents = write(made, _languages(language, given.answers), _names(formats), asked, look)
    written = write_folder(out, documents, force=force, whole=not asked)
    print_diagnostics(made.warnings, given.translate)
    _tell_kept(out, written, given.translate)
    _sum_up(out, made, written, given)
    if has_errors(made.warnings):
        tell(say("this plan cannot hold: see above; the documents say so too"), given.translate)
        raise typer.Exit(ExitCode.FINDINGS)


def _languages(wanted: str | None, answers: Answers) -> tuple[str, ...]:
    from rse_plan.model.base import LANGUAGES

    named = _names(wanted) if wanted is not None else answers.documents
    for name in named:
        if name not in LANGUAGES:
            raise UserError(
                say("the language “{name}” is not known", name=name),
                say("one of {names}", names=", ".join(LANGUAGES)),
            )
    return named


def _names(listed: str) -> tuple[str, ...]:
    """The words of a list with commas, each once, in order."""
    found = tuple(dict.fromkeys(name.strip() for name in listed.split(",") if name.strip()))
    if not found:
        raise UserError(
            say("a list with commas is empty"), say("write one such as {example}", example=FORMATS)
        )
    return found


def _tell_kept(out: Path, written: Written, translate: Translate) -> None:
    for kept in written.kept:
        message = say(
            "{old} was not written by this command or has been changed, and is kept; the new one is {new}",
            old=(out / kept.name).as_posix(),
            new=(out / kept.beside).as_posix(),
        )
        tell(message, translate)
    if written.kept:
        tell(say("  help: {advice}", advice=say("--force replaces such files")), translate)


def _sum_up(out: Path, made: Plan, written: Written, given: Given) -> None:
    """When it opens, what has been written, what to read next."""
    from rse_plan.documents.words import Words

    spoken = Words(given.language)
    organisation = spoken.value(made.facts["organisation.name"])
    if made.first_opening is None:
        opening = say("{organisation}: nothing is opened in this plan", organisation=organisation)
    else:
        day = spoken.weekday(made.first_opening)
        opening = say("{organisation}: first opening on {day}", organisation=organisation, day=day)
    new = {kept.name: kept.beside for kept in written.kept}
    names = [new.get(name, name) for name in written.files]
    files = say("Written to {folder}: {names}", folder=f"{out.as_posix()}/", names=", ".join(names))
    lines = [opening, files]
    if first := _read_first(names):
        lines.append(say("Read first: {file}", file=(out / first).as_posix()))
    for line in lines:
        typer.echo(harmless(line.in_words(given.translate)))


def _read_first(names: Sequence[str]) -> str | None:
    """The brief, as a page that a browser shows where there is one."""
    briefs = [name for name in names if name.rpartition("/")[2].startswith("brief.")]
    return next((name for name in briefs if name.endswith(".html")), briefs[0] if briefs else None)

"""`rse-plan templates`: documents that look as an organisation's own do."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rse_plan.cli.shell import diagnostic_lines, harmless, language, print_error, words
from rse_plan.errors import ExitCode, Said, UserError, reason_of, say

if TYPE_CHECKING:
    from rse_plan.diagnostics import Diagnostic
    from rse_plan.documents.look import Look

EXAMPLE = "weldom"
"""What templates are tried on: the example with something in most places."""
LANGUAGES = ("en", "fr")
READERS = ("sponsor", "hr", "council", "ambassador")
"""Views that are tried besides the three documents."""

templates = typer.Typer(
    name="templates",
    no_args_is_help=True,
    rich_markup_mode=None,
    help="Give documents your own look.",
    context_settings={"help_option_names": ["-h", "--help"]},
)


@templates.callback()
def _about() -> None:
    """Give documents your own look."""


@templates.command("copy", short_help="Copy the bundled templates, to change them.")
def copy(
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help="Where to.", show_default=False, readable=False)
    ],
    names: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[NAMES]...",
            help="Which, such as theme.yaml, html/style.css, brief.html.j2 or html.  [default: all]",
            show_default=False,
        ),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace files that are there.")] = False,
) -> None:
    """Copy the bundled templates, style sheet and theme into DIR, to start from.

    Keep only what you change: everything else is taken from the program, and changes with it. Files that
    are there are left alone.
    """
    wanted = _wanted(names or ())
    _write(folder, wanted, force=force)
    shown = folder.as_posix()
    _print(say("Copied to {folder}: {names}", folder=f"{shown}/", names=", ".join(wanted)))
    _print(say("Change them, then: {command}", command=f"rse-plan templates check {shown}"))


def _print(said: Said) -> None:
    typer.echo(harmless(said.in_words(words())))


def _bundled() -> dict[str, Path]:
    """What can be copied, by its name in the folder: the script and WeasyPrint's rules stay the program's."""
    from rse_plan.formats.html import STYLE
    from rse_plan.formats.own_templates import THEME
    from rse_plan.resources import templates_folder

    root = templates_folder()
    found = {THEME: root / THEME}
    for form in ("html", "markdown"):
        paths = sorted((root / form).iterdir())
        found |= {f"{form}/{path.name}": path for path in paths if path.suffix == ".j2" or path.name == STYLE}
    return found


def _wanted(names: Sequence[str]) -> dict[str, Path]:
    """The files that some names mean: whole names, those of files alone, those of folders."""
    from rse_plan.diagnostics import nearest

    bundled = _bundled()
    found: dict[str, Path] = {} if names else bundled
    for name in names:
        asked = name.rstrip("/")
        meant = {
            known: path
            for known, path in bundled.items()
            if asked in (known, path.name) or known.startswith(f"{asked}/")
        }
        if not meant:
            every = [*bundled, *(path.name for path in bundled.values())]
            advice = nearest(name, every) or say("one of {names}", names=", ".join(bundled))
            raise UserError(say("there is no template “{name}”", name=name), advice)
        found |= meant
    return found


def _write(folder: Path, wanted: Mapping[str, Path], *, force: bool) -> None:
    """All of them, or none where one is there already."""
    from rse_plan.formats.manifest import write_atomically

    there = [(folder / name).as_posix() for name in wanted if os.path.lexists(folder / name)]
    if there and not force:
        message = say("already there, and left alone: {names}", names=", ".join(there))
        raise UserError(message, say("--force replaces such files"))
    for name, source in wanted.items():
        path = folder / name
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            write_atomically(path, source.read_bytes())
        except OSError as fault:
            message = say("{path} cannot be written: {reason}", path=path.as_posix(), reason=reason_of(fault))
            raise UserError(message, say("check the path and its permissions")) from None


@templates.command("check", short_help="Find what is wrong in your own templates and theme.")
def check(
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help="Folder of templates.", show_default=False, readable=False)
    ],
) -> None:
    """Find what is wrong in templates, style sheet and theme, also what shows only when they are filled.

    Every document of an example is made with them in both languages, and none is written. Exit codes:
    0 nothing at error level; 1 errors; 2 the folder cannot be read.
    """
    from rse_plan.diagnostics import has_errors
    from rse_plan.lint.own_templates import faults_of

    look, faults, found = _read(folder)
    found = (*faults_of(look, wording=True), *found)
    for line in diagnostic_lines(found, words()):
        typer.echo(harmless(line))
    if not faults and not has_errors(found):
        faults = _tried(look)
    for fault in faults:
        print_error(fault)
    if faults or has_errors(found):
        raise typer.Exit(ExitCode.FINDINGS)
    _print(say("{folder}: every document was made in both languages", folder=folder.as_posix()))
    _print(say("Use it with: {command}", command=f"rse-plan render --templates {folder.as_posix()}"))


def _read(folder: Path) -> tuple[Look, list[UserError], tuple[Diagnostic, ...]]:
    """The look of a folder, what is wrong with its files, and with its theme."""
    from rse_plan.documents.look import Look
    from rse_plan.formats.own_templates import read_templates
    from rse_plan.formats.theme_file import read_theme

    own = read_templates(folder)
    look = Look(templates=own.templates, style=own.style)
    if own.theme is None:
        return look, own.faults, ()
    read = read_theme(own.theme, look)
    return read.look or look, own.faults, read.diagnostics


def _tried(look: Look) -> list[UserError]:
    """What goes wrong when the documents of an example are made: each fault once."""
    found: dict[str, UserError] = {}
    for fault in _trials(look):
        for one in (fault, *fault.others):
            found.setdefault(f"{one.span} {one.message}", one)
    for one in found.values():
        one.others = ()
    return [*found.values()]


def _trials(look: Look) -> Iterator[UserError]:
    from rse_plan.cli.given import read_given
    from rse_plan.documents.audiences import audiences_of
    from rse_plan.documents.described import Described
    from rse_plan.documents.words import Words
    from rse_plan.formats import html, markdown
    from rse_plan.pipeline import plan

    given = read_given(None, EXAMPLE, None)
    made = plan(given.answers, given.library)
    audiences = audiences_of(made, READERS)
    for spoken in sorted(LANGUAGES, key=lambda name: name != language()):
        told = Words(spoken)
        views = {**Described(made, told).views, **Described(made, told, audiences).readers}
        for form in (html, markdown):
            try:
                form.texts(views, told, look)
            except UserError as fault:
                yield fault

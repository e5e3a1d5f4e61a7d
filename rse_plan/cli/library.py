"""`rse-plan playbooks list | show | diff`: what is in the library, and what own folders change in it."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from rse_plan.cli.given import Playbooks
from rse_plan.cli.shell import harmless, language, words
from rse_plan.errors import UserError, say

LIBRARY = Path("playbooks")
"""Where own playbooks are kept when nothing else is said."""


class DiffFormat(StrEnum):
    """How a comparison is written."""

    TEXT = "text"
    """For people."""
    JSON = "json"
    """For programs; its keys are stable."""


LanguageOption = Annotated[
    str | None,
    typer.Option("--language", help="Language of the titles: fr, en, or one that translations bring."),
]


def list_(playbooks: Playbooks = None, spoken: LanguageOption = None) -> None:
    """List the playbooks by their ids, with their titles and files."""
    from rse_plan.cli.inputs import library_of
    from rse_plan.cli.library_lines import list_lines

    library = library_of(playbooks or ())
    for line in list_lines(library, _language(spoken, tuple(library.translations))):
        typer.echo(harmless(line))


def show(
    id_: Annotated[
        str, typer.Argument(metavar="ID", help="The playbook's id, such as charter.", show_default=False)
    ],
    playbooks: Playbooks = None,
    spoken: LanguageOption = None,
) -> None:
    """Show one playbook: its items with their titles, and the files that change them."""
    from rse_plan.cli.inputs import library_of
    from rse_plan.cli.library_lines import show_lines
    from rse_plan.diagnostics import nearest

    library = library_of(playbooks or ())
    layer = library.layers.get(id_)
    name = layer.value.extends if layer is not None else id_
    file = library.playbooks.get(name)
    if file is None:
        advice = nearest(id_, library.playbooks) or say("“rse-plan playbooks list” names them all")
        raise UserError(say("no playbook is called “{ref}”", ref=id_), advice)
    chosen = _language(spoken, tuple(library.translations))
    for line in show_lines(name, file, library, chosen, words()):
        typer.echo(harmless(line))


def diff(
    folders: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="[DIR]...",
            help=f"Folders of your own playbooks.  [default: {LIBRARY}]",
            show_default=False,
            readable=False,
        ),
    ] = None,
    form: Annotated[DiffFormat, typer.Option("--format", help="How to write it.")] = DiffFormat.TEXT,
) -> None:
    """Say what your own folders change in the bundled library, key by key.

    Playbooks that are added, changed by others that extend them, or replaced; items added and removed; roles
    and sources; texts in other words and other languages. Each with its file and line.
    """
    from rse_plan.cli.inputs import library_of
    from rse_plan.cli.library_lines import diff_lines
    from rse_plan.library.comparison import compare

    found = compare(library_of(folders or (LIBRARY,)))
    if form is DiffFormat.JSON:
        from rse_plan.formats.library_diff import write_diff

        typer.echo(write_diff(found), nl=False)
        return
    for line in diff_lines(found, words()):
        typer.echo(harmless(line))


def _language(wanted: str | None, brought: tuple[str, ...]) -> str:
    """The language asked for, if there is a text in it; else the person's own."""
    from rse_plan.model.base import LANGUAGES

    names = (*LANGUAGES, *sorted(brought))
    if wanted is not None and wanted not in names:
        advice = say("one of {names}", names=", ".join(names))
        raise UserError(say("the language “{name}” is not known", name=wanted), advice)
    return wanted or language()

"""How documents are to look: `--templates DIR` and `--theme FILE`, read before anything is planned."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rse_plan.cli.shell import print_diagnostics
from rse_plan.diagnostics import has_errors
from rse_plan.errors import ExitCode, Translate, all_of

if TYPE_CHECKING:
    from rse_plan.diagnostics import Diagnostic
    from rse_plan.documents.look import Look

TemplatesOption = Annotated[
    Path | None,
    typer.Option(
        "--templates",
        help="Folder of your own templates, style sheet or theme, in place of the bundled ones.",
        metavar="DIR",
        readable=False,
    ),
]
ThemeOption = Annotated[
    Path | None,
    typer.Option(
        "--theme", help="File with your colours, typeface and logo.", metavar="FILE", readable=False
    ),
]


def look_of(templates: Path | None, theme: Path | None, translate: Translate) -> Look | None:
    """What stands in for our look; nothing when nothing is named.

    Raises UserError when something cannot be read; a fault in a template or a theme ends the command with
    ExitCode.CANNOT, all faults shown.
    """
    if templates is None and theme is None:
        return None
    from rse_plan.documents.look import Look

    look, found_theme = Look(), None
    if templates is not None:
        from rse_plan.formats.own_templates import read_templates
        from rse_plan.lint.own_templates import faults_of

        own = read_templates(templates)
        if own.faults:
            raise all_of(own.faults)
        look, found_theme = Look(templates=own.templates, style=own.style), own.theme
        _stop_at_errors([one for one in faults_of(look) if has_errors([one])], translate)
    if (theme := theme or found_theme) is not None:
        from rse_plan.formats.theme_file import read_theme

        read = read_theme(theme, look)
        _stop_at_errors(read.diagnostics, translate)
        look = read.look or look
    return look


def _stop_at_errors(found: list[Diagnostic] | tuple[Diagnostic, ...], translate: Translate) -> None:
    print_diagnostics(found, translate)
    if has_errors(found):
        raise typer.Exit(ExitCode.CANNOT)

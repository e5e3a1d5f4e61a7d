"""The files that commands start from: the bundled library, folders laid over it, an answers file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from rse_plan.cli.shell import print_diagnostics
from rse_plan.diagnostics import has_errors
from rse_plan.errors import ExitCode, UserError, say
from rse_plan.resources import BUNDLED, playbooks_folder

if TYPE_CHECKING:
    from rse_plan.library import Folder, Library


def folders(playbooks: Sequence[Path]) -> tuple[Folder, ...]:
    """The bundled library and what lies over it, in the order given."""
    from rse_plan.library import Folder

    return (Folder(playbooks_folder(), BUNDLED), *(_own_folder(path) for path in playbooks))


def _own_folder(path: Path) -> Folder:
    from rse_plan.library import Folder
    from rse_plan.library.folders import cannot_read

    shown = path.as_posix()
    try:
        is_folder, is_there = path.is_dir(), path.exists()
    except OSError as fault:
        raise cannot_read(shown, fault) from None
    if not is_folder:
        message = (
            say("{path} is not a folder", path=shown)
            if is_there
            else say("there is no folder {path}", path=shown)
        )
        raise UserError(message, say("--playbooks wants a folder of YAML files"))
    return Folder(path, f"{path.as_posix().rstrip('/')}/")


def library_of(playbooks: Sequence[Path]) -> Library:
    """The library; a fault in it ends the command, all faults shown."""
    from rse_plan.library.compiled import read_library

    library = read_library(folders(playbooks))
    print_diagnostics(library.diagnostics)
    if has_errors(library.diagnostics):
        raise typer.Exit(ExitCode.CANNOT)
    return library

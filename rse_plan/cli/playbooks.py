"""`rse-plan playbooks`: start a playbook of one's own, see what is in the library, compare."""

from __future__ import annotations

import os
import re
from datetime import date
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Annotated

import typer

from rse_plan.cli.library import LIBRARY, diff, list_, show
from rse_plan.cli.shell import language, tell
from rse_plan.errors import UserError, reason_of, say

if TYPE_CHECKING:
    from rse_plan.library import Library

SCHEMAS = "schema"

playbooks = typer.Typer(
    name="playbooks",
    no_args_is_help=True,
    rich_markup_mode=None,
    help="Start playbooks of your own; see what is in the library, and what yours change in it.",
    context_settings={"help_option_names": ["-h", "--help"]},
)


@playbooks.callback()
def _about() -> None:
    """Start playbooks of your own; see what is in the library, and what yours change in it."""


playbooks.command("list", short_help="List the playbooks.")(list_)
playbooks.command("show", short_help="Show one playbook.")(show)
playbooks.command("diff", short_help="Say what your folders change in the bundled library.")(diff)


@playbooks.command("new", short_help="Write a playbook to start from.")
def new(
    id_: Annotated[
        str, typer.Argument(metavar="ID", help="The playbook's id, such as open-pilot.", show_default=False)
    ],
    folder: Annotated[
        Path, typer.Option("--dir", metavar="DIR", help="Folder of your playbooks.", readable=False)
    ] = LIBRARY,
    use_case: Annotated[
        str | None,
        typer.Option(metavar="USE", help="A use of communities, such as idea-box: with its starter kit."),
    ] = None,
) -> None:
    """Write a commented playbook that holds one of everything and that lint finds nothing in.

    DIR/ID.yaml is the playbook, DIR/evidence/ID.yaml has its sources. Files that are there are left alone.
    """
    from rse_plan.cli.inputs import library_of
    from rse_plan.lint.new_playbook import NewPlaybook

    library = library_of(())
    _check(id_, use_case, library)
    text = NewPlaybook(
        id=id_,
        today=date.today(),
        language=language(),
        taken=frozenset(name.partition(".")[0] for name in library.questions),
        use=use_case,
        schemas=PurePath(os.path.relpath(SCHEMAS, folder)).as_posix(),
    )
    _write({folder / f"{id_}.yaml": text.playbook(), folder / "evidence" / f"{id_}.yaml": text.evidence()})
    path = (folder / f"{id_}.yaml").as_posix()
    tell(say("written: {path}; check it with “rse-plan lint {folder}”", path=path, folder=folder.as_posix()))


def _check(id_: str, use_case: str | None, library: Library) -> None:
    """Refuse what lint would find at once."""
    from rse_plan.diagnostics import nearest
    from rse_plan.model.fields import KEBAB, KEBAB_ADVICE

    if not re.fullmatch(KEBAB, id_):
        raise UserError(say("“{value}” is not an id", value=id_), KEBAB_ADVICE)
    if id_ in library.playbooks:
        raise UserError(say("the id “{id}” is already taken", id=id_), say("give each its own id"))
    question = library.questions.get("community.use_case")
    uses = [choice.value for choice in question.choices] if question is not None else []
    if use_case is not None and use_case not in uses:
        advice = nearest(use_case, uses) or say("one of {names}", names=", ".join(uses))
        raise UserError(say("“{value}” does not fit here", value=use_case), advice)


def _write(files: dict[Path, str]) -> None:
    """All of them, or none where one is there already."""
    there = next((path for path in files if os.path.lexists(path)), None)
    if there is not None:
        message = say("{path} is there already, and is left alone", path=there.as_posix())
        raise UserError(message, say("choose another id, or another folder with --dir"))
    for path, text in files.items():
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("x", encoding="utf-8", newline="\n") as target:
                target.write(text)
        except OSError as fault:
            message = say("{path} cannot be written: {reason}", path=path.as_posix(), reason=reason_of(fault))
            raise UserError(message, say("check the path and its permissions")) from None

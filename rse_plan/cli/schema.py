"""`rse-plan schema`: the shape of the file formats, for editors."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from rse_plan.library import Library


class Kind(StrEnum):
    """The formats that have a schema."""

    PLAYBOOK = "playbook"
    ANSWERS = "answers"
    QUESTIONS = "questions"
    ROLES = "roles"
    PHASES = "phases"
    EVIDENCE = "evidence"
    TEST = "test"
    PLAN = "plan"
    THEME = "theme"
    PROGRESS = "progress"
    TRANSLATION = "translation"


def schema(
    kind: Annotated[Kind, typer.Argument(help="The file format.", show_default=False, metavar="KIND")],
    playbooks: Annotated[
        list[Path] | None,
        typer.Option(
            help="Folder of your own playbooks, whose questions answers may hold; repeatable.",
            metavar="DIR",
            readable=False,
        ),
    ] = None,
) -> None:
    """Print the JSON Schema of a file format, for editors.

    KIND is playbook, answers, questions, roles, phases, evidence, test, theme, translation, progress or plan
    (plan.json). An editor that knows the schema completes and checks the file while you write it.
    """
    import json

    print(json.dumps(made(kind, playbooks or ()), ensure_ascii=False, indent=2))


def made(kind: Kind, playbooks: Sequence[Path] = ()) -> dict[str, Any]:
    """The schema of a kind of file; that of answers holds the questions of the library and of `playbooks`."""
    from rse_plan.formats.plan_schema import plan_schema
    from rse_plan.model.schema_changes import with_changes
    from rse_plan.model.schemas import answers_schema, file_schema

    if kind is Kind.PLAN:
        return plan_schema()
    if kind is Kind.ANSWERS:
        library = _library(playbooks)
        return answers_schema(library.questions, library.roles)
    return with_changes(file_schema(kind)) if kind is Kind.PLAYBOOK else file_schema(kind)


def _library(playbooks: Sequence[Path]) -> Library:
    from rse_plan.cli.inputs import library_of

    return library_of(playbooks)

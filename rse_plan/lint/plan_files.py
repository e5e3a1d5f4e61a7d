"""A rendered plan as rules see it: the answers file that it was made from, and what it tells itself.

A fault of the answers is told at the answers; at plan.json only where those are not examined too.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from rse_plan.diagnostics import Diagnostic, Severity
from rse_plan.errors import say
from rse_plan.lint.engine import File
from rse_plan.resources import BUNDLED
from rse_plan.source.yaml_reader import Document

if TYPE_CHECKING:
    from rse_plan.formats.plan_reader import SourcedPlan

ANSWERS = "answers.yaml"
FOLDERS = 3
"""A plan lies with its answers, or in `plan/` beside them, or in `plan/fr/`."""


def answers_beside(file: File) -> Document | None:
    """The answers file that a plan was made from: of the name that the plan cites, in its folder or above."""
    if file.plan is None:
        return None
    name = _cited(file.plan)
    here = Path(os.path.normpath(Path(file.document.path).absolute()))
    folders = here.parents[:FOLDERS]
    found = {
        Path(os.path.normpath(Path(one.path).absolute())): one
        for one in file.library.documents
        if one.kind == "answers"
    }
    return next((found[folder / name] for folder in folders if folder / name in found), None)


def _cited(plan: SourcedPlan) -> str:
    """The name of the file whose lines the plan cites; nothing for an example of the program."""
    cited = (reason.file for task in plan.value.tasks for reason in task.answers if reason.file is not None)
    path = next(cited, ANSWERS)
    return "" if path.startswith(BUNDLED) else PurePosixPath(path).name


def planned(file: File) -> SourcedPlan | None:
    """The plan of a file whose answers are not among what is examined."""
    beside = answers_beside(file)
    return None if beside is not None and beside.path in file.given else file.plan


def warned(plan: SourcedPlan, rule: str, names: tuple[str, ...]) -> Iterator[Diagnostic]:
    """The plan's own warnings of some names, in the plan's words."""
    for position, warning in enumerate(plan.value.warnings):
        if warning.rule in names:
            yield Diagnostic(
                rule=rule,
                span=plan.span("warnings", position, "message"),
                message=say("the plan says: {message}", message=warning.message),
                help=say("{advice} ({place})", advice=warning.help, place=f"{warning.file}:{warning.line}")
                if warning.help is not None
                else None,
                severity=Severity(warning.severity),
            )

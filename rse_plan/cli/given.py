"""What a plan is made from, and the arguments that name it: shared by the commands that make a plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rse_plan.cli.inputs import folders
from rse_plan.cli.shell import language as language_of_environment
from rse_plan.cli.shell import print_diagnostics, words
from rse_plan.diagnostics import has_errors
from rse_plan.errors import ExitCode, Translate, UserError, say
from rse_plan.resources import example_label, example_path

if TYPE_CHECKING:
    from rse_plan.library import Library
    from rse_plan.model.answers import Answers

DEFAULT = Path("answers.yaml")

AnswersFile = Annotated[
    Path | None,
    typer.Argument(help=f"The answers file.  [default: {DEFAULT}]", show_default=False, readable=False),
]
Example = Annotated[
    str | None, typer.Option(help="An example instead of your answers, such as weldom.", metavar="NAME")
]
Playbooks = Annotated[
    list[Path] | None,
    typer.Option(
        help="Folder of your own playbooks, over the bundled ones; repeatable.",
        metavar="DIR",
        readable=False,
    ),
]


class EffortWord(StrEnum):
    """How much is spent on finding the plan (semantics 24); the same word gives the same plan."""

    STANDARD = "standard"
    """What every command uses."""
    THOROUGH = "thorough"
    """Before a decision: slower, and perhaps a few days better."""


EffortOption = Annotated[
    EffortWord, typer.Option("--effort", help="How much to spend on finding a better plan.")
]


@dataclass(frozen=True, slots=True)
class Given:
    """The answers and the library, and the language to speak to the person in."""

    answers: Answers
    library: Library
    language: str
    path: Path | None
    """The answers file; None for an example."""

    @property
    def translate(self) -> Translate:
        return words(self.language)


def read_given(path: Path | None, example: str | None, playbooks: Sequence[Path] | None) -> Given:
    """Read the answers (of a file, or of an example) and the playbooks; what is wrong in them is printed.

    Raises UserError when a file cannot be opened; a fault in a file ends the command with
    ExitCode.CANNOT, all faults shown.
    """
    from rse_plan.pipeline import load

    if path is not None and example is not None:
        raise UserError(say("both an answers file and an example are given"), say("choose one"))
    over = folders(playbooks or ())
    if example is not None:
        loaded = load(example_path(example), over, example_label(example))
    else:
        loaded = load(path or DEFAULT, over)
    known = loaded.answers.language if loaded.answers is not None else None
    # An example speaks its organisation's language; whoever tries it may speak another.
    spoken = language_of_environment() if example is not None or known is None else known
    print_diagnostics(loaded.diagnostics, words(spoken))
    if loaded.answers is None or has_errors(loaded.diagnostics):
        raise typer.Exit(ExitCode.CANNOT)
    return Given(loaded.answers, loaded.library, spoken, None if example is not None else path or DEFAULT)

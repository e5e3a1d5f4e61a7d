"""Answers and playbooks from their files, everything that is wrong with them in one list."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from rse_plan.diagnostics import Diagnostic, in_order
from rse_plan.errors import UserError, reason_of, say
from rse_plan.library import Folder, Library
from rse_plan.library.checks import unknown_role
from rse_plan.library.compiled import read_library
from rse_plan.library.own_changes import check_own_work
from rse_plan.model.answers import Answers, read_answers
from rse_plan.model.answers_together import check_together
from rse_plan.source.yaml_reader import Document, read_file


@dataclass(frozen=True, slots=True)
class Loaded:
    """What the files hold, and everything that is wrong with them."""

    answers: Answers | None
    library: Library
    diagnostics: tuple[Diagnostic, ...]


def load(answers_path: Path, folders: Iterable[Folder], label: str | None = None) -> Loaded:
    """Read answers and playbooks; raises UserError when a file or folder cannot be opened."""
    library = read_library(folders)
    loaded = load_answers(answers_path, library, label)
    return replace(loaded, diagnostics=in_order((*library.diagnostics, *loaded.diagnostics)))


def load_answers(answers_path: Path, library: Library, label: str | None = None) -> Loaded:
    """Read answers for a library that has been read; raises UserError when the file cannot be opened."""
    try:
        reading = read_file(answers_path, label)
    except OSError as fault:
        shown = label or answers_path.as_posix()
        advice = say("“rse-plan init” makes an answers file")
        raise UserError(
            say("{path} cannot be read: {reason}", path=shown, reason=reason_of(fault)), advice
        ) from None
    if reading.document is None:
        return Loaded(None, library, in_order(reading.diagnostics))
    answers, faults = answers_in(reading.document, library)
    return Loaded(answers, library, in_order((*reading.diagnostics, *faults)))


def answers_in(document: Document, library: Library) -> tuple[Answers, tuple[Diagnostic, ...]]:
    """The answers of a file, and everything that is wrong with them for this library."""
    answers, faults = read_answers(document, library.questions, library.unreadable)
    for role in answers.people:
        faults += tuple(unknown_role(library, role, document.key_span(("people", role))))
    return answers, (*faults, *check_together(answers), *check_own_work(answers, library))

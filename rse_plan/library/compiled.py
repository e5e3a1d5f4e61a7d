"""The bundled library as a wheel holds it: read, checked and fitted to the models when the wheel was made.

Reading twenty files takes a third of the time of a whole render. What is compiled keeps every value and
the place of every item; lint, which wants each word's column, always reads the files.
"""

from __future__ import annotations

import pickle
from collections.abc import Iterable
from dataclasses import replace
from functools import cache

import pydantic

from rse_plan import __version__
from rse_plan.library import Folder, Library, Sourced, load_library
from rse_plan.resources import BUNDLED, compiled_library, playbooks_folder

_VERSIONS = (__version__, pydantic.VERSION)
"""What a compiled library must have been made by: its values are theirs."""


def bundled_folder() -> Folder:
    """The library that every command starts from."""
    return Folder(playbooks_folder(), BUNDLED)


def read_library(folders: Iterable[Folder]) -> Library:
    """The library of some folders; the bundled one alone is taken as compiled, where it is.

    Raises UserError when a folder or a file cannot be opened.
    """
    wanted = tuple(folders)
    found = _compiled() if wanted == (bundled_folder(),) else None
    return found or load_library(wanted)


def compile_library(library: Library) -> bytes:
    """A library as `read_library` finds it in a wheel."""
    return pickle.dumps((_VERSIONS, _outlined(library)), protocol=5)


@cache
def _compiled() -> Library | None:
    path = compiled_library()
    if not path.is_file():
        return None
    # Part of the installed package itself, written when its wheel was made: as trusted as its code.
    versions, library = pickle.loads(path.read_bytes())  # noqa: S301
    return library if versions == _VERSIONS and isinstance(library, Library) else None


def _outlined(library: Library) -> Library:
    """The library without texts of files and places of single words."""
    outlines = {document.path: document.outline() for document in library.documents}
    playbooks = {
        name: Sourced(file.value, outlines[file.document.path]) for name, file in library.playbooks.items()
    }
    questions = library.questions_file
    shown = questions and Sourced(questions.value, outlines[questions.document.path])
    asked = {
        name: replace(entry, file=playbooks.get(entry.playbook or "") or shown or entry.file)
        for name, entry in library.asked.items()
    }
    return replace(
        library,
        playbooks=playbooks,
        questions_file=shown,
        asked=asked,
        documents=tuple(outlines.values()),
        sources={},
    )

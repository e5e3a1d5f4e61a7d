"""The bundled library as a wheel holds it: read, checked and fitted to the models when the wheel was made.

Reading its files takes longer than most commands do besides. What is compiled keeps every value and the
places of items; whoever asks for another place, or for the text, gets it from the file itself.
"""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Iterator
from collections.abc import Mapping as Mapping_
from dataclasses import replace
from functools import cache, cached_property
from typing import TypeVar, cast

import pydantic

from rse_plan import __version__
from rse_plan.errors import UserError, say
from rse_plan.library import Asked, Folder, Library, Sourced, load_library
from rse_plan.model.base import Model
from rse_plan.model.playbook import Playbook
from rse_plan.model.question import QuestionsFile
from rse_plan.resources import BUNDLED, compiled_library, playbooks_folder
from rse_plan.source.document import Document, Mapping, Node, Route, Sequence
from rse_plan.source.span import Span
from rse_plan.source.yaml_reader import read_file

M = TypeVar("M", bound=Model)

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


def compiled_files() -> Mapping_[str, Sourced[Model]]:
    """Every bundled file by the path that messages print, as a wheel holds it; none in a checkout."""
    found = _compiled()
    return found.files if found is not None else {}


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


class Outline(Document):
    """A bundled file of which only the places of items are at hand; it is read when more is asked for."""

    places: dict[Route, Span]

    def __init__(self, document: Document) -> None:
        # What is worked out from the whole file stands here in its place.
        self.__dict__.update(
            path=document.path,
            kind=document.kind,
            digest=document.digest,
            places=dict(_items(document.root)),
        )

    @cached_property
    def text(self) -> str:
        return self._whole.text

    @cached_property
    def root(self) -> Mapping:
        return self._whole.root

    def span(self, route: Route) -> Span:
        found = self.places.get(route)
        return found if found is not None else self._whole.span(route)

    @cached_property
    def _whole(self) -> Document:
        reading = read_file(playbooks_folder() / self.path.removeprefix(BUNDLED), self.path)
        if reading.document is None:
            raise UserError(say("{path} has been changed", path=self.path), say("install rse-plan again"))
        return reading.document


def _items(root: Mapping) -> Iterator[tuple[Route, Span]]:
    """The places of everything that has an id, of adjustments, and of the keys at the top."""
    waiting: list[tuple[Route, Node]] = [((), root)]
    while waiting:
        route, node = waiting.pop()
        if isinstance(node, Sequence):
            waiting.extend(((*route, index), item) for index, item in enumerate(node.items))
        elif isinstance(node, Mapping):
            if len(route) <= 1 or route[:-1] == ("adjust",) or node.get("id") is not None:
                yield route, node.span
            waiting.extend(((*route, entry.key.text), entry.value) for entry in node.entries)


def _outlined(library: Library) -> Library:
    """The library with outlines in place of its files."""
    files = {path: Sourced(file.value, Outline(file.document)) for path, file in library.files.items()}
    return replace(
        library,
        files=files,
        playbooks={name: _same(file, files) for name, file in library.playbooks.items()},
        questions_file=library.questions_file and _same(library.questions_file, files),
        asked={name: _asked(one, files) for name, one in library.asked.items()},
        documents=tuple(files[document.path].document for document in library.documents),
        sources={},
    )


def _asked(one: Asked, files: Mapping_[str, Sourced[Model]]) -> Asked:
    file = cast("Sourced[QuestionsFile] | Sourced[Playbook]", files[one.file.document.path])
    return replace(one, file=file)


def _same(file: Sourced[M], files: Mapping_[str, Sourced[Model]]) -> Sourced[M]:
    return cast("Sourced[M]", files[file.document.path])

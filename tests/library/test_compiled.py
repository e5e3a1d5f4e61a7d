"""The library that a wheel holds makes the same plans as the files it was made from."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from rse_plan.library import Folder, load_library
from rse_plan.library import compiled as compiled_module
from rse_plan.library.compiled import Outline, bundled_folder, read_library
from rse_plan.library.with_answers import load
from rse_plan.pipeline import plan
from rse_plan.resources import example_names, example_path


@pytest.mark.parametrize("name", example_names())
def test_plans_are_the_same(wheel: Path, name: str) -> None:
    read = load_library([bundled_folder()])
    given = load(example_path(name), [bundled_folder()])
    assert given.answers is not None
    assert plan(given.answers, given.library) == plan(given.answers, read)
    assert not [one.path for one in given.library.documents if "_whole" in vars(one)], "files read again"


def test_own_playbooks_are_read_beside_files(wheel: Path, tmp_path: Path) -> None:
    own = Folder(tmp_path, "own/")
    assert not any(isinstance(one, Outline) for one in read_library([bundled_folder(), own]).documents)


def test_another_version_s_library_is_not_used(wheel: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiled_module, "_VERSIONS", ("0.0.0", "2.0.0"))
    assert not any(isinstance(one, Outline) for one in read_library([bundled_folder()]).documents)


def test_places_of_items_are_kept() -> None:
    library = load_library([bundled_folder()])
    file = library.playbooks["charter"]
    outlined = replace(file, document=Outline(file.document))
    for position, _ in enumerate(file.value.tasks):
        assert outlined.span("tasks", position) == file.span("tasks", position)
    assert outlined.document.digest == file.document.digest

"""Layers as broken files have them: a finding or more, never a crash."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_library import FILES, write

from rse_plan.library import Folder, load_library

HEAD = "kind: playbook\nformat: 1\nid: ours\nextends: pilot\n"
WORDS = "kind: translation\nformat: 1\nlanguage: fr\n"


@pytest.mark.parametrize(
    "text",
    [
        HEAD + "tasks: [seed]\n",
        HEAD + "tasks: [[seed]]\n",
        HEAD + "tasks: {id: seed}\n",
        HEAD + "tasks:\n  - {id: [seed]}\n",
        HEAD + "tasks:\n  - {id: seed, title: Text}\n",
        HEAD + "tasks:\n  - {id: seed, title: {en: x, fr: 0,3}}\n",
        HEAD + "tasks:\n  - {id: seed, kind: [task]}\n",
        HEAD + "tasks:\n  - {id: seed, kind: gatee}\n",
        HEAD + "tasks:\n  - {id: Seed, kind: gate}\n",
        HEAD + "kit: 3\n",
        HEAD + "kit: {members: 3}\n",
        HEAD + "requires: {a: b}\n",
        HEAD + "requires: [[a]]\n",
        HEAD + "adjust: 3\n",
        HEAD + "adjust: [{item: nothing}]\n",
        HEAD + "remove: [[seed]]\n",
        HEAD + "remove: [a/b/c]\n",
        HEAD + "title: 3\n",
        HEAD + "for_each: moons\n",
        HEAD + "extend: pilot\n",
        HEAD.replace("extends: pilot", "extends: [pilot]"),
        HEAD.replace("extends: pilot", "extends:"),
        HEAD.replace("format: 1", "format: 2"),
        HEAD.replace("id: ours\n", ""),
        HEAD.replace("id: ours", "id: [ours]"),
        HEAD + "questions:\n  - {id: employer.expert}\n",
        WORDS,
        WORDS + "texts: [a]\n",
        WORDS + "texts: {pilot: x}\n",
        WORDS + "texts: {pilot.: x}\n",
        WORDS + "texts: {/: x}\n",
        WORDS + "texts: {pilot/: x}\n",
        WORDS + "texts: {pilot/seed: x}\n",
        WORDS + "texts: {pilot/seed.title.en: x}\n",
        WORDS + "texts: {pilot/seed.raci.R: x}\n",
        WORDS + "texts: {pilot/open.title: {fr: x}}\n",
        WORDS + "texts: {roles.title: x}\n",
        WORDS + "texts: {roles/nobody.title: x}\n",
        WORDS + "texts: {a.b.c: x}\n",
        WORDS.replace("language: fr", "language: [fr]") + "texts: {pilot.title: x}\n",
    ],
)
def test_nothing_breaks(tmp_path: Path, text: str) -> None:
    below = Folder(write(tmp_path / "base", FILES), "bundled:")
    found = load_library([below, Folder(write(tmp_path / "own", {"ours.yaml": text}), "own/")]).diagnostics
    if text != WORDS:
        assert found
        assert {one.span.path for one in found} == {"own/ours.yaml"}


def test_what_cannot_be_read_is_one_fault(tmp_path: Path) -> None:
    """Neither a base nor a layer that no parser reads makes what names them a fault."""
    below = Folder(
        write(tmp_path / "base", {**FILES, "pilot.yaml": "kind: playbook\nid: pilot\n\tx"}), "bundled:"
    )
    layer = HEAD + "tasks:\n  - {id: seed, duration: 1d}\nremove: [open]\n"
    library = load_library([below, Folder(write(tmp_path / "own", {"ours.yaml": layer}), "own/")])
    assert {one.span.path for one in library.diagnostics} == {"bundled:pilot.yaml"}


def found_of(folder: Path, text: str) -> list[str]:
    below = Folder(write(folder / "base", FILES), "bundled:")
    found = load_library([below, Folder(write(folder / "own", {"ours.yaml": text}), "own/")]).diagnostics
    return [f"{one.message}; {one.help}" for one in found]


def test_an_item_under_another_list_is_told_where_it_stands(tmp_path: Path) -> None:
    (found,) = found_of(tmp_path, HEAD + "risks:\n  - {id: seed, impact: 5}\n")
    assert found == "“seed” stands under “tasks:”; change it there, or give the new one its own id"


def test_nobody_is_asked_whether_they_meant_what_they_wrote(tmp_path: Path) -> None:
    new = "  - {id: added, phase: pilot, title: {en: A, fr: A}, raci: {R: hr, A: hr}, duration: 1d}\n"
    found = found_of(tmp_path, HEAD + f"tasks:\n{new}remove: [added]\n")
    told = [one for one in found if "is no item of" in one]
    assert told
    assert all("did you mean “added”" not in one for one in told)

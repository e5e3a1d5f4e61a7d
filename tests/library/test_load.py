"""Folders into a library: which files, in which order, over which others (semantics 22)."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import small_library
from small_library import COUNCIL, FILES, QUESTIONS, ROLES, load, write

from rse_plan.errors import UserError
from rse_plan.library import Folder, load_library
from rse_plan.library.folders import yaml_files


def names(folder: Path) -> list[str]:
    return [path.relative_to(folder).as_posix() for path in yaml_files(folder)]


def test_only_yaml_files_are_read_in_the_order_of_their_paths(tmp_path: Path) -> None:
    write(
        tmp_path,
        dict.fromkeys(("b/a.yml", "a.yaml", "b.yaml", "a/z.yaml", "README.md", "c.yaml.bak"), "x"),
    )
    assert names(tmp_path) == ["a/z.yaml", "a.yaml", "b/a.yml", "b.yaml"]


def test_hidden_folders_are_passed_by(tmp_path: Path) -> None:
    write(tmp_path, {".git/a.yaml": "x", "a/.venv/b.yaml": "x", "a/b.yaml": "x", ".hidden.yaml": "x"})
    assert names(tmp_path) == [".hidden.yaml", "a/b.yaml"]


def test_a_missing_folder_is_not_an_empty_one(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="cannot be read"):
        list(yaml_files(tmp_path / "nothing"))


def test_a_folder_without_read_permission_is_not_an_empty_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, {"open/a.yaml": "x", "closed/b.yaml": "x"})
    monkeypatch.setattr(os, "scandir", refusing(os.scandir, tmp_path / "closed"))
    with pytest.raises(UserError, match="closed cannot be read") as refusal:
        list(yaml_files(tmp_path))
    assert "permissions" in str(refusal.value.help)


def refusing(scan: Callable[..., Any], closed: Path) -> Callable[..., Any]:
    """The system's reading of folders, one being closed to us: root is let in everywhere else."""

    def scanning(path: Any = ".") -> Any:
        if Path(path) == closed:
            raise PermissionError(13, "Permission denied", str(path))
        return scan(path)

    return scanning


def test_a_library_is_in_order_of_ids_whatever_the_paths(tmp_path: Path) -> None:
    moved = {("z/" + name if name == "council.yaml" else name): text for name, text in FILES.items()}
    library = load(tmp_path, moved)
    assert library.diagnostics == ()
    assert list(library.playbooks) == ["council", "pilot"]
    assert next(iter(library.asked)) == "organisation.name"
    assert list(library.asked)[-1] == "employer.expert"
    assert library.asked["employer.expert"].playbook == "council"


def test_every_part_knows_its_file_and_place(tmp_path: Path) -> None:
    library = load(tmp_path)
    playbook = library.playbooks["council"]
    assert str(playbook.span("tasks", 1, "gate")) == "council.yaml:25:11"
    asked = library.asked["organisation.sites"]
    assert small_library.cited(asked.file.span(*asked.route, "id"), QUESTIONS) == "organisation.sites"
    assert library.sources["council.yaml"] == COUNCIL


def test_answers_files_are_left_to_whoever_wants_them(tmp_path: Path) -> None:
    library = load(tmp_path, {**FILES, "answers.yaml": small_library.ANSWERS})
    assert library.diagnostics == ()
    assert "answers.yaml" in {document.path for document in library.documents}


@pytest.mark.parametrize(
    ("name", "text", "cited"),
    [
        ("other/council.yaml", COUNCIL, "other/council.yaml:3:5"),
        ("other/roles.yaml", ROLES, "other/roles.yaml:4:10"),
        ("other/questions.yaml", QUESTIONS, "other/questions.yaml:1:7"),
    ],
)
def test_one_thing_in_two_files_is_told_with_both_places(
    tmp_path: Path, name: str, text: str, cited: str
) -> None:
    found = load(tmp_path, {**FILES, name: text}).diagnostics
    assert {one.rule for one in found} == {"duplicate-id"}
    both = {str(span) for one in found for span in (one.span, *(other.span for other in one.related))}
    assert cited in both
    assert cited.removeprefix("other/") in both


def test_one_question_in_two_playbooks(tmp_path: Path) -> None:
    second = small_library.PILOT.replace(
        "tasks:\n", COUNCIL[COUNCIL.index("questions:") : COUNCIL.index("tasks:")] + "tasks:\n"
    )
    (found,) = load(tmp_path, {**FILES, "pilot.yaml": second}).diagnostics
    assert (found.rule, found.span.path, found.related[0].span.path) == (
        "duplicate-id",
        "pilot.yaml",
        "council.yaml",
    )


def test_a_later_folder_adds_to_an_earlier_one(tmp_path: Path) -> None:
    base = write(tmp_path / "base", {name: text for name, text in FILES.items() if name != "pilot.yaml"})
    own = write(tmp_path / "own", {"pilot.yaml": FILES["pilot.yaml"]})
    library = load_library([Folder(base, "bundled:"), Folder(own, "own/")])
    assert library.diagnostics == ()
    assert [file.document.path for file in library.playbooks.values()] == [
        "bundled:council.yaml",
        "own/pilot.yaml",
    ]


def test_reading_twice_gives_the_same(tmp_path: Path) -> None:
    broken = small_library.changed("pilot.yaml", "phase: sustain", "phase: pilto")
    assert load(tmp_path, broken).diagnostics == load(tmp_path, broken).diagnostics


def test_a_folder_that_may_be_listed_and_not_entered_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "own.yaml").write_text("", encoding="utf-8")

    def closed(path: Path) -> bool:
        raise PermissionError(13, "closed", str(path))

    monkeypatch.setattr(Path, "is_file", closed)
    with pytest.raises(UserError, match="cannot be read: you have no right to it"):
        tuple(yaml_files(tmp_path))

"""What keeps answers from being saved, or would lose them: files, folders, disks, other hands."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from interview.hand_written import BY_HAND, hand_written

from rse_plan.errors import UserError
from rse_plan.interview.agenda import Ask
from rse_plan.interview.record import with_answer
from rse_plan.interview.saving import UnreadableAnswersError, open_answers
from rse_plan.library import Library

Sit = Callable[..., Any]

UNREADABLE = {
    "yaml": (b"kind: answers\nformat: 1\ngoal: [a\n", "yaml-parse"),
    "another kind": (b"kind: playbook\nformat: 1\n", "wrong-value"),
    "no kind": (b"format: 1\n", "missing-key"),
    "a newer format": (b"kind: answers\nformat: 2\n", "format-version"),
    "a misspelt key": (b"kind: answers\nformat: 1\norganisation: {nam: x}\n", "unknown-answer"),
    "a wrong answer": (b"kind: answers\nformat: 1\norganisation: {headcount: many}\n", "wrong-value"),
    "not text": (b"\xff\xfe\x00", "unsupported-yaml"),
    "empty": (b"", "yaml-parse"),
}


@pytest.mark.parametrize("case", UNREADABLE)
def test_what_cannot_be_read_is_said_and_left_as_it_is(library: Library, tmp_path: Path, case: str) -> None:
    path = tmp_path / "answers.yaml"
    content, rule = UNREADABLE[case]
    path.write_bytes(content)
    with pytest.raises(UnreadableAnswersError) as refused:
        open_answers(path, library, "en")
    assert [found.rule for found in refused.value.diagnostics] == [rule]
    assert path.read_bytes() == content


def test_a_folder_is_refused(library: Library, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="is a folder") as refused:
        open_answers(tmp_path, library, "en")
    assert "answers.yaml" in str(refused.value.help)


def test_a_place_that_cannot_be_written_is_known_before_the_first_question(
    library: Library, tmp_path: Path
) -> None:
    with pytest.raises(UserError, match="its folder does not exist"):
        open_answers(tmp_path / "nowhere" / "answers.yaml", library, "en").check_writable()
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(UserError, match="its folder is a file"):
        open_answers(tmp_path / "file" / "answers.yaml", library, "en").check_writable()
    open_answers(tmp_path / "answers.yaml", library, "en").check_writable()
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_a_full_disk_keeps_the_former_answers(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "answers.yaml"
    file = open_answers(path, library, "en")
    file.keep(file.answers)
    before = path.read_bytes()

    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(UserError, match="the disk is full"):
        file.keep(replace(file.answers, language="fr"))
    assert path.read_bytes() == before
    assert [left.name for left in tmp_path.iterdir()] == ["answers.yaml"]


def test_a_file_that_somebody_changed_meanwhile_is_not_written_over(library: Library, tmp_path: Path) -> None:
    path = tmp_path / "answers.yaml"
    file = open_answers(path, library, "en")
    file.keep(file.answers)
    path.write_bytes(b"kind: answers\nformat: 1\n# changed\n")
    with pytest.raises(UserError, match="changed by somebody else"):
        file.keep(replace(file.answers, language="fr"))
    assert b"# changed" in path.read_bytes()


def test_nothing_is_written_when_nothing_changed(library: Library, tmp_path: Path) -> None:
    path = tmp_path / "answers.yaml"
    hand_written(path, BY_HAND)
    before = path.stat()
    file = open_answers(path, library, "fr")
    file.keep(file.answers)
    assert path.stat().st_mtime_ns == before.st_mtime_ns
    assert file.answers.language == "en"


@pytest.mark.skipif(os.name == "nt", reason="permissions and links of Unix")
def test_permissions_and_links_stay(library: Library, tmp_path: Path) -> None:
    real, link = tmp_path / "real.yaml", tmp_path / "answers.yaml"
    hand_written(real, BY_HAND)
    real.chmod(0o600)
    link.symlink_to(real)
    file = open_answers(link, library, "en")
    file.keep(replace(file.answers, language="fr"))
    assert link.is_symlink()
    assert "language: fr" in real.read_text(encoding="utf-8")
    assert stat.S_IMODE(real.stat().st_mode) == 0o600


def test_a_folder_without_permission_is_said(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def closed(path: Path, **_: object) -> None:
        raise PermissionError(13, "closed", str(path))

    monkeypatch.setattr(Path, "stat", closed)
    with pytest.raises(UserError, match="cannot be read: you have no right to it"):
        open_answers(tmp_path / "answers.yaml", library, "en")


@pytest.mark.parametrize("is_folder_gone", [False, True])
def test_a_file_that_was_deleted_meanwhile_is_written_again(
    library: Library, tmp_path: Path, is_folder_gone: bool
) -> None:
    path = tmp_path / "plan" / "answers.yaml"
    path.parent.mkdir()
    hand_written(path, "kind: answers\nformat: 1\n# mine\norganisation: {name: Weldom}\n")
    file = open_answers(path, library, "en")
    path.unlink()
    if is_folder_gone:
        path.parent.rmdir()
    headcount = library.questions["organisation.headcount"]
    file.keep(with_answer(file.answers, Ask(headcount), 900))
    text = path.read_text(encoding="utf-8")
    assert "# mine\n" in text
    assert "name: Weldom" in text
    assert "headcount: 900" in text


def test_a_comment_below_the_end_is_said_to_stand_there(library: Library, tmp_path: Path) -> None:
    path = tmp_path / "answers.yaml"
    hand_written(path, "kind: answers\nformat: 1\n...\n# mine\n")
    with pytest.raises(UserError, match="a comment below") as refused:
        open_answers(path, library, "en")
    assert refused.value.span is not None
    assert refused.value.span.line == 4


@pytest.mark.skipif(os.name == "nt", reason="pipes with a name are of Unix")
def test_a_pipe_is_no_answers_file_and_nobody_waits_for_it(library: Library, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "answers.yaml")
    with pytest.raises(UserError, match="is a device or a pipe, not a file"):
        open_answers(tmp_path / "answers.yaml", library, "en")


@pytest.mark.skipif(os.name == "nt", reason="Windows has other permissions")
def test_new_answers_are_their_owners_alone(sit: Sit, tmp_path: Path) -> None:
    sit(["Weldom"])
    assert (tmp_path / "answers.yaml").stat().st_mode & 0o777 == 0o600
    (tmp_path / "answers.yaml").chmod(0o664)
    sit(["900"])
    assert (tmp_path / "answers.yaml").stat().st_mode & 0o777 == 0o664

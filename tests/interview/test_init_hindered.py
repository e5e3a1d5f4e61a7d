"""`init` where something is in the way: a folder, no rights, a full disk, a second one, closed streams."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from flags import FLAGS, sets
from ran import Run

from rse_plan.resources import example_path


def test_a_folder_is_no_answers_file(init: Run, tmp_path: Path) -> None:
    (tmp_path / "answers.yaml").mkdir()
    ran = init("--no-input", *sets(*FLAGS))
    assert ran.code == 2
    assert ran.err.splitlines() == [
        "rse-plan: answers.yaml is a folder",
        "  help: name a file, such as answers.yaml/answers.yaml",
    ]


@contextmanager
def unprivileged() -> Iterator[None]:
    """Whoever runs the tests as root is somebody else meanwhile: permissions do not bind root."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.mark.skipif(os.name == "nt", reason="permissions of Unix")
def test_a_read_only_folder_is_said_before_the_first_question(
    init: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o555)  # noqa: S103  # what this test is about
        monkeypatch.chdir(folder)
        with unprivileged():
            for ran in (init("--plain", typed="Weldom\n"), init("--no-input", *sets(*FLAGS))):
                assert ran.code == 2
                assert ran.out == ""
                assert ran.err.splitlines() == [
                    "rse-plan: answers.yaml cannot be written: you have no right to it",
                    "  help: choose another folder, as in “rse-plan init my-folder/answers.yaml”",
                ]
        assert os.listdir(folder) == []
        os.chmod(folder, 0o700)


def test_a_disk_that_fills_up_keeps_what_was_answered_before(
    init: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sync, saves = os.fsync, []

    def full(descriptor: int) -> None:
        saves.append(descriptor)
        if len(saves) > 2:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        sync(descriptor)

    monkeypatch.setattr(os, "fsync", full)
    ran = init("--plain", typed="Weldom\n900\n1\n1\n")
    assert ran.code == 2
    assert ran.err.splitlines() == [
        "rse-plan: answers.yaml cannot be written: the disk is full",
        "  help: make room; what was answered before is kept, and the same command goes on",
    ]
    assert [left.name for left in tmp_path.iterdir()] == ["answers.yaml"]
    text = (tmp_path / "answers.yaml").read_text(encoding="utf-8")
    assert text.endswith("organisation:\n  name: Weldom\n  headcount: 900\n")


def test_a_second_init_on_the_same_file_is_told(init: Run, tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "rse_plan", "init", "--plain"],
        cwd=tmp_path,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    ) as first:
        assert first.stdin is not None
        assert first.stdout is not None
        assert any("Which name" in line for line in iter(first.stdout.readline, ""))
        second = init("--no-input", *sets(*FLAGS))
        assert second.code == 2
        assert second.err.splitlines() == [
            "rse-plan: another “rse-plan init” is filling in answers.yaml",
            "  help: end that one first (Ctrl-C keeps its answers), or name another file",
        ]
        assert init("other.yaml", "--no-input", *sets(*FLAGS)).code == 0
        first.stdin.write("Weldom\n")
        first.stdin.close()
        first.stdout.read()
        assert first.wait(timeout=60) == 2
    assert init("--no-input", *sets(*FLAGS)).code == 0


@pytest.mark.skipif(os.name == "nt", reason="streams of a POSIX shell")
@pytest.mark.parametrize(
    ("command", "code"),
    [
        ("init >&-", 2),
        ("init <&- >&- 2>&-", 2),
        ("check weldom.yaml >&-", 0),
        ("check weldom.yaml > /dev/full", 2),
        ("check weldom.yaml > /dev/full 2>&1", 2),
    ],
)
def test_streams_that_are_closed_or_full_are_no_faults_of_the_program(
    tmp_path: Path, command: str, code: int
) -> None:
    if "/dev/full" in command and not Path("/dev/full").exists():
        pytest.skip("no /dev/full here")
    shutil.copy(example_path("weldom"), tmp_path / "weldom.yaml")
    ran = subprocess.run(
        ["sh", "-c", f'"$0" -m rse_plan {command}', sys.executable],
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    assert ran.returncode == code
    assert "internal error" not in ran.stderr
    assert "Traceback" not in ran.stderr
    assert ("the disk is full" in ran.stderr) == command.endswith("/dev/full")


@pytest.mark.skipif(os.name == "nt", reason="links need a right there")
def test_links_in_a_circle_are_said(init: Run, tmp_path: Path) -> None:
    (tmp_path / "answers.yaml").symlink_to("b.yaml")
    (tmp_path / "b.yaml").symlink_to("answers.yaml")
    ran = init("--set", "organisation.name=x")
    assert ran.code == 2
    assert "its links lead in a circle" in ran.err

"""Pipes, devices and links in a circle where files are looked for: told at once, never waited for."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from ran import Run
from tracked import answers

pytestmark = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
PIPE = "cannot be read: it is a pipe that nobody writes to"


@pytest.fixture(autouse=True)
def there(tmp_path: Path) -> None:
    answers(tmp_path, "en")


@pytest.mark.parametrize(
    ("name", "command"),
    [
        ("progress.yaml", "check"),
        ("mine.yaml", "check mine.yaml"),
        ("mine.yaml", "check --today 2027-03-01 --progress mine.yaml"),
        ("mine.json", "check --today 2027-03-01 --former mine.json"),
        ("mine.json", "diff answers.yaml mine.json"),
        ("mine.xlsx", "progress --from mine.xlsx"),
        ("mine.xlsx", "init --merge mine.xlsx"),
        ("mine.csv", "init --no-input --communities mine.csv"),
        ("theme.yaml", "render --theme theme.yaml"),
    ],
)
def test_a_pipe_in_a_file_s_place(name: str, command: str, run: Run, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / name)
    ended = run(*command.split())
    assert ended.code == 2
    assert f"{name} {PIPE}" in ended.err


def test_a_device_without_an_end_is_no_plan(run: Run, tmp_path: Path) -> None:
    (tmp_path / "plan.json").symlink_to("/dev/zero")
    assert "the file is larger than 64 MiB" in run("diff", "answers.yaml", "plan.json").err


def test_lint_passes_by_what_is_no_file(run: Run, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "progress.yaml")
    (tmp_path / "folder.yaml").mkdir()
    os.mkfifo(tmp_path / "plan.html.j2")
    assert run("lint", "answers.yaml").code == 0
    (tmp_path / "circle.yaml").symlink_to("circle.yaml")
    assert "its links lead in a circle" in run("lint", ".").err


def test_what_was_written_there_is_looked_for_in_files_alone(run: Run, tmp_path: Path) -> None:
    for name in (".rse-plan.json", "plan.md"):
        os.mkfifo(tmp_path / name)
    assert run("render", "--format", "markdown", "--out", ".").code == 0
    assert (tmp_path / "plan.new.md").is_file()

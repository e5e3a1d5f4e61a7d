"""Completion as a shell asks for it: through the environment, in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ANSWERS = """\
kind: answers
format: 1
organisation: {name: Acme, headcount: 900}
communities:
  - {id: finance, name: Finance, members: 40, use_case: knowledge-sharing}
calendar: {start: 2027-01-04}
"""


def completed(folder: Path, typed: str, shell: str = "bash", command: str = "why") -> list[str]:
    """What is offered after `rse-plan why TYPED`, or after another command."""
    environment = {
        **os.environ,
        "_RSE_PLAN_COMPLETE": f"complete_{shell}",
        "COMP_WORDS": f"rse-plan {command} {typed}",
        "COMP_CWORD": str(len(command.split()) + 1),
        "_TYPER_COMPLETE_ARGS": f"rse-plan {command} {typed}",
        "_TYPER_COMPLETE_FISH_ACTION": "get-args",
    }
    ran = subprocess.run(
        [sys.executable, "-m", "rse_plan"],
        cwd=folder,
        env=environment,
        capture_output=True,
        check=False,
        timeout=60,
        text=True,
        encoding="utf-8",
    )
    assert ran.stderr == ""
    return ran.stdout.split()


def test_ids_of_the_plan_of_this_folder_are_offered(tmp_path: Path) -> None:
    (tmp_path / "answers.yaml").write_text(ANSWERS, encoding="utf-8")
    found = completed(tmp_path, "pilot-by-communities/op")
    assert found == ["pilot-by-communities/open@finance"]
    assert completed(tmp_path, "open@f") == ["open@finance"]


def test_without_answers_the_items_of_the_library_are_offered(tmp_path: Path) -> None:
    assert completed(tmp_path, "pilot-by-communities/op") == ["pilot-by-communities/open"]


@pytest.mark.parametrize("text", ["kind: [", "kind: answers\nformat: 1\n", "\x00", "kind: playbook\n"])
def test_answers_that_cannot_be_planned_are_no_error_in_the_shell(tmp_path: Path, text: str) -> None:
    (tmp_path / "answers.yaml").write_text(text, encoding="utf-8")
    completed(tmp_path, "pilot-by-communities/op")


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_other_shells_are_served(tmp_path: Path, shell: str) -> None:
    assert "pilot-by-communities/open" in " ".join(completed(tmp_path, "pilot-by-communities/op", shell))


def test_readers_of_the_plan_are_offered(tmp_path: Path) -> None:
    assert "council" in completed(tmp_path, "coun", command="render --for")
    (tmp_path / "answers.yaml").write_text(ANSWERS, encoding="utf-8")
    assert completed(tmp_path, "community", command="render --for") == ["community:finance"]


def test_what_is_recorded_is_offered_by_its_kind(tmp_path: Path) -> None:
    (tmp_path / "answers.yaml").write_text(ANSWERS, encoding="utf-8")
    assert completed(tmp_path, "pilot-by-communities/op", command="done") == [
        "pilot-by-communities/open@finance"
    ]
    assert completed(tmp_path, "sponsor-mandate/", command="decide") == [
        "sponsor-mandate/approve-study",
        "sponsor-mandate/decide-pilot",
        "sponsor-mandate/decide-extension",
    ]
    assert completed(tmp_path, "", command="decide decide-pilot")[:2] == ["yes", "oui"]
    measures = completed(tmp_path, "measurement/", command="measure")
    assert measures
    assert all(one.startswith("measurement/") for one in measures)
    assert completed(tmp_path, "nothing-like-it", command="block") == []


def test_other_answers_are_read_for_what_is_offered(tmp_path: Path) -> None:
    (tmp_path / "client.yaml").write_text(ANSWERS.replace("finance", "legal"), encoding="utf-8")
    found = completed(tmp_path, "pilot-by-communities/op", command="start -a client.yaml")
    assert found == ["pilot-by-communities/open@legal"]
    assert completed(tmp_path, "pilot-by-communities/op", command="start") == []

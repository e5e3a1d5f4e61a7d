"""A hook's command goes a shorter way, and says and ends the same."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from rse_plan.cli import app, start

SOUND = """\
kind: playbook
format: 1
id: own
title: {en: Own, fr: À nous}
"""
FAULTY = SOUND + "tsaks: []\n"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(
    ("content", "named", "code"),
    [
        (SOUND, ["own.yaml"], 0),
        (FAULTY, ["own.yaml"], 1),
        (FAULTY, ["own.yaml", "own.yaml"], 1),
        (FAULTY, ["."], 1),
        (SOUND, ["gone.yaml"], 2),
        (SOUND, ["own.txt"], 2),
        (FAULTY, ["own.yaml", "--format", "json"], 1),
        (FAULTY, ["own.yaml", "--no-such-option"], 2),
    ],
)
@pytest.mark.usefixtures("here")
def test_both_ways_say_and_end_the_same(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    content: str,
    named: list[str],
    code: int,
) -> None:
    Path("own.yaml").write_text(content, encoding="utf-8")
    monkeypatch.setattr(sys, "argv", ["rse-plan", "lint", *named])
    assert start.run() == code
    short = capsys.readouterr()
    assert app.run() == code
    assert capsys.readouterr() == short
    assert short.out + short.err


@pytest.mark.usefixtures("here")
def test_files_alone_need_no_parser() -> None:
    Path("own.yaml").write_text(SOUND, encoding="utf-8")
    script = "import sys; from rse_plan.cli.start import run; run(); print('typer' in sys.modules)"
    command = [sys.executable, "-c", script, "lint", "own.yaml"]
    shown = subprocess.run(command, capture_output=True, text=True, check=True)
    assert shown.stdout.splitlines()[-1] == "False", shown.stdout


@pytest.mark.usefixtures("here")
def test_shells_are_still_given_completions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["rse-plan", "lint", "own.yaml"])
    monkeypatch.setenv(start.COMPLETING, "source_bash")
    monkeypatch.setattr(app, "run", lambda: 7)
    assert start.run() == 7

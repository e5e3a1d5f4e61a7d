"""Running commands as a person does: a process of its own, or the same without the start-up."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from rse_plan.cli import app as command_line


@dataclass(frozen=True, slots=True)
class Ran:
    """What a command left behind."""

    code: int
    out: str
    err: str


Run = Callable[..., Ran]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Run:
    """Run a command inside this process, in an empty folder: `run("render", "--out", "plan")`."""
    monkeypatch.chdir(tmp_path)

    def runs(*arguments: str) -> Ran:
        monkeypatch.setattr(sys, "argv", ["rse-plan", *arguments])
        code = command_line.run()
        shown = capsys.readouterr()
        assert "Traceback" not in shown.err
        return Ran(code, shown.out, shown.err)

    return runs


@pytest.fixture
def process(tmp_path: Path) -> Run:
    """Run a command as a process: `process("--version", environment={"LANG": "fr_FR.UTF-8"})`."""

    def runs(
        *arguments: str,
        environment: Mapping[str, str] | None = None,
        folder: Path | None = None,
        encoding: str = "utf-8",
    ) -> Ran:
        ran = subprocess.run(
            [sys.executable, "-m", "rse_plan", *arguments],
            cwd=folder or tmp_path,
            env={**os.environ, **(environment or {})},
            capture_output=True,
            check=False,
            timeout=120,
            stdin=subprocess.DEVNULL,
        )
        out, err = (text.decode(encoding).replace("\r\n", "\n") for text in (ran.stdout, ran.stderr))
        return Ran(ran.returncode, out, err)

    return runs

"""Running commands as a person does: a process of its own, or the same without the start-up."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from ran import Ran, Run, runner


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Run:
    """Run a command inside this process, in an empty folder: `run("render", "--out", "plan")`."""
    return runner(tmp_path, monkeypatch, capsys)


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

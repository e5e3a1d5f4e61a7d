"""A command run inside this process, in a folder of its own: how it ended, and what it printed."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from rse_plan.cli import app as command_line


class Ran(NamedTuple):
    """What a command left behind."""

    code: int
    out: str
    err: str


Run = Callable[..., Ran]


def runner(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *command: str
) -> Run:
    """What runs `rse-plan COMMAND …` there; `typed` are lines in a pipe."""
    monkeypatch.chdir(folder)

    def run(*arguments: str, typed: str | None = None) -> Ran:
        monkeypatch.setattr(sys, "argv", ["rse-plan", *command, *arguments])
        if typed is not None:
            pipe = io.TextIOWrapper(io.BytesIO(typed.encode()), encoding="utf-8")
            monkeypatch.setattr(sys, "stdin", pipe)
        code = command_line.run()
        shown = capsys.readouterr()
        assert "Traceback" not in shown.out + shown.err
        return Ran(code, shown.out, shown.err)

    return run

"""Lint run as a command."""

from __future__ import annotations

from pathlib import Path

import pytest
from ran import Run, runner

from rse_plan.lint import engine


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Run:
    """Run `rse-plan lint …` in an empty folder."""
    return runner(tmp_path, monkeypatch, capsys, "lint")


@pytest.fixture
def only_earlier_finders(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files here are as small as can be: rules with hooks, which would ask for more, have their own tests."""
    earlier = tuple(one for one in engine.all_rules() if one.check is None and one.check_all is None)
    monkeypatch.setattr(engine, "all_rules", lambda: earlier)

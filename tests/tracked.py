"""Weldom half a year in: its answers in a folder, a present day, and what was recorded."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from rse_plan.cli import recorded, tracking
from rse_plan.resources import example_path

TODAY = date(2027, 6, 30)


def half_a_year_in(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """The answers in English, and a clock that stands still."""
    monkeypatch.setattr(tracking, "today", lambda: TODAY)
    monkeypatch.setattr(recorded, "today", lambda: TODAY)
    answers(folder, "en")


def answers(folder: Path, language: str) -> None:
    """The answers in the folder, in a language."""
    text = example_path("weldom").read_text(encoding="utf-8")
    changed = re.sub(r"^language: fr", f"language: {language}", text, flags=re.MULTILINE)
    (folder / "answers.yaml").write_text(changed, encoding="utf-8")


def progress(folder: Path) -> str:
    """The text of the file that is kept beside them."""
    return (folder / "progress.yaml").read_text(encoding="utf-8")

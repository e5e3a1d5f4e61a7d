"""What is said of a plan that is made again: the lines on top."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from ran import Run
from tracked import answers

from rse_plan.cli import tracking

pytestmark = pytest.mark.whole
HEAD = "Ce qui a bougé depuis le plan précédent :"


@pytest.fixture(autouse=True)
def french(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(tracking, "today", lambda: date(2027, 1, 20))
    answers(tmp_path, "fr")


def lines(run: Run, day: str = "2027-01-20") -> list[str]:
    """The lines that a render prints, without spaces that do not break."""
    told = run("render", "--today", day, "--format", "json")
    assert told.code in (0, 1), told.err
    said = (told.out + told.err).replace("\u00a0", " ").replace("\u202f", " ").splitlines()
    return [line for line in said[said.index(HEAD) + 1 :] if line.startswith("- ")]


def test_what_is_late_itself_is_named_once(run: Run) -> None:
    run("render", "--format", "json")
    run("start", "find-sponsor", "2027-01-11")
    run("block", "who-employs", "2027-01-12", "--until", "2027-02-10", "--reason", "l’avocat relit")
    told = lines(run)
    blocked = next(line for line in told if "qui emploie le personnel" in line)
    assert "cause : bloqué depuis le 12 janvier 2027 (l’avocat relit)." in blocked
    assert not any("n’est pas achevé" in line for line in told)
    assert any("commencé avec 7 jours de retard" in line for line in told)

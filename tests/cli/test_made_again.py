"""What is said of a plan that is made again: the lines on top."""

from __future__ import annotations

import re
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


def test_what_the_answers_change_is_named_once(run: Run, tmp_path: Path) -> None:
    run("render", "--format", "json")
    with (tmp_path / "answers.yaml").open("a", encoding="utf-8") as more:
        more.write("adjust:\n  - {item: framing/criteria, start: 2027-03-01, why: le comité de mars}\n")
    line = next(one for one in lines(run, "2027-01-04") if one.startswith("- Fixer les critères"))
    assert "cause : changé par l’équipe projet (le comité de mars)." in line


def test_a_decision_on_another_day_is_the_cause_of_what_follows(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("render", "--format", "json")
    run("render", "--today", "2027-01-20", "--format", "json")
    monkeypatch.setattr(tracking, "today", lambda: date(2027, 8, 25))
    run("decide", "approve-study", "yes", "2027-01-26")
    first = lines(run, "2027-01-30")[0]
    assert "cause : « Accord pour engager l’étude » a été décidé le 26 janvier 2027." in first
    run("decide", "decide-extension", "later", "2027-07-19")
    told = lines(run, "2027-08-25")
    assert any("a été reporté le 19 juillet 2027" in one for one in told), told
    run("decide", "decide-extension", "non", "2027-08-20", "--note", "budget gelé")
    first, then = lines(run, "2027-08-25")
    assert first.startswith("- « Au vu du bilan : élargir, ajuster ou arrêter » a reçu la réponse « non »")
    assert first.endswith(" le 20 août 2027 (budget gelé).")
    assert then == "- Aucune date n’a bougé depuis le plan précédent."
    told = lines(run, "2027-09-20")
    assert any("la réponse a été non le 20 août 2027 (budget gelé)" in one for one in told), told


def test_what_is_done_is_told_by_the_day_on_which_it_was(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """A block that was lifted gives another beginning; how late it was done is another number."""
    monkeypatch.setattr(tracking, "today", lambda: date(2027, 2, 10))
    run("render", "--format", "json")
    run("block", "who-employs", "2027-01-06", "--until", "2027-01-18", "--reason", "l’avocat relit")
    lines(run, "2027-01-12")
    run("start", "who-employs", "2027-01-18")
    run("done", "who-employs", "2027-01-22")
    (told,) = [line for line in lines(run, "2027-01-25") if "qui emploie le personnel" in line]
    number = re.search(r"→ 22 janvier 2027 \([+-](\d+) jour", told)
    assert number is not None, told
    assert f"avec {number[1]} jour" in told

"""What planning says during the interview: `?` and the closing, from the command down to the screen."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from rse_plan.interview.agenda import Agenda, Ask, Mode, full_questions
from rse_plan.interview.prospects import Prospects
from rse_plan.interview.saving import open_answers
from rse_plan.interview.voice import Voice
from rse_plan.library import Library
from rse_plan.planning.facts import FactSheet
from rse_plan.resources import example_path

GIVEN = """
organisation.name=Weldom
organisation.headcount=2750
organisation.countries=FR
organisation.employers=one
goal.primary=idea-box
goal.process=ideas
sponsor.level=ceo
stakeholders.owner=it
community.name=Ideas
community.members=40
community.use_case=idea-box
platform.product=jalios
team.cm_hours=8
calendar.decision=2027-01-22
calendar.target=unknown
calendar.start=2026-11-30
""".strip().splitlines()
"""All of a quick interview but the works council."""


@pytest.fixture
def terminal(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Any]:
    """The interview on a terminal of 100 columns, with one question left."""
    import pexpect

    flags = [part for flag in GIVEN for part in ("--set", flag)]
    child = pexpect.spawn(
        sys.executable,
        ["-m", "rse_plan", "init", *flags, *getattr(request, "param", ("--language", "en"))],
        cwd=str(tmp_path),
        env={**os.environ, "TERM": "xterm", "PROMPT_TOOLKIT_NO_CPR": "1"},
        encoding="utf-8",
        timeout=60,
        dimensions=(40, 100),
    )
    yield child
    child.close(force=True)


UNIX = pytest.mark.skipif(os.name == "nt", reason="pseudo-terminals are of Unix")


@UNIX
@pytest.mark.parametrize(
    "terminal", [("--plain", "--language", "en"), ("--language", "en")], ids=["plain", "drawn"], indirect=True
)
def test_the_screen_shows_what_an_answer_changes_and_how_it_ends(
    terminal: Any, request: pytest.FixtureRequest
) -> None:
    enter = "\r"
    plain = "plain" in request.node.name
    terminal.expect("Is there a works council")
    terminal.send("?" + enter if plain else "?")
    terminal.expect(r"Changes \d+ tasks; may move the pilot by \d+ days")
    terminal.send("2" + enter if plain else enter)
    terminal.expect("Your answers")
    terminal.send(enter)
    terminal.expect(r"The pilot could open on \d+ \w+ 2027; \d+ assumptions, \d+ on the critical path\.")
    terminal.expect("Worth finding out first: ")
    terminal.expect("It is confidential: share the documents, not this file.")
    terminal.expect("Next: rse-plan render")


@UNIX
@pytest.mark.parametrize("terminal", [("--plain", "--language", "fr")], ids=["plain"], indirect=True)
def test_in_french(terminal: Any) -> None:
    terminal.expect("Y a-t-il un CSE")
    terminal.send("?\r")
    terminal.expect(r"Change \d+ tâches.; peut déplacer le pilote de \d+ jours")
    terminal.send("2\r")
    terminal.expect("Vos réponses")
    terminal.send("\r")
    terminal.expect("Le pilote pourrait ouvrir le ")
    terminal.expect("À établir en premier")


def test_the_full_interview_goes_on_with_what_moves_most(bundled: Library) -> None:
    """Over everything that an example leaves open; the same order each time, no question lost."""
    answers = open_answers(example_path("weldom"), bundled, "en").answers
    ahead = Prospects(bundled, Voice("en"), date(2026, 11, 30))
    kept = {name: answer for name, answer in answers.values.items() if bundled.questions[name].ask == "quick"}
    start = {"calendar.start": answers.values["calendar.start"]}
    quick = replace(answers, values={**kept, **start})
    open_ = Agenda(full_questions(bundled), Mode.FULL).unanswered(FactSheet(quick, bundled))
    ordered = ahead.order(open_, quick)
    assert sorted(map(named, ordered)) == sorted(map(named, open_))
    assert ordered == ahead.order(open_, quick)
    assert ordered != list(open_)
    days = {
        name: effect_days(ahead, ask, quick) for name, ask in ((ask.question.id, ask) for ask in open_[::-1])
    }
    found = [days[ask.question.id] for ask in ordered]
    assert found == sorted(found, reverse=True)
    assert found[0] > found[-1] == 0


def named(ask: Ask) -> tuple[str, int]:
    return ask.question.id, ask.position or 0


def effect_days(ahead: Prospects, ask: Ask, answers: Any) -> int:
    return ahead._effects.days(ask, answers)


def test_planning_is_not_loaded_for_the_first_question() -> None:
    """What it imports takes as long as the rest of the command."""
    import subprocess

    code = (
        "import sys\n"
        "import rse_plan.cli.init, rse_plan.interview.conduct, rse_plan.interview.prospects\n"
        "import rse_plan.interview.foresight, rse_plan.interview.closing\n"
        "assert not {'rse_plan.pipeline', 'rse_plan.interview.effects', 'holidays'} & set(sys.modules)\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)

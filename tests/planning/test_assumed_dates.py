"""Dates that nobody has given: called assumed where they fail, and offered as what would move the work."""

from __future__ import annotations

from datetime import date

import pytest
from planning.asked import question
from planning.explained import Asked, asked
from planning.planned import ANSWERS, playbook

from rse_plan.diagnostics import Diagnostic, Severity

TASKS = """
id: work, duration: 20d
id: open, kind: milestone, opens: users, needs: [work]
id: move-day, kind: milestone, on: move.date, needs: [{task: open, which: first}]
"""
"""The opening is on 1 February, four weeks after the start."""


def moving(by: str, given: str = "move: {date: unknown}\n") -> Asked:
    when = question("move.date", type_="date", unknown=f"{{assume: {{after: calendar.start, by: {by}}}}}")
    return asked(playbook(TASKS, head=f"questions:\n{when}"), answers=ANSWERS + given)


def errors(found: Asked) -> list[Diagnostic]:
    return [fault for fault in found.made.warnings if fault.severity is Severity.ERROR]


@pytest.mark.parametrize(
    ("given", "where"),
    [
        ("move: {date: unknown}\n", " (answers.yaml:7)"),
        ("", ""),
    ],
)
def test_an_assumed_date_that_cannot_hold_is_called_assumed(given: str, where: str) -> None:
    (fault,) = errors(moving("2w", given))
    assert fault.rule == "date-cannot-hold"
    assert str(fault.help) == f"this date is only assumed: give the real one under move.date{where}"


def test_a_date_that_somebody_gave_is_not_called_assumed() -> None:
    (fault,) = errors(moving("2w", "move: {date: 2027-01-18}\n"))
    assert str(fault.help) == "choose a later date, or start earlier"


def test_what_would_move_the_day_is_the_answer_that_nobody_has_given() -> None:
    """A week before 24 May is Whit Monday, on which nobody works."""
    moves = moving("20w").why("move-day").moves
    assert [(move.question, move.shown.value) for move in moves if move.question == "move.date"] == [
        ("move.date", date(2027, 5, 31)),
        ("move.date", date(2027, 5, 18)),
    ]


def test_a_day_that_somebody_gave_is_not_tried_otherwise() -> None:
    moves = moving("20w", "move: {date: 2027-05-24}\n").why("move-day").moves
    assert [move.shown.value for move in moves if move.question == "move.date" and move.of is None] == []

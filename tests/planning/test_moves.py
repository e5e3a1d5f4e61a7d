"""What would move a date, beside other answers: hours of any role, and what the answers can do without."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest
from planning.explained import Asked, asked
from planning.planned import ANSWERS, playbook

from rse_plan.planning.bounds import BoundKind
from rse_plan.planning.chain import Stop
from rse_plan.planning.moves import Move
from rse_plan.planning.plan import Reason

OPEN = "id: open, kind: milestone, opens: users, needs: [a]"


def with_calendar(keys: str) -> str:
    return ANSWERS.replace("calendar: {start: 2027-01-04}", f"calendar: {{start: 2027-01-04, {keys}}}")


def out(made: Asked, id_: str) -> Mapping[str, Move]:
    """What to take out of the answers, by the place they have it in."""
    return {move.question: move for move in made.why(id_).moves if isinstance(move.of, Stop | Reason)}


# --- hours ---

LATE = """
id: brief, duration: 5d, effort: {hr: 10h}, place: late
id: talks, duration: 40d, effort: {hr: 80h}, needs: [{task: kick-off, lag: 2w}]
id: kick-off, duration: 1d
id: open, kind: milestone, opens: users, needs: [brief, talks]
"""


def held_by_hours() -> Asked:
    return asked(playbook(LATE), answers=f"{ANSWERS}people:\n  hr: {{hours: 10}}\n")


def test_work_just_in_time_that_hours_keep_away_names_them_and_what_takes_them() -> None:
    made = held_by_hours()
    step = made.why("brief").chain[0]
    assert (step.bound.kind, step.bound.roles) == (BoundKind.LATE, ("hr",))
    assert [(hours.role, hours.hours, hours.span and hours.span.line) for hours in step.hours] == [
        ("hr", 10, 8)
    ]
    assert [item.id for item in step.between] == ["own/talks"]


def test_hours_of_a_role_that_no_question_asks_for_are_offered() -> None:
    found = held_by_hours().why("brief")
    assert found.planned is not None
    more = next(move for move in found.moves if move.question == "people.hr.hours")
    assert more.shown.value in (15, 20)
    assert more.day > found.planned.start


def test_work_just_in_time_with_hours_to_spare_names_none() -> None:
    step = asked(playbook(LATE), answers=f"{ANSWERS}people:\n  hr: {{hours: 30}}\n").why("brief").chain[0]
    assert (step.bound.kind, step.bound.roles, step.hours, step.between) == (BoundKind.LATE, (), (), ())


# --- what the answers can do without ---


def test_a_freeze_of_the_answers_is_offered_with_the_day_without_it() -> None:
    answers = with_calendar(
        "freezes: [{from: 2027-01-10, to: 2027-02-14}, {from: 2027-06-01, to: 2027-06-30}]"
    )
    made = asked(playbook(f"id: a, duration: 5d\n{OPEN}"), answers=answers)
    (move,) = out(made, "open").values()
    assert isinstance(move.of, Stop)
    assert (move.question, move.of.first, move.day) == (
        "calendar.freezes",
        date(2027, 1, 10),
        date(2027, 1, 11),
    )
    assert move.of.span is not None
    assert isinstance(move.shown.value, tuple)
    assert len(move.shown.value) == 1
    plain = with_calendar("freezes: [{from: 2027-06-01, to: 2027-06-30}]")
    again = asked(playbook(f"id: a, duration: 5d\n{OPEN}"), answers=plain).why("open")
    assert again.planned is not None
    assert again.planned.start == move.day


def test_a_guard_of_a_playbook_is_never_offered() -> None:
    around = "around: calendar.decision, before: 7cd, after: 1mo"
    head = f"freezes:\n  - {{id: quiet, title: {{en: Q, fr: Q}}, {around}}}\n"
    made = asked(
        playbook(f"id: a, duration: 5d\n{OPEN}", head=head), answers=with_calendar("decision: 2027-01-11")
    )
    found = made.why("open")
    assert found.chain[0].bound.kind is BoundKind.FREEZE
    assert out(made, "open") == {}


def test_a_preset_is_taken_out_as_it_is_written() -> None:
    answers = ANSWERS.replace("2027-01-04", "2027-07-26, freezes: [{preset: august}]")
    (move,) = out(asked(playbook(f"id: a, duration: 5d\n{OPEN}"), answers=answers), "open").values()
    assert (move.question, move.day, move.shown.value) == ("calendar.freezes", date(2027, 8, 2), None)


def test_a_closure_is_offered() -> None:
    answers = with_calendar("closures: [{from: 2027-01-09, to: 2027-01-31}]")
    made = asked(playbook("id: a, duration: 5d\nid: b, duration: 1d, needs: [a]"), answers=answers)
    assert out(made, "b")["calendar.closures"].day == date(2027, 1, 11)
    assert out(made, "a") == {}


@pytest.mark.parametrize(
    ("people", "role", "question"),
    [
        ("people: {hr: {absences: [{from: 2027-01-05, to: 2027-01-07}]}}\n", "hr", "people.hr.absences"),
        (
            "sponsors: [{id: main, absences: [{from: 2027-01-05, to: 2027-01-07}]}]\n",
            "sponsor",
            "sponsor.absences",
        ),
    ],
)
def test_an_absence_is_offered(people: str, role: str, question: str) -> None:
    tasks = f"id: a, duration: 3d, effort: {{{role}: 1d}}\nid: b, duration: 1d, needs: [a]"
    move = out(asked(playbook(tasks), answers=ANSWERS + people), "b")[question]
    assert (move.day, move.private) == (date(2027, 1, 7), role == "sponsor")


def test_an_opening_day_asked_for_is_offered_without_it() -> None:
    answers = ANSWERS.replace(
        "use_case: knowledge-sharing", "use_case: knowledge-sharing, opens_on: 2027-05-03"
    )
    tasks = "id: a, duration: 5d\nid: open, kind: milestone, opens: users, for_each: communities, needs: [a]"
    move = out(asked(playbook(tasks), answers=answers), "open")["community.opens_on"]
    assert (move.element, move.day, move.shown.value) == ("finance", date(2027, 1, 11), None)
    assert isinstance(move.of, Reason)
    assert move.of.span is not None


def test_a_day_that_another_need_fixes_as_well_is_not_offered() -> None:
    """Without the pin the work still ends when it does."""
    answers = ANSWERS.replace(
        "use_case: knowledge-sharing", "use_case: knowledge-sharing, opens_on: 2027-01-11"
    )
    tasks = "id: a, duration: 5d\nid: open, kind: milestone, opens: users, for_each: communities, needs: [a]"
    made = asked(playbook(tasks), answers=answers)
    step = made.why("open").chain[0]
    assert (step.bound.kind, [reason.question for reason in step.given], step.passed) == (
        BoundKind.NEED,
        ["community.opens_on"],
        False,
    )
    assert out(made, "open") == {}


# --- a decision that a need comes up to ---


@pytest.mark.parametrize(("day", "passed"), [("2027-01-08", False), ("2027-01-06", True)])
def test_a_need_hides_no_day_given(day: str, passed: bool) -> None:
    tasks = "id: a, duration: 5d\nid: decide, kind: gate, gate: decision, on: calendar.decision, needs: [a]"
    step = asked(playbook(tasks), answers=with_calendar(f"decision: {day}")).why("decide").chain[0]
    assert step.bound.kind is BoundKind.NEED
    assert step.after is not None
    assert ([reason.question for reason in step.given], step.passed) == (["calendar.decision"], passed)


def test_a_day_given_that_alone_fixes_a_decision_is_told_once() -> None:
    tasks = "id: a, duration: 5d\nid: decide, kind: gate, gate: decision, on: calendar.decision, needs: [a]"
    step = asked(playbook(tasks), answers=with_calendar("decision: 2027-01-12")).why("decide").chain[0]
    assert (step.bound.kind, step.given) == (BoundKind.PINNED, ())

"""What keeps an item out of a plan, and the single answers that would bring it in."""

from __future__ import annotations

from datetime import date

import pytest
from planning.asked import question, with_communities
from planning.explained import asked
from planning.planned import ANSWERS, playbook

from rse_plan.planning.why_absent import Absent

FLAG = question("team.flag", "boolean", default="false")
OTHER = question("team.other", "boolean", default="false")
SIZE = question("team.size", default="5", min="0", max="50")
LATER = question("team.later", "date")
AMONG = "[{value: none, label: {en: none, fr: rien}}, {value: a, label: {en: A, fr: A}}]"
MANY = question("team.many", "multi", default="[none]", choices=AMONG)
HEAD = f"questions:\n{FLAG}{OTHER}{SIZE}{LATER}{MANY}"


def absent(when: str, extra: str = "", answers: str = ANSWERS) -> Absent:
    tasks = f"id: here, duration: 1d\nid: gone, duration: 1d, when: '{when}'{extra}"
    return asked(playbook(tasks, head=HEAD), answers=answers).why_not("gone")


def ways_in(found: Absent) -> list[tuple[str, object]]:
    return [(remedy.question, remedy.shown.value) for remedy in found.remedies]


@pytest.mark.parametrize(
    ("when", "failed", "remedies"),
    [
        ("team.flag", 1, [("team.flag", True)]),
        ("team.flag and organisation.headcount > 10", 1, [("team.flag", True)]),
        ("team.flag and team.other", 2, []),
        ("team.flag or team.other", 1, [("team.flag", True), ("team.other", True)]),
        ("team.size >= 9", 1, [("team.size", 9)]),
        ("team.size < 5", 1, [("team.size", 4)]),
        ("known(team.later)", 1, [("team.later", None)]),
        ('"a" in team.many', 1, [("team.many", ("a",))]),
        ('employer.country == "LU"', 1, [("employer.country", "LU")]),
        ("any(communities, community.members < 30)", 1, [("community.members", 29)]),
    ],
)
def test_the_parts_that_fail_and_the_answers_that_suffice(
    when: str, failed: int, remedies: list[tuple[str, object]]
) -> None:
    found = absent(when)
    assert [len(absence.failed) for absence in found.absences] == [failed]
    assert ways_in(found) == remedies


def test_only_the_conjunct_that_fails_is_told_with_what_it_read() -> None:
    clause = absent("organisation.headcount > 10 and team.flag").absences[0].failed[0]
    assert [reason.question for reason in clause.reasons] == ["team.flag"]
    assert clause.span.path == "own.yaml"


def test_a_playbook_that_does_not_apply_is_named() -> None:
    head = f"applies_when: team.flag\nquestions:\n{question('own.thing', 'boolean', default='true')}"
    other = playbook("id: x, duration: 1d", head=f"questions:\n{FLAG}")
    inner = playbook("id: gone, duration: 1d", id_="inner", head=head)
    found = asked(other, inner).why_not("gone")
    assert [clause.of_playbook for clause in found.absences[0].failed] == [True]
    assert ways_in(found) == [("team.flag", True)]


def test_a_loop_without_elements_is_told_as_that() -> None:
    answers = ANSWERS.partition("communities:")[0] + "calendar: {start: 2027-01-04}\n"
    made = asked(playbook("id: gone, duration: 1d, for_each: communities"), answers=answers)
    found = made.why_not("gone")
    assert (found.empty, found.absences, found.remedies) == ("communities", (), ())


def test_one_element_of_a_loop_is_asked_about_alone() -> None:
    answers = with_communities(
        "id: finance, name: Finance, members: 40, use_case: knowledge-sharing",
        "id: sales, name: Sales, members: 10, use_case: knowledge-sharing",
    )
    tasks = "id: big, duration: 1d, for_each: communities, when: community.members > 20"
    found = asked(playbook(tasks), answers=answers).why_not("big@sales")
    assert found.id == "own/big@sales"
    assert [[turn.id for turn in absence.turns] for absence in found.absences] == [["sales"]]
    assert {(remedy.element, remedy.shown.value) for remedy in found.remedies} == {("sales", 21)}


def test_a_wave_is_left_by_asking_for_another() -> None:
    tasks = "id: later, duration: 1d, for_each: communities, when: not wave.pilot"
    answers = with_communities(
        "id: finance, name: Finance, members: 40, use_case: knowledge-sharing, wave: 1",
        "id: sales, name: Sales, members: 10, use_case: knowledge-sharing, wave: 1",
    )
    found = asked(playbook(tasks), answers=answers).why_not("later@sales")
    assert ways_in(found) == [("community.wave", 2)]


def test_recurring_work_without_what_it_begins_with_says_so() -> None:
    tasks = """
    id: base, duration: 1d, when: organisation.headcount < 10
    id: weekly, kind: ongoing, from: base, until: 6mo, every: 1w
    """
    found = asked(playbook(tasks)).why_not("weekly")
    assert (found.begins_with, found.absences) == ("base", ())


def test_private_ways_in_are_marked() -> None:
    found = absent("history.failed")
    assert [remedy.private for remedy in found.remedies] == [True]
    assert found.absences[0].failed[0].reasons[0].private


def test_an_unanswered_date_stands_in_as_any_day() -> None:
    assert all(not isinstance(value, date) for _, value in ways_in(absent("known(team.later)")))

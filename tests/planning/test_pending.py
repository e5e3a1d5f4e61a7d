"""Where a plan stands on a day: what is late and for how long, which decisions wait, what is unconfirmed."""

from __future__ import annotations

from datetime import date

import pytest
from planning.planned import ANSWERS, answers_of, document, library_of, playbook

from rse_plan.library import Sourced
from rse_plan.model.progress import read_progress
from rse_plan.pipeline import followed, grounded, prepare, remade
from rse_plan.planning.course import Course
from rse_plan.planning.levelling.effort import STANDARD
from rse_plan.planning.pending import Delay, Pending, next_opening, pending, reported_of

TASKS = """
    id: inventory, duration: 5d
    id: security, duration: 10d, needs: [inventory]
    kind: gate, gate: other, id: answer, lead_time: {base: 2cw}, needs: [inventory]
    kind: gate, gate: decision, id: mandate, lead_time: {base: 1cw}
    id: contract, duration: 2d, needs: [security], decides: purchase
    id: far, duration: 60d, needs: [contract]
    id: renewal, duration: 1d, needs: [far], decides: purchase
"""
ASKS = """\
asks:
  - id: sign
    phase: prepare
    role: support
    do: {en: Sign, fr: Signer}
    minutes: 15
    due: {on: contract}
    decides: purchase
  - id: say-hello
    phase: prepare
    role: support
    do: {en: Say hello, fr: Dire bonjour}
    minutes: 15
    due: {on: contract}
"""


def stands(day: str, progress: str = "", tasks: str = TASKS, asks: str = ASKS) -> Pending:
    """Where a small plan that began on Monday 4 January 2027 stands."""
    library = library_of(playbook(tasks) + asks)
    answers = answers_of(ANSWERS, library)
    reports = None
    if progress:
        read = read_progress(document(f"kind: progress\nformat: 1\n{progress}", "progress.yaml"))
        assert read.value is not None
        reports = Sourced(read.value, read.document)
    course = grounded(answers, library, STANDARD, Course(date.fromisoformat(day), None, reports))
    kept = followed(answers, library, STANDARD, course)
    return pending(prepare(answers, library, course=kept), remade(answers, library, STANDARD, kept), course)


def test_what_was_begun_is_late_from_the_day_on_which_its_own_length_ends() -> None:
    report = "items:\n  - {id: own/inventory, started: 2027-01-05}\n"
    assert stands("2027-01-11", report).late == ()  # five working days from Tuesday end on Monday 11
    (late,) = stands("2027-01-14", report).late
    assert (late.delay, late.since, late.days) == (Delay.UNDER_WAY, date(2027, 1, 11), 3)
    assert late.item.finish >= date(2027, 1, 14)  # planned again, which the days do not hide
    (late,) = stands("2027-03-01", report).late
    assert late.days == 49


def test_a_gate_that_was_begun_is_late_after_its_lead_time() -> None:
    (late,) = stands("2027-02-01", "items:\n  - {id: own/answer, started: 2027-01-11}\n").late
    assert (late.since, late.days) == (date(2027, 1, 25), 7)


def test_what_is_blocked_is_late_since_then_until_it_is_done() -> None:
    blocked = "id: own/inventory, blocked: 2027-01-06, reason: nobody answers"
    (late,) = stands("2027-01-08", f"items:\n  - {{{blocked}}}\n").late
    assert (late.delay, late.since, late.days) == (Delay.BLOCKED, date(2027, 1, 6), 2)
    assert stands("2027-01-20", f"items:\n  - {{{blocked}, done: 2027-01-15}}\n").late == ()


def test_the_longest_delay_comes_first() -> None:
    report = """\
items:
  - {id: own/security, blocked: 2027-01-12, reason: a}
  - {id: own/inventory, blocked: 2027-01-05, reason: b}
"""
    assert [one.item.id for one in stands("2027-01-20", report).late] == ["own/inventory", "own/security"]


def test_what_passes_without_a_report_is_not_confirmed_and_is_no_delay() -> None:
    found = stands("2027-01-13")
    assert found.late == ()
    assert [item.id for item in found.unconfirmed] == ["own/mandate", "own/inventory"]
    reported = stands("2027-01-13", "items:\n  - {id: own/inventory, done: 2027-01-08}\n")
    assert [item.id for item in reported.unconfirmed] == ["own/mandate"]
    decided = stands("2027-01-13", 'decisions:\n  - {id: own/mandate, answer: "yes", on: 2027-01-11}\n')
    assert [item.id for item in decided.unconfirmed] == ["own/inventory"]


def test_decisions_wait_that_are_due_by_today_or_in_four_weeks() -> None:
    found = stands("2027-01-13")
    # The mandate was due; what is asked about the contract stands for it; the renewal is months away.
    assert [one.id for one in found.waiting] == ["own/mandate", "own/sign"]
    assert found.waiting[0].due < found.today
    assert [one.id for one in stands("2027-04-20").waiting] == ["own/mandate", "own/sign", "own/renewal"]


@pytest.mark.parametrize(
    ("decided", "wait"),
    [
        ('{id: own/sign, answer: "yes", on: 2027-01-12}', ["own/mandate"]),
        ('{id: own/contract, answer: "no", on: 2027-01-12}', ["own/mandate"]),
        ('{id: own/mandate, answer: "no", on: 2027-01-12}', ["own/sign"]),
        ("{id: own/mandate, answer: later, on: 2027-01-12}", ["own/mandate", "own/sign"]),
        ("{id: own/renewal, answer: later, on: 2027-01-12}", ["own/mandate", "own/sign", "own/renewal"]),
    ],
    ids=["the ask", "the work it is about", "no is an answer", "later is none", "later, long before"],
)
def test_a_decision_is_taken_on_the_ask_or_on_what_it_is_about(decided: str, wait: list[str]) -> None:
    found = stands("2027-01-13", f"decisions:\n  - {decided}\n")
    assert [one.id for one in found.waiting] == wait
    assert [one.id for one in found.waiting if one.put_off] == [
        id_ for id_ in wait if f"{id_}, answer: later" in decided
    ]


def test_work_that_was_reported_done_waits_for_no_decision() -> None:
    found = stands("2027-01-13", "items:\n  - {id: own/mandate, done: 2027-01-12}\n")
    assert [one.id for one in found.waiting] == ["own/sign"]


def test_the_next_opening_is_the_first_from_today_on() -> None:
    opening = "kind: milestone, id: open, for_each: communities, opens: users, needs: [inventory]"
    library = library_of(playbook("id: inventory, duration: 5d\n" + opening))
    plan = remade(answers_of(ANSWERS, library), library)
    found = next_opening(plan, None)
    assert found is not None
    assert (found.day, found.communities) == (date(2027, 1, 11), ("Finance",))
    assert next_opening(plan, date(2027, 1, 11)) == found
    assert next_opening(plan, date(2027, 1, 12)) is None


def test_what_was_reported_of_work_tells_the_decision_on_the_ask_about_it() -> None:
    library = library_of(playbook(TASKS) + ASKS)
    plan = remade(answers_of(ANSWERS, library), library)
    text = 'kind: progress\nformat: 1\ndecisions:\n  - {id: own/sign, answer: "yes", on: 2027-01-12}\n'
    read = read_progress(document(text, "progress.yaml"))
    assert read.value is not None
    course = Course(date(2027, 1, 13), None, Sourced(read.value, read.document))
    told = reported_of("own/contract", date(2027, 1, 12), plan, course)
    assert [one.id for one in told.decisions] == ["own/sign"]
    assert told.passed
    assert not told.is_silent
    assert reported_of("own/security", None, plan, course).is_silent

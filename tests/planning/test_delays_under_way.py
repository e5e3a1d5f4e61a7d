"""What is held of a plan under way: what has passed as planned, what answers date, delays that run."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import date

import pytest
from planning.planned import ANSWERS, answers_of, by_id, library_of, playbook
from under_way import reported

from rse_plan.errors import UserError
from rse_plan.pipeline import remade
from rse_plan.planning.course import Course, future_reports
from rse_plan.planning.former import former_of

NOTICE = """
    id: send, duration: 5d
    id: notice, kind: gate, gate: other, lead_time: {base: 2w}, needs: [send]
    id: after, duration: 3d, needs: [notice], place: late
    id: end, kind: milestone, needs: [{task: after, lag: 8w}]
"""
TODAY = date(2027, 3, 1)
Days = dict[str, tuple[date, date]]


def again(tasks: str, *lines: str, today: date = TODAY, before: str | None = None) -> Days:
    """First and last days of a plan made again after reports, or after another playbook."""
    library = library_of(playbook(tasks))
    answers = answers_of(ANSWERS, library)
    former_library = library_of(playbook(before)) if before is not None else library
    former = former_of(remade(answers_of(ANSWERS, former_library), former_library))
    course = Course(today, former, reported(*lines) if lines else None)
    made = remade(answers, library, course=course)
    return {id_: (item.start, item.finish) for id_, item in by_id(made).items()}


def test_a_delay_runs_from_the_day_on_which_its_trigger_came() -> None:
    late = again(NOTICE, "{id: own/send, done: 2027-01-12}")
    assert late["notice"] == (date(2027, 1, 12), date(2027, 1, 26))


def test_what_a_delay_that_came_late_leaves_its_days_keeps_them() -> None:
    """The delay ended in January on another day than planned, and what waits for it began in February."""
    tasks = "id: long, duration: 20d\n" + NOTICE.replace("needs: [notice]", "needs: [notice, long]")
    planned = again(tasks, today=date(2027, 1, 4))
    days = again(tasks, "{id: own/send, done: 2027-01-12}", today=date(2027, 2, 26))
    assert days["notice"] != planned["notice"]
    assert days["after"] == planned["after"]


def test_a_delay_that_no_plan_held_before_begins_today() -> None:
    before = NOTICE.replace("needs: [notice]", "needs: [send]")
    before = "\n".join(line for line in before.splitlines() if "id: notice" not in line)
    after = f"{before}\n    id: other, kind: gate, gate: other, lead_time: {{base: 2w}}"
    assert again(after, before=before)["other"] == (TODAY, date(2027, 3, 15))


LATE = "{id: own/send, done: 2027-01-12}"


@pytest.mark.parametrize(
    "days",
    [
        (date(2099, 1, 4), date(2099, 1, 8)),
        (date(2056, 12, 28), date(2056, 12, 29)),
        (date(2027, 1, 29), date(2027, 1, 25)),
        (date(2027, 1, 25), date.max),
        (date.min, date(2027, 1, 27)),
    ],
)
@pytest.mark.parametrize("id_", ["own/send", "own/after", "own/end"])
def test_days_that_a_hand_wrote_into_a_plan_break_nothing(id_: str, days: tuple[date, date]) -> None:
    library = library_of(playbook(NOTICE))
    answers = answers_of(ANSWERS, library)
    former = former_of(remade(answers, library))
    item = replace(former.items[id_], start=days[0], finish=days[1], early=days[0])
    course = Course(TODAY, replace(former, items={**former.items, id_: item}), reported(LATE))
    with suppress(UserError):  # no day is left after the last one that a plan can have
        assert remade(answers, library, course=course).today == TODAY


def test_a_block_beyond_what_a_plan_reaches_is_told() -> None:
    course = Course(TODAY, None, reported("{id: own/a, blocked: 2027-02-01, reason: x, until: 9999-12-31}"))
    (found,) = future_reports(course, date(2027, 1, 4))
    assert (found.rule, found.span.line) == ("wrong-value", 4)

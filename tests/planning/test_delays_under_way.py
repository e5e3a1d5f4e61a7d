"""What is held of a plan under way: what passed as planned, what answers put on a day, delays that run."""

from __future__ import annotations

from datetime import date

from planning.planned import ANSWERS, answers_of, by_id, library_of, playbook
from under_way import reported

from rse_plan.pipeline import remade
from rse_plan.planning.course import Course
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

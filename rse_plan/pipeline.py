"""READ ME FIRST: the whole way from answers and playbooks to documents, in order.

load → facts → waves → select → expand → join → schedule → build → describe → write
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from rse_plan.formats.documents import write, write_all
from rse_plan.library import Library
from rse_plan.library.with_answers import Loaded, load
from rse_plan.model.answers import Answers
from rse_plan.model.answers_together import given_start
from rse_plan.planning.build import build
from rse_plan.planning.course import Course
from rse_plan.planning.expand import expand
from rse_plan.planning.facts import FactSheet
from rse_plan.planning.former import former_of
from rse_plan.planning.freezes import guards_of
from rse_plan.planning.grid import make_grid
from rse_plan.planning.holding import hold
from rse_plan.planning.jobs import make_jobs
from rse_plan.planning.later import later_openings
from rse_plan.planning.levelling.effort import STANDARD, Effort
from rse_plan.planning.made_from import is_news
from rse_plan.planning.moves import dates_of
from rse_plan.planning.network import join
from rse_plan.planning.plan import Plan
from rse_plan.planning.prepared import Prepared, Worked
from rse_plan.planning.schedule import Schedule, first_opening, reschedule, schedule
from rse_plan.planning.select import select
from rse_plan.planning.waves import assign_waves

__all__ = ["Loaded", "dates", "load", "plan", "write", "write_all"]


def plan(answers: Answers, library: Library, effort: Effort = STANDARD, course: Course | None = None) -> Plan:
    """Make the plan, and say what would put its first opening off; what cannot hold is in its warnings.

    With a course it is made again: what has happened stays, and the rest keeps near the former plan.
    Raises UserError when there is no start date, or no day left to place the work on.
    """
    course = followed(answers, library, effort, course)
    made = remade(answers, library, effort, course)
    if course is not None and made.first_opening is not None and made.first_opening < course.today:
        return made

    def opening(other: Answers) -> date | None:
        ready = prepare(other, library, work_only=True, course=course)
        return (
            first_opening(ready.grid, effort)
            if course is None
            else Worked(ready, timed(ready, effort)).opening
        )

    return replace(made, later=later_openings(made, answers, library, opening))


def followed(answers: Answers, library: Library, effort: Effort, course: Course | None) -> Course | None:
    """The course with the plan that was followed; None where nothing has happened since it was made."""
    if course is None:
        return None
    course = grounded(answers, library, effort, course)
    return course if is_news(course, prepare(answers, library), effort) else None


def grounded(answers: Answers, library: Library, effort: Effort, course: Course) -> Course:
    """The course with the plan that was followed: without one, the plan that these answers make."""
    if course.former is not None:
        return course
    return replace(course, former=former_of(remade(answers, library, effort)))


def remade(
    answers: Answers, library: Library, effort: Effort = STANDARD, course: Course | None = None
) -> Plan:
    """The same plan, but for what would put it off: what comparisons read."""
    ready = prepare(answers, library, course=course)
    return build(ready, timed(ready, effort), effort)


def dates(
    answers: Answers, library: Library, effort: Effort = STANDARD, course: Course | None = None
) -> Mapping[str, tuple[date, date]]:
    """First and last day of all work by id, as the plan of the same effort has them."""
    ready = prepare(answers, library, work_only=True, course=course)
    return dates_of(Worked(ready, timed(ready, effort)))


def timed(ready: Prepared, effort: Effort) -> Schedule:
    """Dates for all that has been prepared, near those of the former plan where there is one."""
    if ready.course is None:
        return schedule(ready.network, ready.jobs, ready.grid, effort)
    holding = hold(ready, ready.course)
    return reschedule(ready.network, ready.jobs, holding, effort)


def prepare(
    answers: Answers, library: Library, *, work_only: bool = False, course: Course | None = None
) -> Prepared:
    """What is in the plan, and what it waits for."""
    return prepare_from(FactSheet(answers, library), work_only=work_only, course=course)


def prepare_from(facts: FactSheet, *, work_only: bool = False, course: Course | None = None) -> Prepared:
    """The same from facts, of which some may have been worked out before."""
    answers, library = facts.answers, facts.library
    start = given_start(answers)
    kept = course.former.waves if course is not None and course.former is not None else {}
    sheet = facts.with_waves(assign_waves(facts, kept))
    selection = select(library, sheet)
    expansion = expand(selection, sheet, work_only=work_only)
    network = join(expansion, sheet)
    jobs = make_jobs(network, sheet, start, guards_of(selection, sheet))
    grid = make_grid(network, jobs, sheet, start)
    return Prepared(answers, library, sheet, selection, expansion, network, jobs, grid, start, course)

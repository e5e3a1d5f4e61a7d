"""The calendars that a plan carries are those it was placed on, but for what the lead alone may know."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from changed_plans import changed, example
from shipped_plans import prepared

from examples import NAMES, example_plan
from rse_plan.model.answers import Person
from rse_plan.model.periods import Period
from rse_plan.pipeline import plan
from rse_plan.planning.open_days import Open

DAY = timedelta(days=1)
AWAY = Period(date(2027, 3, 1), date(2027, 3, 12))


@pytest.mark.parametrize("name", NAMES)
def test_every_day_is_open_where_the_job_says_so(name: str) -> None:
    made, ready = example_plan(name), prepared(name)
    last = date(made.finish.year + 1, 12, 31)
    days = [made.start + DAY * number for number in range((last - made.start).days + 1)]
    seen = set()
    for chosen, job in zip(ready.network.items, ready.jobs, strict=True):
        place = made.open_days.place(chosen.id)
        if (id(job.calendar.counting), place.country) not in seen:
            seen.add((id(job.calendar.counting), place.country))
            told = {day for day in days if place.open.is_open(day)}
            assert told == {day for day in days if job.calendar.counting.is_open(day)}
    assert len(seen) == len(made.open_days.places)


@pytest.mark.parametrize("name", NAMES)
def test_a_tasks_days_are_open_ones(name: str) -> None:
    made = example_plan(name)
    tasks = [item for item in made.items if item.kind == "task"]
    assert {item.id: made.open_days.place(item.id).open.count(item.start, item.finish) for item in tasks} == {
        item.id: item.days for item in tasks
    }


def test_every_employer_has_one_place() -> None:
    made = example_plan("groupe-hospitalier")
    employers = [employer for place in made.open_days.places for employer in place.employers]
    assert sorted(employers) == sorted(employer.id for employer in made.employers)
    assert made.open_days.places[0].employers[0] == made.employers[0].id


def test_absences_are_told_but_for_the_sponsors() -> None:
    answers, library = example("weldom")
    person = Person(answers.span, absences=(AWAY,))
    people = {**answers.people, "project-lead": person, "sponsor": person}
    made = plan(replace(changed(answers, "sponsor.absences", (AWAY,)), people=people), library)
    assert dict(made.open_days.away) == {"project-lead": tuple(AWAY.first + DAY * n for n in range(12))}


def test_days_are_counted_from_the_first_open_one() -> None:
    days = Open(weekdays=(0, 1, 2, 3, 4), closed=(date(2027, 1, 6),))
    friday = date(2027, 1, 8)
    assert [days.nth(friday + DAY, number) for number in (0, 1)] == [date(2027, 1, 11), date(2027, 1, 12)]
    assert days.count(date(2027, 1, 4), friday + 2 * DAY) == 4
    less = days.without([date(2027, 1, 9), date(2027, 1, 11)])
    assert less.closed == (date(2027, 1, 6), date(2027, 1, 11)), "a Saturday needs no closing"

"""Week by week, what each levelled role is planned for and what it has (semantics 7, 14)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from rse_plan.model.periods import Period
from rse_plan.planning.absences import absences_of
from rse_plan.planning.calendar import WorkCalendar
from rse_plan.planning.facts import FactSheet
from rse_plan.planning.jobs import Job
from rse_plan.planning.plan import Planned
from rse_plan.planning.role_load import RoleLoad, WeekLoad

_DAY = timedelta(days=1)

Weeks = dict[date, int]
"""Minutes by the Monday of the week."""


def workload(
    items: Sequence[tuple[Planned, Job]], sheet: FactSheet, capacity: Mapping[str, int], start: date
) -> tuple[RoleLoad, ...]:
    """The weeks of every role whose minutes a working day are known, those in which it has work.

    All of a task's effort is counted, also what a fixed task could not reserve; recurring work is spread
    over its open days. A role has its hours on every day that is open where it has work.
    """
    found = []
    for role, daily in capacity.items():
        theirs = [(item, job) for item, job in items if item.effort.get(role)]
        weeks: Weeks = {}
        for item, job in theirs:
            _spread(weeks, list(_open_days(item, job.calendar)), item.effort[role] * item.occurrences)
        away = absences_of(sheet, role, start)
        calendars = tuple({id(c): c for c in (job.calendar.counting for _, job in theirs)}.values())
        found.append(RoleLoad(role=role, weeks=tuple(_weeks(weeks, daily, calendars, away))))
    return tuple(load for load in found if load.weeks)


def _open_days(item: Planned, calendar: WorkCalendar) -> Iterator[date]:
    day = item.start
    while day <= item.finish:
        if calendar.is_open(day):
            yield day
        day += _DAY


def _spread(weeks: Weeks, days: Sequence[date], minutes: int) -> None:
    """Evenly, and to the minute: what is rounded on one day is made up for on the next."""
    for number, day in enumerate(days):
        share = minutes * (number + 1) // len(days) - minutes * number // len(days)
        monday = day - day.weekday() * _DAY
        weeks[monday] = weeks.get(monday, 0) + share


def _weeks(
    weeks: Weeks, daily: int, calendars: Sequence[WorkCalendar], away: Sequence[Period]
) -> Iterator[WeekLoad]:
    for monday in sorted(weeks):
        days = [monday + number * _DAY for number in range(7)]
        there = [day for day in days if not any(absence.first <= day <= absence.last for absence in away)]
        count = sum(any(calendar.is_open(day) for calendar in calendars) for day in there)
        yield WeekLoad(monday=monday, minutes=weeks[monday], capacity=daily * count)

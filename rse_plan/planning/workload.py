"""Week by week, what each levelled role is planned for and what it has (semantics 7, 14)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from rse_plan.planning.absences import absences_of
from rse_plan.planning.calendar import WorkCalendar, without
from rse_plan.planning.facts import FactSheet
from rse_plan.planning.jobs import Job
from rse_plan.planning.plan import Planned
from rse_plan.planning.role_load import RoleLoad, WeekLoad

_DAY = timedelta(days=1)

Weeks = dict[date, int]
"""Minutes by the Monday of the week."""


def workload(
    items: Sequence[tuple[Planned, Job]], sheet: FactSheet, capacity: Mapping[str, int], main: WorkCalendar
) -> tuple[RoleLoad, ...]:
    """The weeks of every role whose minutes a working day are known, those in which it has work.

    All of a task's effort is counted, also what a fixed task could not reserve; recurring work is spread
    over its open days.
    """
    minutes: dict[str, Weeks] = {role: {} for role in capacity}
    for item, job in items:
        theirs = {role: effort for role, effort in item.effort.items() if role in minutes and effort}
        if not theirs:
            continue
        days = list(_open_days(item, job.calendar))
        for role, effort in theirs.items():
            _spread(minutes[role], days, effort * item.occurrences)
    return tuple(
        RoleLoad(role=role, weeks=tuple(_weeks(weeks, capacity[role], _calendar(sheet, role, main))))
        for role, weeks in minutes.items()
        if weeks
    )


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


def _calendar(sheet: FactSheet, role: str, main: WorkCalendar) -> WorkCalendar:
    absences = absences_of(sheet, role, main.start)
    return without(main, absences) if absences else main


def _weeks(weeks: Weeks, daily: int, calendar: WorkCalendar) -> Iterator[WeekLoad]:
    for monday in sorted(weeks):
        days = sum(calendar.is_open(monday + number * _DAY) for number in range(7))
        yield WeekLoad(monday=monday, minutes=weeks[monday], capacity=daily * days)

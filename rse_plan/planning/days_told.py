"""What documents may tell of the calendars that a plan was placed on.

They let another planner count the same days. A sponsor's absences are the lead's to know (semantics 26):
they are no part of this, and work that pauses on them is longer by these days than its length says.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from rse_plan.planning.absences import absences_of, is_private
from rse_plan.planning.calendar import WorkCalendar, days_in
from rse_plan.planning.facts import FactSheet
from rse_plan.planning.jobs import Job, JobMaker
from rse_plan.planning.network import Network
from rse_plan.planning.open_days import Open, OpenDays, PlaceDays
from rse_plan.planning.periods import Place, place_of


def open_days(sheet: FactSheet, network: Network, jobs: Sequence[Job], start: date, finish: date) -> OpenDays:
    """The calendars of a plan that runs from one day to another, and the one that each item keeps."""
    last = date(finish.year + 1, 12, 31)
    maker = JobMaker(sheet, start)
    employers: dict[Place, list[str]] = {}
    for employer in sheet.elements("employers"):
        employers.setdefault(place_of(sheet, employer), []).append(employer)
    calendars = [maker.calendar({"employer": theirs[0]}) for theirs in employers.values()]
    return OpenDays(
        places=tuple(
            PlaceDays(
                country=place[0],
                subdivision=place[1],
                employers=tuple(theirs),
                open=_open(calendar, start, last),
            )
            for (place, theirs), calendar in zip(employers.items(), calendars, strict=True)
        ),
        kept={
            chosen.id: calendars.index(job.calendar.counting)
            for chosen, job in zip(network.items, jobs, strict=True)
        },
        away=dict(_away(sheet, jobs, start, last)),
    )


def _open(calendar: WorkCalendar, start: date, last: date) -> Open:
    days = sorted(day for day in calendar.closed if start <= day <= last)
    kept = (day for day in days if day.weekday() in calendar.weekdays)
    return Open(weekdays=tuple(sorted(calendar.weekdays)), closed=tuple(kept))


def _away(
    sheet: FactSheet, jobs: Sequence[Job], start: date, last: date
) -> Iterator[tuple[str, tuple[date, ...]]]:
    for role in sorted({role for job in jobs for role in job.away}):
        if not is_private(sheet, role):
            days = sorted(set(days_in(absences_of(sheet, role, start))))
            yield role, tuple(day for day in days if start <= day <= last)

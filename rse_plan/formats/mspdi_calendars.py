"""The calendars of a plan in Microsoft Project's XML.

Each place has one, and so has work that pauses while a role is away. Every resource has its own on the main
one, as Project wants it; the days on which it is away are said there too, where they may be told.
"""

from __future__ import annotations

import xml.etree.ElementTree as Xml
from collections.abc import Sequence
from datetime import date, time

from babel import Locale

from rse_plan.documents.telling import Telling
from rse_plan.formats import mspdi_codes as code
from rse_plan.formats.mspdi_elements import add, moment, put
from rse_plan.formats.plain_text import plain
from rse_plan.formats.timeline import BEGINS, Timeline, runs
from rse_plan.planning.open_days import Open, PlaceDays
from rse_plan.planning.plan import Planned

_LAST_MINUTE = time(23, 59)


class Calendars:
    """Numbers them as they are asked for, and writes those that were."""

    def __init__(self, timeline: Timeline, telling: Telling) -> None:
        self._time = timeline
        self._telling = telling
        self._words = telling.words
        self._places = [self._place_name(place) for place in timeline.days.places]
        self._of_work: dict[tuple[int, tuple[str, ...]], tuple[int, Open]] = {}
        self._of_roles: dict[str, int] = {}
        self._next = 0
        for place, days in enumerate(timeline.days.places):
            self._of_work[place, ()] = (self._number(), days.open)
        self._always = self._number()

    @property
    def main(self) -> PlaceDays:
        """The main employer's."""
        return self._time.days.places[0]

    @property
    def uid_of_main(self) -> int:
        return self._of_work[0, ()][0]

    @property
    def begins(self) -> time:
        """When a working day begins."""
        return time(BEGINS)

    @property
    def ends(self) -> time:
        """When a working day ends."""
        return self._hours()[-1][1]

    def uid_for(self, item: Planned) -> int:
        """The calendar that an item keeps: a wait, and what comes back, run day and night."""
        if item.kind in ("gate", "ongoing"):
            return self._always
        key = (self._time.days.kept[item.id], self._time.away(item))
        if key not in self._of_work:
            self._of_work[key] = (self._number(), self._time.calendar(item))
        return self._of_work[key][0]

    def uid_for_role(self, role: str) -> int:
        """The calendar of a resource."""
        return self._of_roles.setdefault(role, self._number())

    def write(self, calendars: Xml.Element) -> None:
        """All that have been asked for."""
        for (place, away), (uid, days) in self._of_work.items():
            name = self._places[place]
            if away:
                roles = self._words.listed(self._telling.role(role) for role in away)
                name = self._words.say("{place}, without the absences of: {roles}", place=name, roles=roles)
            calendar = self._calendar(calendars, uid, name)
            self._week(calendar, days.weekdays, self._hours())
            self._closed(calendar, days.closed, self._words.say("closed"))
        always = self._calendar(calendars, self._always, self._words.capital(self._words.say("every day")))
        self._week(always, range(7), [(time(), time())])
        for role, uid in self._of_roles.items():
            calendar = self._calendar(calendars, uid, self._telling.who(role), base=self.uid_of_main)
            self._closed(calendar, self._time.days.away.get(role, ()), self._words.say("absent"))

    def _number(self) -> int:
        self._next += 1
        return self._next

    def _calendar(self, calendars: Xml.Element, uid: int, name: str, base: int = -1) -> Xml.Element:
        calendar = add(calendars, "Calendar")
        put(calendar, UID=uid, Name=plain(name)[:255], IsBaseCalendar=int(base < 0), BaseCalendarUID=base)
        return calendar

    def _place_name(self, place: PlaceDays) -> str:
        territories = Locale.parse(self._words.tag, sep="-").territories
        name = territories.get(place.country)
        if name is None:
            named = {employer.id: employer.name for employer in self._telling.plan.employers}
            return self._words.listed(self._telling.few([named[each] for each in place.employers]))
        return f"{name} ({place.subdivision})" if place.subdivision else name

    def _hours(self) -> list[tuple[time, time]]:
        return [(time(first), time(last)) for first, last in self._time.working_hours]

    def _week(
        self, calendar: Xml.Element, weekdays: Sequence[int], day_hours: Sequence[tuple[time, time]]
    ) -> None:
        week = add(calendar, "WeekDays")
        for number in range(7):
            weekday = (number - code.SUNDAY) % 7  # Monday is 0 here
            day = add(week, "WeekDay")
            put(day, DayType=number + 1, DayWorking=int(weekday in weekdays))
            if weekday in weekdays:
                times = add(day, "WorkingTimes")
                for first, last in day_hours:
                    put(add(times, "WorkingTime"), FromTime=first.isoformat(), ToTime=last.isoformat())

    def _closed(self, calendar: Xml.Element, closed: Sequence[date], why: str) -> None:
        if not closed:
            return
        exceptions = add(calendar, "Exceptions")
        for first, last in runs(closed):
            exception = add(exceptions, "Exception")
            put(exception, EnteredByOccurrences=0)
            put(
                add(exception, "TimePeriod"),
                FromDate=moment(first, time()),
                ToDate=moment(last, _LAST_MINUTE),
            )
            put(
                exception,
                Occurrences=(last - first).days + 1,
                Name=self._words.capital(why),
                Type=code.DAILY,
                DayWorking=0,
            )

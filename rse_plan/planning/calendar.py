"""Days on which people work: the week, public holidays by country and subdivision, closures (design D6)."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache, cached_property

from rse_plan.model.amounts import Amount, Unit
from rse_plan.model.periods import Period
from rse_plan.planning.freezes import Freeze
from rse_plan.planning.lapse import HORIZON, BeyondHorizonError, after_lapse
from rse_plan.planning.public_holidays import public_holidays

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@dataclass(frozen=True)
class WorkCalendar:
    """Open days from a year before the plan's start to HORIZON years after it.

    `of_place` is the calendar of the employer's place where `closed` has days besides its own: those on
    which somebody is away. Lags are counted in open days of the place, whoever is away.
    """

    start: date
    weekdays: frozenset[int]
    closed: frozenset[date]
    of_place: WorkCalendar | None = None

    @cached_property
    def open_days(self) -> Sequence[int]:
        """Ordinals of all open days, in order."""
        if self.of_place is not None:
            away = {day.toordinal() for day in self.closed - self.of_place.closed}
            return [day for day in self.of_place.open_days if day not in away]
        first = date(self.start.year - 1, 1, 1).toordinal()
        last = date(self.start.year + HORIZON, 12, 31).toordinal()
        closed = {day.toordinal() for day in self.closed}
        # Day 1 of all was a Monday.
        return [day for day in range(first, last + 1) if (day - 1) % 7 in self.weekdays and day not in closed]

    @cached_property
    def counting(self) -> WorkCalendar:
        """The calendar that lags are counted in."""
        return self.of_place or self

    @property
    def week_length(self) -> int:
        """Working days of a full week."""
        return len(self.weekdays)

    def is_open(self, day: date) -> bool:
        return day.weekday() in self.weekdays and day not in self.closed

    def open_on_or_after(self, day: date) -> date:
        return self._at(bisect_left(self.open_days, day.toordinal()))

    def open_on_or_before(self, day: date) -> date:
        return self._at(bisect_right(self.open_days, day.toordinal()) - 1)

    def finish(self, start: date, days: int) -> date:
        """The last of so many open days, the first being the first open day from `start` on."""
        return self._at(bisect_left(self.open_days, start.toordinal()) + max(days, 1) - 1)

    def start_for(self, finish: date, days: int) -> date:
        """The first of so many open days whose last is the last open day up to `finish`."""
        return self._at(bisect_right(self.open_days, finish.toordinal()) - max(days, 1))

    def count(self, first: date, last: date) -> int:
        """Open days from first to last, both included; negative when last comes before first."""
        if last < first:
            return -self.count(last + timedelta(days=1), first)
        return bisect_right(self.open_days, last.toordinal()) - bisect_left(self.open_days, first.toordinal())

    def after(self, release: date, lag: Amount | None) -> date:
        """The earliest day after a lag: calendar ones add to the release, working ones count open days."""
        if lag is None or not lag.count:
            return release
        if lag.is_calendar:
            return after_lapse(release, lag)
        counted = self.counting
        return counted._at(bisect_left(counted.open_days, release.toordinal()) + self.in_days(lag))

    def before(self, day: date, lag: Amount | None) -> date:
        """The open day so much earlier than a day: for acts that are due ahead of an event."""
        if lag is None or not lag.count:
            return self.counting.open_on_or_before(day)
        if lag.is_calendar:
            return self.counting.open_on_or_before(after_lapse(day, lag, sign=-1))
        counted = self.counting
        return counted._at(bisect_left(counted.open_days, day.toordinal()) - self.in_days(lag))

    def in_days(self, amount: Amount) -> int:
        """A working amount in open days; a week is a week of the working week in force."""
        return int(amount.count) * (self.week_length if amount.unit is Unit.WORKING_WEEK else 1)

    def _at(self, index: int) -> date:
        if not 0 <= index < len(self.open_days):
            raise BeyondHorizonError
        return date.fromordinal(self.open_days[index])


@cache
def build_calendar(
    start: date, week: tuple[str, ...], closures: tuple[Period, ...], place: tuple[str, str | None]
) -> WorkCalendar:
    """A calendar for one employer's country and subdivision; made once for equal arguments."""
    years = range(start.year - 1, start.year + HORIZON + 1)
    closed = {*public_holidays(*place, years), *days_in(closures)}
    weekdays = frozenset(WEEKDAYS.index(day) for day in week)
    return WorkCalendar(start, weekdays or frozenset(range(5)), frozenset(closed))


@cache
def without(calendar: WorkCalendar, absences: tuple[Period, ...]) -> WorkCalendar:
    """A place's calendar without the days on which somebody is away; made once for equal arguments."""
    return replace(calendar, closed=calendar.closed.union(days_in(absences)), of_place=calendar)


def days_in(periods: Iterable[Period]) -> Iterator[date]:
    """Every day of some periods, as often as it is in one."""
    for period in periods:
        for offset in range((period.last - period.first).days + 1):
            yield period.first + timedelta(days=offset)


def in_freeze(first: date, last: date, freezes: Iterable[Freeze]) -> Freeze | None:
    """The freeze that a span of days falls in."""
    return next((freeze for freeze in freezes if first <= freeze.last and freeze.first <= last), None)

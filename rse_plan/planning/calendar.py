"""Days on which people work: the week, public holidays by country and subdivision, closures (design D6)."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, cached_property

from rse_plan.model.amounts import Amount, Unit
from rse_plan.model.question import Period
from rse_plan.planning.lapse import HORIZON, BeyondHorizonError, after_lapse
from rse_plan.planning.public_holidays import public_holidays

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@dataclass(frozen=True)
class WorkCalendar:
    """Open days from a year before the plan's start to HORIZON years after it."""

    start: date
    weekdays: frozenset[int]
    closed: frozenset[date]

    @cached_property
    def _open(self) -> list[int]:
        """Ordinals of all open days, in order."""
        first = date(self.start.year - 1, 1, 1)
        last = date(self.start.year + HORIZON, 12, 31)
        days = (first + timedelta(days=offset) for offset in range((last - first).days + 1))
        return [day.toordinal() for day in days if day.weekday() in self.weekdays and day not in self.closed]

    @property
    def week_length(self) -> int:
        """Working days of a full week."""
        return len(self.weekdays)

    def is_open(self, day: date) -> bool:
        return day.weekday() in self.weekdays and day not in self.closed

    def open_on_or_after(self, day: date) -> date:
        return self._at(bisect_left(self._open, day.toordinal()))

    def open_on_or_before(self, day: date) -> date:
        return self._at(bisect_right(self._open, day.toordinal()) - 1)

    def finish(self, start: date, days: int) -> date:
        """The last of so many open days, the first being the first open day from `start` on."""
        return self._at(bisect_left(self._open, start.toordinal()) + max(days, 1) - 1)

    def start_for(self, finish: date, days: int) -> date:
        """The first of so many open days whose last is the last open day up to `finish`."""
        return self._at(bisect_right(self._open, finish.toordinal()) - max(days, 1))

    def count(self, first: date, last: date) -> int:
        """Open days from first to last, both included; negative when last comes before first."""
        if last < first:
            return -self.count(last + timedelta(days=1), first)
        return bisect_right(self._open, last.toordinal()) - bisect_left(self._open, first.toordinal())

    def after(self, release: date, lag: Amount | None) -> date:
        """The earliest day after a lag: calendar ones add to the release, working ones count open days."""
        if lag is None or not lag.count:
            return release
        if lag.is_calendar:
            return after_lapse(release, lag)
        index = bisect_left(self._open, release.toordinal()) + self.in_days(lag)
        return self._at(index)

    def before(self, day: date, lag: Amount | None) -> date:
        """The open day so much earlier than a day: for acts that are due ahead of an event."""
        if lag is None or not lag.count:
            return self.open_on_or_before(day)
        if lag.is_calendar:
            return self.open_on_or_before(after_lapse(day, lag, sign=-1))
        return self._at(bisect_left(self._open, day.toordinal()) - self.in_days(lag))

    def in_days(self, amount: Amount) -> int:
        """A working amount in open days; a week is a week of the working week in force."""
        return int(amount.count) * (self.week_length if amount.unit is Unit.WORKING_WEEK else 1)

    def _at(self, index: int) -> date:
        if not 0 <= index < len(self._open):
            raise BeyondHorizonError
        return date.fromordinal(self._open[index])


@cache
def build_calendar(
    start: date, week: tuple[str, ...], closures: tuple[Period, ...], place: tuple[str, str | None]
) -> WorkCalendar:
    """A calendar for one employer's country and subdivision; made once for equal arguments."""
    years = range(start.year - 1, start.year + HORIZON + 1)
    closed = set(public_holidays(*place, years))
    for closure in closures:
        days = range((closure.last - closure.first).days + 1)
        closed.update(closure.first + timedelta(days=offset) for offset in days)
    weekdays = frozenset(WEEKDAYS.index(day) for day in week)
    return WorkCalendar(start, weekdays or frozenset(range(5)), frozenset(closed))


def in_freeze(first: date, last: date, freezes: Iterable[Period]) -> Period | None:
    """The freeze that a span of days falls in."""
    return next((freeze for freeze in freezes if first <= freeze.last and freeze.first <= last), None)

"""A plan as planning programs hold it: instants instead of days, and which of them they find by themselves.

Their work begins in the morning and ends in the evening. A wait begins in the evening of the day that
triggers it, so that this day is not counted; a milestone is in the morning, so that what follows may begin
the same day (semantics 8). Where a date does not follow from the needs, because of hours, a freeze or work
just in time, it is to be given to the program.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from rse_plan.documents.telling import HOURS_A_DAY
from rse_plan.model.amounts import Amount, Unit
from rse_plan.planning.bounds import BoundKind, Link
from rse_plan.planning.lapse import after_lapse
from rse_plan.planning.open_days import Open, OpenDays
from rse_plan.planning.plan import Plan, Planned

_DAY = timedelta(days=1)
BEGINS = 8
"""The hour at which a working day begins."""
_NOON, _AFTERNOON = 12, 13


class Instant(NamedTuple):
    """The beginning of a working day, or its end."""

    day: date
    evening: bool = False


@dataclass(frozen=True, slots=True)
class Lag:
    """The time after a need: `elapsed` days from instant to instant, and the amount that says so.

    `working` are open days where the amount counts those, None where all days count.
    """

    amount: Amount
    elapsed: int
    working: int | None


class Timeline:
    """The work of a plan, in instants."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._items = {item.id: item for item in plan.items}
        self._calendars: dict[tuple[int, tuple[str, ...]], Open] = {}

    @property
    def days(self) -> OpenDays:
        """The plan's calendars."""
        return self._plan.open_days

    @cached_property
    def hours_a_day(self) -> int:
        """Hours of a working day: 4 to 12."""
        shown = self._plan.facts.get("team.hours_a_day")
        return shown.value if shown is not None and isinstance(shown.value, int) else HOURS_A_DAY

    @property
    def working_hours(self) -> tuple[tuple[int, int], ...]:
        """Morning and afternoon of a working day, from hour to hour."""
        morning = min(self.hours_a_day, _NOON - BEGINS)
        rest = self.hours_a_day - morning
        first = (BEGINS, BEGINS + morning)
        return (first, (_AFTERNOON, _AFTERNOON + rest)) if rest else (first,)

    def away(self, item: Planned) -> tuple[str, ...]:
        """The roles with work in a task whose absences pause it, and may be told."""
        if item.kind != "task":
            return ()
        return tuple(role for role, minutes in item.effort.items() if minutes and role in self.days.away)

    def calendar(self, item: Planned) -> Open:
        """The days on which an item is worked at."""
        key = (self.days.kept[item.id], self.away(item))
        if key not in self._calendars:
            gone = [day for role in key[1] for day in self.days.away[role]]
            place = self.days.places[key[0]].open
            self._calendars[key] = place.without(gone) if gone else place
        return self._calendars[key]

    def length(self, item: Planned) -> int:
        """Open days from an item's first day to its last."""
        return self.calendar(item).count(item.start, item.finish)

    def start(self, item: Planned) -> Instant:
        """When it begins."""
        return Instant(item.start, evening=item.kind == "gate")

    def finish(self, item: Planned) -> Instant:
        """When what waits for it may begin."""
        return Instant(item.finish, evening=item.kind != "milestone")

    def needs(self, item: Planned) -> Iterator[tuple[Planned, Lag | None]]:
        """What it waits for."""
        for link in item.needs:
            yield self._items[link.item], self._lag(item, link)

    def is_given(self, item: Planned) -> bool:
        """Whether its needs alone, and its calendar, would not give it its date."""
        if item.kind == "ongoing":
            return True
        found = [self._after(need, lag) for need, lag in self.needs(item)]
        ready = max(found, default=Instant(self._plan.start))
        if item.report is not None and item.bound.kind is BoundKind.REPORTED:
            return True
        if item.kind == "task":
            first = ready.day + _DAY if ready.evening else ready.day
            ready = Instant(self.calendar(item).nth(first, 0))
        return ready != self.start(item)

    def keeps(self, item: Planned, need: Planned, lag: Lag | None) -> bool:
        """Whether an item waits for a need: one that was reported may have begun before."""
        return item.report is None or self._after(need, lag) <= self.start(item)

    def _after(self, need: Planned, lag: Lag | None) -> Instant:
        """The instant that a need and its lag leave."""
        end = self.finish(need)
        if lag is None:
            return end
        return Instant(end.day + lag.elapsed * _DAY, evening=end.evening or lag.working is not None)

    def _lag(self, item: Planned, link: Link) -> Lag | None:
        amount = link.lag
        if amount is None or not amount.count:
            return None
        end = self.finish(self._items[link.item])
        first = end.day + _DAY if end.evening else end.day
        if amount.is_calendar:
            counted = end.day if item.kind == "gate" else first
            return Lag(amount, (after_lapse(counted, amount) - counted).days, None)
        place = self.days.place(item.id).open
        working = int(amount.count) * (len(place.weekdays) if amount.unit is Unit.WORKING_WEEK else 1)
        return Lag(amount, (place.nth(first, working - 1) - end.day).days, working)


def runs(days: Iterable[date]) -> Iterator[tuple[date, date]]:
    """First and last of days that follow each other."""
    ordered = list(days)
    if not ordered:
        return
    breaks = [(one, other) for one, other in pairwise(ordered) if other > one + _DAY]
    firsts = [ordered[0], *(other for _, other in breaks)]
    lasts = [*(one for one, _ in breaks), ordered[-1]]
    yield from zip(firsts, lasts, strict=True)

"""The days on which people work where each item is done, as far as shared documents may tell them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from itertools import islice

_DAY = timedelta(days=1)
_FURTHEST = 40 * 366
"""Days after which no open one is looked for any more: calendars reach thirty years (`lapse.HORIZON`)."""


@dataclass(frozen=True, kw_only=True)
class Open:
    """Which days are worked: the weekdays from 0, Monday, but for the days closed.

    Closed days are known from the plan's start to the end of the year after its last day.
    """

    weekdays: tuple[int, ...]
    closed: tuple[date, ...]
    """In order; those on which nobody would work anyway are not among them."""

    @cached_property
    def _closed(self) -> frozenset[date]:
        return frozenset(self.closed)

    def is_open(self, day: date) -> bool:
        return day.weekday() in self.weekdays and day not in self._closed

    def from_(self, day: date) -> Iterator[date]:
        """The open days from a day on."""
        return (each for each in (day + _DAY * number for number in range(_FURTHEST)) if self.is_open(each))

    def nth(self, day: date, number: int) -> date:
        """The open day `number` places after the first one from `day` on."""
        return next(islice(self.from_(day), number, None))

    def count(self, first: date, last: date) -> int:
        """Open days from first to last, both included."""
        return sum(self.is_open(first + _DAY * number) for number in range((last - first).days + 1))

    def without(self, days: Sequence[date]) -> Open:
        """The same but for some more days closed."""
        more = {day for day in days if day.weekday() in self.weekdays}
        return Open(weekdays=self.weekdays, closed=tuple(sorted(self._closed | more)))


@dataclass(frozen=True, kw_only=True)
class PlaceDays:
    """The working days of the employers at one place; `country` may be `other`."""

    country: str
    subdivision: str | None
    employers: tuple[str, ...]
    open: Open


@dataclass(frozen=True, kw_only=True)
class OpenDays:
    """The calendars of a plan, the main employer's first, and which of them each item keeps.

    `away` are days on which nobody of a role works, for the roles whose absences may be told.
    """

    places: tuple[PlaceDays, ...]
    kept: Mapping[str, int] = field(repr=False)
    """Position in `places`, by the id of the item."""
    away: Mapping[str, tuple[date, ...]]

    def place(self, item: str) -> PlaceDays:
        """The place whose calendar an item keeps."""
        return self.places[self.kept[item]]

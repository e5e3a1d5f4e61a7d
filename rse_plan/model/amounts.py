"""Amounts of time as people write them: `5d`, `2w`, `30cd`, `1mo`, `3h` (design D6)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache

_FORM = re.compile(r"([0-9]+(?:\.[0-9]+)?)(cd|cw|mo|d|w|h)")


class Unit(StrEnum):
    """What one of it is."""

    WORKING_DAY = "d"
    """An open day of the calendar in force; for effort, a person-day."""
    WORKING_WEEK = "w"
    """As many open days as a full working week has."""
    CALENDAR_DAY = "cd"
    """A day, open or not: what a law counts."""
    CALENDAR_WEEK = "cw"
    """Seven days, open or not."""
    MONTH = "mo"
    """From date to date, as law counts: 31 January + 1mo = the last day of February."""
    HOUR = "h"
    """Effort only."""


@dataclass(frozen=True, slots=True)
class Amount:
    """So many of a unit; `count` is whole except for effort."""

    count: Fraction
    unit: Unit

    @property
    def is_calendar(self) -> bool:
        """Whether it runs over closed days too."""
        return self.unit in (Unit.CALENDAR_DAY, Unit.CALENDAR_WEEK, Unit.MONTH)

    def minutes(self, hours_a_day: int) -> int:
        """Effort in whole minutes, rounded up; a person-day is `hours_a_day` hours."""
        each = 60 if self.unit is Unit.HOUR else hours_a_day * 60
        return -(-self.count.numerator * each // self.count.denominator)

    def __str__(self) -> str:
        number = str(int(self.count)) if self.count.denominator == 1 else str(float(self.count))
        return f"{number}{self.unit}"


def hours_and_minutes(minutes: int) -> str:
    """8 h, 8 h 30, 15 min: the same in every language, unlike 8.5 h."""
    hours, rest = divmod(minutes, 60)
    if not hours and rest:
        return f"{rest} min"
    return f"{hours} h {rest:02}" if rest else f"{hours} h"


@lru_cache(maxsize=1024)  # a library writes the same few over and over
def read_amount(text: str, units: frozenset[Unit], *, whole: bool) -> Amount | None:
    """The amount that a text states, or nothing when it states none in these units."""
    found = _FORM.fullmatch(text.strip())
    if found is None or Unit(found[2]) not in units:
        return None
    count = Fraction(found[1])
    if whole and count.denominator != 1:
        return None
    return Amount(count, Unit(found[2]))


WORKING = frozenset({Unit.WORKING_DAY, Unit.WORKING_WEEK})
CALENDAR = frozenset({Unit.CALENDAR_DAY, Unit.CALENDAR_WEEK, Unit.MONTH})
EFFORT = frozenset({Unit.WORKING_DAY, Unit.HOUR})

"""Values and days as plan.json has them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from rse_plan.formats import plan_schema as shape
from rse_plan.model.periods import Period
from rse_plan.planning.calendar import WEEKDAYS
from rse_plan.planning.open_days import OpenDays
from rse_plan.planning.plan import Shown


def calendars_of(days: OpenDays) -> Iterator[shape.Calendar]:
    """The working days of each place."""
    for place in days.places:
        yield shape.Calendar(
            country=place.country,
            subdivision=place.subdivision,
            employers=list(place.employers),
            week=[WEEKDAYS[number] for number in place.open.weekdays],
            closed=list(place.open.closed),
        )


def fact(shown: Shown) -> shape.Fact:
    """A value and how sure it is."""
    return shape.Fact(value=plain(shown), state=shown.state.value)


def plain(shown: Shown) -> Any:
    """A value as JSON has it: dates and periods in ISO form."""
    value = shown.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [f"{one.first}/{one.last}" if isinstance(one, Period) else str(one) for one in value]
    return value

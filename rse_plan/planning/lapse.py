"""Calendar time: days, weeks and months, counted from date to date (semantics 8)."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from rse_plan.errors import UserError, say
from rse_plan.model.amounts import Amount, Unit
from rse_plan.source.span import Span

LONGEST_RUN = 24
"""Months after the anchor at which recurring work ends at the latest (semantics 14)."""

HORIZON = 30
"""Years after the plan's start that calendars reach; a plan that needs more cannot be made."""
YEARS = range(1990, 2141)
"""Years of a plan: answers begin it between 2000 and 2100, and it reaches thirty years."""

_DAYS = {Unit.CALENDAR_DAY: 1, Unit.CALENDAR_WEEK: 7, Unit.WORKING_DAY: 1, Unit.WORKING_WEEK: 7}


class BeyondHorizonError(UserError):
    """No day is left within the horizon: closures or a freeze never end, or the work is endless."""

    def __init__(self, item: str | None = None, span: Span | None = None) -> None:
        message = say("the work does not end within {years} years", years=HORIZON)
        if item is not None:
            message = say(
                "the work does not end within {years} years: no day is left for {item}",
                item=item,
                years=HORIZON,
            )
        advice = say(
            "check the hours under “people:”, calendar.closures, calendar.freezes, and the longest durations"
        )
        super().__init__(message, advice, span)


def after_lapse(day: date, lapse: Amount, sign: int = 1) -> date:
    """The day so much calendar time later (or earlier, with sign -1).

    A month goes from date to date, or to the month's last day when that date does not exist:
    29 January + 1 month is 28 February. Working units count as calendar ones here; where open days
    matter the work calendar counts them.
    """
    count = int(lapse.count) * sign
    try:
        if lapse.unit is Unit.MONTH:
            return add_months(day, count)
        return day + timedelta(days=count * _DAYS[lapse.unit])
    except (OverflowError, ValueError):
        raise BeyondHorizonError from None


def add_months(day: date, months: int) -> date:
    """The same day of another month, or that month's last."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))

"""Days as a wall calendar has them: spans, months from date to date, the nth day of a kind."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any

DAY = timedelta(days=1)


def span(first: date, last: date) -> Iterator[date]:
    """Every day from first to last, both included."""
    while first <= last:
        yield first
        first += DAY


def walked(period: Mapping[str, Any], held: Callable[[date], bool]) -> bool:
    """Whether the days that are held go on for two years around a period, without a gap."""
    first, last = period["from"], period["to"]
    while last < months(first, 24) and held(first - DAY):
        first -= DAY
    while last < months(first, 24) and held(last + DAY):
        last += DAY
    return bool(last >= months(first, 24))


def calendar_days(amount: str) -> timedelta:
    """An amount in calendar days, the only one that guards are checked in."""
    assert amount.endswith("cd"), amount
    return int(amount.removesuffix("cd")) * DAY


def nth(first: date, count: int, wanted: Callable[[date], bool]) -> date:
    """The day that is the so-manieth of its sort, counted from a first day on."""
    day = first
    while True:
        count -= wanted(day)
        if not count:
            return day
        day += DAY


def months(day: date, count: int) -> date:
    """The same day so many months later, or the month's last."""
    year, month = day.year + (day.month - 1 + count) // 12, (day.month - 1 + count) % 12 + 1
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month, min(day.day, last))
        except ValueError:
            continue
    raise AssertionError(f"{year}-{month} has no days")

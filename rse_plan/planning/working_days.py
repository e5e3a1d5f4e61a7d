"""The organisation's own working days: its main employer's week, public holidays and closures."""

from __future__ import annotations

from datetime import date

from rse_plan.model.answers import start_date
from rse_plan.planning.calendar import WorkCalendar, build_calendar
from rse_plan.planning.facts import FactSheet
from rse_plan.planning.lapse import BeyondHorizonError
from rse_plan.planning.periods import main_employer, periods, place_of


def organisation_calendar(sheet: FactSheet) -> WorkCalendar | None:
    """The working days of the main employer; None while the answers give no start, where calendars begin."""
    start = start_date(sheet.answers)
    if start is None:
        return None
    week = sheet.fact("calendar.week", {}).value
    days = tuple(str(day) for day in week) if isinstance(week, tuple) else ()
    place = place_of(sheet, main_employer(sheet))
    return build_calendar(start, days, periods(sheet, "calendar.closures"), place)


def working_day(sheet: FactSheet, day: date) -> date:
    """The same day when the organisation works then, else its next working day."""
    calendar = organisation_calendar(sheet)
    try:
        return calendar.open_on_or_after(day) if calendar is not None else day
    except BeyondHorizonError:  # so far away no calendar tells which days are worked
        return day


def working_day_by(sheet: FactSheet, day: date) -> date:
    """The same day when the organisation works then, else the last working day before it."""
    calendar = organisation_calendar(sheet)
    try:
        return calendar.open_on_or_before(day) if calendar is not None else day
    except BeyondHorizonError:
        return day

"""Amounts of time as plan.json has them: hours with two decimals, lags as people write them."""

from __future__ import annotations

from collections.abc import Mapping

from rse_plan.formats import plan_schema_hours as hours
from rse_plan.planning.role_load import RoleLoad
from rse_plan.planning.weekly_bill import Staffing


def weeks_of(load: RoleLoad) -> hours.RoleWeeks:
    """A role's weeks, in hours."""
    weeks = [
        hours.Week(monday=week.monday, hours=_rounded(week.minutes), capacity=_rounded(week.capacity))
        for week in load.weeks
    ]
    return hours.RoleWeeks(role=load.role, weeks=weeks)


def bill_of(staffing: Staffing) -> hours.Stage:
    """The weekly bill of a stage, in hours a week."""
    return hours.Stage(
        stage=staffing.stage,
        members=staffing.members,
        rows=[
            hours.StaffRow(role=row.role, people=row.people, before=row.before, after=row.after)
            for row in staffing.rows
        ],
        before=staffing.before,
        after=staffing.after,
    )


def hours_by_role(minutes: Mapping[str, int]) -> dict[str, float]:
    """Hours, from minutes."""
    return {role: _rounded(count) for role, count in minutes.items()}


def in_hours(minutes: int | None) -> float | None:
    """Hours, from minutes that somebody may not have said."""
    return None if minutes is None else _rounded(minutes)


def as_written(lag: object) -> str | None:
    """A lag such as 30cd."""
    return None if lag is None else str(lag)


def _rounded(minutes: int) -> float:
    return round(minutes / 60, 2)

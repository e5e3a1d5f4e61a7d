"""What a role is planned for, week by week, and the hours that it needs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekLoad:
    """Minutes that a role is planned for in a week, and those it has; `monday` is the week's first day."""

    monday: date
    minutes: int
    capacity: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleLoad:
    """A levelled role's weeks, those with work in them; recurring work counted."""

    role: str
    weeks: tuple[WeekLoad, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffRow:
    """A role's people and the hours a week they need together, before and after opening."""

    role: str
    people: int
    before: float
    after: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Staffing:
    """The weekly bill of a stage: floors by role times headcount, champions included."""

    stage: str
    members: int
    rows: tuple[StaffRow, ...]

    @property
    def before(self) -> float:
        return sum(row.before for row in self.rows)

    @property
    def after(self) -> float:
        return sum(row.after for row in self.rows)

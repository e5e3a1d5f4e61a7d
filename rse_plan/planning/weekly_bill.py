"""What a stage costs each week: people and hours by role."""

from __future__ import annotations

from dataclasses import dataclass


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

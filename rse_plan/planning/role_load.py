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

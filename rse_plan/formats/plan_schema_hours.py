"""The part of plan.json's shape that counts hours: a role's weeks, and the weekly bill of each stage."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from rse_plan.planning.lapse import YEARS

MOST_HOURS = 1e9


def _of_a_plan(day: date) -> date:
    """A day that a plan can have: working days up to it are counted one by one."""
    if day.year not in YEARS:
        raise ValueError(day.isoformat())
    return day


def _countable(hours: float) -> float:
    """A number of hours; a hand may write what is none."""
    if not abs(hours) < MOST_HOURS:
        raise ValueError(str(hours))
    return hours


Day = Annotated[date, AfterValidator(_of_a_plan)]
Hours = Annotated[float, AfterValidator(_countable)]


class Part(BaseModel):
    """A map of plan.json."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        populate_by_name=True,
        serialize_by_alias=True,
        json_schema_serialization_defaults_required=True,
    )


class Week(Part):
    """A role's week."""

    monday: Day = Field(description="The first day of the week")
    hours: Hours = Field(description="Hours planned, recurring work counted")
    capacity: Hours = Field(description="Hours that the role has")


class RoleWeeks(Part):
    """The weeks in which a role has work."""

    role: str
    weeks: list[Week]


class StaffRow(Part):
    """A role's people, and the hours a week they need together."""

    role: str
    people: int = Field(ge=0, description="Headcount of the role in this stage")
    before: Hours = Field(ge=0, description="Hours a week before the opening, all its people together")
    after: Hours = Field(ge=0, description="Hours a week after it")


class Stage(Part):
    """The weekly bill of a stage: floors by role times headcount, champions included."""

    stage: str = Field(description="pilot or full")
    members: int = Field(ge=0, description="People that it concerns")
    rows: list[StaffRow]
    before: Hours = Field(ge=0, description="Hours a week before the opening, in all")
    after: Hours = Field(ge=0, description="Hours a week after it, in all")

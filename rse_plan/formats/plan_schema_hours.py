"""The part of plan.json's shape that counts hours: a role's weeks, and the weekly bill of each stage."""

from __future__ import annotations

from datetime import date

from pydantic import BaseModel, ConfigDict, Field


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

    monday: date = Field(description="The first day of the week")
    hours: float = Field(description="Hours planned, recurring work counted")
    capacity: float = Field(description="Hours that the role has")


class RoleWeeks(Part):
    """The weeks in which a role has work."""

    role: str
    weeks: list[Week]


class StaffRow(Part):
    """A role's people, and the hours a week they need together."""

    role: str
    people: int = Field(ge=0, description="Headcount of the role in this stage")
    before: float = Field(ge=0, description="Hours a week before the opening, all its people together")
    after: float = Field(ge=0, description="Hours a week after it")


class Stage(Part):
    """The weekly bill of a stage: floors by role times headcount, champions included."""

    stage: str = Field(description="pilot or full")
    members: int = Field(ge=0, description="People that it concerns")
    rows: list[StaffRow]
    before: float = Field(ge=0, description="Hours a week before the opening, in all")
    after: float = Field(ge=0, description="Hours a week after it, in all")

"""The part of plan.json that holds a measure against something: its target, published cases, readings."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from rse_plan.formats.plan_schema_hours import Day, Part


class Target(Part):
    """What is hoped for: shares of the invited members, or words."""

    low: float | None = Field(description="Low end of the range")
    typical: float | None = Field(description="What is usual")
    high: float | None = Field(description="High end of the range")
    text: str | None = Field(description="What is judged instead of a share")


class Case(Part):
    """A published figure of the same kind; low and high are the same when the source gives one share."""

    source: str = Field(description="Id of the evidence")
    low: float = Field(ge=0, le=1, description="Low end, as a share")
    high: float = Field(ge=0, le=1, description="High end")
    population: int | None = Field(description="People it was measured on")
    organisations: int | None = Field(description="Organisations it was measured on")
    after: str | None = Field(description="How long after the opening, such as 12mo")
    definition: str = Field(description="What was counted, in the plan's language; the same in all cases")


class SetAside(Part):
    """Published figures of the measure that are in no range, by the reason."""

    undefined: int = Field(ge=0, description="Nobody knows what was counted, or on whom")
    otherwise: int = Field(ge=0, description="Something else was counted")
    sized: int = Field(ge=0, description="Organisations of quite another size")


class Range(Part):
    """Two different shares, never one."""

    low: float = Field(ge=0, le=1)
    high: float = Field(ge=0, le=1)


class Outlook(Part):
    """What others published: a spread of cases that somebody chose to tell, no forecast."""

    published: Range | None = Field(description="Null with fewer than two comparable cases that differ")
    own: Range | None = Field(
        description="Of the organisation's own first readings; null under two that differ"
    )
    cases: list[Case]
    set_aside: SetAside


class Actual(Part):
    """What was read of the measure on a day, for a group."""

    on: Day = Field(description="The day it was read")
    amount: float | None = Field(description="The number as it was given; null when it cannot be shown")
    of: int | None = Field(description="What it was counted among")
    percent: bool = Field(description="Whether the number is a share in per cent")
    share: float | None = Field(description="As a share; null where the group is too small for one")
    withheld: Literal["few-members", "few-counted", "one-only"] | None = Field(
        description="Why the number cannot be shown"
    )
    reached: Literal["stop", "nothing", "all", "low", "typical", "high"] | None = Field(
        None,
        description="What the share comes to beside the shares hoped for: stop is below what ends the pilot",
    )

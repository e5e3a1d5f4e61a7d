"""The parts of plan.json that say what was reported of it."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from rse_plan.formats.plan_schema_hours import Day
from rse_plan.formats.plan_schema_hours import Part as _Part


class Report(_Part):
    """What was reported of an item."""

    started: Day | None = Field(description="The day on which it began")
    done: Day | None = Field(description="The day on which it was done")
    blocked: Day | None = Field(description="The day since when it cannot go on")
    until: Day | None = Field(description="The day from which it is expected to go on")
    reason: str | None = Field(description="What keeps it, in the words of whoever reported it")


class Decided(_Part):
    """The last answer to an ask."""

    answer: Literal["yes", "no", "later"] = Field(description="As the progress file has it")
    on: Day = Field(description="The day it was given")
    note: str | None = Field(description="Reserves, in the words of whoever reported it")

"""The parts of plan.json that say what it was made from, and what was reported of it."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from rse_plan.formats.plan_schema_hours import Part as _Part

Hash = Annotated[str, Field(description="SHA-256 of normalised values, in hexadecimal")]


class Report(_Part):
    """What was reported of an item."""

    started: date | None = Field(description="The day on which it began")
    done: date | None = Field(description="The day on which it was done")
    blocked: date | None = Field(description="The day since when it cannot go on")
    until: date | None = Field(description="The day from which it is expected to go on")
    reason: str | None = Field(description="What keeps it, in the words of whoever reported it")


class Decided(_Part):
    """The last answer to an ask."""

    answer: Literal["yes", "no", "later"] = Field(description="As the progress file has it")
    on: date = Field(description="The day it was given")
    note: str | None = Field(description="Reserves, in the words of whoever reported it")


class Inputs(_Part):
    """What the plan was made from."""

    answers: Hash
    playbooks: Hash
    rse_plan: str = Field(description="Version of the program")
    holidays: str = Field(description="Version of the public holidays")
    effort: str = Field(description="How hard a better plan was looked for: standard, thorough or optimal")
    progress: Hash | None = Field(None, description="What was reported; null while nothing was")
    replanned: bool = Field(False, description="Whether it keeps near a plan that was made before")
    best: bool = Field(description="Proven: no plan of this work opens and ends earlier")
    no_earlier: date | None = Field(description="Proven: no plan of this work can open before that day")
    reproducible: bool = Field(description="False when a clock stopped the search for the best plan")

"""What plan.json says of the files it was made from."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from rse_plan.formats.plan_schema_hours import Day
from rse_plan.formats.plan_schema_hours import Part as _Part

Hash = Annotated[str, Field(description="SHA-256 of normalised values, in hexadecimal")]


class Layer(_Part):
    """A key of an item that a file laid over its playbook gives."""

    item: str = Field(description="playbook/item")
    key: str | None = Field(description="The key, such as duration or title.fr; null: the item is added")
    layer: str = Field(description="Id of the file that extends the playbook, or a translation's name")
    file: str = Field(description="The file")
    line: int = Field(ge=1, description="The line, from 1")


class Inputs(_Part):
    """What the plan was made from."""

    answers: Hash
    playbooks: Hash
    library: dict[str, str] = Field(
        default={},
        description="Every playbook at hand by id, those that extend others too: the beginning of its hash",
    )
    rse_plan: str = Field(description="Version of the program")
    holidays: str = Field(description="Version of the public holidays")
    effort: str = Field(description="How hard a better plan was looked for: standard, thorough or optimal")
    progress: Hash | None = Field(None, description="What was reported; null while nothing was")
    replanned: bool = Field(False, description="Whether it keeps near a plan that was made before")
    best: bool = Field(description="Proven: no plan of this work opens and ends earlier")
    no_earlier: Day | None = Field(description="Proven: no plan of this work can open before that day")
    reproducible: bool = Field(description="False when a clock stopped the search for the best plan")

"""For whom a report is written."""

from __future__ import annotations

from dataclasses import dataclass

from rse_plan.errors import Translate


@dataclass(frozen=True, slots=True)
class Style:
    """The reader's language, and whether their terminal shows colours."""

    translate: Translate = str
    colour: bool = False

"""For whom a report is written."""

from __future__ import annotations

from dataclasses import dataclass

from rse_plan.errors import Translate


@dataclass(frozen=True, slots=True)
class Style:
    """The reader's language, whether their terminal shows colours, and the folder that they are in."""

    translate: Translate = str
    colour: bool = False
    folder: tuple[str, ...] = ()
    """Its parts, for reports whose paths begin further up."""

"""Days that the answers give an item by `adjust:`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from rse_plan.model.own_changes import Stated


@dataclass(frozen=True, slots=True)
class OwnDates:
    """Days that the answers give an item themselves.

    A task or a milestone begins on `start` at the earliest, and not just in time; a gate ends on `finish`,
    or later: where the law's delay holds (`lawful`), not before that has run.
    """

    start: date | None = None
    finish: date | None = None
    lawful: bool = False
    stated: Stated | None = None

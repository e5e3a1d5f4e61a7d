"""When each phase takes place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from rse_plan.model.catalogues import PhaseTitle


@dataclass(frozen=True, slots=True, kw_only=True)
class PhaseDates:
    """A phase with the dates of its items."""

    phase: PhaseTitle
    start: date
    finish: date

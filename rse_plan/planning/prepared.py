"""What the steps before the schedule have worked out, and the same with its dates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from rse_plan.library import Library
from rse_plan.model.answers import Answers
from rse_plan.planning.basis import bases
from rse_plan.planning.course import Course
from rse_plan.planning.expand import Expansion
from rse_plan.planning.facts import FactSheet
from rse_plan.planning.grid import Grid
from rse_plan.planning.jobs import Job
from rse_plan.planning.network import Network
from rse_plan.planning.schedule import Schedule
from rse_plan.planning.select import Selection


@dataclass(frozen=True)
class Prepared:
    """What the steps before the schedule have worked out."""

    answers: Answers
    library: Library
    sheet: FactSheet
    selection: Selection
    expansion: Expansion
    network: Network
    jobs: Sequence[Job]
    grid: Grid
    start: date
    course: Course | None = None
    """Where it stands, when it is made again."""

    @property
    def today(self) -> date | None:
        """The day on which it stands."""
        return self.course.today if self.course is not None else None

    @cached_property
    def bases(self) -> tuple[str, ...]:
        """Fingerprints of what days rest on, by network position."""
        return bases(self.network, self.jobs, self.grid)

    @property
    def unstaffed(self) -> frozenset[str]:
        """Roles that have work and no hours at all."""
        return frozenset(role for job in self.jobs for role in job.idle)


@dataclass(frozen=True, slots=True)
class Worked:
    """What has been prepared, and its dates."""

    prepared: Prepared
    schedule: Schedule

    @property
    def opening(self) -> date | None:
        """The day the first community opens to real users."""
        anchor = self.schedule.anchor
        return self.schedule.placed[anchor].start if anchor is not None else None

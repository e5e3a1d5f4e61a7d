"""Dates for every item: levelled, then just in time, then slack and critical chain (semantics 7 to 9, 15)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from rse_plan.planning.bounds import Bound, BoundKind
from rse_plan.planning.grid import Grid
from rse_plan.planning.holding import Holding
from rse_plan.planning.inputs import Proof
from rse_plan.planning.jobs import Job
from rse_plan.planning.lapse import BeyondHorizonError
from rse_plan.planning.levelling.causes import Cause, Kind, causes
from rse_plan.planning.levelling.effort import Effort
from rse_plan.planning.levelling.floats import latest_releases
from rse_plan.planning.levelling.handover import handed_on
from rse_plan.planning.levelling.just_in_time import Held, place_late
from rse_plan.planning.levelling.passes import NoDayLeftError, Placing
from rse_plan.planning.levelling.replan import Replanned, early_again, place_late_again, replan
from rse_plan.planning.levelling.search import Levelled, level
from rse_plan.planning.levelling.search import first_opening as earliest
from rse_plan.planning.network import Network
from rse_plan.planning.placement import Placed

ValueT = TypeVar("ValueT")

_KINDS = {
    Kind.START: BoundKind.START,
    Kind.NEED: BoundKind.NEED,
    Kind.PINNED: BoundKind.PINNED,
    Kind.BARRED: BoundKind.FREEZE,
    Kind.CAPACITY: BoundKind.CAPACITY,
}


@dataclass(frozen=True, slots=True)
class Schedule:
    """Dates by network position; slack and critical are to the anchor (None: no path to it).

    `early` is what fixed the earliest date of each item (`early_start`), `bound` what fixes the one it has,
    `ready` the first day that its needs leave; `proof` says how good the plan is known to be.
    """

    placed: tuple[Placed, ...]
    bound: tuple[Bound, ...]
    early: tuple[Bound, ...]
    early_start: tuple[date, ...]
    ready: tuple[date, ...]
    slack: tuple[int | None, ...]
    critical: tuple[bool, ...]
    anchor: int | None
    proof: Proof


def schedule(network: Network, jobs: Sequence[Job], grid: Grid, effort: Effort) -> Schedule:
    """Place every job; raises UserError when something can never be placed within the horizon."""
    try:
        found = solve(grid, effort)
    except NoDayLeftError as fault:
        item = network.items[grid.positions[fault.job]]
        raise BeyondHorizonError(item.id, item.origin.span) from None
    return _Dating(network, jobs, grid, found).schedule()


def reschedule(network: Network, jobs: Sequence[Job], holding: Holding, effort: Effort) -> Schedule:
    """Place what is still to come, as near to the former plan as it can; raises UserError as `schedule`.

    The best plan there is (`--optimal`) is not sought again: it could be far from the former one.
    """
    late = [jobs[position].late for position in holding.grid.positions]
    try:
        found = replan(holding.grid.project, holding.former, late, effort.name)
    except NoDayLeftError as fault:
        item = network.items[holding.grid.positions[fault.job]]
        raise BeyondHorizonError(item.id, item.origin.span) from None
    return _Dating(network, jobs, holding.grid, found.found, (holding, found)).schedule()


def solve(grid: Grid, effort: Effort) -> Levelled:
    """The best placing that an effort finds; raises NoDayLeftError."""
    found = level(grid.project, effort.name)
    if effort.optimal is not None:
        from rse_plan.planning.levelling.optimal import improve  # noqa: PLC0415  # an extra, and heavy

        found = improve(grid.project, found, effort.optimal, effort.progress)
    return found


def first_opening(grid: Grid, effort: Effort) -> date | None:
    """The day the first community opens, when only that is asked."""
    if not grid.project.goals:
        return None
    try:
        return grid.day(_earliest(grid, effort))
    except NoDayLeftError:
        raise BeyondHorizonError from None


def _earliest(grid: Grid, effort: Effort) -> int:
    if effort.optimal is None:
        return earliest(grid.project, effort.name)
    from rse_plan.planning.levelling.optimal import improve_first_opening  # noqa: PLC0415  # as above

    found = improve_first_opening(grid.project, level(grid.project, effort.name), effort.optimal)
    return min(found.placing.start[job] for job in grid.project.openings)


class _Dating:
    """Days of the grid made dates of the network's items."""

    def __init__(
        self,
        network: Network,
        jobs: Sequence[Job],
        grid: Grid,
        found: Levelled,
        again: tuple[Holding, Replanned] | None = None,
    ) -> None:
        self.network = network
        self.jobs = jobs
        self.grid = grid
        self.found = found
        self.again = again
        self.project = again[0].early if again is not None else grid.project
        self.early = found.placing if again is None else self._placed_early(*again)
        self.causes = causes(self.project, self.early, kept=again is not None)

    def schedule(self) -> Schedule:
        grid, early = self.grid, self.early
        late = [self.jobs[position].late for position in grid.positions]
        placing, held = self._late(late)
        goal = min(grid.project.openings, key=lambda job: (early.start[job], job), default=None)
        floats = self._floats(early, goal, self.causes)
        slack = self._floats(placing, goal) if placing.start != early.start else floats
        start = Placed(grid.start, grid.start)
        bounds = [
            Bound(BoundKind.REPORTED) if self._reported(job) else self._bound(cause)
            for job, cause in enumerate(self.causes)
        ]
        # What the first opening hangs on is told by what keeps it back, also where it may not move.
        late_bounds = {
            job: self._late_bound(one)
            for job, one in held.items()
            if (floats[job] != 0 or placing.start[job] > early.start[job]) and not self._reported(job)
        }
        nothing = Bound(BoundKind.START)
        return Schedule(
            placed=self._by_position([self._placed(job, placing) for job in range(len(late))], start),
            bound=self._by_position([*(dict(enumerate(bounds)) | late_bounds).values()], nothing),
            early=self._by_position(bounds, nothing),
            early_start=self._by_position([grid.day(day) for day in early.start], grid.start),
            ready=self._by_position([grid.day(cause.ready) for cause in self.causes], grid.start),
            slack=self._by_position(slack, None),
            critical=self._by_position([found == 0 for found in floats], False),
            anchor=grid.positions[goal] if goal is not None else None,
            proof=self._proof(),
        )

    def _proof(self) -> Proof:
        if self.again is not None and self.again[0].unchanged is not None and not self.again[1].affected:
            return self.again[0].unchanged
        bound = self.found.first_opening_bound(self.grid.project)
        no_earlier = self.grid.day(bound) if bound is not None else None
        return Proof(best=self.found.is_best, no_earlier=no_earlier, reproducible=self.found.reproducible)

    def _floats(self, placing: Placing, goal: int | None, found: Sequence[Cause] = ()) -> list[int | None]:
        """Open days by which each job may slip where it stands, moving the first opening by nothing."""
        project = self.grid.project
        if goal is None:
            return [None] * len(project.jobs)
        handover = handed_on(project, placing, found)
        latest = latest_releases(project, placing, handover, (goal, placing.release[goal]))
        return [self._float(job, placing.release[job], latest[job]) for job in range(len(latest))]

    def _float(self, job: int, release: int, latest: int | None) -> int | None:
        """Open days between a release and the last one allowed."""
        if latest is None:
            return None
        index = self.grid.project.jobs[job].line.before
        gap = self.grid.project.jobs[job].gap
        return max(index[max(latest - gap + 1, 0)] - index[max(release - gap + 1, 0)], 0)

    def _placed(self, job: int, placing: Placing) -> Placed:
        work = self.grid.project.jobs[job]
        return Placed(self.grid.day(placing.start[job]), self.grid.day(placing.release[job] - work.gap))

    def _bound(self, cause: Cause) -> Bound:
        item = cause.job if cause.job is not None else cause.recurring
        return Bound(_KINDS[cause.kind], self._id(item) if item is not None else None, cause.resources)

    def _placed_early(self, holding: Holding, replanned: Replanned) -> Placing:
        """Where everything could be done first; what is held stands where reasons are looked for."""
        late = [self.jobs[position].late for position in self.grid.positions]
        placing = early_again(self.grid.project, holding.former, replanned, late)
        start, release = list(placing.start), list(placing.release)
        for number, job in enumerate(self.project.jobs):
            if job.held is not None:
                start[number], release[number] = job.held.start, job.held.release
        return Placing(start, release)

    def _late(self, late: Sequence[bool]) -> tuple[Placing, dict[int, Held]]:
        """Work just in time put off; in a plan made again, what nothing touches stands where it was."""
        if self.again is None:
            return place_late(self.grid.project, self.found.placing, late)
        holding, found = self.again
        return place_late_again(self.grid.project, holding.former, found, self.early, late)

    def _reported(self, job: int) -> bool:
        """Whether a job has the days that somebody reported, and none that its needs leave."""
        if self.again is None:
            return False
        held = self.grid.project.jobs[job].held
        return job in self.again[0].reported or (held is not None and self.causes[job].ready > held.start)

    def _late_bound(self, held: Held) -> Bound:
        return Bound(BoundKind.LATE, self._id(held.follower), held.short)

    def _id(self, job: int) -> str:
        return self.network.items[self.grid.positions[job]].id

    def _by_position(self, by_job: Sequence[ValueT], otherwise: ValueT) -> tuple[ValueT, ...]:
        found = [otherwise] * len(self.jobs)
        for job, value in enumerate(by_job):
            found[self.grid.positions[job]] = value
        return tuple(found)

"""What fixes the first day of each job, once all are placed: a need, hours that others take, a bar, a pin."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass
from enum import StrEnum

from rse_plan.planning.levelling.passes import Placing, Recurring
from rse_plan.planning.levelling.project import Job, Project


class Kind(StrEnum):
    """What fixes a job's first day."""

    START = "start"
    """The project's first day."""
    NEED = "need"
    """The release of a job it needs."""
    PINNED = "pinned"
    """A given day."""
    BARRED = "barred"
    """A span that it may not touch."""
    CAPACITY = "capacity"
    """A resource that has too little left the day before."""


@dataclass(frozen=True, slots=True)
class Cause:
    """Why a job starts when it does.

    `ready` is the first day that its needs leave; `job` what comes before it in the chain of causes: the
    need, or what takes the resources named; None at the start of a chain, and where only recurring work,
    begun by `recurring`, takes them.
    """

    kind: Kind
    ready: int
    job: int | None = None
    resources: tuple[str, ...] = ()
    recurring: int | None = None


class Room:
    """What is left of every resource on each day once all jobs are placed."""

    def __init__(self, project: Project, placing: Placing) -> None:
        self._packing = project.packing
        self.free = list(project.room)
        for job, start in zip(project.jobs, placing.start, strict=True):
            if job.held is None:
                self.take(job, job.line.before[start] if job.demand else 0, job.demand)
        self.recurring = Recurring(project.packing)
        for number, job in enumerate(project.jobs):
            self.recurring.begin(job, placing.release[number])
        for number in range(len(project.jobs)):
            self.recurring.end(number, placing.release[number])

    def copy(self) -> Room:
        """The same room, for jobs to move in; recurring work stays where it is in both."""
        found = copy(self)
        found.free = list(self.free)
        return found

    def take(self, job: Job, first: int, demand: int) -> None:
        """Take a demand of each day of a job that begins at an index of its line; give it when negative."""
        if demand:
            for at in range(first, first + job.length):
                self.free[job.line.days[at]] -= demand

    def lacking(self, day: int, demand: int) -> tuple[str, ...]:
        """The resources of which there is too little on a day."""
        return self._packing.lacking(self.free[day] - self.recurring.beside(day, demand), demand)

    def clash(self, job: Job, first: int) -> int | None:
        """The first index of its line, from one on, on whose day a job does not fit; None when all do."""
        demand, days, guard = job.demand, job.line.days, self._packing.guard
        for at in range(first, first + job.length) if demand else ():
            day = days[at]
            if (self.free[day] - self.recurring.beside(day, demand) - demand) & guard != guard:
                return at
        return None


def causes(project: Project, placing: Placing, *, kept: bool = False) -> list[Cause]:
    """The cause of every job's first day.

    `kept` tells that jobs may stand later than they could, for the sake of a former placing or of the day on
    which it is made again: then only hours that are short on the day before keep a job back.
    """
    return _Search(project, placing, kept=kept).causes()


class _Search:
    def __init__(self, project: Project, placing: Placing, *, kept: bool) -> None:
        self.project = project
        self.kept = kept
        self.placing = placing
        self.room = Room(project, placing)
        self.ending: dict[int, list[int]] = {}
        for job, release in enumerate(placing.release):
            if project.jobs[job].demand:
                self.ending.setdefault(release - project.jobs[job].gap, []).append(job)

    def causes(self) -> list[Cause]:
        return [self.cause(number, job) for number, job in enumerate(self.project.jobs)]

    def cause(self, number: int, job: Job) -> Cause:
        ready, need = self.ready(job)
        kind = Kind.NEED if need is not None else Kind.START
        if job.fixed is not None:
            return Cause(Kind.PINNED, ready)
        if _is_pinned(job, ready):
            ready, kind, need = job.earliest, Kind.PINNED, None
        if job.wait is not None:
            return Cause(kind, ready, need)
        start, line = self.placing.start[number], job.line
        if start <= line.days[line.before[ready]]:
            return Cause(kind, ready, need)
        before = line.days[line.before[start] - 1]
        lacking = self.room.lacking(before, job.demand) if job.demand else ()
        if not lacking and any(begin < start and ready <= end for begin, end in job.barred):
            return Cause(Kind.BARRED, ready, need)
        if self.kept and not lacking:
            return Cause(kind, ready, need)
        wanted = lacking or self.project.packing.taken(job.demand)
        taker = self.taker(number, before, wanted)
        recurring = self.begun(before, wanted) if taker is None else None
        if taker is None and recurring is None:
            return Cause(kind, ready, need)
        return Cause(Kind.CAPACITY, ready, taker, wanted, recurring)

    def ready(self, job: Job) -> tuple[int, int | None]:
        """The first day that the needs leave, and the need that leaves none before (none: the start)."""
        ready, binding = 0, None
        release = self.placing.release
        for need, day in (
            *((need, release[need]) for need in job.needs),
            *((need, lapse[release[need]]) for need, lapse in job.lagged),
        ):
            if day > ready or (day == ready and binding is None):
                ready, binding = day, need
        return ready, binding

    def taker(self, number: int, day: int, lacking: Sequence[str]) -> int | None:
        """Of those that take most on a day, one that ends on it; else any that works over it."""
        until = self.placing.start[number]
        ending = [job for last in range(day, until) for job in self.ending.get(last, ())]
        found = self.most(ending, day, lacking)
        return found if found is not None else self.most(range(len(self.project.jobs)), day, lacking)

    def most(self, jobs: Sequence[int], day: int, lacking: Sequence[str]) -> int | None:
        packing = self.project.packing
        taken = {
            job: sum(packing.amount(self.project.jobs[job].demand, name) for name in lacking)
            for job in jobs
            if self.works(job, day)
        }
        found = [job for job, amount in taken.items() if amount]
        return max(found, key=lambda job: (taken[job], -job), default=None)

    def works(self, job: int, day: int) -> bool:
        """Whether a job is under way on a day, and does not pause on it."""
        line, held = self.project.jobs[job].line, self.project.jobs[job].held
        under_way = self.placing.start[job] <= day < self.placing.release[job]
        if held is not None and not held.works(day):
            return False
        return under_way and line.days[line.before[day]] == day

    def begun(self, day: int, lacking: Sequence[str]) -> int | None:
        """The job with which recurring work began that takes of a day."""
        packing, placing = self.project.packing, self.placing
        return next(
            (
                number
                for number, job in enumerate(self.project.jobs)
                for reserve in job.reserves
                if placing.release[number] <= day and any(packing.amount(reserve.demand, n) for n in lacking)
            ),
            None,
        )


def _is_pinned(job: Job, ready: int) -> bool:
    """Whether the earliest day is later than what the needs leave; over closed days they come to the same."""
    if job.wait is not None:
        return job.earliest > ready
    return job.line.before[job.earliest] > job.line.before[ready]

"""What fixes the first day of each job, once all are placed: a need, hours that others take, a bar, a pin."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
        self.free = [project.packing.full] * project.days
        for job, start in zip(project.jobs, placing.start, strict=True):
            self.take(job, job.line.before[start] if job.demand else 0, job.demand)
        self.recurring = Recurring(project.packing)
        for number, job in enumerate(project.jobs):
            self.recurring.begin(job, placing.release[number])
        for number in range(len(project.jobs)):
            self.recurring.end(number, placing.release[number])

    def take(self, job: Job, first: int, demand: int) -> None:
        """Take a demand of each day of a job that begins at an index of its line; give it when negative."""
        if demand:
            for at in range(first, first + job.length):
                self.free[job.line.days[at]] -= demand

    def lacking(self, day: int, demand: int) -> tuple[str, ...]:
        """The resources of which there is too little on a day."""
        return self._packing.lacking(self.free[day] - self.recurring.beside(day, demand), demand)

    def fits(self, job: Job, first: int) -> bool:
        """Whether a job fits on its days from an index of its line on."""
        days = job.line.days
        return not job.demand or not any(
            self.lacking(days[at], job.demand) for at in range(first, first + job.length)
        )


def causes(project: Project, placing: Placing) -> list[Cause]:
    """The cause of every job's first day."""
    return _Search(project, placing).causes()


class _Search:
    def __init__(self, project: Project, placing: Placing) -> None:
        self.project = project
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
        if job.earliest > ready:
            ready, kind, need = job.earliest, Kind.PINNED, None
        if job.wait is not None:
            return Cause(kind, ready, need)
        start, line = self.placing.start[number], job.line
        if start <= line.days[line.before[ready]]:
            return Cause(kind, ready, need)
        before = line.days[line.before[start] - 1]
        lacking = self.room.lacking(before, job.demand) if job.demand else ()
        if not lacking:
            return Cause(Kind.BARRED, ready, need)
        taker = self.taker(number, before, lacking)
        recurring = self.begun(before, lacking) if taker is None else None
        return Cause(Kind.CAPACITY, ready, taker, lacking, recurring)

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
        packing, placing = self.project.packing, self.placing
        taken = {
            job: sum(packing.amount(self.project.jobs[job].demand, name) for name in lacking)
            for job in jobs
            if placing.start[job] <= day < placing.release[job]
        }
        found = [job for job, amount in taken.items() if amount]
        return max(found, key=lambda job: (taken[job], -job), default=None)

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


Links = Mapping[int, Sequence[int]]
"""For each job, those that start with what it gives back."""


def handed_on(project: Project, placing: Placing, found: Sequence[Cause], left_out: Sequence[bool]) -> Links:
    """Who hands its resources to whom, each unit to the next that starts, the longest idle one first.

    A plan that keeps these links beside its needs stays within all capacities (Artigues, Michelon and
    Reusser 2003), so a job that may slip within them may slip without levelling again.
    """
    links: dict[int, dict[int, None]] = {}
    for job, cause in enumerate(found):
        if cause.kind is Kind.CAPACITY and cause.job is not None and not left_out[cause.job]:
            links.setdefault(cause.job, {})[job] = None
    for name in project.packing.fields:
        users = [
            (placing.start[job], job)
            for job, row in enumerate(project.jobs)
            if not left_out[job] and project.packing.amount(row.demand, name)
        ]
        for giver, taker in _flow(project, placing, name, sorted(users)):
            links.setdefault(giver, {})[taker] = None
    return {job: tuple(takers) for job, takers in links.items()}


def _flow(
    project: Project, placing: Placing, name: str, users: Sequence[tuple[int, int]]
) -> list[tuple[int, int]]:
    from heapq import heappop, heappush  # noqa: PLC0415

    idle: list[tuple[int, int, int]] = [(-1, -1, project.packing.fields[name][1])]
    handed: list[tuple[int, int]] = []
    for start, job in users:
        wanted = amount = project.packing.amount(project.jobs[job].demand, name)
        while wanted and idle and idle[0][0] <= start:
            since, giver, units = heappop(idle)
            taken = min(units, wanted)
            wanted -= taken
            if giver >= 0:
                handed.append((giver, job))
            if units > taken:
                heappush(idle, (since, giver, units - taken))
        heappush(idle, (placing.release[job], job, amount))
    return handed

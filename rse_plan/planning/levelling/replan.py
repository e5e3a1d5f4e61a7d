"""A project placed again when part of it has happened: near the former placing, no job moved without a cause.

What was is held (`Job.held`). What nothing new touches keeps its days. The rest is placed no earlier than it
was; only where that puts the next opening off, or where something has become easier, is a better placing
sought, and then brought back to the former days as far as it goes (semantics 24: closeness comes after the
anchor). Keeping starting times near those announced is what proactive-reactive scheduling calls stability
(Herroelen and Leus 2004).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from rse_plan.planning.levelling.causes import Room
from rse_plan.planning.levelling.floats import touches
from rse_plan.planning.levelling.just_in_time import Held as Late
from rse_plan.planning.levelling.just_in_time import Standing, put_off
from rse_plan.planning.levelling.passes import Days, Placing, place_forward
from rse_plan.planning.levelling.project import Held, Job, Project
from rse_plan.planning.levelling.search import Levelled, level, score

ROUNDS = 10
"""Times that jobs are brought back at the most: each may make way for another."""


@dataclass(frozen=True)
class Former:
    """How a project was placed before.

    `early` are first days before work just in time was put off, `start` those that were told; None for a job
    that is new. `changed` are jobs about which something is new: their days, length, needs or hours; `eased`
    tells that something new may let others come earlier. What may move is placed from day `now` on.
    """

    early: Sequence[int | None]
    start: Sequence[int | None]
    changed: frozenset[int]
    eased: bool
    now: int = 0


class Replanned(NamedTuple):
    """The new placing, before work just in time is put off once more, and what something new may move."""

    found: Levelled
    affected: frozenset[int]


def replan(project: Project, former: Former, late: Sequence[bool], effort: str) -> Replanned:
    """The placing nearest to the former one of those that open soonest next; raises NoDayLeftError."""
    replanning = _Replanning(project, former, late, effort)
    return Replanned(replanning.placed(), replanning.affected)


def early_again(project: Project, former: Former, replanned: Replanned, late: Sequence[bool]) -> Placing:
    """The new placing with work just in time where it could be done first: what is critical is seen there.

    What nothing touches stands where it stood first before.
    """
    placing = replanned.found.placing
    sooner = _Sooner(project, placing, former.now)
    for number in sorted(replanned.affected, key=placing.start.__getitem__):
        if late[number]:
            sooner.move(number)
    start, release = sooner.start, sooner.release
    for number, job in enumerate(project.jobs):
        day = former.early[number]
        if day is not None and job.held is None and number not in replanned.affected:
            start[number], release[number] = day, held_at(job, day).release
    return Placing(start, release)


def place_late_again(
    project: Project, former: Former, replanned: Replanned, early: Placing, late: Sequence[bool]
) -> tuple[Placing, dict[int, Late]]:
    """Work just in time put off, and brought back to its former days where what it is for has not moved.

    `early` tells where it could be done first.
    """
    still = frozenset(number for number in range(len(project.jobs)) if number not in replanned.affected)
    found, held = put_off(project, Standing(early.start, replanned.found.placing, still), late)
    movable = frozenset(number for number in replanned.affected if late[number])
    if not movable:
        return found, held
    wanted = [
        day if number in movable and _serves_as_before(project, former, found, number) else None
        for number, day in enumerate(former.start)
    ]
    back = _BringingBack(project, found, wanted, movable).placing()
    if back.start != found.start:  # what keeps each from standing later is told of where it stands now
        _, held = put_off(project, Standing(early.start, back, frozenset(range(len(project.jobs)))), late)
    return back, held


def _serves_as_before(project: Project, former: Former, placing: Placing, number: int) -> bool:
    """Whether all that a job is done for stands where it stood, and its former day has not passed."""
    plain, lagged = project.followers[number]
    followers = (*plain, *(follower for follower, _ in lagged))
    stands = all(placing.start[follower] == former.start[follower] for follower in followers)
    day = former.start[number]
    return stands and day is not None and day >= former.now


def affected(project: Project, changed: frozenset[int], late: Sequence[bool]) -> frozenset[int]:
    """Jobs that something new may move: what waits for it, shares its people, or is done in time for it."""
    return _Reach(project, late).of(changed)


class _Reach:
    """What a change spreads to; jobs that are held pass it on and do not move themselves."""

    def __init__(self, project: Project, late: Sequence[bool]) -> None:
        self._project = project
        self._late = late
        self._fields = [project.packing.taken(job.demand) for job in project.jobs]
        self._reserved = [
            dict.fromkeys(name for one in job.reserves for name in project.packing.taken(one.demand))
            for job in project.jobs
        ]
        self._sharing: dict[str, list[int]] = {}
        for number, names in enumerate(self._fields):
            for name in names:
                self._sharing.setdefault(name, []).append(number)

    def of(self, changed: frozenset[int]) -> frozenset[int]:
        found, waiting, spent = set(changed), sorted(changed), set[str]()
        while waiting:
            number = waiting.pop()
            for other in self._next(number, spent):
                if other not in found:
                    found.add(other)
                    if self._project.jobs[other].held is None:
                        waiting.append(other)
        return frozenset(number for number in found if self._project.jobs[number].held is None)

    def _next(self, number: int, spent: set[str]) -> list[int]:
        plain, lagged = self._project.followers[number]
        found = [*plain, *(follower for follower, _ in lagged)]
        found += [need for need in self._project.jobs[number].waits_for if self._late[need]]
        for name in (*self._fields[number], *self._reserved[number], *self._ended(number)):
            if name not in spent:
                spent.add(name)
                found += self._sharing.get(name, ())
        return found

    def _ended(self, number: int) -> Sequence[str]:
        """Resources of recurring work that ends with a job."""
        if not self._project.jobs[number].ends:
            return ()
        return [
            name
            for other, job in enumerate(self._project.jobs)
            if any(one.until == number for one in job.reserves)
            for name in self._reserved[other]
        ]


class _Replanning:
    def __init__(self, project: Project, former: Former, late: Sequence[bool], effort: str) -> None:
        self.project = project
        self.former = former
        self.effort = effort
        self.affected = affected(project, former.changed, late)
        self.late = late

    def placed(self) -> Levelled:
        found = self.kept()
        if self.affected and (self.former.eased or self.goal(found) > self.former_goal):
            sought = self.sought()
            if self.goal(sought) < self.goal(found):
                found = sought
        placing = self.brought_back(found)
        return Levelled(placing, score(self.project, placing), self.bound)

    # --- placings ---

    def kept(self) -> Placing:
        """Each job that may move at its former day or as soon after as it can, all else staying."""
        jobs = [
            self._not_before(number, job) if number in self.affected else self._staying(number, job)
            for number, job in enumerate(self.project.jobs)
        ]
        return place_forward(self.project.with_jobs(jobs), self.order)

    def sought(self) -> Placing:
        """The best placing of what may move, all else staying; openings no earlier without a reason."""
        jobs = [
            self._staying(number, job) if number not in self.affected else self._opening_kept(number, job)
            for number, job in enumerate(self.project.jobs)
        ]
        return level(self.project.with_jobs(jobs), self.effort).placing

    @cached_property
    def order(self) -> Sequence[int]:
        """What stays, then what may move by its former day; each after all it needs."""
        keys: list[int] = []
        for number, job in enumerate(self.project.jobs):
            needs = [keys[need] for need in job.waits_for]
            keys.append(max([self._former_day(number), *needs]))
        return sorted(range(len(keys)), key=lambda number: (number in self.affected, keys[number], number))

    def wanted(self, number: int) -> int | None:
        """The day to come back to: the former one, unless it has passed."""
        former = self.former.start[number]
        return max(former, self.former.now) if former is not None and number in self.affected else former

    def _former_day(self, number: int) -> int:
        job, former = self.project.jobs[number], self.former.start[number]
        return job.held.start if job.held is not None else former if former is not None else job.earliest

    def _not_before(self, number: int, job: Job) -> Job:
        former = self.wanted(number)
        if job.held is not None or job.wait is not None or job.fixed is not None:
            return job
        return job._replace(earliest=max(job.earliest, former if former is not None else self.former.now))

    def _not_past(self, job: Job) -> Job:
        return job if job.held is not None else job._replace(earliest=max(job.earliest, self.former.now))

    def _staying(self, number: int, job: Job) -> Job:
        former = self.former.start[number]
        if former is None or job.held is not None:
            return job
        return job._replace(held=held_at(job, former))

    def _opening_kept(self, number: int, job: Job) -> Job:
        keeps = job.reserves or job.ends or number in self.project.openings
        return self._not_before(number, job) if keeps and not self.former.eased else self._not_past(job)

    # --- what is sought ---

    @cached_property
    def coming(self) -> Sequence[int]:
        """The openings that have not taken place; all of them when every one has."""
        openings = sorted(self.project.openings)
        return [job for job in openings if self.project.jobs[job].held is None] or openings

    def goal(self, placing: Placing) -> int:
        """The next opening; the end where nothing opens."""
        if not self.project.goals:
            return max(placing.release, default=0)
        return min(placing.start[job] for job in self.coming)

    @cached_property
    def former_goal(self) -> int:
        if not self.project.goals:
            return max(
                (_released(job, day) for job, day in zip(self.project.jobs, self.former.start, strict=True)),
                default=0,
            )
        days = [day for job in self.coming if (day := self.former.start[job]) is not None]
        return min(days, default=self.project.days)

    @cached_property
    def bound(self) -> int:
        relaxed = place_forward(self.project, range(len(self.project.jobs)), self.project.unlimited)
        return score(self.project, relaxed)

    def brought_back(self, placing: Placing) -> Placing:
        """Each job that may move nearer to its former day, where everything else lets it."""
        wanted = [self.wanted(number) for number in range(len(self.project.jobs))]
        return _BringingBack(self.project, placing, wanted, self.affected).placing()


def _released(job: Job, day: int | None) -> int:
    if day is None:
        return 0
    return job.held.release if job.held is not None else held_at(job, day).release


def held_at(job: Job, start: int) -> Held:
    """A job that keeps the days it has from a first day on."""
    if job.fixed is not None:
        return Held(job.fixed, job.fixed + job.gap)
    if job.wait is not None:
        return Held(start, job.wait[start] + job.gap)
    days, first = job.line.days, job.line.before[start]
    return Held(start, days[min(first + job.length, len(days)) - 1] + job.gap)


class _Moving:
    """Jobs moved one at a time, no other one moving."""

    def __init__(self, project: Project, placing: Placing) -> None:
        self.project = project
        self.start, self.release = list(placing.start), list(placing.release)
        self._room = Room(project, placing)

    def _moved(self, number: int, firsts: range) -> bool:
        """Move a job to the first of some positions of its line that is free; else leave it."""
        job, days = self.project.jobs[number], self.project.jobs[number].line.days
        own = job.line.before[self.start[number]]
        self._room.take(job, own, -job.demand)
        for first in firsts:
            last = days[first + job.length - 1]
            if not touches(job, days[first], last) and self._room.clash(job, first) is None:
                self._room.take(job, first, job.demand)
                self.start[number], self.release[number] = days[first], last + job.gap
                return True
        self._room.take(job, own, job.demand)
        return False

    def _leaves(self, job: Job) -> Days:
        """The days that its needs leave."""
        return [
            *(self.release[need] for need in job.needs),
            *(lapse[self.release[need]] for need, lapse in job.lagged),
        ]


class _Sooner(_Moving):
    """Jobs moved to the first day on which they can stand, from a day on."""

    def __init__(self, project: Project, placing: Placing, now: int) -> None:
        super().__init__(project, placing)
        self._now = now

    def move(self, number: int) -> None:
        job = self.project.jobs[number]
        if job.is_settled:
            return
        index = job.line.before
        soonest = max([job.earliest, self._now, *self._leaves(job)])
        self._moved(number, range(index[soonest], index[self.start[number]]))


class _BringingBack(_Moving):
    """Jobs moved towards given days."""

    def __init__(
        self, project: Project, placing: Placing, wanted: Sequence[int | None], movable: frozenset[int]
    ) -> None:
        super().__init__(project, placing)
        self._wanted = wanted
        self._movable = [number for number in sorted(movable) if self._may_move(number)]

    def _may_move(self, number: int) -> bool:
        job = self.project.jobs[number]
        settled = job.held or job.wait is not None or job.fixed is not None
        begins = job.reserves or job.ends or number in self.project.openings
        return not (settled or begins) and self._wanted[number] is not None

    def placing(self) -> Placing:
        for _ in range(ROUNDS):
            later = sorted(self._movable, key=self.start.__getitem__, reverse=True)
            moved = sum([self._later(number) for number in later])
            moved += sum([self._earlier(number) for number in sorted(later, key=self.start.__getitem__)])
            if not moved:
                break
        return Placing(self.start, self.release)

    def _later(self, number: int) -> bool:
        wanted = self._wanted[number]
        if wanted is None or self.start[number] >= wanted:
            return False
        job = self.project.jobs[number]
        index = job.line.before
        after = min(max(self._limit(number) - job.gap + 1, 0), len(index) - 1)
        last = index[after] - job.length
        return self._moved(number, range(min(index[wanted], last), index[self.start[number]], -1))

    def _earlier(self, number: int) -> bool:
        wanted = self._wanted[number]
        if wanted is None or self.start[number] <= wanted:
            return False
        job = self.project.jobs[number]
        index = job.line.before
        soonest = max([job.earliest, wanted, *self._leaves(job)])
        return self._moved(number, range(index[soonest], index[self.start[number]]))

    def _limit(self, number: int) -> int:
        """The last release that lets every follower start where it does."""
        plain, lagged = self.project.followers[number]
        limits = [self.start[follower] for follower in plain if not self.project.jobs[follower].held]
        limits += [
            lapse.latest(self.start[follower])
            for follower, lapse in lagged
            if not self.project.jobs[follower].held
        ]
        return min(limits, default=self.project.days - 1)

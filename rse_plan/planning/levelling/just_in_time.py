"""Just in time: what is wanted late stands as near as it can to what it is for (semantics 15)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rse_plan.planning.levelling.causes import Room
from rse_plan.planning.levelling.floats import touches
from rse_plan.planning.levelling.passes import Placing
from rse_plan.planning.levelling.project import Job, Project


class Held(NamedTuple):
    """What lets a job stand no later: the follower that needs it soonest, and resources that are short.

    `short` is empty where the job stands as near to the follower as calendars and bars allow.
    """

    follower: int
    short: tuple[str, ...] = ()


class Standing(NamedTuple):
    """Where jobs stand before any moves, and those that stay there whatever is free.

    `early` are their days before anything was put off: what stands later is told to be just in time.
    """

    early: Sequence[int]
    placing: Placing
    still: frozenset[int] = frozenset()


def place_late(project: Project, placing: Placing, late: Sequence[bool]) -> tuple[Placing, dict[int, Held]]:
    """Move what is wanted just in time as late as its followers and what is free allow, no other job moving.

    Returns the placing and what holds each job that moved, or for which resources are short.
    """
    return put_off(project, Standing(placing.start, placing), late)


def put_off(project: Project, standing: Standing, late: Sequence[bool]) -> tuple[Placing, dict[int, Held]]:
    """The same from where jobs already stand.

    Followers move before what they need, or what ends last moves first, whichever leaves fewer days between
    jobs and followers.
    """
    movable = [number for number in reversed(range(len(project.jobs))) if late[number]]
    movable = [number for number in movable if _may_move(project, number)]
    room = Room(project, standing.placing)
    best = _Moving(project, standing, room.copy(), movable)
    if any(best.stopped.values()):  # else all stand as late as they can, whatever the order
        other = _Moving(project, standing, room, movable, last_first=True)
        best = min(best, other, key=lambda moving: moving.waits)
    return Placing(best.start, best.release), best.held()


def _may_move(project: Project, number: int) -> bool:
    job = project.jobs[number]
    return job.fixed is None and job.wait is None and any(project.followers[number])


class _Moving:
    """One way to move: in an order, and all again until none moves; the room moves along."""

    def __init__(
        self,
        project: Project,
        standing: Standing,
        room: Room,
        movable: Sequence[int],
        *,
        last_first: bool = False,
    ) -> None:
        self.project = project
        self.start, self.release = list(standing.placing.start), list(standing.placing.release)
        self.stopped: dict[int, list[int]] = {}
        """Days after its place on which a job does not fit."""
        self._room = room
        self._early, self._movable, self._still = standing.early, movable, standing.still
        moved = True
        while moved:  # what one gives up, moving on, may be what another waits for
            turn = sorted(movable, key=self.release.__getitem__, reverse=True) if last_first else movable
            moved = sum(self._move(number) for number in turn) > 0

    @property
    def waits(self) -> int:
        """The days between all jobs and what they are for."""
        return sum(self.limit(number)[0] - self.release[number] for number in self._movable)

    def limit(self, number: int) -> tuple[int, int]:
        """The last release that lets every follower start, and the follower that allows no later one."""
        plain, lagged = self.project.followers[number]
        limits = [(self.start[follower], follower) for follower in plain]
        limits += [(lapse.latest(self.start[follower]), follower) for follower, lapse in lagged]
        return min(limits)

    def held(self) -> dict[int, Held]:
        """What holds each job that has moved, or that only resources keep from it."""
        found = {}
        for number in self._movable:
            demand = self.project.jobs[number].demand
            days = self.stopped[number]
            short = dict.fromkeys(name for day in days for name in self._room.lacking(day, demand))
            if short or self.start[number] > self._early[number]:
                found[number] = Held(self.limit(number)[1], tuple(short))
        return found

    def _move(self, number: int) -> bool:
        job, before = self.project.jobs[number], self.start[number]
        first = self._latest_free(number, job)
        if number in self._still:
            return False
        self.start[number] = job.line.days[first]
        self.release[number] = job.line.days[first + job.length - 1] + job.gap
        return self.start[number] > before

    def _latest_free(self, number: int, job: Job) -> int:
        """The line's index of the latest day to start on, from the job's own on; the room follows."""
        days, index, room = job.line.days, job.line.before, self._room
        own, stopped = index[self.start[number]], list[int]()
        room.take(job, own, -job.demand)
        first = index[max(self.limit(number)[0] - job.gap + 1, 0)] - job.length
        while first > own:
            if touches(job, days[first], days[first + job.length - 1]):
                first -= 1
                continue
            clash = room.clash(job, first)
            if clash is None:
                break
            stopped.append(days[clash])
            first = clash - job.length  # every window that holds that day is ruled out
        first = max(first, own)
        room.take(job, own if number in self._still else first, job.demand)
        self.stopped[number] = stopped
        return first

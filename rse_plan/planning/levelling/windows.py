"""Where a job can stand at all: positions on its own line of days, the first and the last that make sense.

A plain job is counted in open days of its line, so that its length is a constant and jobs of one line wait
for each other by a difference; a gate, which no closed day stops, is counted in days.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from rse_plan.planning.levelling.project import Job, Lapse, Project

BEYOND = 1 << 40
"""The position of a day after all there are."""

Shift = Callable[[int], int]
"""A position of one job to a number that grows with it."""


@dataclass(frozen=True, slots=True)
class Axis:
    """The positions of a job and the days they stand for."""

    job: Job

    @property
    def is_placed(self) -> bool:
        """Whether the job works on days of its line; a gate and a held job only let time pass."""
        return self.job.wait is None and self.job.fixed is None

    def start(self, at: int) -> int:
        return self.job.line.days[at] if self.is_placed else at

    def release(self, at: int) -> int:
        job = self.job
        if job.fixed is not None:
            return job.fixed + job.gap
        if job.wait is not None:
            return job.wait[at] + job.gap
        return job.line.days[at + job.length - 1] + job.gap

    def position(self, day: int) -> int:
        """The first position whose start is not before a day."""
        if not self.is_placed:
            return day
        index = self.job.line.before
        return index[day] if day < len(index) else BEYOND

    def starting_by(self, latest: int) -> int:
        """The last position that starts on a day or before it; -1 when there is none."""
        if not self.is_placed:
            return latest
        days, length = self.job.line.days, self.job.length
        return min(bisect_right(days, latest), len(days) - length + 1) - 1

    def released_by(self, finish: int) -> int:
        """The last position that is released on a day or before it; -1 when there is none."""
        return _count(self.starting_by(finish) + 1, 0, lambda at: self.release(at) <= finish) - 1

    def meets_bar(self, at: int) -> bool:
        """Whether the job would touch a barred span."""
        if not self.is_placed:
            return False
        first, last = self.start(at), self.job.line.days[at + self.job.length - 1]
        return any(begin <= last and first <= end for begin, end in self.job.barred)


def _count(count: int, first: int, holds: Callable[[int], bool]) -> int:
    """How far a test holds that, once it fails, fails for all that follow."""
    return bisect_left(range(count), True, lo=min(first, count), key=lambda at: not holds(at))


@dataclass(frozen=True, slots=True)
class Window:
    """The first and the last position of a job, both included."""

    first: int
    last: int

    @property
    def is_empty(self) -> bool:
        return self.last < self.first


def ancestors(project: Project, jobs: Sequence[int]) -> list[int]:
    """Jobs and all they wait for, in the project's order; nothing is asked about what a held job needs."""
    wanted = set(jobs)
    for job in range(len(project.jobs) - 1, -1, -1):
        if job in wanted and project.jobs[job].fixed is None:
            wanted.update(project.jobs[job].waits_for)
    return sorted(wanted)


def lower_bound_after(needed: Axis, lapse: Lapse | None, follower: Axis) -> Shift:
    """From a job's position to the first position of one that waits for it."""

    def first(at: int) -> int:
        release = needed.release(at)
        try:
            return follower.position(release if lapse is None else lapse[release])
        except IndexError:
            return BEYOND

    return first


def windows(
    project: Project, jobs: Sequence[int], earliest: Sequence[int], latest: Mapping[int, int], finish: int
) -> dict[int, Window] | None:
    """The windows of jobs (with all their ancestors), or None when one of them fits nowhere.

    `earliest` are the first days that needs alone allow, `latest` the last days for some, `finish` the last
    release of all others.
    """
    found: dict[int, Window] = {}
    for number in reversed(jobs):
        job = project.jobs[number]
        axis = Axis(job)
        if job.fixed is not None:
            found[number] = Window(job.fixed, job.fixed)
            continue
        first = axis.position(earliest[number])
        last = axis.starting_by(latest[number]) if number in latest else axis.released_by(finish)
        tests = _followers(project, number, found)
        last = _count(last + 1, first, partial(_leaves_room, tests)) - 1
        found[number] = Window(first, last)
        if found[number].is_empty:
            return None
    return {number: found[number] for number in jobs}


def _followers(project: Project, number: int, found: Mapping[int, Window]) -> list[tuple[Shift, int]]:
    """For each follower with a window, its first position after this job and its last of all."""
    plain, lagged = project.followers[number]
    waits: list[tuple[int, Lapse | None]] = [*((other, None) for other in plain), *lagged]
    return [
        (lower_bound_after(Axis(project.jobs[number]), lapse, Axis(project.jobs[other])), found[other].last)
        for other, lapse in waits
        if other in found and project.jobs[other].fixed is None
    ]


def _leaves_room(followers: Sequence[tuple[Shift, int]], at: int) -> bool:
    return all(first(at) <= last for first, last in followers)

"""Jobs placed one after the other in a given order: forwards as early, backwards as late as they can.

The forward pass is the serial schedule generation scheme (Kolisch and Hartmann 2006); the backward one is
the half of forward-backward improvement that moves everything right (Tormos and Lova 2001). Both are the
inner loop of every search, which is why they are written flat.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from typing import NamedTuple

from rse_plan.planning.levelling.project import Job, Packing, Project, Reserve, Row

Days = list[int]
"""A day for each job."""


class Placing(NamedTuple):
    """First day of each job, and the day from which what follows may start."""

    start: Days
    release: Days


class NoDayLeftError(Exception):
    """A job cannot be placed on any day there is."""

    def __init__(self, job: int) -> None:
        super().__init__(job)
        self.job = job


def place_forward(  # noqa: PLR0912  # the inner loop of every search: calls would double its time
    project: Project, order: Sequence[int], rows: Sequence[Row] | None = None
) -> Placing:
    """Place each job as early as its needs and what is still free allow.

    In `order` each job comes after all it needs. Raises NoDayLeftError.
    """
    rows = project.rows if rows is None else rows
    guard, free = project.packing.guard, list(project.room)
    start, release = [0] * len(rows), [0] * len(rows)
    recurring = Recurring(project.packing)
    cuts, job = recurring.cuts, 0
    kinds, since, until = project.kinds, [0] * len(rows), [0] * len(rows)
    try:
        for job in order:
            day, needs, length, gap, demand, days, index, special = rows[job]
            for need in needs:
                if release[need] > day:  # noqa: PLR1730  # a comparison costs a third of a call
                    day = release[need]
            if special is not None:
                for need, lapse in special.lagged:
                    day = max(day, lapse[release[need]])
                if special.is_settled:
                    start[job], release[job] = _settled(special, day)
                    recurring.pass_on(job, special, release[job])
                    continue
            first = index[day]
            while True:
                if demand:
                    kind, begin = kinds[job], first
                    if since[kind] <= first < until[kind]:  # a job alike has found no day there
                        first = until[kind]
                    # From the back: a day that does not fit rules out every window that holds it.
                    seen, at = first, first + length - 1
                    while at >= seen:
                        if (free[days[at]] - demand) & guard == guard:
                            at -= 1
                        else:
                            seen, first = first + length, at + 1
                            at = first + length - 1
                    if first > until[kind]:
                        since[kind] = since[kind] if since[kind] <= begin <= until[kind] else begin
                        until[kind] = first
                    if cuts and days[first + length - 1] >= cuts[0]:
                        first = recurring.first_beside(project, free, rows[job], first)
                if special is None or not special.barred:
                    break
                day = _past_bars(special, days[first], days[first + length - 1])
                if not day:
                    break
                first = index[day]
            if demand:
                for at in range(first, first + length):
                    free[days[at]] -= demand
            start[job], release[job] = days[first], days[first + length - 1] + gap
            if special is not None:
                recurring.pass_on(job, special, release[job])
    except IndexError:
        raise NoDayLeftError(job) from None
    return Placing(start, release)


class Recurring:
    """What recurring work that has begun takes of each day; nothing puts it off, it lowers capacity.

    `cuts` are the days on which `levels` begin: packed demands of all that runs from then on.
    """

    def __init__(self, packing: Packing) -> None:
        self.cuts: list[int] = []
        self.levels: list[int] = []
        self._packing = packing
        self._masks: dict[int, int] = {}
        self._ends: dict[int, list[tuple[int, int, Reserve]]] = {}

    def pass_on(self, number: int, job: Job, release: int) -> None:
        """What begins with a job once it is placed, and what ends with it."""
        self.begin(job, release)
        self.end(number, release)

    def begin(self, job: Job, release: int) -> None:
        """Take of each day from a job's release on, until the job that ends it is placed."""
        for reserve in job.reserves:
            end = reserve.last[release] + 1
            self._add(release, end, reserve.demand)
            if reserve.until is not None:
                self._ends.setdefault(reserve.until, []).append((release, end, reserve))

    def end(self, job: int, release: int) -> None:
        """Give back the days from a job's release on; what ends before it began takes of no day."""
        for begun, end, reserve in self._ends.pop(job, ()):
            self._add(max(release, begun), end, -reserve.demand)

    def beside(self, day: int, demand: int) -> int:
        """What is taken of a day, as far as it leaves a demand room: what does not fit is overload.

        A task that needs all hours of a role could otherwise not be done while anything recurs.
        """
        step = bisect_right(self.cuts, day) - 1
        if step < 0:
            return 0
        if demand not in self._masks:
            self._masks[demand] = self._packing.mask(demand)
        level = self.levels[step] & self._masks[demand]
        packing = self._packing
        if not level or (packing.full - demand - level) & packing.guard == packing.guard:
            return level
        return packing.at_most(level, packing.full - demand)

    def _add(self, first: int, end: int, demand: int) -> None:
        if first < end:
            for step in range(self._cut(first), self._cut(end)):
                self.levels[step] += demand

    def _cut(self, day: int) -> int:
        """The step that begins on a day, made when there is none."""
        step = bisect_left(self.cuts, day)
        if step == len(self.cuts) or self.cuts[step] != day:
            self.cuts.insert(step, day)
            self.levels.insert(step, self.levels[step - 1] if step else 0)
        return step

    def first_beside(self, project: Project, free: Days, row: Row, first: int) -> int:
        """From an index of its days on, the first at which a job fits beside recurring work."""
        _, _, length, _, demand, days, _, _ = row
        guard, cuts = project.packing.guard, self.cuts
        since = until = 0  # between two cuts as much is wanted of every day
        wanted = demand
        seen, at = first, first + length - 1
        while at >= seen:
            day = days[at]
            if not since <= day < until:
                step = bisect_right(cuts, day)
                since = cuts[step - 1] if step else 0
                until = cuts[step] if step < len(cuts) else project.days
                wanted = demand + self.beside(day, demand)
            if (free[day] - wanted) & guard == guard:
                at -= 1
            else:
                seen, first = first + length, at + 1
                at = first + length - 1
        return first


def _settled(job: Job, day: int) -> tuple[int, int]:
    """A job that takes nothing of what is free and waits for no open day: held, on a given day, or a gate."""
    if job.held is not None:
        return job.held.start, job.held.release
    if job.fixed is not None:
        return job.fixed, job.fixed + job.gap
    return day, (job.wait[day] if job.wait is not None else day) + job.gap


def _past_bars(job: Job, first: int, last: int) -> int:
    """The day after a barred span that a placement touches; 0 when it touches none."""
    return next((end + 1 for begin, end in job.barred if begin <= last and first <= end), 0)


def place_backward(  # noqa: PLR0912  # as place_forward
    project: Project, placed: Placing, rows: Sequence[Row] | None = None, finish: int | None = None
) -> Days:
    """The first day of each job when all are moved as late as they can, the last ones first.

    Openings stay where they are at the latest, everything else before `finish` (the last release, unless
    given). Bars and recurring work are left out of account: what comes out is an order to place jobs in,
    not a plan, and a job for which nothing is free is put at its needs' sake on the first day.
    """
    rows = project.rows if rows is None else rows
    guard, followers = project.packing.guard, project.followers
    finish = max(placed.release, default=0) if finish is None else finish
    free = list(project.room)
    start = [job.held.start if job.held is not None else job.fixed or 0 for job in project.jobs]
    limits = [finish] * len(rows)
    for job in project.openings:
        limits[job] = placed.release[job]
    kinds, since, until = project.kinds, [project.days] * len(rows), [project.days] * len(rows)
    for job in sorted(range(len(rows)), key=_release_then_position(placed.release), reverse=True):
        _, _, length, gap, demand, days, index, special = rows[job]
        if special is not None and special.held is not None:
            continue
        limit = limits[job]
        plain, lagged = followers[job]
        for follower in plain:
            limit = min(limit, start[follower])
        for follower, lapse in lagged:
            limit = min(limit, lapse.latest(start[follower]))
        if special is not None and (special.fixed is not None or special.wait is not None):
            if special.wait is not None:
                start[job] = max(special.wait.latest(limit - gap), 0)
            continue
        first = index[max(limit - gap + 1, 0)] - length
        if demand:
            kind, begin = kinds[job], first
            if until[kind] < first <= since[kind]:
                first = until[kind]
            seen, at = first + length, first
            while first >= 0 and at < seen:
                if (free[days[at]] - demand) & guard == guard:
                    at += 1
                else:
                    seen, first = first, at - length
                    at = first
            if first < until[kind]:
                since[kind] = since[kind] if until[kind] <= begin <= since[kind] else begin
                until[kind] = first
            if first >= 0:
                for at in range(first, first + length):
                    free[days[at]] -= demand
        start[job] = days[first] if first >= 0 else 0
    if any(job.fixed is not None or job.held is not None for job in project.jobs):
        _after_needs(project, start)
    return start


def _after_needs(project: Project, start: Days) -> None:
    """No job before one that it needs: what is held on a day may be held too early for both."""
    for number, job in enumerate(project.jobs):
        if job.fixed is None and job.held is None:
            start[number] = max([start[number], *(start[need] for need in job.waits_for)])


def _release_then_position(release: Days) -> Callable[[int], tuple[int, int]]:
    return lambda job: (release[job], job)


def by_day(start: Days) -> list[int]:
    """Jobs by their first day; those of one day stay in order, so that each comes after all it needs."""
    return sorted(range(len(start)), key=start.__getitem__)

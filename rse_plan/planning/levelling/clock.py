"""A list of jobs drawn by letting time run: a better first list than the latest starts alone (semantics 7).

This is the parallel schedule generation scheme (Kolisch 1996). On each day on which work ends or may begin,
the most urgent jobs that find what they want begin; nobody waits beside work that could be done. Where one
pool is short and others' work fills its gaps, as in most rollouts, one such list is near what a search finds.
"""

from __future__ import annotations

from collections.abc import Sequence
from heapq import heapify, heappop, heappush

from rse_plan.planning.levelling.passes import by_day
from rse_plan.planning.levelling.project import Project, Row

WEIGHT = 4
"""How much more a day of latest finish counts than a day of work that waits for a job: tried on the published
instances and on rollout-shaped ones, where it saves a tenth of the gap."""

Queue = list[tuple[int, int]]
"""A heap of jobs by day, or by urgency."""


def by_time(project: Project, latest: Sequence[int]) -> list[int]:
    """Jobs in the order in which they begin, each after all it needs.

    Urgent is what must end first, and what much other work waits for.
    An order to place jobs in, not a plan: recurring work is left out of account, and a job that has waited
    for hands may begin on a day that is closed to it. When days run out, the latest starts decide.
    """
    clock = _Clock(project, latest)
    try:
        clock.run()
    except IndexError:  # no day is left
        return [*clock.begun, *_others(latest, clock.begun)]
    return clock.begun


def _others(latest: Sequence[int], begun: Sequence[int]) -> list[int]:
    known = set(begun)
    return [job for job in by_day(list(latest)) if job not in known]


class _Clock:
    def __init__(self, project: Project, latest: Sequence[int]) -> None:
        self.rows, self.followers = project.rows, project.followers
        self.guard, self.free = project.packing.guard, project.packing.full
        self.urgency = [
            WEIGHT * (day + row[2]) - sum(self.rows[job][2] for job in plain)
            for day, row, (plain, _) in zip(latest, self.rows, self.followers, strict=True)
        ]
        self.waiting = [len(job.needs) + len(job.lagged) for job in project.jobs]
        self.ready = [job.earliest for job in project.jobs]
        self.begun: list[int] = []
        self.coming: Queue = [(self.ready[job], job) for job, count in enumerate(self.waiting) if not count]
        """Jobs that wait for nothing but a day."""
        self.running: Queue = []
        """What is given back, by day."""
        self.queues: dict[int, Queue] = {}
        """Jobs that wait for hands, by what they want: of those that want the same, the most urgent first."""

    def run(self) -> None:
        coming, running, day = self.coming, self.running, 0
        heapify(coming)
        while coming or running:
            day = max(day, min(queue[0][0] for queue in (coming, running) if queue))
            while running and running[0][0] <= day:
                self.free += heappop(running)[1]
            while coming and coming[0][0] <= day:
                self.admit(heappop(coming)[1], day)
            self.begin_what_fits(day)

    def admit(self, job: int, day: int) -> None:
        """One that wants nothing begins at once; one that finds its day closed comes again."""
        row = self.rows[job]
        opens = _opens(row, day)
        if opens > day:
            heappush(self.coming, (opens, job))
        elif row[4]:
            heappush(self.queues.setdefault(row[4], []), (self.urgency[job], job))
        else:
            self.begin(job, day)

    def begin_what_fits(self, day: int) -> None:
        """The most urgent first; as less and less is free, what does not fit once need not be asked again."""
        free, guard, queues = self.free, self.guard, self.queues
        heads = [
            (queue[0], demand)
            for demand, queue in queues.items()
            if queue and (free - demand) & guard == guard
        ]
        heapify(heads)
        while heads:
            _, demand = heappop(heads)
            if (self.free - demand) & guard == guard:
                self.begin(heappop(queues[demand])[1], day)
                if queues[demand]:
                    heappush(heads, (queues[demand][0], demand))

    def begin(self, job: int, day: int) -> None:
        row = self.rows[job]
        release = _release(row, day)
        self.begun.append(job)
        if row[4]:
            self.free -= row[4]
            heappush(self.running, (release, row[4]))
        ready, waiting = self.ready, self.waiting
        plain, lagged = self.followers[job]
        met = [(follower, release) for follower in plain]
        if lagged:
            met += [(follower, lapse[release]) for follower, lapse in lagged]
        for follower, at in met:
            ready[follower] = max(ready[follower], at)
            waiting[follower] -= 1
            if not waiting[follower]:
                heappush(self.coming, (ready[follower], follower))


def _opens(row: Row, day: int) -> int:
    """The first day from one on that is neither closed to a job nor barred."""
    _, _, length, _, _, days, index, special = row
    if special is not None and special.is_settled:
        return day
    first = index[day]
    opens = days[first]
    if special is not None and special.barred:
        last = days[first + length - 1]
        opens = max([opens, *(end + 1 for begin, end in special.barred if begin <= last and opens <= end)])
    return opens


def _release(row: Row, day: int) -> int:
    _, _, length, gap, _, days, index, special = row
    if special is not None:
        if special.held is not None:
            return special.held.release
        if special.fixed is not None:
            return special.fixed + gap
        if special.wait is not None:
            return special.wait[day] + gap
    return days[index[day] + length - 1] + gap

"""How far each job may slip (semantics 9)."""

from __future__ import annotations

from collections.abc import Sequence

from rse_plan.planning.levelling.handover import Handover
from rse_plan.planning.levelling.passes import Placing
from rse_plan.planning.levelling.project import Job, Project


def touches(job: Job, first: int, last: int) -> bool:
    """Whether a placement touches a span it may not."""
    return any(begin <= last and first <= end for begin, end in job.barred)


def latest_releases(
    project: Project, placing: Placing, handover: Handover, wanted: tuple[int, int]
) -> list[int | None]:
    """The last release of each job that lets one be released by a day; None without a path to it.

    `wanted` is that job and that day. What takes a job's resources over waits for it like a need, and what is
    lent allows no slip. Nothing is put before where it stands, also when what stands there cannot hold.
    """
    goal, day = wanted
    latest: list[int | None] = [None] * len(project.jobs)
    starts: list[int | None] = [None] * len(project.jobs)
    for number in _backwards(project, placing):
        if number == goal:
            latest[number] = day
        else:
            limits = _limits(project, starts, handover, number)
            own = placing.release[number]
            last = own if number in handover.lent else max(min(limits, default=own), own)
            latest[number] = last if limits else None
        release = latest[number]
        if release is not None:
            starts[number] = latest_start(project.jobs[number], release, placing.start[number])
    return latest


def _limits(project: Project, starts: Sequence[int | None], handover: Handover, number: int) -> list[int]:
    plain, lagged = project.followers[number]
    found = [
        start
        for follower in (*plain, *handover.takers.get(number, ()))
        if (start := starts[follower]) is not None
    ]
    for follower, lapse in lagged:
        start = starts[follower]
        if start is not None:
            found.append(lapse.latest(start))
    return found


def latest_start(job: Job, release: int, otherwise: int) -> int:
    """The last day on which a job may start, or be triggered, to be released by a day."""
    if job.fixed is not None:
        return job.fixed
    if job.wait is not None:
        return job.wait.latest(release - job.gap)
    days, index = job.line.days, job.line.before
    first = index[max(release - job.gap + 1, 0)] - job.length
    while first >= 0 and touches(job, days[first], days[first + job.length - 1]):
        first -= 1
    return days[first] if first >= 0 else otherwise


def _backwards(project: Project, placing: Placing) -> list[int]:
    """Jobs so that each comes before all it needs and all that hand it their resources."""
    key: list[int] = []
    for number, job in enumerate(project.jobs):
        key.append(max([placing.start[number], *(key[need] for need in job.waits_for)]))
    return sorted(range(len(key)), key=lambda number: (key[number], number), reverse=True)

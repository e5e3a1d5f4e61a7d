"""Just in time, and how far each job may slip (semantics 9, 15)."""

from __future__ import annotations

from collections.abc import Sequence

from rse_plan.planning.levelling.causes import Room
from rse_plan.planning.levelling.handover import Handover
from rse_plan.planning.levelling.passes import Days, Placing
from rse_plan.planning.levelling.project import Job, Project


def place_late(project: Project, placing: Placing, late: Sequence[bool]) -> tuple[Placing, dict[int, int]]:
    """Move what is wanted just in time as late as its followers and what is free allow, no other job moving.

    Returns the placing and, for each job that moved, the follower that holds it.
    """
    room = Room(project, placing)
    start, release = list(placing.start), list(placing.release)
    holders: dict[int, int] = {}
    movable = [number for number in reversed(range(len(project.jobs))) if late[number]]
    moved = True
    while moved:  # what one gives up, moving on, may be what another waits for
        moved = False
        for number in movable:
            job = project.jobs[number]
            limit, holder = _limit(project, start, number)
            if holder is None or job.fixed is not None or job.wait is not None:
                continue
            first = _latest_free(room, job, (start[number], limit))
            if job.line.days[first] > start[number]:
                holders[number], moved = holder, True
                start[number] = job.line.days[first]
                release[number] = job.line.days[first + job.length - 1] + job.gap
    return Placing(start, release), holders


def _limit(project: Project, start: Days, number: int) -> tuple[int, int | None]:
    """The last release that lets every follower start, and the follower that allows no later one."""
    plain, lagged = project.followers[number]
    limits = [(start[follower], follower) for follower in plain]
    limits += [(lapse.latest(start[follower]), follower) for follower, lapse in lagged]
    return min(limits) if limits else (0, None)


def _latest_free(room: Room, job: Job, span: tuple[int, int]) -> int:
    """The line's index of the latest day to start on, from the job's own up to a last release.

    What the job takes is moved in the room as well.
    """
    days, index = job.line.days, job.line.before
    own = index[span[0]]
    room.take(job, own, -job.demand)
    first = index[max(span[1] - job.gap + 1, 0)] - job.length
    while first > own:
        if touches(job, days[first], days[first + job.length - 1]):
            first -= 1
            continue
        clash = room.clash(job, first)
        if clash is None:
            break
        first = clash - job.length  # every window that holds that day is ruled out
    first = max(first, own)
    room.take(job, first, job.demand)
    return first


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

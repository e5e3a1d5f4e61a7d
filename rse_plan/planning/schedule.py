"""Dates for every item: earliest, then just in time, then slack and critical path (semantics 8, 9, 15)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from rse_plan.model.amounts import Amount, Unit
from rse_plan.model.work import Milestone, Work
from rse_plan.planning.calendar import WorkCalendar, in_freeze
from rse_plan.planning.jobs import Job
from rse_plan.planning.lapse import BeyondHorizonError, after_lapse
from rse_plan.planning.network import Network
from rse_plan.planning.plan import Bound, BoundKind

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Placed:
    """First and last day, both included, and what fixes the start; `need` is a network position."""

    start: date
    finish: date
    bound: BoundKind
    need: int | None = None


@dataclass(frozen=True, slots=True)
class Schedule:
    """Dates by network position; slack and critical are to the anchor (None: no path to it)."""

    placed: tuple[Placed, ...]
    slack: tuple[int | None, ...]
    critical: tuple[bool, ...]
    anchor: int | None

    def bound(self, position: int, network: Network) -> Bound:
        """What fixes an item's start, by id."""
        found = self.placed[position]
        return Bound(found.bound, network.items[found.need].id if found.need is not None else None)


def schedule(network: Network, jobs: Sequence[Job], start: date) -> Schedule:
    """Place every job; raises UserError when something can never be placed within the horizon."""
    early = _place_early(network, jobs, start)
    anchor = _anchor(network, early)
    placed = _place_late(network, jobs, early)
    latest = _latest_finishes(network, jobs, early, anchor)
    slack = tuple(_slack(job, at, last) for job, at, last in zip(jobs, placed, latest, strict=True))
    floats = (_slack(job, at, last) for job, at, last in zip(jobs, early, latest, strict=True))
    return Schedule(placed, slack, tuple(found == 0 for found in floats), anchor)


def first_opening(network: Network, jobs: Sequence[Job], start: date) -> date | None:
    """The day the first community opens, when only that is asked."""
    early = _place_early(network, jobs, start)
    anchor = _anchor(network, early)
    return early[anchor].start if anchor is not None else None


# --- forwards ---


def _place_early(network: Network, jobs: Sequence[Job], start: date) -> tuple[Placed, ...]:
    placed: dict[int, Placed] = {}
    for position in network.order:
        job = jobs[position]
        if job.kind == "ongoing":
            continue
        ready, binding = start, None
        for edge in network.needs[position]:
            day = may_start(job, edge.lag, placed[edge.item], jobs[edge.item])
            if day > ready or (day == ready and binding is None):
                ready, binding = day, edge.item
        placed[position] = place(job, ready, binding)
    return tuple(placed.get(position, Placed(start, start, BoundKind.START)) for position in range(len(jobs)))


def may_start(job: Job, lag: Amount | None, needed: Placed, needed_job: Job) -> date:
    """The first day on which a need lets a job start; for a gate, the day it is triggered."""
    if job.kind == "gate":
        return _lagged_trigger(job.calendar, needed.finish, lag)
    release = needed.finish if needed_job.kind == "milestone" else needed.finish + _DAY
    return job.calendar.after(release, lag)


def _lagged_trigger(calendar: WorkCalendar, finish: date, lag: Amount | None) -> date:
    if lag is None or not lag.count or lag.is_calendar:
        return after_lapse(finish, lag) if lag is not None else finish
    return calendar.finish(finish + _DAY, calendar.in_days(lag))


def place(job: Job, ready: date, need: int | None) -> Placed:
    """Dates from the day a job may start; `need` is what made it wait, if anything did."""
    kind = BoundKind.NEED if need is not None else BoundKind.START
    if job.kind == "gate":
        return _place_gate(job, ready, kind, need)
    if job.on is not None:
        return Placed(job.on, job.on, BoundKind.PINNED)
    if job.not_before is not None and job.not_before > ready:
        ready, kind, need = job.not_before, BoundKind.PINNED, None
    first = job.calendar.open_on_or_after(ready)
    last = job.calendar.finish(first, job.days)
    while (freeze := in_freeze(first, last, job.barred)) is not None:
        first = job.calendar.open_on_or_after(freeze.last + _DAY)
        last = job.calendar.finish(first, job.days)
        kind = BoundKind.FREEZE
    return Placed(first, last, kind, need)


def _place_gate(job: Job, trigger: date, kind: BoundKind, need: int | None) -> Placed:
    if job.on is not None:
        if job.on >= trigger:
            return Placed(job.on, job.on, BoundKind.PINNED)
        return Placed(trigger, trigger, kind, need)
    lead = job.lead.taken if job.lead is not None else None
    return Placed(trigger, gate_end(job.calendar, trigger, lead), kind, need)


def gate_end(calendar: WorkCalendar, trigger: date, lead: Amount | None) -> date:
    """Trigger + lead time, date to date, also on a closed day; working units count open days."""
    if lead is None or not lead.count:
        return trigger
    if lead.unit in (Unit.WORKING_DAY, Unit.WORKING_WEEK):
        return calendar.finish(trigger + _DAY, calendar.in_days(lead))
    return after_lapse(trigger, lead)


def _anchor(network: Network, placed: Sequence[Placed]) -> int | None:
    """The first opening to real users."""
    opens = [position for position, chosen in enumerate(network.items) if opens_to_users(chosen.item)]
    return min(opens, key=lambda position: (placed[position].start, position), default=None)


def opens_to_users(item: Work) -> bool:
    """Whether real users get in with an item."""
    return isinstance(item, Milestone) and item.opens is not None


# --- just in time ---


def _place_late(network: Network, jobs: Sequence[Job], early: Sequence[Placed]) -> tuple[Placed, ...]:
    """Move what is wanted just in time as late as its followers' dates allow, never moving another."""
    placed = list(early)
    for position in reversed(network.order):
        job = jobs[position]
        followers = [edge for edge in network.followers[position] if jobs[edge.item].kind != "ongoing"]
        if job.late and followers and job.on is None:
            deadlines = tuple((jobs[edge.item], edge.lag, placed[edge.item].start) for edge in followers)
            placed[position] = _latest(job, placed[position], deadlines)
    return tuple(placed)


Deadline = tuple[Job, Amount | None, date]
"""A follower, the lag before it, and the day it must be able to start on."""


def _latest(job: Job, early: Placed, deadlines: Sequence[Deadline]) -> Placed:
    """The latest placement that lets every follower start, by doubling steps of open days, then halving."""

    def shifted(days: int) -> Placed:
        found = place(job, job.calendar.finish(early.start, days + 1), None)
        return Placed(found.start, found.finish, BoundKind.LATE)

    def fits(days: int) -> bool:
        at = shifted(days)
        return all(may_start(follower, lag, at, job) <= start for follower, lag, start in deadlines)

    days = furthest(fits)
    return shifted(days) if days else early


def furthest(holds: Callable[[int], bool]) -> int:
    """The largest count for which something still holds, knowing that it holds at 0 and once lost is lost.

    What would end beyond the horizon does not hold.
    """

    def held(count: int) -> bool:
        try:
            return holds(count)
        except BeyondHorizonError:
            return False

    reached, step = 0, 1
    while held(reached + step):
        reached += step
        step *= 2
    while step > 1:
        step //= 2
        if held(reached + step):
            reached += step
    return reached


# --- backwards ---


def _latest_finishes(
    network: Network, jobs: Sequence[Job], early: Sequence[Placed], anchor: int | None
) -> tuple[date | None, ...]:
    """The last day each item may finish without moving the anchor; None without a path to it."""
    latest: list[date | None] = [None] * len(jobs)
    if anchor is None:
        return tuple(latest)
    latest[anchor] = early[anchor].finish
    for position in reversed(network.order):
        if position == anchor:
            continue
        limits = [
            _latest_before(
                jobs[edge.item], edge.lag, latest[edge.item], jobs[position], early[position].finish
            )
            for edge in network.followers[position]
            if latest[edge.item] is not None
        ]
        latest[position] = min((limit for limit in limits if limit is not None), default=None)
    return tuple(latest)


def _latest_before(
    follower: Job, lag: Amount | None, latest: date | None, job: Job, finish: date
) -> date | None:
    """The last finish of a job that still lets its follower finish by `latest`.

    Found by search over days: calendar time cannot be subtracted (31 March - 1 month has no one answer).
    """
    if latest is None:
        return None

    def holds(days: int) -> bool:
        day = finish + days * _DAY
        ready = may_start(follower, lag, Placed(day, day, BoundKind.NEED), job)
        if follower.on is not None and follower.kind != "gate":
            return ready <= follower.on
        return place(follower, ready, None).finish <= latest

    return finish + furthest(holds) * _DAY


def _slack(job: Job, placed: Placed, latest: date | None) -> int | None:
    if latest is None:
        return None
    return max(job.calendar.count(placed.finish + _DAY, latest), 0)

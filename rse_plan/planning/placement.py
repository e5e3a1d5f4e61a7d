"""Dates of one item by the rules of semantics 8: when a need lets it start, when a gate ends."""

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
from rse_plan.planning.plan import BoundKind

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Placed:
    """First and last day, both included, and what fixes the start; `need` is a network position."""

    start: date
    finish: date
    bound: BoundKind = BoundKind.START
    need: int | None = None


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


def opens_to_users(item: Work) -> bool:
    """Whether real users get in with an item."""
    return isinstance(item, Milestone) and item.opens is not None


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


def latest_finishes(
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
            latest_before(
                jobs[edge.item], edge.lag, latest[edge.item], jobs[position], early[position].finish
            )
            for edge in network.followers[position]
            if latest[edge.item] is not None
        ]
        latest[position] = min((limit for limit in limits if limit is not None), default=None)
    return tuple(latest)


def latest_before(
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

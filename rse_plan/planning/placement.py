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

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Placed:
    """First and last day, both included."""

    start: date
    finish: date


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


def finish_from(job: Job, ready: date) -> date:
    """The last day of a job that may start on a day, or is triggered on it; hours are not looked at.

    Of the days that answers give, only that of an opening is: the others may move.
    """
    if job.kind == "gate":
        return gate_end(job.calendar, ready, job.lead.taken if job.lead is not None else None)
    earliest = job.not_before if job.kind == "milestone" else None
    first = job.calendar.open_on_or_after(max(ready, earliest or ready))
    last = job.calendar.finish(first, job.days)
    while (freeze := in_freeze(first, last, job.barred)) is not None:
        first = job.calendar.open_on_or_after(freeze.last + _DAY)
        last = job.calendar.finish(first, job.days)
    return last


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
    network: Network, jobs: Sequence[Job], earliest: date, wanted: tuple[int, date]
) -> tuple[date | None, ...]:
    """The last day each item may finish so that one happens by a day; None without a path to it.

    Days that answers give may move; nothing is sought before `earliest`.
    """
    anchor, last = wanted
    latest: list[date | None] = [None] * len(jobs)
    latest[anchor] = last
    for position in reversed(network.order):
        if position == anchor:
            continue
        limits = [
            _latest_before(jobs[edge.item], edge.lag, finish, jobs[position], earliest)
            for edge in network.followers[position]
            if (finish := latest[edge.item]) is not None
        ]
        latest[position] = min(limits, default=None)
    return tuple(latest)


def _latest_before(follower: Job, lag: Amount | None, latest: date, job: Job, earliest: date) -> date:
    """The last finish of a job that still lets its follower finish by `latest`.

    Found by search over days: calendar time cannot be subtracted (31 March - 1 month has no one answer).
    """

    def holds(days: int) -> bool:
        day = earliest + days * _DAY
        return finish_from(follower, may_start(follower, lag, Placed(day, day), job)) <= latest

    return earliest + furthest(holds) * _DAY

"""A wanted opening, reckoned backwards: the chain that cannot hold, and the latest days of everything."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from rse_plan.planning.calendar import in_freeze
from rse_plan.planning.jobs import Job
from rse_plan.planning.lapse import BeyondHorizonError
from rse_plan.planning.placement import finish_from, furthest, latest_finishes
from rse_plan.planning.plan import Plan, Planned
from rse_plan.planning.prepared import Prepared

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Latest:
    """The last days on which an item may start and finish so that the wanted opening holds.

    `late` are open days by which its latest start comes before the plan's first day, or, of a plan under way,
    before today; 0 when it does not, and for what has begun.
    """

    item: str
    start: date
    finish: date
    late: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A wanted opening held against the plan's first.

    `last` is the last day up to `wanted` on which that opening may happen at all: an open day, in no freeze;
    None when there is none from the plan's start on, or from today. `days` are calendar days and `working`
    open days from `wanted` to `opening`, both 0 when the day holds; `slack` are then the open days left over.
    `chain` are ids from the opening back to what begins it; `latest` is in the order of the plan.
    """

    wanted: date
    last: date | None
    opening: date
    days: int
    working: int
    slack: int
    chain: tuple[str, ...]
    latest: tuple[Latest, ...]

    @property
    def holds(self) -> bool:
        """Whether real users get in on the wanted day or before."""
        return self.opening <= self.wanted

    @property
    def late(self) -> tuple[Latest, ...]:
        """What would have had to start before the plan does, or before today, the most late first."""
        return tuple(sorted((each for each in self.latest if each.late), key=lambda each: -each.late))


def target_of(prepared: Prepared, plan: Plan) -> Target | None:
    """The wanted opening of the answers, held against the plan; None without one, or without an opening.

    Of a plan under way, nothing can be begun before today.
    """
    wanted = prepared.sheet.fact("calendar.target", {}).value
    anchor = next((item for item in plan.items if item.id == plan.anchor), None)
    if not isinstance(wanted, date) or anchor is None:
        return None
    position = [chosen.id for chosen in prepared.network.items].index(anchor.id)
    job = prepared.jobs[position]
    begun = prepared.today is not None and anchor.start < prepared.today
    last = last_opening(job, wanted, plan.start if begun else _now(prepared, plan))
    return Target(
        wanted=wanted,
        last=last,
        opening=anchor.start,
        days=max((anchor.start - wanted).days, 0),
        working=max(job.calendar.count(wanted + _DAY, anchor.start), 0),
        slack=max(job.calendar.count(anchor.start + _DAY, last), 0) if last is not None else 0,
        chain=chain_of(plan, anchor),
        latest=tuple(_latest(prepared, plan, position, last)) if last is not None else (),
    )


def last_opening(job: Job, wanted: date, start: date) -> date | None:
    """The last day up to `wanted` on which an opening may happen; None when there is none from `start` on."""
    try:
        day, _ = _before_freezes(job, wanted if job.on is None else min(job.on, wanted))
    except BeyondHorizonError:
        return None
    earliest = max(start, job.not_before or start, job.on or start)
    return day if day >= earliest else None


def _before_freezes(job: Job, finish: date) -> tuple[date, date]:
    """The last days, first and last, of work that ends by a day and falls in no freeze."""
    first, last = job.calendar.start_for(finish, job.days), job.calendar.open_on_or_before(finish)
    while (freeze := in_freeze(first, last, job.barred)) is not None:
        last = job.calendar.open_on_or_before(freeze.first - _DAY)
        first = job.calendar.start_for(last, job.days)
    return first, last


def chain_of(plan: Plan, item: Planned) -> tuple[str, ...]:
    """What fixes an item's date, step by step: ids from the item back to what begins the chain."""
    by_id = {each.id: each for each in plan.items}
    chain: dict[str, None] = {}
    step: Planned | None = item
    while step is not None and step.id not in chain:
        chain[step.id] = None
        step = by_id.get(step.early.item) if step.early.item is not None else None
    return tuple(chain)


# --- latest days ---


def _now(prepared: Prepared, plan: Plan) -> date:
    """The first day on which something may still be begun."""
    return plan.start if prepared.today is None else max(plan.start, prepared.today)


def _latest(prepared: Prepared, plan: Plan, anchor: int, last: date) -> Iterator[Latest]:
    """Latest days run back to the year before the plan's start, where calendars begin, and no further."""
    earliest, now = date(plan.start.year - 1, 3, 1), _now(prepared, plan)
    finishes = latest_finishes(prepared.network, prepared.jobs, earliest, (anchor, last))
    positions = {chosen.id: position for position, chosen in enumerate(prepared.network.items)}
    for item in plan.items:
        limit = finishes[positions[item.id]]
        if limit is not None:
            job = prepared.jobs[positions[item.id]]
            start, finish = _latest_days(job, limit, earliest)
            begun = prepared.today is not None and item.start < prepared.today
            late = max(job.calendar.count(start, now - _DAY), 0) if not begun else 0
            yield Latest(item=item.id, start=start, finish=finish, late=late)


def _latest_days(job: Job, limit: date, earliest: date) -> tuple[date, date]:
    """The last days on which an item may start and finish to be done by a day."""
    if job.kind != "gate":
        try:
            return _before_freezes(job, limit)
        except BeyondHorizonError:  # it would begin before all calendars do
            return earliest, limit
    last = job.calendar.open_on_or_before(limit)  # nobody waits for an answer on a closed day
    if job.on is not None:
        return last, last
    days = furthest(lambda count: finish_from(job, earliest + count * _DAY) <= limit)
    return min(earliest + days * _DAY, last), last

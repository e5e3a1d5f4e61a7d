"""Where a plan stands on a day: what is late, which decisions wait, what has passed unconfirmed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from rse_plan.model.progress import Decision, Measure, Report
from rse_plan.model.work import Gate
from rse_plan.planning.course import Course
from rse_plan.planning.holding import finish_of
from rse_plan.planning.jobs import Job
from rse_plan.planning.plan import DatedAsk, Plan, Planned
from rse_plan.planning.prepared import Prepared

SOON = timedelta(weeks=4)
"""How far ahead a decision is told: what steering meetings of a month can still settle."""
LATER = "later"
"""The answer that puts a decision off, and settles nothing."""


class Delay(StrEnum):
    """Why something is late."""

    BLOCKED = "blocked"
    """It cannot go on."""
    UNDER_WAY = "under-way"
    """It was reported begun, and should have ended before today."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Late:
    """Something reported that is behind.

    `since` is the day on which it was blocked, or on which it should have ended: its first day and its own
    length, whatever was planned since. `days` are calendar days from then to today.
    """

    item: Planned
    delay: Delay
    since: date
    days: int
    report: Report


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A decision that nobody has reported, due before today or soon; `put_off` is when it was put off.

    `of` is an ask, or work that ends with a decision nobody is asked for.
    """

    of: DatedAsk | Planned
    due: date
    put_off: Decision | None

    @property
    def id(self) -> str:
        return self.of.chosen.id


@dataclass(frozen=True, slots=True, kw_only=True)
class NextOpening:
    """The next day on which communities open, with their names."""

    day: date
    communities: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pending:
    """What is behind or open on a day.

    `late` has the most days first, `waiting` the first due. `unconfirmed` has passed without a report and is
    taken to have gone as planned: what the first opening hangs on first, then the latest.
    """

    today: date
    opening: NextOpening | None
    late: tuple[Late, ...]
    waiting: tuple[Waiting, ...]
    unconfirmed: tuple[Planned, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    """What was reported of one id: of work, the decisions on it, or what was measured, in that order of time.

    `passed` tells that its last day lies before today, which without a report is not confirmed.
    """

    report: Report | None
    decisions: tuple[Decision, ...]
    measures: tuple[Measure, ...]
    passed: bool

    @property
    def is_silent(self) -> bool:
        """Whether nobody has said anything."""
        return self.report is None and not self.decisions and not self.measures


def pending(prepared: Prepared, plan: Plan, course: Course) -> Pending:
    """Where a plan stands on the day of a course; work that comes back is never late nor confirmed."""
    settled = _Decisions(plan, course)
    jobs = {chosen.id: job for chosen, job in zip(prepared.network.items, prepared.jobs, strict=True)}
    late = (_late(item, jobs[item.id], course) for item in plan.items)
    passed = (item for item in plan.items if _is_unconfirmed(item, course, settled))
    return Pending(
        today=course.today,
        opening=next_opening(plan, course.today),
        late=tuple(sorted(filter(None, late), key=lambda one: (-one.days, one.item.id))),
        waiting=tuple(sorted(settled.waiting(), key=lambda one: (one.due, one.id))),
        unconfirmed=tuple(
            sorted(passed, key=lambda item: (not item.critical, -item.finish.toordinal(), item.id))
        ),
    )


def next_opening(plan: Plan, today: date | None) -> NextOpening | None:
    """The first day from today on on which communities open; without a day, the first of all."""
    days = {one.opening for one in plan.communities if one.opening is not None}
    day = min((day for day in days if today is None or day >= today), default=None)
    if day is None:
        return None
    return NextOpening(day=day, communities=tuple(c.name for c in plan.communities if c.opening == day))


def reported_of(id_: str, finish: date | None, plan: Plan, course: Course) -> Reported:
    """Everything that was reported of an id whose last day is given, and of the ask that is about it."""
    about = {ask.chosen.id for ask in plan.asks if ask.item == id_ and _is_decision(ask)}
    return Reported(
        report=course.reports.get(id_),
        decisions=tuple(one for one in course.decisions if one.id in (id_, *sorted(about))),
        measures=tuple(one for one in course.measures if one.kpi == id_),
        passed=finish is not None and finish < course.today,
    )


def _late(item: Planned, job: Job, course: Course) -> Late | None:
    report, today = course.reports.get(item.id), course.today
    if report is None or report.done is not None or item.kind == "ongoing":
        return None
    if report.blocked is not None:
        days = (today - report.blocked).days
        return Late(item=item, delay=Delay.BLOCKED, since=report.blocked, days=days, report=report)
    if report.started is None:
        return None
    wanted = finish_of(job, report.started)
    days = (today - wanted).days
    if days <= 0:
        return None
    return Late(item=item, delay=Delay.UNDER_WAY, since=wanted, days=days, report=report)


def _is_unconfirmed(item: Planned, course: Course, settled: _Decisions) -> bool:
    is_silent = item.finish < course.today and item.id not in course.reports
    return is_silent and item.kind != "ongoing" and not settled.on_item(item)


class _Decisions:
    """Which decisions were taken: on an ask, or on the work that it is about, which come to the same."""

    def __init__(self, plan: Plan, course: Course) -> None:
        self._course = course
        self._plan = plan
        self._items: Mapping[str, Planned] = {item.id: item for item in plan.items}
        self._asks = [ask for ask in plan.asks if _is_decision(ask)]

    def waiting(self) -> Iterator[Waiting]:
        asked = {ask.item for ask in self._asks}
        for ask in self._asks:
            item = self._items.get(ask.item or "")
            if not self._taken(ask.chosen.id) and not (item is not None and self._settles(item)):
                yield from self._due(ask, ask.due)
        for item in self._plan.items:
            if _binds(item) and item.id not in asked and not self._settles(item):
                yield from self._due(item, item.finish)

    def on_item(self, item: Planned) -> bool:
        """Whether a decision ends an item: one on it, or on the ask about it."""
        asks = (ask for ask in self._asks if ask.item == item.id)
        return self._taken(item.id) or any(self._taken(ask.chosen.id) for ask in asks)

    def _settles(self, item: Planned) -> bool:
        report = self._course.reports.get(item.id)
        return self._taken(item.id) or (report is not None and report.done is not None)

    def _taken(self, id_: str) -> bool:
        decided = self._course.decided(id_)
        return decided is not None and decided.answer != LATER

    def _due(self, of: DatedAsk | Planned, due: date | None) -> Iterator[Waiting]:
        put_off = self._course.decided(of.chosen.id)
        if due is not None and (due <= self._course.today + SOON or put_off is not None):
            yield Waiting(of=of, due=due, put_off=put_off)


def _is_decision(ask: DatedAsk) -> bool:
    return ask.chosen.item.decision or ask.chosen.item.decides is not None


def _binds(item: Planned) -> bool:
    """Whether somebody decides at the end of some work."""
    return item.item.decides is not None or (isinstance(item.item, Gate) and item.item.gate == "decision")

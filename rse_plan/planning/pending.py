"""Where a plan stands on a day: what is late, which decisions wait, what has passed unconfirmed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from rse_plan.model.progress import Decision, Measure, Report
from rse_plan.planning.course import Course
from rse_plan.planning.holding import finish_of
from rse_plan.planning.jobs import Job
from rse_plan.planning.plan import DatedAsk, DatedKpi, Plan, Planned
from rse_plan.planning.prepared import Prepared
from rse_plan.planning.standing import Stand, Standing, Standings, asks_decision

SOON = timedelta(weeks=4)
"""How far ahead a decision is told: what steering meetings of a month can still settle."""


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

    `late` has the most days first, `waiting` the first due. `below` are measures whose last reading
    falls short of what was hoped for, in the plan's order. `unconfirmed` has passed without a report and is
    taken to have gone as planned: what the first opening hangs on first, then the latest.
    """

    today: date
    opening: NextOpening | None
    late: tuple[Late, ...]
    waiting: tuple[Waiting, ...]
    below: tuple[DatedKpi, ...]
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
    standings = Standings(plan, course, course.today)
    jobs = {chosen.id: job for chosen, job in zip(prepared.network.items, prepared.jobs, strict=True)}
    late = (_late(item, standings.of(item), jobs[item.id], course.today) for item in plan.items)
    return Pending(
        today=course.today,
        opening=next_opening(plan, course.today),
        late=tuple(sorted(filter(None, late), key=lambda one: (-one.days, one.item.id))),
        waiting=waiting(standings, course.today),
        below=tuple(kpi for kpi in plan.kpis if kpi.falls_short),
        unconfirmed=tuple(
            sorted(
                standings.unconfirmed(),
                key=lambda item: (not item.critical, -item.finish.toordinal(), item.id),
            )
        ),
    )


def waiting(standings: Standings, today: date, soon: timedelta = SOON) -> tuple[Waiting, ...]:
    """The decisions that nobody has taken: due by then, or put off whenever they are due."""
    found = (
        Waiting(of=of, due=due, put_off=put_off)
        for of in standings.undecided()
        if (due := of.due if isinstance(of, DatedAsk) else of.finish) is not None
        if (put_off := standings.answer(of)) is not None or due <= today + soon
    )
    return tuple(sorted(found, key=lambda one: (one.due, one.id)))


def next_opening(plan: Plan, today: date | None) -> NextOpening | None:
    """The first day from today on on which communities open; without a day, the first of all."""
    days = {one.opening for one in plan.communities if one.opening is not None}
    day = min((day for day in days if today is None or day >= today), default=None)
    if day is None:
        return None
    return NextOpening(day=day, communities=tuple(c.name for c in plan.communities if c.opening == day))


def reported_of(id_: str, finish: date | None, plan: Plan, course: Course) -> Reported:
    """Everything that was reported of an id whose last day is given, and of the ask that is about it."""
    about = {ask.chosen.id for ask in plan.asks if ask.item == id_ and asks_decision(ask)}
    return Reported(
        report=course.reports.get(id_),
        decisions=tuple(one for one in course.decisions if one.id in (id_, *sorted(about))),
        measures=tuple(one for one in course.measures if one.kpi == id_),
        passed=finish is not None and finish < course.today,
    )


def _late(item: Planned, found: Standing, job: Job, today: date) -> Late | None:
    report = found.report
    if report is None or item.kind == "ongoing":
        return None
    if found.stand is Stand.BLOCKED and report.blocked is not None:
        days = (today - report.blocked).days
        return Late(item=item, delay=Delay.BLOCKED, since=report.blocked, days=days, report=report)
    if found.stand is not Stand.UNDER_WAY or report.started is None:
        return None
    wanted = finish_of(job, report.started)
    days = (today - wanted).days
    if days <= 0:
        return None
    return Late(item=item, delay=Delay.UNDER_WAY, since=wanted, days=days, report=report)

"""A plan under way on the grid: what was done or is being done is held, the rest is not before today."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from rse_plan.model.progress import Report
from rse_plan.planning.course import Course
from rse_plan.planning.decided import decided
from rse_plan.planning.former import Former, FormerItem
from rse_plan.planning.grid import Grid
from rse_plan.planning.inputs import Proof
from rse_plan.planning.jobs import Job
from rse_plan.planning.levelling.project import Held, Project
from rse_plan.planning.levelling.project import Job as GridJob
from rse_plan.planning.levelling.replan import Former as FormerPlacing
from rse_plan.planning.levelling.replan import held_at
from rse_plan.planning.placement import gate_end, opens_to_users

if TYPE_CHECKING:
    from rse_plan.planning.prepared import Prepared

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Holding:
    """The grid with what is held, how it was placed before, and whose days a report fixes, by grid number.

    `early` holds work just in time that went as planned where it could have been done first: reasons of dates
    are looked for there, as in the former plan. `unchanged` is how good that plan was known to be, where
    nothing about it is new.
    """

    grid: Grid
    early: Project
    former: FormerPlacing
    reported: frozenset[int]
    unchanged: Proof | None


@dataclass(frozen=True, slots=True)
class Span:
    """The days of an item that is held: `resumes` after a stop on `stopped`, which it has left already."""

    start: date
    finish: date
    stopped: date | None = None
    resumes: date | None = None


def hold(ready: Prepared, course: Course) -> Holding:
    """The grid of a plan under way; the course has a former plan."""
    former = course.former
    if former is None:
        raise ValueError("a course is followed by way of a former plan")
    holder = _Holder(ready, course, former)
    made = holder.jobs()
    placing, grid = holder.former_placing(made, ready.bases), ready.grid
    return Holding(
        replace(grid, project=grid.project.with_jobs(made)),
        grid.project.with_jobs(holder.early(made)),
        placing,
        frozenset(holder.reported),
        former.inputs.proof if not placing.changed else None,
    )


class _Holder:
    def __init__(self, ready: Prepared, course: Course, former: Former) -> None:
        self._network = ready.network
        self._jobs = ready.jobs
        self._grid = ready.grid
        self._decided = decided(course, ready.network, ready.library)
        self._course = course
        self._former = former
        self._items = {id_: item for id_, item in former.items.items() if self._is_possible(item)}
        self.reported: set[int] = set()
        self._made: list[GridJob] = []

    def jobs(self) -> Sequence[GridJob]:
        """All jobs of the grid, each after those that it needs."""
        for number in range(len(self._grid.positions)):
            self._made.append(self._held(number))
        return self._made

    def _held(self, number: int) -> GridJob:
        """A job of the grid, held or kept from beginning before today."""
        grid, position = self._grid, self._grid.positions[number]
        job, id_ = self._jobs[position], self._network.items[position].id
        work = grid.project.jobs[number]
        former, report = self._items.get(id_), self._course.reports.get(id_)
        followed = former
        if former is not None and (report is None or report.started is None):
            followed = self._followed(position, work, former)
            done = report.done if report is not None else None
            if done is not None and (done == former.finish or followed is None or followed.start > done):
                followed = former  # it is done, whatever it should have waited for
        days = days_held(job, followed, report, self._course.today)
        if report is None and position in self._decided.on:
            day = self._decided.on[position]
            days = Span(min(former.start, day) if former is not None and job.days > 1 else day, day)
        if days is not None:
            told = report is not None or position in self._decided.on
            if told and self._is_told_news(days, position, work, former):
                self.reported.add(number)
            return work._replace(held=self._on_grid(days, work.gap))
        if report is None or report.blocked is None:
            known = former is not None and position not in self._decided.put_off
            return work if known else self._not_past(work)
        resumes = goes_on(report, self._course.today)
        if former is None or former.reported or former.start < resumes:
            self.reported.add(number)
        return work._replace(earliest=max(work.earliest, self._offset(resumes)))

    def _is_told_news(self, days: Span, position: int, work: GridJob, former: FormerItem | None) -> bool:
        """Whether days that somebody told are others than silence would have been taken for.

        Else what it waited for is the cause of these days, as it is for work of which nobody speaks.
        """
        if former is None or former.reported:
            return True
        if (days.start, days.finish) == _pair(former):
            return False
        silent = days_held(
            self._jobs[position], self._followed(position, work, former), None, self._course.today
        )
        return silent is None or (days.start, days.finish) != (silent.start, silent.finish)

    def _followed(self, position: int, work: GridJob, former: FormerItem) -> FormerItem | None:
        """The days that what nobody reports is taken to have had: as planned, or when what it needs was done.

        None while something that it needs is not done; an opening to users waits to be reported.
        """
        ready, job = self._ready(work), self._jobs[position]
        if position in self._decided.put_off:
            return None
        if work.fixed is not None:  # what answers put on a day is on that day whatever it needs
            return former
        if ready is None or ready <= self._offset(former.start):
            return former if ready is not None else None
        item = self._network.items[position].item
        if opens_to_users(item):
            return None
        day = self._grid.day(ready)
        start = day if job.kind == "gate" else job.calendar.open_on_or_after(day)
        return replace(former, start=start, finish=finish_of(job, start))

    def _ready(self, work: GridJob) -> int | None:
        """The first day that its needs have left; None while one of them is still to come."""
        ready = 0
        for need, lapse in (*((need, None) for need in work.needs), *work.lagged):
            held = self._made[need].held
            if held is None:
                return None
            ready = max(ready, lapse[held.release] if lapse is not None else held.release)
        return ready

    def _not_past(self, work: GridJob) -> GridJob:
        """A gate that was in no plan before, or was put off: no delay has run that nobody knew of."""
        if work.wait is None:
            return work
        return work._replace(earliest=max(work.earliest, self._offset(self._course.today)))

    def _on_grid(self, days: Span, gap: int) -> Held:
        pause = None
        if days.stopped is not None and days.resumes is not None:
            pause = (self._offset(days.stopped), self._offset(days.resumes))
        return Held(self._offset(days.start), self._offset(days.finish) + gap, pause)

    def _offset(self, day: date) -> int:
        return max((day - self._grid.start).days, 0)

    def _is_possible(self, former: FormerItem) -> bool:
        """Whether its days are days of a plan: a hand may have written others into the file."""
        last = self._offset(max(former.finish, former.early))
        return former.start <= former.finish and last < self._grid.project.days

    def former_placing(self, made: Sequence[GridJob], bases: Sequence[str]) -> FormerPlacing:
        """How the jobs were placed, and which of them are no longer what they were."""
        early: list[int | None] = []
        start: list[int | None] = []
        changed: set[int] = set()
        eased = False
        for number, position in enumerate(self._grid.positions):
            former = self._items.get(self._network.items[position].id)
            early.append(self._offset(former.early) if former is not None else None)
            start.append(self._offset(former.start) if former is not None else None)
            if former is None or former.basis != bases[position]:
                changed.add(number)
                eased = True
            elif self._is_news(number, made[number], former):
                changed.add(number)
                held = made[number].held
                eased = eased or (held is not None and self._ends_sooner(held, former, made[number].gap))
        eased = eased or self._gone()
        return FormerPlacing(early, start, frozenset(changed), eased, self._offset(self._course.today))

    def early(self, made: Sequence[GridJob]) -> Sequence[GridJob]:
        """The same jobs, those just in time that went as planned held where they could have been first."""
        return [self._early(number, work) for number, work in enumerate(made)]

    def _early(self, number: int, work: GridJob) -> GridJob:
        position = self._grid.positions[number]
        former = self._items.get(self._network.items[position].id)
        if work.held is None:  # that it could not begin before today is no reason of its own
            return self._grid.project.jobs[number]
        if former is None or former.early == former.start:
            return work
        start, finish = self._offset(former.start), self._offset(former.finish)
        if (work.held.start, work.held.release - work.gap) != (start, finish):
            return work
        return work._replace(held=held_at(work, self._offset(former.early)))

    def _is_news(self, number: int, work: GridJob, former: FormerItem) -> bool:
        if work.held is None:
            if number in self.reported:
                return work.earliest > self._offset(former.early)
            return former.start < self._course.today
        at = work.held.start, work.held.release - work.gap
        return at != (self._offset(former.start), self._offset(former.finish))

    def _ends_sooner(self, held: Held, former: FormerItem, gap: int) -> bool:
        return held.release - gap < self._offset(former.finish)

    def _gone(self) -> bool:
        """Whether something of the former plan that was still to come is no longer in it."""
        ids = {chosen.id for chosen in self._network.items}
        return any(
            id_ not in ids and former.finish >= self._course.today for id_, former in self._items.items()
        )


def _pair(former: FormerItem) -> tuple[date, date]:
    return former.start, former.finish


def days_held(job: Job, former: FormerItem | None, report: Report | None, today: date) -> Span | None:
    """The days of an item that has begun; None while it may still be placed.

    What nobody has reported began and ended as planned. What is under way and was to end before today ends
    today at the soonest.
    """
    if report is not None and report.done is not None:
        return Span(_begun(job, former, report, report.done), report.done)
    if report is not None and report.blocked is not None:
        return _stopped(job, former, report, today)
    if report is not None and report.started is not None:
        finish = finish_of(job, report.started)
        return Span(report.started, finish if finish >= today else _open(job, today))
    if former is None or former.start >= today:
        return None
    if former.finish < today:
        return Span(former.start, former.finish)
    return Span(former.start, max(finish_of(job, former.start), today - _DAY))


def _begun(job: Job, former: FormerItem | None, report: Report, done: date) -> date:
    """The day on which what is done began: as reported, else as planned where that can be."""
    if job.kind == "milestone":
        return done
    if report.started is not None:
        return report.started
    return former.start if former is not None and former.start <= done else done


def goes_on(report: Report, today: date) -> date:
    """The day on which what is blocked goes on at the soonest: not today, unless that day was expected."""
    return max(today, report.until) if report.until is not None else today + _DAY


def _stopped(job: Job, former: FormerItem | None, report: Report, today: date) -> Span | None:
    """What had begun goes on with what is left of it, from the day on which it goes on."""
    stopped = report.blocked or today
    resumes = goes_on(report, today)
    start = report.started
    if start is None and former is not None and former.start < stopped:
        start = former.start
    if start is None or job.kind == "milestone":
        return None
    if job.kind == "gate":
        return Span(start, max(finish_of(job, start), resumes), stopped, resumes)
    worked = job.calendar.count(start, stopped - _DAY)
    left = max(job.days - max(worked, 0), 1)
    return Span(start, job.calendar.finish(resumes, left), stopped, resumes)


def finish_of(job: Job, start: date) -> date:
    """The last day of what began on a day, by its own length, when nothing stops it."""
    if job.kind == "milestone":
        return start
    if job.kind == "gate":
        if job.on is not None:
            return max(start, job.on)
        end = gate_end(job.calendar, start, job.lead.taken if job.lead is not None else None)
        return max(end, job.over_on or end)
    return job.calendar.finish(start, job.days)


def _open(job: Job, day: date) -> date:
    return day if job.kind == "gate" else job.calendar.open_on_or_after(day)

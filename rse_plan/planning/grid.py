"""The network as a project of whole days, ready for levelling: dates become offsets from the plan's start."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache, partial
from math import ceil

from rse_plan.model.amounts import Amount
from rse_plan.model.work import Ongoing, Work
from rse_plan.planning.absences import SPONSOR
from rse_plan.planning.calendar import WorkCalendar
from rse_plan.planning.facts import FactSheet, Same
from rse_plan.planning.jobs import Job, JobMaker
from rse_plan.planning.lapse import LONGEST_RUN, BeyondHorizonError, add_months, after_lapse
from rse_plan.planning.levelling.project import Job as GridJob
from rse_plan.planning.levelling.project import Lapse, Line, Project, Reserve, pack
from rse_plan.planning.network import Network, full_ref_of
from rse_plan.planning.placement import Placed, gate_end, may_start, opens_to_users
from rse_plan.planning.plan import Chosen

NEVER = 1_000_000
"""A day after all that a grid has."""

_Alone = tuple[Line, int, int, int, Lapse | None, int | None, tuple[tuple[int, int], ...]]
"""Line, length, demand, earliest, wait, fixed and barred of a grid's job."""

WEEKS_A_PERIOD = {"1w": 1.0, "1mo": 52 / 12, "3mo": 13.0, "12mo": 52.0}


@dataclass(frozen=True)
class Grid:
    """A project with what its numbers stand for.

    `positions` are the network positions of the project's jobs, recurring work being none; `capacity` is
    minutes a working day of each role that is levelled.
    """

    project: Project
    positions: Sequence[int]
    start: date
    capacity: Mapping[str, int]

    @cached_property
    def number(self) -> Mapping[int, int]:
        """The job of a network position."""
        return {position: job for job, position in enumerate(self.positions)}

    def day(self, offset: int) -> date:
        return date.fromordinal(self.start.toordinal() + offset)


def make_grid(network: Network, jobs: Sequence[Job], sheet: FactSheet, start: date) -> Grid:
    """The network as a project, with the hours that roles have."""
    capacity = _capacities(jobs, JobMaker(sheet, start))
    maker = _Maker(network, jobs, capacity, start, sheet)
    made = [maker.job(position) for position in maker.positions]
    days = max((job.line.days[-1] + 1 for job in made if job.line.days), default=1)
    project = Project(made, maker.packing, days, maker.goals())
    return Grid(project, maker.positions, start, capacity)


def _capacities(jobs: Sequence[Job], maker: JobMaker) -> Mapping[str, int]:
    """Minutes a working day of every role that has work and whose hours are known.

    Not the sponsor's: that time is checked on what is asked, never levelled (semantics 7).
    """
    roles = dict.fromkeys(
        role for job in jobs for role, minutes in job.effort.items() if minutes and role != SPONSOR[0]
    )
    known = ((role, maker.daily_minutes(role, maker.calendar({}))) for role in roles)
    return {role: minutes for role, minutes in known if minutes is not None}


@lru_cache(maxsize=64)
def line_of(calendar: WorkCalendar, start: date) -> Line:
    """The calendar's open days as offsets from the start, and how many come before each day."""
    base = start.toordinal()
    days = [ordinal - base for ordinal in calendar.open_days if ordinal >= base]
    index: list[int] = []
    for count, day in enumerate(days):
        index.extend([count] * (day + 1 - len(index)))
    return Line(days, index)


class _Maker:
    def __init__(
        self,
        network: Network,
        jobs: Sequence[Job],
        capacity: Mapping[str, int],
        start: date,
        sheet: FactSheet,
    ) -> None:
        self._network = network
        self._jobs = jobs
        self._start = start
        self._base = start.toordinal()
        self._kept = sheet.kept
        # A calendar is made once for all plans, and so may be what it makes of a lag.
        self._lapses = sheet.once(("lapses",), dict[tuple[object, ...], Lapse])
        levelled = {role: minutes for role, minutes in capacity.items() if minutes > 0}
        self.packing = pack(levelled, sum(job.kind == "ongoing" for job in jobs))
        self._capacity = tuple(self.packing.fields.items())
        self.positions = [position for position in network.order if jobs[position].kind != "ongoing"]
        self._positions = {chosen.id: position for position, chosen in enumerate(network.items)}
        self._number = {position: job for job, position in enumerate(self.positions)}
        self._reserves = self._recurring()
        self._ends = {reserve.until for theirs in self._reserves.values() for reserve in theirs}

    def job(self, position: int) -> GridJob:
        job = self._jobs[position]
        line, length, demand, earliest, wait, fixed, barred = self._kept(
            lambda: ("alone", Same(job), self._capacity), partial(self._alone, job)
        )
        needs, lagged = self._waits(position, job)
        return GridJob(
            line=line,
            length=length,
            gap=0 if job.kind == "milestone" else 1,
            demand=demand,
            earliest=earliest,
            needs=needs,
            lagged=lagged,
            wait=wait,
            fixed=fixed,
            barred=barred,
            reserves=tuple(self._reserves.get(position, ())),
            ends=self._number[position] in self._ends,
        )

    def _waits(self, position: int, job: Job) -> tuple[tuple[int, ...], tuple[tuple[int, Lapse], ...]]:
        """What it waits for: at once, and after a lapse."""
        plain: list[int] = []
        lagged: list[tuple[int, Lapse]] = []
        for edge in self._network.needs[position]:
            need = self._number[edge.item]
            if job.kind == "gate" or _counts(edge.lag):
                lagged.append((need, self._lag(job, edge.lag, need)))
            else:
                plain.append(need)
        return tuple(plain), tuple(lagged)

    def _alone(self, job: Job) -> _Alone:
        """What a job is without regard to others."""
        gate = job.kind == "gate"
        return (
            line_of(job.calendar, self._start),
            max(job.days, 1),
            self._demand(job),
            self._earliest(job),
            self._wait(job) if gate else None,
            self._offset(job.on) if job.on is not None and not gate else None,
            tuple((self._offset(bar.first), self._offset(bar.last)) for bar in job.barred),
        )

    def goals(self) -> tuple[tuple[int, ...], ...]:
        """The openings by wave, in order; those of no wave together."""
        groups: dict[int, list[int]] = {}
        for job, position in enumerate(self.positions):
            chosen = self._network.items[position]
            if opens_to_users(chosen.item):
                groups.setdefault(self._network.instances.wave(chosen.elements), []).append(job)
        return tuple(tuple(group) for group in groups.values())

    def _offset(self, day: date) -> int:
        return day.toordinal() - self._base

    def _day(self, offset: int) -> date:
        return date.fromordinal(self._base + offset)

    def _demand(self, job: Job) -> int:
        """Minutes a day over its length; of a fixed task, as if it took a week (semantics 7).

        On the day of a meeting other work is moved within the week: what does not fit in it is overload.
        """
        days = max(job.days, job.calendar.week_length if job.fixed else 1)
        amounts = {
            role: min(ceil(minutes / days), self.packing.fields[role][1])
            for role, minutes in job.effort.items()
            if role in self.packing.fields
        }
        return self.packing.demand(amounts)

    def _earliest(self, job: Job) -> int:
        """The day that an answer gives an opening, or a decision, at the earliest."""
        day = job.on if job.kind == "gate" else job.not_before
        return max(self._offset(day), 0) if day is not None else 0

    def _lag(self, job: Job, lag: Amount | None, need: int) -> Lapse:
        """From a need's release to the first day it leaves; for a gate, the day on which it is triggered."""
        needed = self._jobs[self.positions[need]]
        gap = 0 if needed.kind == "milestone" else 1
        key = (id(job.calendar), job.kind == "gate", str(lag), gap)

        def rule(release: int) -> date:
            finish = self._day(release - gap)
            return may_start(job, lag, Placed(finish, finish), needed)

        return self._lapse(key, rule)

    def _wait(self, job: Job) -> Lapse:
        lead = job.lead.taken if job.lead is not None else None
        if job.on is not None:
            return Lapse(int)  # it ends on that day, or on the later one on which it is triggered
        key = (id(job.calendar), str(lead), "wait", job.over_on)

        def rule(trigger: int) -> date:
            end = gate_end(job.calendar, self._day(trigger), lead)
            return max(end, job.over_on or end)

        return self._lapse(key, rule)

    def _lapse(self, key: tuple[object, ...], rule: Callable[[int], date]) -> Lapse:
        """A lapse, the same one for the same key; what ends beyond the horizon ends on no day there is."""

        def offset(day: int) -> int:
            try:
                return self._offset(rule(day))
            except BeyondHorizonError:
                return NEVER

        return self._lapses.setdefault(key, Lapse(offset))

    # --- recurring work ---

    def _recurring(self) -> Mapping[int, list[Reserve]]:
        """What lowers capacity from an item on, by the network position of that item."""
        found: dict[int, list[Reserve]] = {}
        for position, job in enumerate(self._jobs):
            item = self._network.items[position].item
            if not isinstance(item, Ongoing) or not self._daily(job, item):
                continue
            first = self._first(position, item.from_, last=False)
            if first is not None:
                found.setdefault(first, []).append(self._reserve(position, job, item))
        return found

    def _daily(self, job: Job, item: Ongoing) -> int:
        """Minutes a working day, packed: an occurrence spread evenly over its period."""
        days = WEEKS_A_PERIOD[item.every] * job.calendar.week_length
        amounts = {
            role: min(ceil(minutes / days), self.packing.fields[role][1])
            for role, minutes in job.effort.items()
            if role in self.packing.fields
        }
        return self.packing.demand(amounts)

    def _reserve(self, position: int, job: Job, item: Ongoing) -> Reserve:
        last = self._first(position, item.until, last=True) if item.lasts is None else None
        lasts = item.lasts

        def end(first: int) -> int:
            day = self._day(first)
            longest = add_months(day, LONGEST_RUN)
            if lasts is not None:
                return self._offset(min(after_lapse(day, lasts), longest)) - 1
            return self._offset(longest if last is not None else add_months(day, 12)) - 1

        until = self._number[last] if last is not None else None
        lapse = self._lapses.setdefault(("recurring", str(lasts), last is None), Lapse(end))
        return Reserve(self._daily(job, item), lapse, until)

    def _first(self, position: int, ref: str, *, last: bool) -> int | None:
        """The related instance of the first wave, or of the last."""
        chosen, ids = self._network.items[position], self._network.instances.ids
        whole = full_ref_of(ref, chosen)
        found = self._kept(
            lambda: ("first", Same(chosen), whole, last, ids(whole)),
            lambda: self._first_of(chosen, whole, last=last),
        )
        return self._positions[found] if found is not None else None

    def _first_of(self, chosen: Chosen[Work], ref: str, *, last: bool) -> str | None:
        items, instances = self._network.items, self._network.instances
        found = instances.related(ref, chosen.elements)
        by_wave = sorted(found, key=lambda each: instances.wave(items[each].elements))
        return items[by_wave[-1 if last else 0]].id if by_wave else None


def _counts(lag: Amount | None) -> bool:
    return lag is not None and bool(lag.count)

"""A project as levelling sees it: jobs by number, days as offsets from the start, capacities packed.

Its values are named tuples: a project of thousands of jobs is made and read faster than with dataclasses, and
a program that only plans does not load them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple


class Lapse(dict[int, int]):
    """A day to a day, never an earlier one for a later one; worked out once for each day asked for."""

    __slots__ = ("_rule",)

    def __init__(self, rule: Callable[[int], int]) -> None:
        super().__init__()
        self._rule = rule

    def __missing__(self, day: int) -> int:
        found = self[day] = self._rule(day)
        return found

    def latest(self, limit: int) -> int:
        """The last day whose image is at most `limit`; -1 when there is none."""
        low, high, step = limit, limit + 1, 1
        while self[high] <= limit:
            low, high, step = high, high + step, step * 2
        while low >= 0 and self[low] > limit:
            low, high, step = low - step, low, step * 2
        low = max(low, -1)
        while low + 1 < high:
            middle = (low + high) // 2
            low, high = (middle, high) if self[middle] <= limit else (low, middle)
        return low


class Line(NamedTuple):
    """The days on which a job works: `days` are their offsets in order, `before[d]` counts those before d."""

    days: Sequence[int]
    before: Sequence[int]


class Reserve(NamedTuple):
    """Recurring work that begins with a job: it lowers capacity evenly until another ends, or for a while.

    `last` maps the release it begins on to its last day at the most; a job `until` ends it sooner.
    """

    demand: int
    last: Lapse
    until: int | None = None


class Held(NamedTuple):
    """A job whose days are known: it has been done or is under way, whatever it needed.

    It takes its demand on its open days from `start` on, before `release`, but for a `pause`: the day on
    which it stopped, and the one on which it goes on.
    """

    start: int
    release: int
    pause: tuple[int, int] | None = None

    def works(self, day: int) -> bool:
        """Whether an open day is one of its own."""
        stopped = self.pause is not None and self.pause[0] <= day < self.pause[1]
        return self.start <= day < self.release and not stopped


class Job(NamedTuple):
    """One job.

    `length` is open days of its line, 1 for a point in time; `gap` the days from its finish to its release
    (0 for a point: what follows may start that day); `demand` what it takes of every resource on each of
    its days, packed; `needs` the jobs whose release it waits for, `lagged` those after a lapse from it.
    `wait` makes it a gate: from the day it is triggered to the day it ends. `fixed` holds it on a day
    whatever it needs; `barred` are spans of days, both ends included, that it may not touch; `reserves`
    begin with it, and `ends` tells that some end with it. `held` tells its days, and nothing else counts.
    """

    line: Line
    length: int = 1
    gap: int = 1
    demand: int = 0
    earliest: int = 0
    needs: tuple[int, ...] = ()
    lagged: tuple[tuple[int, Lapse], ...] = ()
    wait: Lapse | None = None
    fixed: int | None = None
    barred: tuple[tuple[int, int], ...] = ()
    reserves: tuple[Reserve, ...] = ()
    ends: bool = False
    held: Held | None = None

    @property
    def is_plain(self) -> bool:
        """Whether nothing but needs, its line and capacities places it."""
        return not (self.is_settled or self.lagged or self.barred or self.reserves or self.ends)

    @property
    def is_settled(self) -> bool:
        """Whether it waits for no day that is open or free: a gate, on a given day, or held."""
        return self.wait is not None or self.fixed is not None or self.held is not None

    @property
    def waits_for(self) -> tuple[int, ...]:
        return (*self.needs, *(job for job, _ in self.lagged))


Row = tuple[int, tuple[int, ...], int, int, int, Sequence[int], Sequence[int], Job | None]
"""A job for the inner loop: earliest, needs, length, gap, demand, days, index, and itself unless plain."""


class Packing(NamedTuple):
    """Capacities of all resources in one whole number: one comparison tells whether all demands fit.

    Each resource has a field wide enough for its capacity, with a guard bit at its end. Subtracting what
    does not fit borrows the field's guard bit, and `headroom` bits below it keep many demands together
    from borrowing of the next field.
    """

    fields: Mapping[str, tuple[int, int]]
    """Resource to (shift, capacity)."""
    headroom: int
    guard: int
    full: int
    """All capacities, the guard bits set."""

    def demand(self, amounts: Mapping[str, int]) -> int:
        """Amounts of known resources, packed; each must be at most the resource's capacity."""
        return sum(amount << self.fields[name][0] for name, amount in amounts.items())

    def lacking(self, free: int, demand: int) -> tuple[str, ...]:
        """The resources of which there is too little."""
        short = ~(free - demand) & self.guard
        ends = ((name, shift + width(cap) + self.headroom) for name, (shift, cap) in self.fields.items())
        return tuple(name for name, end in ends if short >> end & 1)

    def amount(self, demand: int, name: str) -> int:
        """One resource's share of a packed demand, or of many together."""
        shift, capacity = self.fields[name]
        return demand >> shift & (1 << width(capacity) + self.headroom) - 1

    def taken(self, demand: int) -> tuple[str, ...]:
        """The resources that a demand takes of."""
        return tuple(name for name in self.fields if self.amount(demand, name))

    def mask(self, demand: int) -> int:
        """The fields of the resources that a demand takes of."""
        taken = (self.fields[name] for name in self.taken(demand))
        return sum((1 << width(cap) + self.headroom) - 1 << shift for shift, cap in taken)

    def at_most(self, demand: int, free: int) -> int:
        """A demand cut down to what is free, resource by resource."""
        amounts = (
            min(self.amount(demand, name), self.amount(free, name)) << shift
            for name, (shift, _) in self.fields.items()
        )
        return sum(amounts)


def width(capacity: int) -> int:
    """Bits of a capacity."""
    return max(capacity, 1).bit_length()


def pack(capacities: Mapping[str, int], together: int = 0) -> Packing:
    """Give every resource its field; so many further demands may be subtracted at once, fitting or not."""
    headroom = (together + 1).bit_length() if together else 0
    fields, shift, guard, full = {}, 0, 0, 0
    for name, capacity in capacities.items():
        fields[name] = (shift, capacity)
        end = shift + width(capacity) + headroom
        guard |= 1 << end
        full |= capacity << shift
        shift = end + 1
    return Packing(fields, headroom, guard, full | guard)


class _Sought(NamedTuple):
    jobs: Sequence[Job]
    packing: Packing
    days: int
    goals: tuple[tuple[int, ...], ...] = ()


class Project(_Sought):
    """Jobs in an order in which each comes after all it needs, and what is sought.

    `days` is how many days there are; `goals` are groups of openings: the first opening of all is sought
    first, then the sum over groups of their last one, then the finish; without goals the finish alone.
    """

    def with_jobs(self, jobs: Sequence[Job]) -> Project:
        """The same project of other jobs, number by number."""
        return Project(jobs, self.packing, self.days, self.goals)

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        return tuple(_row(job, job.demand) for job in self.jobs)

    @cached_property
    def room(self) -> Sequence[int]:
        """What is free of all resources on each day, the guard bits set, before any job is placed.

        Jobs that are held have been or are being done: what more they take than there is, nobody else has.
        """
        free = [self.packing.full] * self.days
        for job in self.jobs:
            if job.held is not None and job.demand:
                self._hold(job, job.held, free)
        return free

    def _hold(self, job: Job, held: Held, free: list[int]) -> None:
        packing, days, index = self.packing, job.line.days, job.line.before
        for at in range(index[max(held.start, 0)], len(days)):
            day = days[at]
            if day >= held.release:
                break
            if held.works(day):
                fits = (free[day] - job.demand) & packing.guard == packing.guard
                free[day] -= job.demand if fits else packing.at_most(job.demand, free[day])

    @cached_property
    def kinds(self) -> Sequence[int]:
        """For each job a number, shared by jobs alike in line, length and demand."""
        found: dict[tuple[int, int, int], int] = {}
        return [found.setdefault((id(job.line), job.length, job.demand), len(found)) for job in self.jobs]

    @cached_property
    def unlimited(self) -> tuple[Row, ...]:
        """The same jobs with nothing taken of any resource."""
        return tuple(_row(job, 0) for job in self.jobs)

    @cached_property
    def followers(self) -> tuple[tuple[tuple[int, ...], tuple[tuple[int, Lapse], ...]], ...]:
        """For each job, those that need it, and those that need it after a lapse."""
        plain: list[list[int]] = [[] for _ in self.jobs]
        lagged: list[list[tuple[int, Lapse]]] = [[] for _ in self.jobs]
        for position, job in enumerate(self.jobs):
            for needed in job.needs:
                plain[needed].append(position)
            for needed, lapse in job.lagged:
                lagged[needed].append((position, lapse))
        return tuple((tuple(one), tuple(other)) for one, other in zip(plain, lagged, strict=True))

    @cached_property
    def openings(self) -> tuple[int, ...]:
        return tuple(job for group in self.goals for job in group)


def _row(job: Job, demand: int) -> Row:
    special = None if job.is_plain else job
    return job.earliest, job.needs, job.length, job.gap, demand, job.line.days, job.line.before, special

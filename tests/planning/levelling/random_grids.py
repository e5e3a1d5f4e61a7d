"""Random projects as levelling sees them, kept in plain words beside it, and what is wrong with a placing.

Days on which one line of work is closed, spans that a job may not touch, gates, jobs held on a day: what the
neutral form does not have. Nothing here is shared with levelling but the classes that are handed to it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from hypothesis import strategies as st

from rse_plan.planning.levelling.passes import Placing
from rse_plan.planning.levelling.project import Job, Lapse, Line, Project, pack

DAYS = 700
Rule = Callable[[int], int]


def plus(days: int) -> Rule:
    return lambda day: day + days


def monday_after(days: int) -> Rule:
    return lambda day: -(-(day + days) // 7) * 7


RULES = (plus(0), plus(1), plus(5), monday_after(0), monday_after(30))
OPEN: tuple[Callable[[int], bool], ...] = (
    lambda day: day >= 0,
    lambda day: day % 7 < 5,
    lambda day: day % 7 in (1, 3) and not 20 <= day < 60,
)
"""The days on which three lines work: all, weekdays, and two days a week with a long absence."""


def line(is_open: Callable[[int], bool]) -> Line:
    days = [day for day in range(DAYS) if is_open(day)]
    return Line(days, [sum(other < day for other in days) for day in range(DAYS + 1)])


LINES = [line(is_open) for is_open in OPEN]


@dataclass
class Work:
    """One job in plain words; `length` 0 is a point in time."""

    line: int
    length: int
    demands: dict[str, int]
    earliest: int
    needs: list[tuple[int, Rule | None]] = field(default_factory=list)
    wait: Rule | None = None
    fixed: int | None = None
    barred: list[tuple[int, int]] = field(default_factory=list)

    def days(self, start: int) -> list[int]:
        """The days it works on when it starts on an open day."""
        days = []
        while len(days) < max(self.length, 1):
            if OPEN[self.line](start):
                days.append(start)
            start += 1
        return days


@dataclass
class Grid:
    """A project in plain words."""

    capacities: dict[str, int]
    works: list[Work]

    def project(self, goals: tuple[tuple[int, ...], ...] = ()) -> Project:
        packing = pack(self.capacities)
        return Project(
            [
                Job(
                    line=LINES[work.line],
                    length=max(work.length, 1),
                    gap=1 if work.length else 0,
                    demand=packing.demand(work.demands),
                    earliest=work.earliest,
                    needs=tuple(other for other, rule in work.needs if rule is None),
                    lagged=tuple((other, Lapse(rule)) for other, rule in work.needs if rule is not None),
                    wait=Lapse(work.wait) if work.wait else None,
                    fixed=work.fixed,
                    barred=tuple(work.barred),
                )
                for work in self.works
            ],
            packing,
            DAYS,
            goals,
        )


@st.composite
def grids(draw: st.DrawFn, most: int = 10) -> Grid:
    capacities = {f"r{number}": draw(st.integers(1, 4)) for number in range(draw(st.integers(0, 2)))}
    return Grid(capacities, [work(draw, number, capacities) for number in range(draw(st.integers(0, most)))])


def work(draw: st.DrawFn, number: int, capacities: dict[str, int]) -> Work:
    length, kind = draw(st.integers(0, 5)), draw(st.sampled_from(["work"] * 6 + ["gate", "fixed"]))
    before = draw(st.lists(st.integers(0, number - 1), max_size=3, unique=True)) if number else []
    made = Work(
        line=draw(st.integers(0, len(OPEN) - 1)),
        length=length,
        demands={},
        earliest=draw(st.sampled_from([0, 0, 0, 9])),
        needs=[(other, draw(st.sampled_from([None, None, *RULES]))) for other in before],
    )
    if kind == "gate":
        made.wait = draw(st.sampled_from(RULES))
    elif kind == "fixed":
        made.fixed = draw(st.integers(0, 80))
    else:
        if length:
            made.demands = {name: draw(st.integers(0, capacity)) for name, capacity in capacities.items()}
        spans = draw(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 10)), max_size=2))
        made.barred = [(begin, begin + more) for begin, more in spans]
    return made


# --- what is wrong ---


def faults(grid: Grid, placing: Placing) -> list[str]:
    return [
        *(
            fault
            for number, work in enumerate(grid.works)
            for fault in faults_of(grid, placing, number, work, placing.start[number])
        ),
        *overloads(grid, placing.start),
    ]


def faults_of(grid: Grid, placing: Placing, number: int, work: Work, start: int) -> Iterator[str]:
    """What is wrong with one job on a day, but for what the others take."""
    release = placing.release[number] if start == placing.start[number] else None
    gap = 1 if work.length else 0
    if work.fixed is not None:
        if (start, release) != (work.fixed, work.fixed + gap):
            yield f"{number} is not where it is held"
        return
    bounds = [work.earliest]
    for other, rule in work.needs:
        bounds.append(rule(placing.release[other]) if rule else placing.release[other])
    if start < max(bounds):
        yield f"{number} starts before its needs"
    if work.wait is not None:
        if (start, release) != (max(bounds), work.wait(start) + gap):
            yield f"{number} does not wait as a gate does"
        return
    if not OPEN[work.line](start):
        yield f"{number} starts on a closed day"
        return
    days = work.days(start)
    if release not in (None, days[-1] + gap):
        yield f"{number} ends on a wrong day"
    if any(begin <= days[-1] and start <= end for begin, end in work.barred):
        yield f"{number} touches a barred span"


def overloads(grid: Grid, starts: Sequence[int]) -> Iterator[str]:
    taken: dict[tuple[str, int], int] = {}
    for work, start in zip(grid.works, starts, strict=True):
        for day in work.days(start) if work.demands else ():
            for name, amount in work.demands.items():
                taken[name, day] = taken.get((name, day), 0) + amount
    for (name, day), amount in sorted(taken.items()):
        if amount > grid.capacities[name]:
            yield f"day {day}: {amount} of {name}"

"""Planning again: nothing new moves nothing, one late job what hangs on it; all near what it was."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from planning.levelling.random_grids import DAYS, OPEN, Grid, Work, faults_of, line, overloads, work

from rse_plan.planning.levelling.causes import Kind, causes
from rse_plan.planning.levelling.just_in_time import place_late
from rse_plan.planning.levelling.passes import Placing
from rse_plan.planning.levelling.project import Held, Job, Project, pack
from rse_plan.planning.levelling.replan import Former, Replanned, early_again, place_late_again, replan
from rse_plan.planning.levelling.search import level


@dataclass(repr=False)
class Case:
    """A plan that was made, a day on which it stands, and the jobs that have begun by then."""

    grid: Grid
    project: Project
    late: list[bool]
    early: Placing
    final: Placing
    now: int

    def __repr__(self) -> str:
        return f"{self.grid} late {self.late} now {self.now}: {self.early.start}, {self.final.start}"

    def begun(self) -> set[int]:
        return {number for number, start in enumerate(self.final.start) if start < self.now}

    def under_way(
        self, changes: dict[int, Held] | None = None, put_off: dict[int, int] | None = None
    ) -> Project:
        """The project with all that has begun held on its days, but for what has changed."""
        held = {number: Held(self.final.start[number], self.final.release[number]) for number in self.begun()}
        held |= changes or {}
        jobs = [
            job._replace(held=held.get(number), earliest=max(job.earliest, (put_off or {}).get(number, 0)))
            for number, job in enumerate(self.project.jobs)
        ]
        return self.project.with_jobs(jobs)

    def former(self, changed: set[int] | None = None, *, eased: bool = False) -> Former:
        return Former(self.early.start, self.final.start, frozenset(changed or ()), eased, self.now)

    def again(self, project: Project, former: Former) -> tuple[Replanned, Placing]:
        found = replan(project, former, self.late, "quick")
        early = early_again(project, former, found, self.late)
        return found, place_late_again(project, former, found, early, self.late)[0]


@st.composite
def cases(draw: st.DrawFn, most: int = 12) -> Case:
    capacities = {name: draw(st.integers(1, 3)) for name in "rst"[: draw(st.integers(1, 3))]}
    works = [_sparing(draw, work(draw, number, capacities)) for number in range(draw(st.integers(2, most)))]
    last = draw(st.lists(st.integers(0, len(works) - 1), min_size=1, max_size=3, unique=True))
    grid = Grid(
        capacities, [*works, Work(0, 0, {}, draw(st.integers(0, 30)), [(other, None) for other in last])]
    )
    project = grid.project(((len(works),),))
    late = [draw(st.booleans()) for _ in works] + [False]
    early = level(project, "quick").placing
    final, _ = place_late(project, early, late)
    return Case(grid, project, late, early, final, draw(st.integers(0, max(final.release) + 1)))


def _sparing(draw: st.DrawFn, made: Work) -> Work:
    """Most work asks one role: else all jobs hang together, and nothing could be seen to stay."""
    kept = draw(st.sampled_from([*made.demands, None])) if made.demands else None
    return replace(
        made, fixed=None, demands={name: amount for name, amount in made.demands.items() if name == kept}
    )


@given(cases())
def test_with_nothing_new_nothing_moves(case: Case) -> None:
    project = case.under_way()
    found, final = case.again(project, case.former())
    free = set(range(len(case.grid.works))) - case.begun()
    early = early_again(project, case.former(), found, case.late)
    assert found.affected == frozenset()
    assert {number: early.start[number] for number in free} == {
        number: case.early.start[number] for number in free
    }
    assert final == case.final


def hanging_on(case: Case, first: int) -> set[int]:
    """In plain words: what waits for a job, shares a role with it, is done just in time for it, and so on."""
    grid, found, waiting = case.grid, {first}, [first]
    begun = case.begun()
    while waiting:
        number = waiting.pop()
        made = grid.works[number]
        for other, each in enumerate(grid.works):
            follows = number in [need for need, _ in each.needs]
            shares = any(made.demands.get(name) and each.demands.get(name) for name in grid.capacities)
            serves = case.late[other] and other in [need for need, _ in made.needs]
            if other not in found and (follows or shares or serves):
                found.add(other)
                if other not in begun:
                    waiting.append(other)
    return found


def late_job(case: Case, data: st.DataObject) -> tuple[int, Project]:
    """One job ends later than planned: it is under way for longer, or cannot begin on its day."""
    number = data.draw(st.integers(0, len(case.grid.works) - 1))
    delay = data.draw(st.integers(1, 20))
    if number in case.begun():
        assume(case.final.release[number] > case.now)
        held = Held(case.final.start[number], case.final.release[number] + delay)
        return number, case.under_way({number: held})
    day = max(case.early.start[number], case.now) + delay
    return number, case.under_way(put_off={number: day})


@given(cases(), st.data())
def test_with_one_late_job_only_what_hangs_on_it_moves(case: Case, data: st.DataObject) -> None:
    number, project = late_job(case, data)
    found, final = case.again(project, case.former({number}))
    allowed = hanging_on(case, number)
    for other, start in enumerate(final.start):
        assert start == case.final.start[other] or other in allowed, other
        assert start >= case.now or other in case.begun(), other
    assert found.found.placing.start[-1] >= case.early.start[-1]
    assert faults(case, project, final) == []


@given(cases(), st.data())
def test_no_job_is_away_from_its_day_without_need(case: Case, data: st.DataObject) -> None:
    number, project = late_job(case, data)
    found, _ = case.again(project, case.former({number}))
    placing = found.found.placing
    assert faults(case, project, placing) == []
    for other in found.affected:
        job, day = project.jobs[other], max(case.final.start[other], case.now)
        if other == number or job.is_settled or other in project.openings or placing.start[other] == day:
            continue
        if job.line.days[job.line.before[day]] != day:
            continue
        start, release = list(placing.start), list(placing.release)
        start[other] = day
        release[other] = job.line.days[job.line.before[day] + job.length - 1] + job.gap
        assert faults(case, project, Placing(start, release)), other


@given(cases(), st.data())
def test_what_is_done_sooner_lets_the_opening_come_sooner(case: Case, data: st.DataObject) -> None:
    begun = [number for number in case.begun() if case.final.release[number] > case.now]
    assume(begun)
    number = data.draw(st.sampled_from(sorted(begun)))
    held = Held(case.final.start[number], max(case.now, case.final.start[number]))
    project = case.under_way({number: held})
    found, final = case.again(project, case.former({number}, eased=True))
    assert found.found.placing.start[-1] <= case.early.start[-1]
    assert faults(case, project, final) == []


def test_what_nothing_waits_for_comes_back_to_its_day() -> None:
    """A point in time, which has no last day that anything else would set."""
    packing = pack({})
    days = line(OPEN[0])
    project = Project([Job(line=days, gap=0), Job(line=days, held=Held(0, 1))], packing, DAYS)
    former = Former([20, 0], [20, 0], frozenset({0, 1}), True, 1)
    assert replan(project, former, [False, False], "quick").found.placing.start == [20, 0]


def test_after_the_first_opening_the_next_one_comes_back_sooner() -> None:
    """Hours that came back let the second wave open sooner; the first has taken place."""
    packing, days = pack({"r": 1}), line(OPEN[0])
    work = Job(line=days, length=10, demand=packing.demand({"r": 1}))
    jobs = [Job(line=days, held=Held(5, 5)), work, Job(line=days, needs=(1,))]
    project = Project(jobs, packing, DAYS, ((0,), (2,)))
    former = Former([5, 60, 70], [5, 60, 70], frozenset({1}), eased=True, now=20)
    assert replan(project, former, [False, False, False], "quick").found.placing.start == [5, 20, 30]


def test_what_is_kept_later_than_it_could_be_does_not_wait_for_hours_that_are_free() -> None:
    """Another works on the day before and leaves enough; on the day of the second, it does not."""
    packing, days = pack({"r": 2}), line(OPEN[0])
    one, two = packing.demand({"r": 1}), packing.demand({"r": 2})
    jobs = [Job(line=days, length=20, demand=one), *(Job(line=days, demand=each) for each in (one, two))]
    placing = Placing([0, 10, 20], [20, 11, 21])
    found = causes(Project(jobs, packing, DAYS), placing, kept=True)
    assert [cause.kind for cause in found] == [Kind.START, Kind.START, Kind.CAPACITY]


def faults(case: Case, project: Project, placing: Placing) -> list[str]:
    """What is wrong with a placing of what may still move."""
    found = [
        fault
        for number, (job, made) in enumerate(zip(project.jobs, case.grid.works, strict=True))
        if job.held is None
        for fault in faults_of(
            case.grid, placing, number, replace(made, earliest=job.earliest), placing.start[number]
        )
    ]
    return [*found, *_overloads(case, project, placing)]


def _overloads(case: Case, project: Project, placing: Placing) -> list[str]:
    """Overloads that jobs which are held do not make alone."""
    held = {number for number, job in enumerate(project.jobs) if job.held is not None}
    works = [
        replace(each, length=_days(case, project, number) if number in held else each.length)
        for number, each in enumerate(case.grid.works)
    ]
    alone = [
        replace(each, demands=each.demands if number in held else {}) for number, each in enumerate(works)
    ]
    known = set(overloads(Grid(case.grid.capacities, alone), placing.start))
    return [one for one in overloads(Grid(case.grid.capacities, works), placing.start) if one not in known]


def _days(case: Case, project: Project, number: int) -> int:
    """Open days of a job that is held."""
    held, days = project.jobs[number].held, project.jobs[number].line.days
    assert held is not None
    return sum(held.works(day) for day in days) if case.grid.works[number].length else 0


@pytest.mark.whole
@settings(max_examples=1000)
@given(cases(most=20), st.data())
def test_on_a_thousand_plans(case: Case, data: st.DataObject) -> None:
    _, final = case.again(case.under_way(), case.former())
    assert final == case.final
    number, project = late_job(case, data)
    _, final = case.again(project, case.former({number}))
    allowed = hanging_on(case, number)
    assert all(
        a == b or n in allowed for n, (a, b) in enumerate(zip(final.start, case.final.start, strict=True))
    )
    assert faults(case, project, final) == []

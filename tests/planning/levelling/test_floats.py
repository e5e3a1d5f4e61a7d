"""Slack within hours: what a job may slip, all else as planned or later, before the opening moves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from hypothesis import given
from hypothesis import strategies as st
from planning.levelling.random_grids import LINES, Grid, Work, faults, line

from rse_plan.planning.levelling.causes import Kind, causes
from rse_plan.planning.levelling.floats import latest_releases
from rse_plan.planning.levelling.handover import handed_on
from rse_plan.planning.levelling.just_in_time import place_late
from rse_plan.planning.levelling.passes import Placing, place_forward
from rse_plan.planning.levelling.project import Job, Lapse, Line, Project, Reserve, pack
from rse_plan.planning.levelling.search import level


@st.composite
def openings(draw: st.DrawFn) -> Grid:
    """A few jobs that share one or two roles, on calendars with pauses, and an opening that needs some."""
    capacities = {"r": draw(st.integers(1, 3)), "s": draw(st.integers(1, 2))}
    works = []
    for number in range(draw(st.integers(2, 5))):
        before = draw(st.lists(st.integers(0, number - 1), max_size=2, unique=True)) if number else []
        demands = {name: draw(st.integers(0, most)) for name, most in capacities.items()}
        needs = [(other, None) for other in before]
        works.append(Work(draw(st.sampled_from([0, 1])), draw(st.integers(1, 4)), demands, 0, needs))
    last = draw(st.lists(st.integers(0, len(works) - 1), min_size=1, unique=True))
    opening = Work(0, 0, {}, draw(st.integers(0, 30)), [(other, None) for other in last])
    return Grid(capacities, [*works, opening])


def orders(project: Project, chosen: Sequence[int]) -> Iterator[list[int]]:
    """Every order in which each job comes after all it needs."""
    if len(chosen) == len(project.jobs):
        yield list(chosen)
    for job, row in enumerate(project.jobs):
        if job not in chosen and set(row.waits_for) <= set(chosen):
            yield from orders(project, [*chosen, job])


def held_back(project: Project, planned: Placing, job: int, start: int) -> Iterator[Placing]:
    """Every plan in which one job starts on a later day and no other one sooner than planned."""
    rows = [
        row._replace(earliest=start if number == job else max(row.earliest, planned.start[number]))
        for number, row in enumerate(project.jobs)
    ]
    slipped = Project(rows, project.packing, project.days, project.goals)
    for order in orders(slipped, []):
        found = place_forward(slipped, order)
        if found.start[job] == start:
            yield found


@given(openings(), st.data())
def test_a_job_that_slips_within_its_slack_moves_no_opening(grid: Grid, data: st.DataObject) -> None:
    project = grid.project(((len(grid.works) - 1,),))
    goal = len(grid.works) - 1
    early = level(project).placing
    late = [data.draw(st.booleans()) and number != goal for number in range(len(grid.works))]
    placing, _ = place_late(project, early, late)
    assert faults(grid, placing) == []
    latest = latest_releases(project, placing, handed_on(project, placing), (goal, placing.release[goal]))
    for job in range(goal):
        last = latest[job]
        if last is None or last == placing.release[job]:
            continue
        days, before = project.jobs[job].line
        start = days[before[last - project.jobs[job].gap + 1] - project.jobs[job].length]
        plans = held_back(project, placing, job, start)
        assert any(plan.start[goal] <= placing.start[goal] for plan in plans), job


@given(openings())
def test_what_waits_for_hours_names_who_works_the_day_before(grid: Grid) -> None:
    project = grid.project(((len(grid.works) - 1,),))
    placing = level(project).placing
    for number, cause in enumerate(causes(project, placing)):
        if cause.kind is Kind.CAPACITY:
            assert cause.job is not None
            assert cause.resources
            days, before = project.jobs[number].line
            eve = days[before[placing.start[number]] - 1]
            assert eve in grid.works[cause.job].days(placing.start[cause.job])
        assert cause.kind is not Kind.BARRED


def test_a_lent_hour_allows_no_slip() -> None:
    """The second job works while the first one pauses, and the first takes everything up again."""
    pausing = line(lambda day: day >= 0 and not 2 <= day < 6)
    every = LINES[0]
    packing = pack({"r": 1})
    jobs = [
        Job(line=pausing, length=4, demand=1),
        Job(line=every, length=3, demand=1, earliest=2),
        Job(line=every, length=1, gap=0, earliest=30, needs=(0, 1)),
    ]
    project = Project(jobs, packing, len(every.days), ((2,),))
    placing = place_forward(project, range(3))
    assert placing.start[:2] == [0, 2]
    handover = handed_on(project, placing)
    assert handover.lent == frozenset({1})
    assert latest_releases(project, placing, handover, (2, 30))[1] == placing.release[1]


def test_recurring_work_begins_and_ends_with_a_gate() -> None:
    """Of two hours a day one recurs between two gates: meanwhile two tasks do not share days."""
    packing = pack({"r": 2}, 1)
    every: Line = LINES[0]
    reserve = Reserve(1, Lapse(lambda day: day + 100), until=1)
    jobs = [
        Job(line=every, wait=Lapse(lambda day: day + 4), reserves=(reserve,)),
        Job(line=every, wait=Lapse(lambda day: day + 9), ends=True, lagged=((0, Lapse(int)),)),
        Job(line=every, length=2, demand=1, needs=(0,)),
        Job(line=every, length=2, demand=1, needs=(0,)),
        Job(line=every, length=2, demand=1, needs=(1,)),
        Job(line=every, length=2, demand=1, needs=(1,)),
    ]
    placing = place_forward(Project(jobs, packing, len(every.days)), range(6))
    assert placing.start[2:] == [5, 7, 15, 15]


def test_what_is_lent_is_not_handed_on() -> None:
    """On the weekend two jobs use what a third one pauses with; neither may slip into its next day."""
    grid = Grid(
        {"s": 1},
        [
            Work(0, 3, {"s": 1}, 0),
            Work(1, 3, {"s": 1}, 3),
            Work(0, 1, {"s": 1}, 5),
            Work(0, 1, {"s": 1}, 5, [(2, None)]),
            Work(0, 0, {}, 30, [(1, None), (3, None)]),
        ],
    )
    project = grid.project(((4,),))
    placing = place_forward(project, range(5))
    assert placing.start == [0, 3, 5, 6, 30]
    handover = handed_on(project, placing)
    assert handover.lent == frozenset({2, 3})
    latest = latest_releases(project, placing, handover, (4, 30))
    assert (latest[2], latest[3]) == (placing.release[2], placing.release[3])

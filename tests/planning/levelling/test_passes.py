"""Both passes and the list drawn by time, against checkers that share no code with them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from planning.levelling import neutral_checker as checker
from planning.levelling.random_forms import Form, forms
from planning.levelling.random_grids import DAYS, OPEN, Grid, Work, faults, faults_of, grids, line, overloads

from rse_plan.planning.levelling.causes import Room
from rse_plan.planning.levelling.clock import by_time
from rse_plan.planning.levelling.neutral import read_instance
from rse_plan.planning.levelling.passes import NoDayLeftError, by_day, place_backward, place_forward
from rse_plan.planning.levelling.project import Held, Job, Lapse, Project, Reserve, pack

# --- forwards ---


@given(forms())
def test_a_pass_over_a_neutral_form_is_a_plan(form: Form) -> None:
    instance = read_instance(form)
    placing = place_forward(instance.project, range(len(instance.project.jobs)))
    starts = instance.by_task(placing.start)
    assert checker.faults(form, starts) == []
    assert max(placing.release, default=0) == checker.makespan(form, starts)


@given(grids())
def test_a_pass_keeps_needs_lines_bars_gates_and_capacities(grid: Grid) -> None:
    assert faults(grid, place_forward(grid.project(), range(len(grid.works)))) == []


@given(grids())
def test_a_pass_leaves_no_job_that_could_be_earlier(grid: Grid) -> None:
    placing = place_forward(grid.project(), range(len(grid.works)))
    for number, work in enumerate(grid.works):
        for day in range(placing.start[number]):
            moved = [*placing.start[:number], day, *placing.start[number + 1 :]]
            assert [*faults_of(grid, placing, number, work, day), *overloads(grid, moved)], (number, day)


@given(grids())
def test_without_limits_no_job_is_later(grid: Grid) -> None:
    project = grid.project()
    relaxed = place_forward(project, range(len(grid.works)), project.unlimited)
    placing = place_forward(project, range(len(grid.works)))
    assert all(one <= other for one, other in zip(relaxed.start, placing.start, strict=True))


@pytest.mark.parametrize("capacity", [0, 1])
def test_a_job_that_no_day_holds_is_named(capacity: int) -> None:
    packing = pack({"r": 1})
    days = line(OPEN[2]) if capacity else line(lambda day: day < 0)
    jobs = [Job(line=line(OPEN[0])), Job(line=days, length=DAYS, demand=packing.demand({"r": capacity}))]
    with pytest.raises(NoDayLeftError) as told:
        place_forward(Project(jobs, packing, DAYS), [0, 1])
    assert told.value.job == 1


# --- recurring work ---


def beside(taken: int, until: int | None, weeks: int = 4) -> list[int]:
    """Where two jobs of two of four hours a day start, the first one long, beside recurring work."""
    packing, every = pack({"r": 4}, together=1), line(OPEN[0])
    reserve = Reserve(packing.demand({"r": taken}), Lapse(lambda day: day + weeks * 7 - 1), until)
    two = packing.demand({"r": 2})
    jobs = [
        Job(line=every, length=1, reserves=(reserve,)),
        Job(line=every, gap=0, earliest=10, needs=(0,), ends=True),
        Job(line=every, length=60, demand=two, needs=(0,)),
        Job(line=every, length=5, demand=two, needs=(0,)),
    ]
    return place_forward(Project(jobs, packing, DAYS), range(4)).start[2:]


def test_recurring_work_lowers_what_is_free_while_it_lasts() -> None:
    assert beside(0, None) == [1, 1]
    assert beside(1, None) == [1, 29]
    assert beside(2, None, weeks=1) == [1, 8]


def test_recurring_work_ends_with_the_job_that_ends_it() -> None:
    assert beside(2, 1) == [1, 10]
    assert beside(2, 1, weeks=1) == [1, 8]


def test_recurring_work_whose_end_was_reported_before_its_beginning_takes_nothing() -> None:
    """What has been done is held on its days, whatever it needed: the end may stand first."""
    packing, every = pack({"r": 4}, together=1), line(OPEN[0])
    reserve = Reserve(packing.demand({"r": 2}), Lapse(lambda day: day + 27), 1)
    jobs = [
        Job(line=every, reserves=(reserve,), held=Held(10, 11)),
        Job(line=every, ends=True, held=Held(3, 4)),
        Job(line=every, length=20, demand=packing.demand({"r": 4})),
    ]
    project = Project(jobs, packing, DAYS)
    placing = place_forward(project, range(3))
    assert placing.start == [10, 3, 0]
    room = Room(project, placing)
    assert [day for day in range(40) if room.recurring.beside(day, packing.demand({"r": 1}))] == []


def test_recurring_work_never_puts_off_work_that_stands_alone() -> None:
    assert beside(4, None) == [1, 29]


def test_what_recurs_beside_other_recurring_work_is_given_back_alone() -> None:
    """Three hours a day until day 20, one until day 30, and a long job of one: what then fits, and when."""
    packing, every = pack({"r": 4}, together=2), line(OPEN[0])
    forever = Lapse(lambda day: day + 300)
    kinds = [(packing.demand({"r": 3}), 1), (packing.demand({"r": 1}), 2)]
    wanted = ((1, 90), (2, 5), (3, 5), (2, 5))
    jobs = [
        Job(line=every, length=1, reserves=tuple(Reserve(taken, forever, until) for taken, until in kinds)),
        Job(line=every, gap=0, earliest=20, needs=(0,), ends=True),
        Job(line=every, gap=0, earliest=30, needs=(0,), ends=True),
        *(
            Job(line=every, length=days, demand=packing.demand({"r": hours}), needs=(0,))
            for hours, days in wanted
        ),
    ]
    assert place_forward(Project(jobs, packing, DAYS), range(7)).start[3:] == [1, 20, 30, 25]


# --- backwards ---


@given(grids())
def test_moved_right_all_end_in_time_and_none_is_earlier(grid: Grid) -> None:
    for work in grid.works:  # a pass backwards looks past bars; what is held may stand before its needs
        work.barred, work.fixed = [], None
    project = grid.project()
    placing = place_forward(project, range(len(grid.works)))
    starts = place_backward(project, placing)
    finish = max(placing.release, default=0)
    assert list(overloads(grid, starts)) == []
    assert all(right >= left for left, right in zip(placing.start, starts, strict=True))
    assert all(end(work, start) <= finish for work, start in zip(grid.works, starts, strict=True))


def end(work: Work, start: int) -> int:
    return work.wait(start) if work.wait is not None else work.days(start)[-1]


@given(forms())
def test_moved_right_each_still_ends_before_what_follows(form: Form) -> None:
    instance = read_instance(form)
    placing = place_forward(instance.project, range(len(instance.project.jobs)))
    starts = instance.by_task(place_backward(instance.project, placing))
    assert checker.faults(form, starts) == []
    assert checker.makespan(form, starts) <= max(placing.release, default=0)


@given(forms())
def test_right_and_left_again_is_no_later(form: Form) -> None:
    project = read_instance(form).project
    once = place_forward(project, range(len(project.jobs)))
    again = place_forward(project, by_day(place_backward(project, once)))
    assert max(again.release, default=0) <= max(once.release, default=0)


@given(st.integers(0, 60), st.integers(1, 9), st.integers(0, 9))
def test_the_latest_day_of_a_lapse(limit: int, step: int, more: int) -> None:
    def rule(day: int) -> int:
        return -(-day // step) * step + more

    found = Lapse(rule).latest(limit)
    assert found == max((day for day in range(-1, limit + 1) if day < 0 or rule(day) <= limit), default=-1)


# --- a list drawn by time ---


@given(grids())
def test_a_list_drawn_by_time_has_each_job_after_its_needs(grid: Grid) -> None:
    project = grid.project()
    relaxed = place_forward(project, range(len(grid.works)), project.unlimited)
    order = by_time(project, place_backward(project, relaxed, project.unlimited))
    assert sorted(order) == list(range(len(grid.works)))
    place = {job: position for position, job in enumerate(order)}
    assert all(place[other] < place[job] for job in order for other, _ in grid.works[job].needs)
    assert faults(grid, place_forward(project, order)) == []


def test_nobody_waits_beside_work_that_could_be_done() -> None:
    """The long job is urgent for nobody, and fills the days on which the urgent ones wait for each other."""
    form = {
        "start": "2027-01-04",
        "resources": {"r": {"capacity": 1}},
        "tasks": [
            {"id": "first", "duration": 2, "predecessors": [], "demands": {"r": 1}},
            {"id": "wait", "duration": 10, "predecessors": ["first"], "demands": {}},
            {"id": "last", "duration": 2, "predecessors": ["wait"], "demands": {"r": 1}},
            {"id": "filler", "duration": 6, "predecessors": [], "demands": {"r": 1}},
        ],
    }
    project = read_instance(form).project
    jobs = range(len(project.jobs))
    relaxed = place_forward(project, jobs, project.unlimited)
    order = by_time(project, place_backward(project, relaxed, project.unlimited))
    assert max(place_forward(project, order).release) == 14


def test_when_days_run_out_the_latest_starts_decide() -> None:
    packing, every = pack({"r": 1}), line(OPEN[0])
    jobs = [Job(line=every, length=DAYS // 2, demand=packing.demand({"r": 1})) for _ in range(4)]
    assert by_time(Project(jobs, packing, DAYS), [3, 2, 1, 0])[2:] == [1, 0]

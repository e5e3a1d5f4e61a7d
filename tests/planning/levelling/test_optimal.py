"""The best plan and its proof: the shortest of all orders, a bound that holds, the same each time."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from planning.levelling import neutral_checker as checker
from planning.levelling.random_forms import Form, forms
from planning.levelling.random_grids import Grid, Work, faults, grids, monday_after

from rse_plan.errors import UserError
from rse_plan.planning.levelling.effort import Progress
from rse_plan.planning.levelling.neutral import read_instance
from rse_plan.planning.levelling.optimal import improve, improve_first_opening
from rse_plan.planning.levelling.passes import place_forward
from rse_plan.planning.levelling.project import Project
from rse_plan.planning.levelling.search import Levelled, score

ENOUGH = 4.0
"""Less than what a thorough search comes before: here the solver finds the plan."""
SOLVED = settings(max_examples=40, deadline=None)
"""Each example starts the solver, which takes more than the search itself."""


def first_found(project: Project) -> Levelled:
    """Jobs placed in the order in which they are written, so that there is something left to improve."""
    order = range(len(project.jobs))
    placing = place_forward(project, order)
    bound = score(project, place_forward(project, order, project.unlimited))
    return Levelled(placing, score(project, placing), bound)


def lowest_score(project: Project) -> int:
    """The best of all orders: one of them gives the best plan there is."""
    return min(score(project, place_forward(project, order)) for order in orders(project))


def first_day(project: Project, found: Levelled) -> int | None:
    return min((found.placing.start[job] for job in project.openings), default=None)


def orders(project: Project) -> Iterator[tuple[int, ...]]:
    """Each job after all it waits for; one that is held on a day waits for nothing."""
    waits = [() if job.fixed is not None else job.waits_for for job in project.jobs]
    for order in permutations(range(len(waits))):
        place = {job: at for at, job in enumerate(order)}
        if all(place[need] < place[job] for job in order for need in waits[job]):
            yield order


@SOLVED
@given(forms(most=5))
def test_the_best_plan_of_a_few_tasks_is_found_and_proven(form: Form) -> None:
    instance = read_instance(form)
    best = improve(instance.project, first_found(instance.project), ENOUGH)
    starts = instance.by_task(best.placing.start)
    assert checker.faults(form, starts) == []
    assert best.score == best.bound == checker.makespan(form, starts) == checker.shortest(form)
    assert best.reproducible


@st.composite
def contended(draw: st.DrawFn) -> tuple[Grid, tuple[tuple[int, ...], ...]]:
    """A few jobs that all want one role of two people, and what is to open, in one group or two."""
    grid = draw(grids(most=5))
    numbers = range(len(grid.works))
    grid.capacities = {"r": 2}
    for work in grid.works:
        wants = work.length and work.wait is None and work.fixed is None
        work.demands = {"r": draw(st.integers(1, 2))} if wants else {}
    groups = [[number for number in numbers if draw(st.integers(0, 3)) == chosen] for chosen in range(2)]
    return grid, tuple(tuple(group) for group in groups if group)


@settings(SOLVED, max_examples=100)
@given(contended())
def test_calendars_lags_gates_bars_and_openings_are_seen_as_they_are(
    made: tuple[Grid, tuple[tuple[int, ...], ...]],
) -> None:
    """Every order is tried: with enough effort for the solver, its plan is the best of them all."""
    grid, goals = made
    project = grid.project(goals)
    found = first_found(project)
    best = improve(project, found, ENOUGH)
    assert faults(grid, best.placing) == []
    assert best.score == score(project, best.placing) == best.bound == lowest_score(project) <= found.score
    opened = improve_first_opening(project, found, ENOUGH)
    assert first_day(project, opened) == first_day(project, best)


@settings(SOLVED, max_examples=15)
@given(grids(most=12), st.data())
def test_little_effort_gives_no_worse_plan_and_a_bound_under_it(grid: Grid, data: st.DataObject) -> None:
    project = grid.project(tuple((job,) for job in range(len(grid.works)) if data.draw(st.booleans())))
    found = first_found(project)
    best = improve(project, found, 0.001)
    assert faults(grid, best.placing) == []
    assert found.bound <= best.bound <= best.score == score(project, best.placing) <= found.score


def crossing(count: int) -> Project:
    """Work of one role in two countries, each pausing on its own days, that opens wave after wave."""
    works = []
    for number in range(count):
        needs = [(3 * number - 1, None)] if number % 3 == 2 else []
        works.append(Work(number % 2, 2 + number % 4, {"r": 1 + number % 2}, 0, needs))
        works.append(Work(2, 1 + number % 3, {"r": 2}, 0, [(3 * number, monday_after(5))]))
        works.append(Work(0, 0, {}, 0, [(3 * number + 1, None)], barred=[(30, 37)]))
    return Grid({"r": 3}, works).project(tuple((3 * number + 2,) for number in range(count)))


def test_the_same_plan_comes_out_each_time() -> None:
    project = crossing(7)
    found = first_found(project)
    one, other = (improve(project, found, 0.3) for _ in range(2))
    assert one == other
    assert one.score < found.score


def test_progress_is_told_and_only_gets_better() -> None:
    told: list[Progress] = []
    project = crossing(5)
    best = improve(project, first_found(project), 0.3, told.append)
    assert told
    assert all(0 <= each.share <= 1 and each.bound <= each.best for each in told)
    scores = [each.best for each in told]
    assert scores == sorted(scores, reverse=True)
    assert scores[-1] == best.score


def test_a_plan_that_cannot_be_better_is_left_alone() -> None:
    project = Grid({}, [Work(0, 3, {}, 0), Work(1, 2, {}, 0, [(0, None)])]).project()
    found = first_found(project)
    assert improve(project, found, ENOUGH) is found


def test_without_the_extra_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ortools.sat.python", None)
    project = crossing(2)
    with pytest.raises(UserError, match="OR-Tools") as raised:
        improve(project, first_found(project), ENOUGH)
    assert "rse-plan[optimal]" in str(raised.value.help)

"""The search: no worse than one pass, no better than what can be, and the same each time."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from planning.levelling import neutral_checker as checker
from planning.levelling.random_forms import Form, forms
from planning.levelling.random_grids import LINES, Grid, faults, grids

from rse_plan.planning.levelling import search
from rse_plan.planning.levelling.neutral import read_instance
from rse_plan.planning.levelling.passes import place_forward
from rse_plan.planning.levelling.project import Job, Project, pack
from rse_plan.planning.levelling.search import Levelled, first_opening, level

FEW = 300
"""Placements that stand for `thorough` where a project has a handful of jobs."""
SMALL = settings(max_examples=50)
"""Every order of a few tasks is tried in each."""


@pytest.fixture(autouse=True)
def short_searches(monkeypatch: pytest.MonkeyPatch) -> None:
    few = {"quick": (0, 0), "standard": (FEW, FEW), "thorough": (10 * FEW, 10 * FEW)}
    monkeypatch.setattr(search, "EFFORTS", few)


def starts(form: Form, effort: str) -> tuple[list[int], Levelled]:
    instance = read_instance(form)
    found = level(instance.project, effort)
    return instance.by_task(found.placing.start), found


@given(forms())
def test_every_effort_makes_a_plan_and_more_is_no_worse(form: Form) -> None:
    makespans = []
    for effort in ("quick", "standard"):
        plan, found = starts(form, effort)
        assert checker.faults(form, plan) == []
        assert found.score == checker.makespan(form, plan) >= found.bound
        makespans.append(found.score)
    assert makespans == sorted(makespans, reverse=True)


@SMALL
@given(forms(most=5))
def test_a_thorough_search_finds_the_shortest_plan_of_a_few_tasks(form: Form) -> None:
    """The answer is found by trying every order, with arithmetic of the checker's own."""
    _, found = starts(form, "thorough")
    assert found.score == checker.shortest(form)


TIGHT: Form = {
    "start": "2027-01-04",
    "resources": {"r": {"capacity": 4}},
    "tasks": [
        {"id": name, "duration": duration, "predecessors": needs, "demands": {"r": demand}}
        for name, duration, demand, needs in (
            ("a", 3, 2, []),
            ("b", 4, 3, []),
            ("c", 2, 4, ["a"]),
            ("d", 2, 4, ["b"]),
            ("e", 1, 3, ["c"]),
            ("f", 4, 2, ["d"]),
        )
    ],
}
"""Nine orders in ten miss the shortest plan, and so does the first list (Kolisch's six jobs, 1996)."""


@lru_cache(maxsize=1)
def shortest_of_tight() -> int:
    return checker.shortest(TIGHT)


def test_a_search_beats_the_first_list_where_it_can() -> None:
    assert starts(TIGHT, "thorough")[1].score == starts(TIGHT, "standard")[1].score == shortest_of_tight()


@given(grids())
def test_a_search_keeps_needs_lines_bars_gates_and_capacities(grid: Grid) -> None:
    found = level(grid.project(), "standard")
    assert faults(grid, found.placing) == []
    assert found.score <= level(grid.project(), "quick").score
    first = place_forward(grid.project(), range(len(grid.works)), grid.project().unlimited)
    assert found.bound == max(first.release, default=0)


@given(grids(), st.data())
def test_openings_come_before_the_end(grid: Grid, data: st.DataObject) -> None:
    jobs = st.integers(0, max(len(grid.works) - 1, 0))
    group = st.lists(jobs, min_size=1, max_size=3, unique=True).map(tuple)
    goals = tuple(data.draw(st.lists(group, min_size=1, max_size=2))) if grid.works else ()
    quick, standard = (level(grid.project(goals), effort) for effort in ("quick", "standard"))
    assert faults(grid, standard.placing) == []
    assert wanted(standard, goals) <= wanted(quick, goals)
    assert (standard.score < quick.score) == (wanted(standard, goals) < wanted(quick, goals))


def wanted(found: Levelled, goals: tuple[tuple[int, ...], ...]) -> tuple[int, ...]:
    """The first opening, the groups' last ones in all, the end: less is better, the first first."""
    start, end = found.placing.start, max(found.placing.release, default=0)
    if not goals:
        return (end,)
    lasts = [max(start[job] for job in group) for group in goals]
    return min(start[job] for group in goals for job in group), sum(lasts), end


@given(forms())
def test_the_same_project_gives_the_same_plan(form: Form) -> None:
    assert starts(form, "standard")[0] == starts(form, "standard")[0]


@given(forms())
def test_names_and_order_of_resources_change_nothing(form: Form) -> None:
    renamed: dict[str, Any] = {
        **form,
        "resources": {f"of {name}": form["resources"][name] for name in reversed(form["resources"])},
        "tasks": [
            {**task, "demands": {f"of {name}": amount for name, amount in task["demands"].items()}}
            for task in form["tasks"]
        ],
    }
    assert starts(renamed, "standard")[0] == starts(form, "standard")[0]


@given(forms())
def test_one_more_of_everything_leaves_the_bound_alone(form: Form) -> None:
    more = {name: {"capacity": resource["capacity"] + 1} for name, resource in form["resources"].items()}
    one, other = starts(form, "quick")[1], starts({**form, "resources": more}, "quick")[1]
    assert one.bound == other.bound


def test_nothing_to_plan() -> None:
    found = level(read_instance({"start": "2027-01-04", "resources": {}, "tasks": []}).project)
    assert (found.placing.start, found.score, found.is_best) == ([], 0, True)


def test_a_plan_at_its_bound_is_searched_no_further(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search._Search, "evolved", None)
    form = {**TIGHT, "resources": {"r": {"capacity": 40}}}
    assert starts(form, "thorough")[1].is_best


@pytest.mark.parametrize("effort", ["quick", "standard"])
def test_what_no_opening_needs_puts_no_opening_off(effort: str) -> None:
    """A long job that could begin before the opening's own work takes the role after it."""
    packing, every = pack({"r": 1}), LINES[0]
    jobs = [
        Job(line=every, length=300, demand=packing.demand({"r": 1})),
        Job(line=every, length=1, gap=0, earliest=20),
        Job(line=every, length=5, demand=packing.demand({"r": 1}), needs=(1,)),
        Job(line=every, length=1, gap=0, needs=(2,)),
        Job(line=every, length=9, demand=packing.demand({"r": 1}), needs=(3,)),
        Job(line=every, length=1, gap=0, needs=(4,)),
    ]
    project = Project(jobs, packing, len(every.days), ((3,), (5,)))
    start = level(project, effort).placing.start
    assert (start[3], start[5]) == (25, 34)
    assert first_opening(project, effort) == 25

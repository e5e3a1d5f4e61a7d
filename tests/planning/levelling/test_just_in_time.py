"""Just in time: as near as hours allow to what the work is for, and who is told to keep it away."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st
from planning.levelling.random_grids import Grid, Work, faults
from planning.levelling.test_floats import openings

from rse_plan.planning.levelling.just_in_time import Held, place_late
from rse_plan.planning.levelling.passes import Placing, place_forward
from rse_plan.planning.levelling.search import level


def moved(grid: Grid, late: Sequence[int]) -> tuple[Placing, dict[int, Held]]:
    """A plan made in the order of the works, some of them then placed late."""
    project = grid.project()
    placing = place_forward(project, range(len(grid.works)))
    found, held = place_late(project, placing, [number in late for number in range(len(grid.works))])
    assert faults(grid, found) == []
    return found, held


def test_what_only_its_follower_holds_lacks_nothing() -> None:
    grid = Grid({"r": 1}, [Work(0, 2, {"r": 1}, 0), Work(0, 0, {}, 10, [(0, None)])])
    placing, held = moved(grid, [0])
    assert (placing.start[0], held) == (8, {0: Held(1)})


def test_work_that_hours_keep_away_names_them() -> None:
    """Days 4 to 9 are taken by work that does not move."""
    grid = Grid(
        {"r": 1, "s": 1},
        [
            Work(0, 2, {"r": 1, "s": 1}, 0),
            Work(0, 6, {"r": 1}, 4),
            Work(0, 0, {}, 10, [(0, None), (1, None)]),
        ],
    )
    placing, held = moved(grid, [0])
    assert (placing.start[0], held) == (2, {0: Held(2, ("r",))})


def test_work_that_hours_leave_no_day_nearer_is_told_as_well() -> None:
    grid = Grid({"r": 1}, [Work(0, 2, {"r": 1}, 0), Work(0, 8, {"r": 1}, 2), Work(0, 0, {}, 10, [(0, None)])])
    placing, held = moved(grid, [0])
    assert (placing.start[0], held) == (0, {0: Held(2, ("r",))})


def test_what_ends_last_moves_first_where_that_brings_work_nearer() -> None:
    """Two days are free before the openings: the short work would keep the long one out of them."""
    grid = Grid(
        {"r": 1},
        [
            Work(0, 2, {"r": 1}, 3),
            Work(0, 1, {"r": 1}, 0),
            Work(0, 2, {"r": 1}, 5),
            Work(0, 0, {}, 9, [(0, None)]),
            Work(0, 0, {}, 8, [(1, None)]),
        ],
    )
    placing, held = moved(grid, [0, 1])
    assert (placing.start[:2], held) == ([7, 4], {0: Held(3), 1: Held(4, ("r",))})


@given(openings(), st.data())
def test_work_just_in_time_is_never_sooner_and_moves_nothing_else(grid: Grid, data: st.DataObject) -> None:
    project = grid.project(((len(grid.works) - 1,),))
    early = level(project).placing
    late = [data.draw(st.booleans()) for _ in grid.works]
    placing, held = place_late(project, early, late)
    assert faults(grid, placing) == []
    for number, start in enumerate(placing.start):
        assert start >= early.start[number]
        assert start == early.start[number] or number in held
    assert all(late[number] for number in held)
    assert place_late(project, placing, late)[0] == placing

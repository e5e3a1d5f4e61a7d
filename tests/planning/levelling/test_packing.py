"""Capacities in one number, against plain arithmetic."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from rse_plan.planning.levelling.project import pack

NAMES = ("a", "b", "c")
Amounts = dict[str, int]


@st.composite
def taken(draw: st.DrawFn) -> tuple[Amounts, Amounts, Amounts]:
    """Capacities, what is free of them, and a demand that each capacity allows."""
    capacities = {name: draw(st.integers(0, 20) | st.integers(0, 10**6)) for name in NAMES}
    free = {name: draw(st.integers(0, capacity)) for name, capacity in capacities.items()}
    demand = {name: draw(st.integers(0, capacity)) for name, capacity in capacities.items()}
    return capacities, free, demand


@given(taken())
def test_one_comparison_tells_whether_all_fit(case: tuple[Amounts, Amounts, Amounts]) -> None:
    capacities, free, demand = case
    packing = pack(capacities)
    packed = packing.demand(free) | packing.guard
    fits = (packed - packing.demand(demand)) & packing.guard == packing.guard
    assert fits == all(demand[name] <= free[name] for name in NAMES)


@given(taken())
def test_what_is_lacking_is_named(case: tuple[Amounts, Amounts, Amounts]) -> None:
    """A resource that runs short borrows from its own guard bit, and no other looks short for it."""
    capacities, free, demand = case
    packing = pack(capacities)
    lacking = packing.lacking(packing.demand(free) | packing.guard, packing.demand(demand))
    assert lacking == tuple(name for name in NAMES if demand[name] > free[name])


@given(taken())
def test_what_still_fits_is_the_lesser_of_both(case: tuple[Amounts, Amounts, Amounts]) -> None:
    capacities, free, demand = case
    packing = pack(capacities)
    cut = packing.at_most(packing.demand(demand), packing.demand(free) | packing.guard)
    assert {name: packing.amount(cut, name) for name in NAMES} == {
        name: min(demand[name], free[name]) for name in NAMES
    }


@given(taken())
def test_what_is_taken_and_given_back_leaves_all(case: tuple[Amounts, Amounts, Amounts]) -> None:
    capacities, _, demand = case
    packing = pack(capacities)
    left = packing.full - packing.demand(demand)
    assert {name: packing.amount(left, name) for name in NAMES} == {
        name: capacities[name] - demand[name] for name in NAMES
    }
    assert left + packing.demand(demand) == packing.full


@given(taken(), st.integers(1, 40))
def test_many_demands_together_borrow_of_no_other_resource(
    case: tuple[Amounts, Amounts, Amounts], together: int
) -> None:
    capacities, free, demand = case
    packing = pack(capacities, together)
    wanted = packing.demand(demand) * together
    lacking = packing.lacking(packing.demand(free) | packing.guard, wanted)
    assert lacking == tuple(name for name in NAMES if demand[name] * together > free[name])
    assert {name: packing.amount(wanted, name) for name in NAMES} == {
        name: demand[name] * together for name in NAMES
    }


def test_no_resources_at_all() -> None:
    packing = pack({})
    assert (packing.full, packing.guard, packing.demand({})) == (0, 0, 0)
    assert packing.lacking(0, 0) == ()

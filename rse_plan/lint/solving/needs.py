"""Whether answers remove what an item waits for while the item stays (semantics 4 and 13).

As at run time: an item waits for the instances that belong with its own elements, or with `which` for any.
Elements that belong together but are not the same (a community and its employers) are taken as one of each;
an adjustment that skips a need counts only where all instances of the need are in scope.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rse_plan.library.index import Place
from rse_plan.lint.solving.presence import anywhere, conditions_of, scope_of
from rse_plan.lint.solving.search import Solution, Verdict
from rse_plan.lint.solving.shapes import Scope, Wanted
from rse_plan.lint.solving.solver import Solver

RELATED = frozenset({"community", "wave", "employer"})
"""Elements that belong with each other, and not to all of another list."""


@dataclass(frozen=True, slots=True)
class _Joined:
    """The elements that an item and its need are read for."""

    item: Scope
    need: Scope


def without_need(item: Place, need: Place, which: str | None, solver: Solver) -> Solution | None:
    """Answers for which an item is in the plan and its need is not; None when there are none, or perhaps.

    A need that is in no plan at all has a finding of its own, and is left aside.
    """
    if solver.is_impossible([Wanted(condition, scope_of(need)) for condition in conditions_of(need)]):
        return None
    joined = _joined(scope_of(item), scope_of(need), which)
    for wanted in _removed(item, need, joined, solver):
        solution = solver.solve(wanted)
        if solution.verdict is Verdict.POSSIBLE:
            return solution
    return None


def _joined(item: Scope, need: Scope, which: str | None) -> _Joined:
    if which is not None:
        return _Joined(item, frozenset())
    fresh = need & RELATED if item & RELATED else frozenset()
    bound = (need & item) | fresh
    waves = frozenset({"wave"}) if {"community", "wave"} <= item | bound else frozenset()
    return _Joined(item | waves, bound | waves)


def _removed(item: Place, need: Place, joined: _Joined, solver: Solver) -> Iterator[list[Wanted]]:
    """The ways in which a need may be missing: its conditions fail, or an adjustment skips it."""
    whole = scope_of(need) <= joined.need
    presence = solver.presence
    there: list[Wanted] | None = None
    if not (whole and _said(need, solver) <= _said(item, solver)):
        elsewhere = anywhere(need, joined.need)
        if elsewhere is not None:
            there = presence.is_there(item, joined.item)
            yield [*there, Wanted(elsewhere, joined.need, holds=False)]
    if whole:
        for skipped in presence.is_skipped(need, joined.need):
            there = there or presence.is_there(item, joined.item)
            held = (Wanted(condition, joined.need) for condition in conditions_of(need))
            yield [*there, *held, skipped]


def _said(place: Place, solver: Solver) -> frozenset[int]:
    """The conditions of an item, each by the object that stands for all that say the same."""
    return frozenset(id(solver.same(condition)) for condition in conditions_of(place))

"""When an item is in a plan, as a condition: its own, its playbook's, its loops, what skips it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from rse_plan.expressions import COLLECTIONS
from rse_plan.expressions.syntax import Aggregate, Condition, Logic
from rse_plan.library.index import Index, Place, full_ref
from rse_plan.library.load import Library
from rse_plan.lint.solving.shapes import PLURAL, Scope, Wanted


@dataclass(frozen=True, slots=True)
class Skip:
    """An adjustment that leaves an item out while these conditions hold."""

    conditions: tuple[Condition, ...]
    loop: str | None


@dataclass(frozen=True)
class Presence:
    """When each item of a library is in a plan."""

    index: Index

    @cached_property
    def skips(self) -> Mapping[str, tuple[Skip, ...]]:
        """The adjustments that leave items out, by item."""
        found: dict[str, list[Skip]] = {}
        for file in self.library.playbooks.values():
            for adjustment in file.value.adjust:
                if adjustment.skip:
                    parts = (file.value.applies_when, adjustment.when)
                    conditions = tuple(part.root for part in parts if part is not None)
                    ref = full_ref(adjustment.item, file.value)
                    found.setdefault(ref, []).append(Skip(conditions, file.value.for_each))
        return {ref: tuple(skips) for ref, skips in found.items()}

    @property
    def library(self) -> Library:
        return self.index.library

    def is_there(self, place: Place, scope: Scope) -> list[Wanted]:
        """What must hold for an item to be in the plan for the elements of its loops."""
        held = [Wanted(condition, scope) for condition in (*_loops(scope), *conditions_of(place))]
        skipped = (skip.condition(scope) for skip in map(_Placed, self.skips.get(place.ref, ())))
        return [*held, *(Wanted(condition, scope, holds=False) for condition in skipped if condition)]

    def is_skipped(self, place: Place, scope: Scope) -> Iterator[Wanted]:
        """For each adjustment that may leave an item out, what must hold for it to do so."""
        for skip in map(_Placed, self.skips.get(place.ref, ())):
            condition = skip.condition(scope)
            if condition is not None:
                yield Wanted(condition, scope)


@dataclass(frozen=True, slots=True)
class _Placed:
    skip: Skip

    def condition(self, scope: Scope) -> Condition | None:
        """When it skips an instance; None when it always does, which no answers decide."""
        inner = together(self.skip.conditions)
        loop = self.skip.loop
        if inner is not None and loop is not None and COLLECTIONS[loop] not in scope:
            return Aggregate("any", loop, inner, None, 0)
        return inner


def _loops(scope: Scope) -> Iterator[Condition]:
    """That there is an element of each kind in scope: an item of a loop over nothing is not there."""
    return (Aggregate("count", PLURAL[kind], None, None, 0) for kind in sorted(scope))


def scope_of(place: Place) -> Scope:
    """The elements that an item's loops bring into scope."""
    loops = (place.playbook.for_each, place.item.for_each)
    return frozenset(COLLECTIONS[loop] for loop in loops if loop is not None)


def conditions_of(place: Place) -> tuple[Condition, ...]:
    """The parts that must all hold for an item to be in the plan, adjustments aside."""
    parts = (place.playbook.applies_when, place.item.when)
    return tuple(one for part in parts if part is not None for one in conjuncts(part.root))


def conjuncts(condition: Condition) -> Iterator[Condition]:
    """The parts of a condition that must all hold."""
    if isinstance(condition, Logic) and condition.operator == "and":
        for part in condition.parts:
            yield from conjuncts(part)
    else:
        yield condition


def together(conditions: tuple[Condition, ...]) -> Condition | None:
    """One condition that holds when all do; None for none."""
    return Logic("and", conditions) if len(conditions) > 1 else conditions[0] if conditions else None


def anywhere(place: Place, bound: Scope) -> Condition | None:
    """That some instance of an item is in the plan, for the elements in scope; None when one always is."""
    kinds = scope_of(place) - bound
    inner = together(conditions_of(place))
    for kind in sorted(kinds, reverse=True):  # waves innermost: they are told apart by their number alone
        function = "any" if inner is not None else "count"
        inner = Aggregate(function, PLURAL[kind], inner, None, 0)
    return inner

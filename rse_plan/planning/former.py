"""A plan that was made before, as far as a new one keeps to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from rse_plan.planning.bounds import BoundKind
from rse_plan.planning.inputs import Inputs
from rse_plan.planning.plan import Plan


@dataclass(frozen=True, slots=True, kw_only=True)
class FormerItem:
    """The first and last day that an item was told to have.

    `early` is its first day before work just in time was put off; `basis` a fingerprint of what its days
    rested on besides other items' days, `reported` tells that a report fixed them.
    """

    start: date
    finish: date
    early: date
    basis: str
    reported: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Former:
    """What is kept of a former plan: days by item id, waves by community, days of asks by their id."""

    items: Mapping[str, FormerItem]
    waves: Mapping[str, int] = field(default_factory=dict)
    dues: Mapping[str, date] = field(default_factory=dict)
    inputs: Inputs


def former_of(plan: Plan) -> Former:
    """What a new plan keeps of one."""
    return Former(
        items={
            item.id: FormerItem(
                start=item.start,
                finish=item.finish,
                early=item.early_start,
                basis=item.basis,
                reported=item.bound.kind is BoundKind.REPORTED,
            )
            for item in plan.items
            if item.basis
        },
        waves={community.id: community.wave for community in plan.communities},
        dues={ask.chosen.id: ask.due for ask in plan.asks if ask.due is not None},
        inputs=plan.inputs,
    )

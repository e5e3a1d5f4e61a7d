"""What was read of a measure so far, and what may be said of it: counts under ten have no percentage.

A measure is of a group, never of a person (design D17).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from rse_plan.model.content import Kpi
from rse_plan.model.progress import Measure, Measured

FEWEST = 10
"""Of fewer than this, whether counted or counted among, one on leave changes a percentage by too much."""


class Withheld(StrEnum):
    """Why a percentage is not shown, or a whole value."""

    NO = "no"
    FEW_MEMBERS = "few-members"
    """A percentage of a group that the plan knows to have too few members."""
    FEW_COUNTED = "few-counted"
    """A percentage behind which fewer than ten people stand."""
    ONE_ONLY = "one-only"
    """Counted among a single one: a person's own figure, or a question that says nothing of others."""


class Reached(StrEnum):
    """What a share that was read comes to, beside the shares that were hoped for."""

    STOP = "stop"
    """Below what the pilot stops at."""
    NOTHING = "nothing"
    """Below the only share hoped for, or below the lowest of several."""
    ALL = "all"
    """The only share hoped for."""
    LOW = "low"
    TYPICAL = "typical"
    HIGH = "high"


@dataclass(frozen=True, slots=True)
class Actual:
    """What was read on a day, and what of it can be shown.

    `share` is None where there is no percentage to show: a plain count, or a group too small for one.
    `people` tells that what is counted are people, as a target in shares of the invited says.
    """

    on: date
    value: Measured
    share: Fraction | None
    withheld: Withheld
    people: bool


@dataclass(frozen=True, slots=True)
class Group:
    """Whom a measure is of: members invited, the smallest group it is read for, whether it counts people."""

    members: int
    least: int
    people: bool


def group_of(kpi: Kpi, members: int) -> Group:
    """Whom a measure is of; a target in shares of those invited counts people."""
    people = kpi.target is not None and kpi.target.low is not None
    return Group(members, kpi.min_group, people)


def judged(measure: Measure, group: Group) -> Actual:
    """What was read, with its percentage where it may have one.

    A share needs `least` members, ten at the very least, and ten counted. What is no count of people
    (questions answered, ideas applied) follows the same rule for what it was counted among.
    """
    value = measure.value
    withheld = _withheld(value, group)
    shown = withheld is Withheld.NO and (value.percent or _is_enough(value, group))
    return Actual(measure.on, value, value.share if shown else None, withheld, group.people)


def _withheld(value: Measured, group: Group) -> Withheld:
    """Why the value is not shown; of a percentage without its count the plan knows how many were invited."""
    if value.of == 1:
        return Withheld.ONE_ONLY
    if not value.percent or value.share is None:
        return Withheld.NO
    if group.members < max(FEWEST, group.least):
        return Withheld.FEW_MEMBERS
    few = group.people and value.share * group.members < FEWEST
    return Withheld.FEW_COUNTED if few else Withheld.NO


def _is_enough(value: Measured, group: Group) -> bool:
    return value.of is not None and value.of >= max(FEWEST, group.least) and value.amount >= FEWEST


def reached(actual: Actual, kpi: Kpi) -> Reached | None:
    """What a reading comes to, in whole percent as documents print it; None where it is not shown as a share.

    Nothing else is judged: neither a plain count nor a share of too few people says how well a use goes.
    """
    if actual.share is None:
        return None
    share, target = _percent(float(actual.share)), kpi.target
    if kpi.stop_below is not None and share < _percent(kpi.stop_below):
        return Reached.STOP
    if target is None:
        return None
    hoped = ((Reached.LOW, target.low), (Reached.TYPICAL, target.typical), (Reached.HIGH, target.high))
    known = [(name, _percent(least)) for name, least in hoped if least is not None]
    passed = [name for name, least in known if share >= least]
    if not known:
        return None
    if not passed:
        return Reached.NOTHING
    return passed[-1] if len(known) > 1 else Reached.ALL


def _percent(share: float) -> int:
    return round(share * 100)


def by_measure(measures: Iterable[Measure]) -> Mapping[str, tuple[Measure, ...]]:
    """Readings by the id of their measure, in the order of their days; of two on one day the last counts."""
    found: dict[str, dict[date, Measure]] = {}
    for measure in measures:
        found.setdefault(measure.kpi, {})[measure.on] = measure
    return {kpi: tuple(days[day] for day in sorted(days)) for kpi, days in found.items()}

"""What was read of a measure so far, and what may be said of it: counts under ten have no percentage.

A measure is of a group, never of a person (design D17).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

FEWEST = 10
"""Of fewer than this, whether counted or counted among, one on leave changes a percentage by too much."""
WHOLE = 100
"""A share in per cent of everybody."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A value read of a measure on a day, with the fields of a progress file's value.

    `amount` is the number as written: 17 of `17` and of `17/29`, 58 of `58%`; `of` is what it was counted
    among; `percent` tells a share in per cent.
    """

    kpi: str
    """Id of a measure of the plan: `playbook/item@element`."""
    amount: Fraction
    of: int | None
    percent: bool
    on: date


class Withheld(StrEnum):
    """Why a percentage is not shown, or a whole value."""

    NO = "no"
    FEW_MEMBERS = "few-members"
    """A percentage of a group that the plan knows to have too few members."""
    FEW_COUNTED = "few-counted"
    """A percentage behind which fewer than ten people stand."""
    ONE_ONLY = "one-only"
    """Counted among a single one: a person's own figure, or a question that says nothing of others."""


@dataclass(frozen=True, slots=True)
class Actual:
    """A reading, and what of it can be shown.

    `share` is None where there is no percentage to show: a plain count, or a group too small for one.
    `people` tells that what is counted are people, as a target in shares of the invited says.
    """

    reading: Reading
    share: Fraction | None
    withheld: Withheld
    people: bool


@dataclass(frozen=True, slots=True)
class Group:
    """Whom a measure is of: members invited, the smallest group it is read for, whether it counts people."""

    members: int
    least: int
    people: bool


def judged(reading: Reading, group: Group) -> Actual:
    """A reading with its percentage, where it may have one.

    A share needs `least` members, ten at the very least, and ten counted. What is no count of people
    (questions answered, ideas applied) follows the same rule for what it was counted among.
    """
    least = max(FEWEST, group.least)
    share, withheld = None, Withheld.NO
    if reading.percent:
        share = reading.amount / WHOLE
        withheld = _withheld(share, group, least)
    elif reading.of == 1:
        withheld = Withheld.ONE_ONLY
    elif reading.of is not None and reading.of >= least and reading.amount >= FEWEST:
        share = reading.amount / reading.of
    return Actual(reading, share if withheld is Withheld.NO else None, withheld, group.people)


def _withheld(share: Fraction, group: Group, least: int) -> Withheld:
    """Why a percentage without its count is not shown: the plan knows how many were invited."""
    if group.members < least:
        return Withheld.FEW_MEMBERS
    if group.people and share * group.members < FEWEST:
        return Withheld.FEW_COUNTED
    return Withheld.NO


def by_measure(readings: Iterable[Reading]) -> Mapping[str, tuple[Reading, ...]]:
    """Readings by their measure, in the order of their days; of two on one day the later one counts."""
    found: dict[str, dict[date, Reading]] = {}
    for reading in readings:
        found.setdefault(reading.kpi, {})[reading.on] = reading
    return {kpi: tuple(days[day] for day in sorted(days)) for kpi, days in found.items()}

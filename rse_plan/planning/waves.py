"""Which communities open together (semantics 5): pins, else the first three, then the rest.

Waves come from the answers alone, never from the schedule.
"""

from __future__ import annotations

from rse_plan.planning.facts import FactSheet
from rse_plan.planning.plan import Wave

PILOT_SIZE = 3
"""Communities that the pilot takes when nothing pins them."""


def assign_waves(sheet: FactSheet) -> tuple[Wave, ...]:
    """Every community in one wave; numbers without a community are closed up."""
    members: dict[int, list[str]] = {}
    unpinned = 0
    for community in sheet.elements("communities"):
        pinned = sheet.fact("community.wave", {"community": community}).value
        if isinstance(pinned, int):
            number = pinned
        else:
            number = 1 if unpinned < PILOT_SIZE else 2
            unpinned += 1
        members.setdefault(number, []).append(community)
    return tuple(_wave(sheet, index, members[number]) for index, number in enumerate(sorted(members), 1))


def _wave(sheet: FactSheet, number: int, communities: list[str]) -> Wave:
    theirs = {employer for community in communities for employer in sheet.employers_of(community)}
    return Wave(
        number=number,
        communities=tuple(communities),
        employers=tuple(employer for employer in sheet.elements("employers") if employer in theirs),
        members=_headcount(sheet, communities),
    )


def _headcount(sheet: FactSheet, communities: list[str]) -> int:
    """People in the wave: communities overlap, so never more than the organisation has."""
    total = sum(sheet.members(community) for community in communities)
    everyone = sheet.fact("organisation.headcount", {}).value
    return min(total, everyone) if isinstance(everyone, int) else total

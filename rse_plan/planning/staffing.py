"""How many people a role has, and the weekly bill of the pilot and of full deployment."""

from __future__ import annotations

from collections.abc import Mapping

from rse_plan.planning.facts import FactSheet
from rse_plan.planning.weekly_bill import Staffing, StaffRow

LATER_PHASES = ("rollout", "sustain")


def people_of(sheet: FactSheet, role: str, elements: Mapping[str, str], phase: str) -> int:
    """People of a role that one item concerns; 1 for roles that are not counted by head."""
    known = sheet.library.roles.get(role)
    if known is None or (known.each is None and known.one_for is None):
        return 1
    if known.one_for is None:
        return 1 if "community" in elements else max(len(_communities(sheet, elements)), 1)
    members, pilot = _members(sheet, elements, phase)
    return _one_for(members, known.one_for.pilot if pilot else known.one_for.rollout)


def _communities(sheet: FactSheet, elements: Mapping[str, str]) -> tuple[str, ...]:
    wave = sheet.wave(elements.get("wave"))
    return wave.communities if wave is not None else sheet.elements("communities")


def _members(sheet: FactSheet, elements: Mapping[str, str], phase: str) -> tuple[int, bool]:
    """Members that an item concerns, and whether they are in the pilot."""
    community = elements.get("community")
    wave = sheet.wave_of(community) if community else None
    wave = wave or sheet.wave(elements.get("wave"))
    if community is not None:
        return sheet.members(community), wave is None or wave.pilot
    if wave is not None:
        return wave.members, wave.pilot
    if phase in LATER_PHASES:
        return _everyone(sheet), False
    return (sheet.waves[0].members if sheet.waves else 0), True


def _everyone(sheet: FactSheet) -> int:
    value = sheet.fact("organisation.headcount", {}).value
    members = sum(wave.members for wave in sheet.waves)
    return value if isinstance(value, int) else members


def _one_for(members: int, per: int) -> int:
    return max(-(-members // per), 1)


def weekly_bill(sheet: FactSheet) -> tuple[Staffing, ...]:
    """Hours a week of every role, for the pilot and for full deployment.

    The floors are those of the role (`weekly`, for one person) times its people: a floor, not an
    estimate; the source and its limit are the role's evidence.
    """
    pilot = sheet.waves[0].members if sheet.waves else 0
    return (_stage(sheet, "pilot", pilot), _stage(sheet, "full", _everyone(sheet)))


def _stage(sheet: FactSheet, stage: str, members: int) -> Staffing:
    rows = []
    for role in sheet.library.roles.values():
        if role.weekly is None:
            continue
        people = 1
        if role.one_for is not None:
            people = _one_for(members, role.one_for.pilot if stage == "pilot" else role.one_for.rollout)
        elif role.each is not None:
            first = sheet.waves[0].communities if sheet.waves else ()
            people = max(len(first) if stage == "pilot" else len(sheet.elements("communities")), 1)
        rows.append(
            StaffRow(
                role=role.id,
                people=people,
                before=people * role.weekly.before,
                after=people * role.weekly.after,
            )
        )
    return Staffing(stage=stage, members=members, rows=tuple(rows))

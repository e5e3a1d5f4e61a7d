"""What a plan holds for some roles: what they do, answer for, are asked, consulted on, and must find out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rse_plan.documents.tables import shared_assumptions
from rse_plan.documents.telling import Telling
from rse_plan.model.content import Risk
from rse_plan.planning.plan import Assumption, Chosen, DatedAsk, Plan, Planned


@dataclass(frozen=True, slots=True, kw_only=True)
class Mine:
    """Each item stands once: under the first of what they do (R), answer for (A), are consulted on (C),
    are told of (I)."""

    roles: tuple[str, ...]
    does: tuple[Planned, ...]
    answers: tuple[Planned, ...]
    consulted: tuple[Planned, ...]
    informed: tuple[Planned, ...]
    asks: tuple[DatedAsk, ...]
    risks: tuple[Chosen[Risk], ...]
    questions: tuple[Assumption, ...]


def roles_of(plan: Plan, track: str) -> tuple[str, ...]:
    """The roles of a track."""
    return tuple(role.id for role in plan.roles.values() if role.track == track)


def mine(telling: Telling, roles: Sequence[str]) -> Mine:
    """What everybody may read of what these roles have in the plan."""
    plan, held = telling.plan, frozenset(roles)
    left = list(plan.items)
    taken: list[tuple[Planned, ...]] = []
    for letter in ("responsible", "accountable", "consulted", "informed"):
        found = tuple(item for item in left if held.intersection(getattr(item.item.raci, letter)))
        left = [item for item in left if item not in found]
        taken.append(found)
    return Mine(
        roles=tuple(roles),
        does=taken[0],
        answers=taken[1],
        consulted=taken[2],
        informed=taken[3],
        asks=shared_asks(ask for ask in plan.asks if ask.chosen.item.of in held),
        risks=tuple(r for r in plan.risks if r.item.audience == "shared" and r.item.owner in held),
        questions=tuple(a for a in shared_assumptions(telling) if a.owner in held),
    )


def shared_asks(found: Iterable[DatedAsk]) -> tuple[DatedAsk, ...]:
    """Acts that everyone may read of, the first due first."""
    shared = [ask for ask in found if ask.chosen.item.audience == "shared"]
    return tuple(sorted(shared, key=lambda ask: (ask.due is None, ask.due)))

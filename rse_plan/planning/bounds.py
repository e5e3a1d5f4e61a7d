"""What fixes the dates of an item: needs, lead times, and what binds it where it stands."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from rse_plan.model.amounts import Amount
from rse_plan.model.base import Text


class BoundKind(StrEnum):
    """What fixes a date."""

    START = "start"
    """The first day of the plan."""
    NEED = "need"
    """Another item, and perhaps a lag."""
    CAPACITY = "capacity"
    """A role has no hours left before: another item takes them."""
    FREEZE = "freeze"
    """A period in which nothing new may begin."""
    PINNED = "pinned"
    """A date that the answers give."""
    LATE = "late"
    """Placed as late as what follows allows."""
    REPORTED = "reported"
    """What was reported of it: the day on which it began, ended, or is expected to go on."""


@dataclass(frozen=True, slots=True)
class Bound:
    """What fixes an item's start.

    `item` is the id of what comes before in the chain of causes: the need, the item that takes the hours,
    what a freeze or a closed day was met after, for work just in time the item that it must be done for;
    None where the plan's start or a given day begins the chain. `roles` are short of hours: before
    (capacity), or nearer to what work just in time is for (late).
    """

    kind: BoundKind
    item: str | None = None
    roles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Link:
    """A need of the plan: an item's id and the lag after it."""

    item: str
    lag: Amount | None = None


@dataclass(frozen=True, slots=True)
class LeadChoice:
    """The lead time that a gate was given, and the other ones its playbook knows, with their reasons."""

    taken: Amount
    why: Text | None
    others: tuple[tuple[Amount, Text | None], ...]

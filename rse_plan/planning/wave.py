"""Communities opened together, and why these and no more (semantics 5)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rse_plan.model.base import Text
from rse_plan.source.span import Span


class WaveReasonKind(StrEnum):
    """Why a community is in a wave, or a wave ends where it does (semantics 5)."""

    PINNED = "pinned"
    """The answers put a community (`community`) into it."""
    KEPT = "kept"
    """A community (`community`) stays in the wave that it had in the former plan."""
    DATED = "dated"
    """The answers let a community (`community`) open on a day (`day`) or later."""
    PILOT = "pilot"
    """A pilot takes so many communities (`count`) and no more, unless the answers say so."""
    FULL = "full"
    """The next community (`community`) would need more (`minutes`) than there is (`available`)."""
    ALONE = "alone"
    """Its one community needs more (`minutes`) than there is (`available`)."""
    OVER = "over"
    """The answers put more into it (`minutes`) than there is (`available`)."""
    READY = "ready"
    """The last of its communities is ready on a day (`day`)."""
    LANGUAGE = "language"
    """Its communities share a language (`name`, `value`), others have another."""
    CALENDAR = "calendar"
    """Its communities share a country's calendar (`name`, `value`), others have another."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WaveReason:
    """One reason for a wave's size or members; which fields are set is said by its kind.

    `community` is an id, `minutes` and `available` are minutes of community management over the weeks of
    preparation, `name` and `value` the words of a question and of its choice, `span` is the answer's line.
    """

    kind: WaveReasonKind
    community: str | None = None
    minutes: int | None = None
    available: int | None = None
    count: int | None = None
    day: date | None = None
    name: Text | None = None
    value: Text | None = None
    span: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wave:
    """Communities opened together; number 1 is the pilot.

    `not_before` is the latest day on which one of its communities is ready or may open. `hours_needed` are
    minutes that community managers need to prepare it, `hours_available` those that they have over the
    weeks of preparation, None when nobody has said their hours.
    """

    number: int
    communities: tuple[str, ...]
    employers: tuple[str, ...]
    members: int
    not_before: date | None = None
    hours_needed: int = 0
    hours_available: int | None = None
    reasons: tuple[WaveReason, ...] = ()

    @property
    def id(self) -> str:
        return f"wave-{self.number}"

    @property
    def pilot(self) -> bool:
        return self.number == 1

"""The library's shared lists: roles, phases, evidence."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import BeforeValidator, Field, model_validator

from rse_plan.errors import say
from rse_plan.model.base import Model, Text
from rse_plan.model.fields import (
    CalendarTime,
    Count,
    Date,
    Hours,
    Id,
    Ids,
    Integer,
    Share,
    TextField,
    Words,
    lacking,
    wrong,
)
from rse_plan.model.work import Phase
from rse_plan.source.yaml_reader import Scalar

TRACKS = (
    "sponsor",
    "project",
    "business",
    "manager",
    "ambassador",
    "it",
    "security",
    "hr",
    "legal",
    "council",
    "communications",
    "finance",
)
"""The readers a role belongs to (semantics 11)."""


class Weekly(Model):
    """Hours a week that one person of a role needs at the least, before and after opening."""

    before: Hours
    after: Hours


class OneFor(Model):
    """Members served by one person of a role, in the pilot and in the later waves."""

    pilot: Count
    rollout: Count


class Role(Model):
    """Who does things; `hours` is what all its people together have a week, when nobody says otherwise."""

    id: Id
    track: Annotated[str, Words(*TRACKS)]
    title: Text
    hours: Integer | None = None
    weekly: Weekly | None = None
    because: Ids = ()
    each: Annotated[str, Words("communities")] | None = None
    one_for: OneFor | None = None


class PhaseTitle(Model):
    """A phase and its name."""

    id: Phase
    title: Text


UNKNOWN = "unknown"


def _in_both(raw: object) -> object:
    """A definition written once stands for every language: `unknown`, or a source's own words."""
    return {"en": raw, "fr": raw} if isinstance(raw, Scalar) else raw


class Figure(Model):
    """A published value with what it was measured on; `low` and `high` where the source gives a range."""

    metric: Id
    share: Share | None = None
    low: Share | None = None
    high: Share | None = None
    by: CalendarTime | None = None
    population: Integer | None = None
    organisations: Integer | None = None
    definition: Annotated[Text, BeforeValidator(_in_both)] | None = None

    @model_validator(mode="after")
    def _is_a_range(self) -> Self:
        if (self.low is None) is not (self.high is None):
            raise lacking("high" if self.high is None else "low")
        if self.low is not None and self.high is not None and self.low > self.high:
            raise wrong(say("the low end is above the high end"), say("write the smaller share as low"))
        return self

    @property
    def ends(self) -> tuple[float, float] | None:
        """Its lowest and highest share, the same for a single one; None where it states no share."""
        if self.low is not None and self.high is not None:
            return self.low, self.high
        return (self.share, self.share) if self.share is not None else None

    @property
    def counted(self) -> str:
        """What was counted, to be compared with other figures: empty when nobody knows."""
        words = self.definition.en.casefold() if self.definition is not None else UNKNOWN
        return "" if words == UNKNOWN else " ".join(words.split())


Figures = Annotated[tuple[Figure, ...], BeforeValidator(lambda raw: (raw,) if isinstance(raw, dict) else raw)]


class Evidence(Model):
    """A source: what kind it is, who published it, and what it cannot prove."""

    id: Id
    type: Annotated[str, Words("law", "ruling", "study", "case", "guide", "opinion", "practice")]
    jurisdiction: TextField | None = None
    title: TextField
    publisher: TextField | None = None
    year: Integer | None = None
    url: TextField | None = None
    checked: Date | None = None
    strength: Annotated[str, Words("A", "B", "C", "D", "P")] | None = None
    says: Text | None = None
    value: Figures = ()
    limits: Text | None = None


class RolesFile(Model):
    """`kind: roles`."""

    kind: Annotated[str, Words("roles")]
    format: Integer
    roles: tuple[Role, ...]


class PhasesFile(Model):
    """`kind: phases`."""

    kind: Annotated[str, Words("phases")]
    format: Integer
    phases: tuple[PhaseTitle, ...]


class EvidenceFile(Model):
    """`kind: evidence`."""

    kind: Annotated[str, Words("evidence")]
    format: Integer
    items: tuple[Evidence, ...] = Field(())

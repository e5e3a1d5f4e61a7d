"""The library's shared lists: roles, phases, evidence."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from rse_plan.model.base import Model, Text
from rse_plan.model.fields import Count, Date, Hours, Id, Ids, Integer, Share, TextField, Words
from rse_plan.model.work import Phase

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


class Figure(Model):
    """A published value with what it was measured on."""

    metric: Id
    share: Share | None = None
    population: Integer | None = None
    organisations: Integer | None = None
    definition: TextField | None = None


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
    value: Figure | None = None
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

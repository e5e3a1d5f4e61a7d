"""What a plan is made of: tasks, gates, milestones and recurring work (semantics 7, 8, 14 to 16)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Discriminator, Field, Tag, model_validator

from rse_plan.errors import Said, say
from rse_plan.model.amounts import CALENDAR, WORKING, Amount, read_amount
from rse_plan.model.base import Model, Text
from rse_plan.model.fields import (
    Boolean,
    ConditionField,
    Effort,
    Id,
    Ids,
    ItemRef,
    Lapse,
    QuestionId,
    Roles,
    Words,
    WorkingTime,
    lacking,
)
from rse_plan.source.yaml_reader import Scalar

PHASES = ("frame", "prepare", "pilot", "rollout", "sustain")
"""In order (semantics 11)."""

Phase = Annotated[str, Words(*PHASES)]
Collection = Annotated[str, Words("communities", "waves", "sponsors", "employers")]
Audience = Annotated[str, Words("shared", "lead")]
Binding = Annotated[str, Words("deployment", "purchase")]
Which = Annotated[str, Words("all", "first", "previous")]


class Need(Model):
    """What must be done before; `lag` runs from the day after it (semantics 8)."""

    task: ItemRef
    lag: Lapse | None = None
    optional: Boolean = False
    which: Which | None = None


class Before(Model):
    """A latest finish: `by` before another item may start (semantics 15)."""

    task: ItemRef
    by: Lapse | None = None
    optional: Boolean = False
    which: Which | None = None


def _as_need(raw: object) -> object:
    return {"task": raw} if isinstance(raw, Scalar) else raw


NeedField = Annotated[Need, BeforeValidator(_as_need)]


Befores = Annotated[tuple[Before, ...], BeforeValidator(lambda raw: (raw,) if isinstance(raw, dict) else raw)]
"""One, or a list of them."""


class Raci(Model):
    """Who does, who answers (exactly one), who is consulted, who is informed."""

    responsible: Roles = Field((), alias="R")
    accountable: Roles = Field((), alias="A")
    consulted: Roles = Field((), alias="C")
    informed: Roles = Field((), alias="I")


class Item(Model):
    """Anything with an id that a plan may contain."""

    id: Id
    when: ConditionField | None = None
    for_each: Collection | None = None
    audience: Audience = "shared"
    because: Ids = ()


class Work(Item):
    """What tasks, gates, milestones and recurring work have in common."""

    phase: Phase
    title: Text
    raci: Raci
    needs: tuple[NeedField, ...] = ()
    before: Befores = ()
    place: Annotated[str, Words("early", "late")] = "early"
    note: Text | None = None
    headline: Boolean = False
    decides: Binding | None = None
    changes: Boolean = False
    launch: Boolean = False

    @classmethod
    def elsewhere(cls, key: str) -> Said | None:
        kinds = [kind for kind, other in _BY_KIND.items() if key in other.known_keys()]
        return say("only these kinds of work have it: {kinds}", kinds=", ".join(kinds)) if kinds else None


class Task(Work):
    """Work by roles; `duration` is the shortest time it takes, in working time."""

    kind: Literal["task"] = "task"
    duration: WorkingTime
    effort: dict[str, Effort] = Field(default_factory=dict)
    fixed: Boolean = False
    done_when: Text | None = None


class LeadCase(Model):
    """Another lead time, when a condition holds: `to`, or as many calendar days as a question says."""

    when: ConditionField
    to: Lapse | None = None
    days: QuestionId | None = None
    why: Text | None = None
    lever: Boolean = False

    @model_validator(mode="after")
    def _has_a_length(self) -> Self:
        if self.to is None and self.days is None:
            raise lacking("to")
        return self


class LeadTime(Model):
    """How long a gate takes: the first case that holds, else the base."""

    base: Lapse
    cases: tuple[LeadCase, ...] = ()


class Gate(Work):
    """A wait that costs nobody effort: an opinion, an approval, a decision on a given day."""

    kind: Literal["gate"]
    gate: Annotated[str, Words("works-council", "data-protection", "tender", "decision", "other")]
    lead_time: LeadTime | None = None
    on: QuestionId | None = None

    @model_validator(mode="after")
    def _ends_some_day(self) -> Self:
        if self.lead_time is None and self.on is None:
            raise lacking("lead_time")
        return self


class Milestone(Work):
    """A point in time; `opens: users` lets real users in, `on` puts it on the day an answer gives."""

    kind: Literal["milestone"]
    opens: Annotated[str, Words("users")] | None = None
    on: QuestionId | None = None
    done_when: Text | None = None


class Ongoing(Work):
    """Recurring work: `effort` for each occurrence, `until` an item or a lapse after `from`."""

    kind: Literal["ongoing"]
    from_: ItemRef = Field(alias="from")
    until: ItemRef
    every: Annotated[str, Words("1w", "1mo", "3mo", "12mo")]
    effort: dict[str, Effort] = Field(default_factory=dict)
    done_when: Text | None = None

    @property
    def lasts(self) -> Amount | None:
        """How long it goes on, when `until` states a lapse of time and not an item."""
        return read_amount(self.until, WORKING | CALENDAR, whole=True)


_BY_KIND: Mapping[str, type[Work]] = {
    "task": Task,
    "gate": Gate,
    "milestone": Milestone,
    "ongoing": Ongoing,
}
KINDS = tuple(_BY_KIND)
KIND_TAG = "kind:"
"""What the tags of the union begin with, so that a fault's place can leave them out."""


def _kind(raw: Any) -> str | None:
    kind = raw.get("kind") if isinstance(raw, dict) else getattr(raw, "kind", None)
    word = kind.text if isinstance(kind, Scalar) else kind
    return f"{KIND_TAG}{word or 'task'}"


def _without_kind(raw: Any) -> Any:
    """The kind as a plain word: it has been read, and Literal wants a str."""
    if isinstance(raw, dict) and isinstance(raw.get("kind"), Scalar):
        return {**raw, "kind": raw["kind"].text}
    return raw


WorkItem = Annotated[
    Annotated[Task, Tag("kind:task")]
    | Annotated[Gate, Tag("kind:gate")]
    | Annotated[Milestone, Tag("kind:milestone")]
    | Annotated[Ongoing, Tag("kind:ongoing")],
    Discriminator(_kind),
]
WorkField = Annotated[WorkItem, BeforeValidator(_without_kind)]

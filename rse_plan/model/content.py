"""What a playbook says besides work: risks, measures, asks, objections, messages, arguments, kits."""

from __future__ import annotations

from typing import Annotated, Any, Self

from pydantic import BeforeValidator, Field, ValidationInfo, model_validator

from rse_plan.model.base import Model, Text
from rse_plan.model.fields import (
    Boolean,
    Count,
    Grade,
    Id,
    Ids,
    ItemRef,
    Lapse,
    RoleId,
    Roles,
    Share,
    Words,
    as_list,
    lacking,
)
from rse_plan.model.work import Binding, Item, Phase, Which
from rse_plan.source.yaml_reader import Scalar

ItemRefs = Annotated[tuple[ItemRef, ...], BeforeValidator(as_list)]


class Risk(Item):
    """What may go wrong; likelihood and impact from 1 to 5; `brief` puts it before the sponsor."""

    title: Text
    likelihood: Grade
    impact: Grade
    early_sign: Text
    response: Text
    owner: RoleId
    mitigated_by: ItemRefs = ()
    brief: Boolean = False


class Target(Model):
    """What is hoped for, `by` so long after an item: a range of shares of the invited, or a text.

    One without a date is followed without being read on a day; lint asks for the day, and for a range.
    """

    after: ItemRef | None = None
    by: Lapse | None = None
    low: Share | None = None
    typical: Share | None = None
    high: Share | None = None
    text: Text | None = None

    @model_validator(mode="before")
    @classmethod
    def _a_single_share(cls, data: Any, info: ValidationInfo) -> Any:  # noqa: ARG003  # tells schemas it is no shorthand
        return {"low": data} if isinstance(data, Scalar) else data


class Kpi(Item):
    """A measure of a use, never of a person; `small` is judged when the expected count is under ten.

    `metric` is what published figures of the same kind are called in evidence (`Figure.metric`).
    """

    title: Text
    measure: Text | None = None
    metric: Id | None = None
    level: Annotated[str, Words("group")]
    min_group: Count = 10
    use_case: Ids = ()
    target: Target | None = None
    stop_below: Share | None = None
    small: Text | None = None
    limit: Text | None = None
    brief: Boolean = False


class Due(Model):
    """When an ask is due: so long `before` an item may start, or `on` the day an item ends."""

    before: ItemRef | None = None
    on: ItemRef | None = None
    which: Which | None = None
    by: Lapse | None = None

    @model_validator(mode="after")
    def _has_a_day(self) -> Self:
        if self.before is None and self.on is None:
            raise lacking("on")
        return self


class Ask(Item):
    """A dated act wanted from a sponsor: `support` is required, `contribute` is offered."""

    phase: Phase
    of: RoleId = "sponsor"
    role: Annotated[str, Words("support", "contribute")]
    do: Text
    minutes: Count
    due: Due
    if_refused: Text | None = None
    message: Id | None = None
    decides: Binding | None = None
    decision: Boolean = False


class Objection(Item):
    """What will be asked, by whom, and an honest answer."""

    heard_from: Roles
    says: Text
    answer: Text
    brief: Boolean = False


class Message(Item):
    """A message ready to send."""

    from_: RoleId = Field(alias="from")
    channel: Ids
    subject: Text
    body: Text


class Argument(Item):
    """Why it is worth doing, with its evidence."""

    text: Text
    brief: Boolean = False


class Option(Item):
    """One of the ways that the brief compares; hours and money are computed."""

    title: Text
    gain: Text
    risk: Text
    recommended: Boolean = False


TextList = Annotated[tuple[Text, ...], BeforeValidator(lambda raw: (raw,) if isinstance(raw, dict) else raw)]


class Kit(Model):
    """What a community of this kind starts with."""

    members: Text
    roles: Text
    first_posts: TextList
    rituals: TextList
    pitfalls: TextList

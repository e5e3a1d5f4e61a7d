"""How a playbook changes the work of another one: shorter, longer, or not at all (semantics 6)."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Annotated, Self

from pydantic import BeforeValidator, Field, PlainValidator, WithJsonSchema, model_validator

from rse_plan.errors import say
from rse_plan.model.base import Model, Text
from rse_plan.model.fields import (
    Boolean,
    ConditionField,
    Effort,
    ItemRef,
    Lapse,
    WorkingTime,
    lacking,
    wrong,
)
from rse_plan.source.yaml_reader import Scalar


def _factor(raw: object) -> Fraction:
    if not isinstance(raw, Scalar):
        raise wrong(say("a single value is wanted here"))
    found = re.fullmatch(r"[0-9]{1,2}(\.[0-9]{1,2})?", raw.text) if raw.plain else None
    if found is None or Fraction(raw.text) == 0:
        message = say("“{value}” is no number to multiply by", value=raw.text)
        raise wrong(message, say("write one such as 1.5, up to 99"))
    return Fraction(raw.text)


Factor = Annotated[
    Fraction, PlainValidator(_factor), WithJsonSchema({"type": "number", "exclusiveMinimum": 0})
]


def as_change(raw: object) -> object:
    """The shorthand of a plain value in the place of `{to: …}`."""
    return {"to": raw} if isinstance(raw, Scalar) else raw


class DurationChange(Model):
    """Another duration: `to` alone, or `times` and then `add`, rounded up to whole units."""

    to: WorkingTime | None = None
    times: Factor | None = None
    add: WorkingTime | None = None


class LeadTimeChange(Model):
    """Another lead time, for every case of it: `to` alone, or `times` and then `add`, rounded up."""

    to: Lapse | None = None
    times: Factor | None = None
    add: Lapse | None = None


class EffortChange(Model):
    """Other efforts: `to` by role, or for every role that has work in it `times` and then `add`."""

    to: dict[str, Effort] = Field(default_factory=dict)
    times: Factor | None = None
    add: Effort | None = None


class Adjustment(Model):
    """One item that is done otherwise, or skipped, while a condition holds, and why."""

    item: ItemRef
    when: ConditionField | None = None
    skip: Boolean = False
    duration: Annotated[DurationChange, BeforeValidator(as_change)] | None = None
    effort: EffortChange | None = None
    lead_time: Annotated[LeadTimeChange, BeforeValidator(as_change)] | None = None
    why: Text

    @model_validator(mode="after")
    def _changes_something(self) -> Self:
        if not self.skip and self.duration is None and self.effort is None and self.lead_time is None:
            raise lacking("duration")
        return self

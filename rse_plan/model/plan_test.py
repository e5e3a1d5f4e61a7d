"""A pack's own test: answers in, and what must be in the plan that they make, what must not, and when."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, PlainValidator, WithJsonSchema

from rse_plan.errors import say
from rse_plan.model.base import Model
from rse_plan.model.fields import KEBAB, Date, Integer, TextField, Texts, Words, as_list, wrong
from rse_plan.source.yaml_reader import Scalar

_ELEMENTS = "(@[A-Za-z0-9-]+)*"
_FORM = f"^{KEBAB}/{KEBAB}{_ELEMENTS}$"


def _item(raw: object) -> str:
    """As a value, or as a key."""
    if not isinstance(raw, Scalar | str):
        raise wrong(say("a single value is wanted here"))
    text = raw.text if isinstance(raw, Scalar) else str(raw)
    if not re.fullmatch(_FORM, text):
        message = say("“{value}” names no item of a plan", value=text)
        raise wrong(message, say("write playbook/item, or playbook/item@element"))
    return text


def _at_most_two(days: tuple[date, ...]) -> tuple[date, ...]:
    if not 1 <= len(days) <= 2:
        raise wrong(say("one day or two are wanted here"), say("write the last day, or [first, last]"))
    return days


def _answers(raw: object) -> object:
    """A path, or the answers as they stand: the reader of answers files says what is wrong with those."""
    if isinstance(raw, Scalar) and raw.text.strip():
        return raw.text.strip()
    if isinstance(raw, dict):
        return raw
    raise wrong(
        say("answers are wanted here"), say("write the path of an answers file, or its keys, indented")
    )


PlanItem = Annotated[str, PlainValidator(_item), WithJsonSchema({"type": "string", "pattern": _FORM})]
PlanItems = Annotated[tuple[PlanItem, ...], BeforeValidator(as_list)]
Days = Annotated[tuple[Date, ...], BeforeValidator(as_list), AfterValidator(_at_most_two)]
"""The day of a milestone or an end, or the first day and the last."""
GivenAnswers = Annotated[
    Any, PlainValidator(_answers), WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "object"}]})
]


class Expect(Model):
    """What must hold of the plan; what is not named is not looked at."""

    items: PlanItems = ()
    absent: PlanItems = ()
    dates: dict[PlanItem, Days] = Field(default_factory=dict)
    first_opening: Date | None = None
    findings: Texts = ()


class PlanTest(Model):
    """`kind: test`; all keys are required."""

    kind: Annotated[str, Words("test")]
    format: Integer
    name: TextField
    answers: GivenAnswers
    expect: Expect

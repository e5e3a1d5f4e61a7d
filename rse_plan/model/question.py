"""A question of the interview: one typed thing to ask, and what it means when nobody knows."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Self

from pydantic import BeforeValidator, Field, PlainValidator, WithJsonSchema, model_validator

from rse_plan.diagnostics import nearest
from rse_plan.errors import say
from rse_plan.expressions import NameKind, NameType, Value
from rse_plan.model.amounts import CALENDAR, WORKING, Amount, read_amount
from rse_plan.model.base import Model, Text
from rse_plan.model.fields import (
    Boolean,
    ChoiceValue,
    ConditionField,
    Count,
    Grade,
    Id,
    Integer,
    Lapse,
    QuestionId,
    RoleId,
    TextField,
    Words,
    lacking,
    wrong,
)
from rse_plan.model.periods import AnyPeriod, read_day, read_periods
from rse_plan.model.problem import Problem, one_scalar
from rse_plan.model.work import Audience
from rse_plan.source.span import file_start
from rse_plan.source.yaml_reader import Scalar

_NOT_ONE_LINE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]"
)
"""Control characters, line ends, halves of signs, and what turns the direction of the text around it."""

MAX_NAME, MAX_ANSWER = 200, 2000
"""Characters of a name, and of any other answer (semantics 1)."""

NONE = "none"
"""The value of a choice that says that none of the others is meant: it stands alone in a list."""

GROUPS = {"community": "communities", "sponsor": "sponsors", "employer": "employers"}
"""Names whose questions are asked for each element of a list."""


@dataclass(frozen=True, slots=True)
class AfterDate:
    """A date that is assumed as so long after another answer."""

    after: str
    by: Amount


class Choice(Model):
    """One of the answers that can be picked."""

    value: ChoiceValue
    label: Text
    why: Text | None = None


Raw = Annotated[Any, PlainValidator(lambda raw: raw), WithJsonSchema({})]
"""A value typed by the question it stands in: read by `Question.parse`, not by the model."""


class AssumeCase(Model):
    """Another assumption, when a condition holds."""

    when: ConditionField
    assume: Raw


class SettledCase(Model):
    """A value that another answer already implies, when a condition holds."""

    when: ConditionField
    value: Raw


class Unknown(Model):
    """What is taken when nobody knows yet, and who finds out."""

    assume: Raw
    cases: tuple[AssumeCase, ...] = ()
    todo: Text | None = None
    owner: RoleId | None = None
    if_wrong: Text | None = None


class Lever(Model):
    """What the organisation itself may answer otherwise to open earlier (semantics 25).

    Whole numbers go up by `step` to `max`, dates go back by `earlier` so many `times`, choices and booleans
    are one of `values`. `cost` says how hard one step is.
    """

    cost: Grade
    step: Count | None = None
    max: Integer | None = None
    earlier: Lapse | None = None
    times: Count | None = None
    values: Raw = None


_LEVER_KEYS = {
    "integer": ("step", "max"),
    "date": ("earlier", "times"),
    "choice": ("values",),
    "boolean": ("values",),
}
"""What a lever needs to say, by the type of its question."""


_CAN_BE_NOTHING = ("integer", "multi", "periods")
"""Types with an answer that says there is none: 0, or an empty list."""

Try = Annotated[tuple[Integer, ...], BeforeValidator(lambda raw: raw)]


class Question(Model):
    """One question; `name` is the noun phrase that reasons are printed with."""

    id: QuestionId
    type: Annotated[str, Words("text", "integer", "boolean", "choice", "multi", "date", "periods")]
    ask: Annotated[str, Words("quick", "full", "file")] = "full"
    when: ConditionField | None = None
    name: Text
    label: Text
    why: Text | None = None
    choices: tuple[Choice, ...] = ()
    min: Integer | None = None
    max: Integer | None = None
    nothing: Text | None = None
    required: Boolean = False
    default: Raw = None
    unknown: Unknown | None = None
    settled: tuple[SettledCase, ...] = ()
    audience: Audience = "shared"
    try_: Try = Field((), alias="try")
    lever: Lever | None = None
    hours_of: RoleId | None = None

    @model_validator(mode="after")
    def _hours_fit(self) -> Self:
        if self.hours_of is not None and self.type != "integer":
            message = say("hours a week are a whole number: an answer of type {type} is none", type=self.type)
            raise wrong(message, say("write type: integer"))
        if self.hours_of is not None and self.group is not None:
            raise wrong(say("a role has its hours once, not for each element of a list"))
        return self

    @model_validator(mode="after")
    def _nothing_fits(self) -> Self:
        if self.nothing is not None and self.type not in _CAN_BE_NOTHING:
            raise wrong(say("an answer of type {type} is never nothing", type=self.type))
        if self.nothing is not None and self.type == "integer" and (self.min or 0) > 0:
            raise wrong(say("the number 0 is no answer here"), say("write min: 0, or take “nothing” away"))
        return self

    @model_validator(mode="after")
    def _lever_fits(self) -> Self:
        if self.lever is None:
            return self
        keys = _LEVER_KEYS.get(self.type)
        if keys is None:
            raise wrong(say("an answer of type {type} cannot be a lever", type=self.type))
        for key in keys:
            if getattr(self.lever, key) is None:
                raise lacking(key)
        for value in self.lever_values:
            if isinstance(value, Problem):
                raise wrong(value.message, value.advice)
        return self

    @property
    def group(self) -> str | None:
        """The list whose elements it is asked for, if any."""
        return GROUPS.get(self.id.split(".")[0])

    @property
    def allows_unknown(self) -> bool:
        return self.unknown is not None

    @property
    def name_type(self) -> NameType:
        """What conditions may do with it."""
        return NameType(NameKind(self.type), tuple(choice.value for choice in self.choices))

    @property
    def lever_values(self) -> tuple[Value | tuple[AnyPeriod, ...] | Problem, ...]:
        """The answers that a lever lists, those worth trying first."""
        listed = self.lever.values if self.lever is not None else None
        return tuple(
            map(self.parse, listed if isinstance(listed, tuple) else () if listed is None else (listed,))
        )

    def label_of(self, value: str) -> Text | None:
        """The words of a choice."""
        return next((choice.label for choice in self.choices if choice.value == value), None)

    def parse(self, raw: object) -> Value | tuple[AnyPeriod, ...] | Problem:
        """The answer that a prompt, a file, a flag or a default states (user-asks 3).

        `raw` is a Scalar, a tuple of Scalars, or for periods a tuple of dicts of Scalars.
        """
        return _PARSERS[self.type](self, raw)


def hours_questions(questions: Mapping[str, Question]) -> Mapping[str, str]:
    """By role, the question that asks its hours a week; their only home is `people:`."""
    return {question.hours_of: name for name, question in questions.items() if question.hours_of is not None}


def as_scalar(text: str, where: Scalar | None = None) -> Scalar:
    """Typed text as a scalar, for sources that are no file."""
    return Scalar(text, True, where.span if where else file_start(""))


def _parse_text(question: Question, raw: object) -> str | Problem:
    found = one_scalar(raw)
    if isinstance(found, Problem):
        return found
    text = found.text.strip()
    limit = MAX_NAME if question.id.endswith(".name") else MAX_ANSWER
    if not text:
        return Problem(say("an answer is missing here"))
    if len(text) > limit:
        return Problem(
            say("the text has {count} characters; at most {limit} fit", count=len(text), limit=limit)
        )
    if _NOT_ONE_LINE.search(text):
        return Problem(say("one line of plain text is wanted here"))
    return text


def _parse_integer(question: Question, raw: object) -> int | Problem:
    found = one_scalar(raw)
    if isinstance(found, Problem):
        return found
    if not found.plain or not re.fullmatch(r"-?[0-9]{1,9}", found.text.strip()):
        return Problem(say("“{value}” is not a whole number", value=found.text), say("write digits only"))
    number = int(found.text)
    if question.min is not None and number < question.min:
        return Problem(say("{value} is too small", value=number), say("at least {limit}", limit=question.min))
    if question.max is not None and number > question.max:
        return Problem(say("{value} is too large", value=number), say("at most {limit}", limit=question.max))
    return number


def _parse_boolean(_: Question, raw: object) -> bool | Problem:
    found = one_scalar(raw)
    if isinstance(found, Problem):
        return found
    if found.plain and found.text in ("true", "false"):
        return found.text == "true"
    return Problem(say("“{value}” is neither true nor false", value=found.text), say("write true or false"))


def _parse_choice(question: Question, raw: object) -> str | Problem:
    found = one_scalar(raw)
    if isinstance(found, Problem):
        return found
    values = [choice.value for choice in question.choices]
    if found.text in values:
        return found.text
    advice = nearest(found.text, values) or say("one of {names}", names=", ".join(values))
    return Problem(say("“{value}” is not among the choices", value=found.text), advice)


def _parse_multi(question: Question, raw: object) -> tuple[str, ...] | Problem:
    items = (raw,) if isinstance(raw, Scalar) else raw
    if not isinstance(items, tuple):
        return Problem(say("a list is wanted here"), say("write [a, b]"))
    picked: list[str] = []
    for item in items:
        value = _parse_choice(question, item)
        if isinstance(value, Problem):
            return value
        if value not in picked:
            picked.append(value)
    if NONE in picked and len(picked) > 1:
        return stands_alone(NONE)
    return tuple(picked)


def stands_alone(word: str) -> Problem:
    """What is wrong with an answer that says none, or nothing known, and something else besides."""
    message = say("“{value}” cannot stand beside other answers", value=word)
    return Problem(message, say("leave it out, or leave out the others"))


def _parse_date(_: Question, raw: object) -> date | Problem:
    return read_day(raw)


def _parse_periods(_: Question, raw: object) -> tuple[AnyPeriod, ...] | Problem:
    return read_periods(raw)


_PARSERS = {
    "text": _parse_text,
    "integer": _parse_integer,
    "boolean": _parse_boolean,
    "choice": _parse_choice,
    "multi": _parse_multi,
    "date": _parse_date,
    "periods": _parse_periods,
}


def read_assumption(question: Question, raw: object) -> Value | tuple[AnyPeriod, ...] | AfterDate | Problem:
    """What `assume` or `default` states: an answer, or for dates a lapse after another answer."""
    if question.type == "date" and isinstance(raw, dict) and set(raw) == {"after", "by"}:
        after, by = raw["after"], raw["by"]
        amount = read_amount(by.text, WORKING | CALENDAR, whole=True) if isinstance(by, Scalar) else None
        if isinstance(after, Scalar) and amount is not None:
            return AfterDate(after.text, amount)
    return question.parse(raw)


class Section(Model):
    """Questions that are asked together."""

    id: Id
    title: Text
    questions: tuple[Question, ...]


class QuestionsFile(Model):
    """`kind: questions`: the core interview, in order."""

    kind: Annotated[str, Words("questions")]
    format: Integer
    title: TextField | None = None
    sections: tuple[Section, ...]

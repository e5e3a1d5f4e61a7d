"""A playbook: one subject's questions, work, risks, measures, asks, objections, messages."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import model_validator

from rse_plan.model.adjust import Adjustment
from rse_plan.model.base import Model, Text
from rse_plan.model.content import Argument, Ask, ItemRefs, Kit, Kpi, Message, Objection, Option, Risk
from rse_plan.model.fields import (
    CalendarTime,
    ConditionField,
    Date,
    Id,
    Ids,
    Integer,
    QuestionId,
    TextField,
    Words,
    lacking,
)
from rse_plan.model.question import Question
from rse_plan.model.work import Collection, Item, WorkField


class Relation(Model):
    """How a playbook stands to another."""

    id: Id
    type: Annotated[str, Words("obsoletes", "derived", "similar", "renamed", "merged")]


class Guard(Item):
    """Days around a date of the answers on which nothing new may open, for what its elements concern."""

    title: Text
    around: QuestionId
    before: CalendarTime
    after: CalendarTime | None = None


class Playbook(Model):
    """`kind: playbook`; required are kind, format, id and title."""

    kind: Annotated[str, Words("playbook")]
    format: Integer
    id: Id
    version: TextField = "1.0.0"
    status: Annotated[str, Words("experimental", "test", "stable", "deprecated")] = "stable"
    related: tuple[Relation, ...] = ()
    title: Text
    modified: Date | None = None
    license: TextField | None = None
    replaces: Id | None = None
    extends: Id | None = None
    remove: ItemRefs = ()
    applies_when: ConditionField | None = None
    for_each: Collection | None = None
    requires: Ids = ()
    questions: tuple[Question, ...] = ()
    tasks: tuple[WorkField, ...] = ()
    adjust: tuple[Adjustment, ...] = ()
    freezes: tuple[Guard, ...] = ()
    risks: tuple[Risk, ...] = ()
    kpis: tuple[Kpi, ...] = ()
    asks: tuple[Ask, ...] = ()
    objections: tuple[Objection, ...] = ()
    messages: tuple[Message, ...] = ()
    arguments: tuple[Argument, ...] = ()
    options: tuple[Option, ...] = ()
    kit: Kit | None = None

    @model_validator(mode="after")
    def _removes_from_another(self) -> Self:
        if self.remove and self.extends is None:
            raise lacking("extends")
        return self


class Extension(Model):
    """What a playbook that extends another says of itself; the rest of it changes the other (semantics 6)."""

    kind: Annotated[str, Words("playbook")]
    format: Integer
    id: Id
    version: TextField = "1.0.0"
    status: Annotated[str, Words("experimental", "test", "stable", "deprecated")] = "stable"
    related: tuple[Relation, ...] = ()
    modified: Date | None = None
    license: TextField | None = None
    extends: Id
    remove: ItemRefs = ()
    requires: Ids = ()


SECTIONS = ("tasks", "freezes", "risks", "kpis", "asks", "objections", "messages", "arguments", "options")
"""The lists of a playbook whose entries are items with ids."""

"""What complete answers lead to: the plan, and which assumptions are worth finding out first."""

from __future__ import annotations

from dataclasses import dataclass

from rse_plan.errors import UserError
from rse_plan.interview.agenda import Ask
from rse_plan.interview.effects import Effects
from rse_plan.model.answers import Answers
from rse_plan.model.question import Question
from rse_plan.pipeline import remade
from rse_plan.planning.facts import FactSheet
from rse_plan.planning.plan import Assumption, Plan

MOST = 3
"""Answers that are named as worth finding out first."""


@dataclass(frozen=True, slots=True)
class Worth:
    """An answer that is assumed, and by how many days another one may move the first opening."""

    assumption: Assumption
    element: str
    """The name of what it is about, where there are several of it."""
    days: int


@dataclass(frozen=True, slots=True)
class Outlook:
    """What the answers lead to: a plan with what is worth finding out, or why none can be made."""

    made: Plan | None
    worth: tuple[Worth, ...] = ()
    fault: UserError | None = None


def outlook(answers: Answers, effects: Effects) -> Outlook:
    """The plan of complete answers, at the effort that `render` makes it with (semantics 24)."""
    try:
        made = remade(answers, effects.library)
    except UserError as fault:
        return Outlook(None, fault=fault)
    return Outlook(made, worth_finding_out(made, answers, effects))


def worth_finding_out(made: Plan, answers: Answers, effects: Effects) -> tuple[Worth, ...]:
    """The assumptions that may move the first opening most, then those that it hangs on; MOST at the most.

    What is private is no one's to find out.
    """
    sheet = FactSheet(answers, effects.library)
    found = [_worth(each, sheet, effects) for each in made.assumptions if not each.private]
    counting = [worth for worth in found if worth.days or worth.assumption.critical]
    return tuple(sorted(counting, key=lambda worth: (-worth.days, not worth.assumption.critical))[:MOST])


def _worth(assumption: Assumption, sheet: FactSheet, effects: Effects) -> Worth:
    question = sheet.library.questions[assumption.question]
    listed = sheet.elements(question.group) if question.group is not None else ()
    position = listed.index(assumption.element) if assumption.element in listed else None
    days = effects.days(Ask(question, position), sheet.answers)
    return Worth(assumption, _element(question, assumption.element, sheet) if len(listed) > 1 else "", days)


def _element(question: Question, element: str | None, sheet: FactSheet) -> str:
    return sheet.name_of(question.id.partition(".")[0], element) if element is not None else ""

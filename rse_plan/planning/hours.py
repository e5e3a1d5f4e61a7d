"""How many hours a week the people of a role have, and where that is said."""

from __future__ import annotations

from dataclasses import dataclass

from rse_plan.planning.facts import FactSheet
from rse_plan.planning.plan import State
from rse_plan.planning.select import Read
from rse_plan.source.span import Span


@dataclass(frozen=True, slots=True)
class Hours:
    """Hours a week of a role; `span` is the answer's line, `assumed` when nobody has said them."""

    role: str
    hours: int
    span: Span | None
    assumed: bool


def hours_of(role: str, sheet: FactSheet) -> Hours | None:
    """The hours under `people:`, else what a question assumes, else the role's own; None without any."""
    person = sheet.person(role)
    if person is not None and person.hours is not None:
        return Hours(role, person.hours, person.span, assumed=False)
    if (name := sheet.library.hours_questions.get(role)) is not None:
        fact = sheet.fact(name, {})
        if isinstance(fact.value, int) and not isinstance(fact.value, bool):
            return Hours(role, fact.value, fact.span, assumed=fact.state is State.ASSUMED)
    known = sheet.library.roles.get(role)
    return Hours(role, int(known.hours), None, assumed=True) if known and known.hours is not None else None


def hours_read(role: str, sheet: FactSheet) -> Read:
    """The name that a role's hours rest on, where a question asks them and it has a value."""
    name = sheet.library.hours_questions.get(role)
    return ((name, {}),) if name is not None and sheet.fact(name, {}).value is not None else ()

"""How many hours a week the people of a role have, and where that is said."""

from __future__ import annotations

from dataclasses import dataclass

from rse_plan.model.answers import CM_HOURS
from rse_plan.planning.facts import FactSheet
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
    person = sheet.answers.people.get(role)
    if person is not None and person.hours is not None:
        return Hours(role, person.hours, person.span, assumed=False)
    if role == CM_HOURS[1]:
        fact = sheet.fact(CM_HOURS[0], {})
        if isinstance(fact.value, int) and not isinstance(fact.value, bool):
            return Hours(role, fact.value, fact.span, assumed=True)
    known = sheet.library.roles.get(role)
    return Hours(role, int(known.hours), None, assumed=True) if known and known.hours is not None else None

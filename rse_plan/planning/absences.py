"""Days on which nobody of a role works (semantics 7)."""

from __future__ import annotations

from datetime import date

from rse_plan.model.periods import AnyPeriod, Period
from rse_plan.planning.facts import FactSheet
from rse_plan.planning.periods import entries, place_of, reach, resolved

SPONSOR = ("sponsor", "sponsor.absences")
"""The role that a question asks the absences of, and the question: of the first sponsor."""


def absences_of(sheet: FactSheet, role: str, start: date) -> tuple[Period, ...]:
    """The days on which a role is away, presets as the main employer's place has them."""
    written = absences_written(sheet, role)
    return resolved(written, place_of(sheet, sheet.elements("employers")[0]), reach(start))


def absences_written(sheet: FactSheet, role: str) -> tuple[AnyPeriod, ...]:
    """A role's absences as the answers have them: under `people:`, and the sponsor's own answer."""
    person = sheet.answers.people.get(role)
    named = person.absences if person is not None else ()
    return (*named, *entries(sheet, SPONSOR[1])) if role == SPONSOR[0] else named

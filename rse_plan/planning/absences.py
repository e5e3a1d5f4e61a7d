"""Days on which nobody of a role works (semantics 7)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from rse_plan.model.periods import AnyPeriod, Period
from rse_plan.planning.facts import FactSheet
from rse_plan.planning.periods import any_periods, main_employer, place_of, reach, resolved

SPONSOR = ("sponsor", "sponsor.absences")
"""The role that a question asks the absences of, and the question: of the first sponsor."""


def is_private(sheet: FactSheet, role: str) -> bool:
    """Whether shared documents may not tell when a role is away, wherever that is written."""
    question = sheet.library.questions.get(SPONSOR[1])
    return role == SPONSOR[0] and question is not None and question.audience == "lead"


def absences_of(
    sheet: FactSheet, role: str, start: date, elements: Mapping[str, str] | None = None
) -> tuple[Period, ...]:
    """The days on which a role is away, presets as the main employer's place has them.

    `elements` may name one sponsor among several.
    """
    written = absences_written(sheet, role, elements)
    if not written:
        return ()
    return resolved(written, place_of(sheet, main_employer(sheet)), reach(start))


def absences_written(
    sheet: FactSheet, role: str, elements: Mapping[str, str] | None = None
) -> tuple[AnyPeriod, ...]:
    """A role's absences as the answers have them: under `people:`, and the sponsor's own answer."""
    person = sheet.person(role)
    named = person.absences if person is not None else ()
    return (
        (*named, *any_periods(sheet.fact(SPONSOR[1], elements or {}).value)) if role == SPONSOR[0] else named
    )

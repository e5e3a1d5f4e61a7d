"""An opening or a launch on a day when hardly anybody is there."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from rse_plan.diagnostics import Diagnostic
from rse_plan.errors import Said, say
from rse_plan.lint.engine import File
from rse_plan.lint.plan_files import planned, warned
from rse_plan.lint.rule import CAN_BE_IGNORED, Both, Rule
from rse_plan.lint.sample_answers import SOUND_ANSWERS, answers_with
from rse_plan.model.periods import AUGUST, YEAR_END

if TYPE_CHECKING:
    from rse_plan.formats.plan_reader import SourcedPlan

_BAD = answers_with("  freezes: [{preset: august}]\n", "")
_GOOD = SOUND_ANSWERS

RULE = Rule(
    name="launch-in-blackout",
    what_it_finds=Both(
        en=(
            "An opening or a launch in a week that is frozen or has hardly any working day, in August "
            "or between Christmas and New Year; in the school holidays it is a warning."
        ),
        fr=(
            "Une ouverture ou un lancement dans une semaine gelée ou presque sans jour ouvré, en août "
            "ou entre Noël et le Nouvel An ; pendant les vacances scolaires, c’est un avertissement."
        ),
    ),
    why_it_matters=Both(
        en=(
            "People come back once: a network that opens while they are away is empty on the day they "
            "look. A freeze in the answers makes the plan choose another day."
        ),
        fr=(
            "On ne revient qu’une fois : un réseau qui ouvre en l’absence des gens est vide le jour "
            "où ils viennent voir. Une période de gel dans les réponses fait choisir un autre jour au "
            "plan."
        ),
    ),
    bad={"answers.yaml": _BAD},
    good={"answers.yaml": _GOOD},
    how_to_ignore=CAN_BE_IGNORED,
)


def check(file: File) -> Iterator[Diagnostic]:
    """What the plan of the answers says; of a plan without its answers, what it says itself."""
    if file.outlook is not None:
        yield from file.outlook.of(RULE.name)
    plan = planned(file)
    if plan is not None:
        yield from warned(plan, RULE.name, ("launch-in-blackout",))
        yield from _openings(plan)


def _openings(plan: SourcedPlan) -> Iterator[Diagnostic]:
    for number, task in enumerate(plan.value.tasks):
        reason = _away(task.start) if task.opens == "users" else None
        if reason is not None:
            yield Diagnostic(
                rule=RULE.name,
                span=plan.span("tasks", number, "start"),
                message=say("{item} is on {day}, {reason}", item=task.id, day=task.start, reason=reason),
                help=say("bar such days with calendar.freezes, or fix another day"),
                severity=RULE.severity,
            )


def _away(day: date) -> Said | None:
    """Why hardly anybody is there, wherever the plan is for."""
    from rse_plan.planning.health import AWAY

    if day.month == 8:
        return AWAY[AUGUST]
    return AWAY[YEAR_END] if (day.month, day.day) >= (12, 24) or (day.month, day.day) <= (1, 2) else None
